import type { Points, PointState, Rating } from './core/base/attempt.ts';
import type { Bank } from './core/base/bank.ts';
import type { Calendar, Instant } from './core/base/day.ts';
import type { Fills, Metric, MetricName } from './core/base/metric.ts';
import type { Problem } from './core/base/problem.ts';
import type { Question, QuestionHead, QuestionId } from './core/base/question.ts';
import type { Lexicon } from './core/feedback/find.ts';
import type { ResultFile } from './core/fill/bind.ts';
import type { Figures } from './core/fill/values.ts';
import type { BankFilesRead, BankReadOptions, FileChange, ReadBankFile } from './core/import/plan.ts';
import type { MockEvent } from './core/mock/mock.ts';
import type { SessionKey } from './core/quiz/session-keys.ts';
import type { Row } from './core/quiz/text-field.ts';
import type { ScheduleParams } from './core/schedule/days-off.ts';
import type { Entry } from './core/schedule/journal.ts';
import type { Progress } from './core/schedule/progress.ts';
import type { Trainer } from './core/schedule/training.ts';
import type { Config, Settings } from './core/settings/config.ts';
import type { MissingSound, Samples, SoundJob, SoundProgram } from './core/speech/sound.ts';
import type { NumberStyle } from './core/values/quantity.ts';
import type { DeckNote } from './formats/import/anki-text.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Clock = { readonly now: () => Instant; readonly calendar: (settings: Settings) => Calendar };

export type Random = {
  readonly seed: () => number;
  readonly id: (at: Instant) => string;
};

/** stdout is for data, stderr for messages. Both take whole texts and add nothing. */
export type Out = {
  readonly data: (text: string) => void;
  /** Data for a person: through the user's pager when it is longer than the window of a terminal. */
  readonly page: (text: string) => Promise<void>;
  readonly talk: (text: string) => void;
};

/** Widths are display columns. */
export type Screen = {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  /** False for `TERM=dumb`, `--plain`, and pipes: no cursor movement, no boxes. */
  readonly fancy: boolean;
  /** False when the locale is not UTF-8: symbols are then plain ASCII. */
  readonly unicode?: boolean;
};

export type ConfigStore = {
  readonly file: string;
  /** Validates the file and adds defaults. Throws `Failure` for a damaged one. */
  readonly read: () => { readonly config: Config; readonly problems: readonly Problem[] };
  /** Reads, changes, and writes under one lock; returns the config as written. */
  readonly update: (change: (config: Config) => Config) => Promise<Config>;
};

export type JournalStore = {
  readonly read: () => { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] };
  /** Appends to this device's file and returns only when the lines are on disk. */
  readonly append: (entries: readonly Entry[]) => void;
  /** Runs what reads and then appends, while no other process does so. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  /** The fold of the whole journal, from its snapshot where possible. */
  readonly progress: (params: ScheduleParams) => Promise<Progress>;
};

export type StoredMock = {
  readonly events: readonly MockEvent[];
  readonly unusable: number;
  /** True when a newer prep wrote some of them: nothing may be added then. */
  readonly newer: boolean;
};

export type MockStore = {
  readonly ids: () => readonly string[];
  /** Throws `Failure` when it cannot be read. */
  readonly read: (id: string) => StoredMock;
  /** Returns only when the event is on disk. */
  readonly append: (id: string, event: MockEvent) => void;
};

/** Texts that are not stored yet, by the id of their question or another name. */
export type DraftStore = {
  readonly read: (name: string) => string | undefined;
  /** Empty text removes the draft. */
  readonly write: (name: string, text: string) => void;
  /** Those of the names that have a draft. */
  readonly among: (names: Iterable<string>) => readonly string[];
};

/**
 * Asynchronous, so that the parsers are loaded only when a file has to be parsed. `paths` are the banks in
 * order; the user's own bank is always added.
 */
export type BankStore = {
  /** From the cache where files did not change. */
  readonly heads: (paths: readonly string[]) => Promise<Bank>;
  readonly full: (paths: readonly string[]) => Promise<Bank<Question>>;
  /**
   * Reads a file, or all below a folder that may hold questions, and hands each to `visit`. Throws `Failure`
   * when there is nothing at the path.
   */
  readonly read: (
    path: string,
    options: BankReadOptions,
    visit: (file: ReadBankFile) => void,
  ) => Promise<BankFilesRead>;
  /** Throws `Failure` when the file changed and no longer has the question. */
  readonly question: (head: QuestionHead) => Promise<Question>;
  /**
   * Text of a file named by a problem (`file` as shown), for printing source lines. For an Anki package that
   * was read, its notes as text.
   */
  readonly sourceText: (file: string) => string;
  readonly shipped: string;
  readonly own: string;
};

export type FigureStore = {
  readonly of: (
    metrics: ReadonlyMap<MetricName, Metric>,
    fills: Fills,
    style: NumberStyle,
    questions?: ReadonlyMap<QuestionId, QuestionHead>,
  ) => Promise<Figures>;
};

/** Starts programs from an argument array, never through a shell. */
export type Runner = {
  /**
   * Opens the user's editor on `text` (a temporary file named `name`); resolves to the saved text. Throws
   * `Failure` without an editor.
   */
  readonly edit: (text: string, name: string, editor: string | undefined) => Promise<string>;
  /**
   * Opens a file at its place in the user's editor, at a line where the editor can; resolves to the exit code. Throws
   * `Failure` without an editor.
   */
  readonly open: (file: string, editor: string | undefined, line?: number) => Promise<number>;
  /** The editor command: the setting, else $VISUAL, $EDITOR, or a common editor. Throws `Failure` without one. */
  readonly editor: (setting: string | undefined) => readonly string[];
  /** Shows a text in the user's pager until the person leaves it. Throws `Failure` without one. */
  readonly view: (text: string) => Promise<void>;
  /** Shows a desktop notification. Throws `Failure` with the remedy when no program can. */
  readonly notify: (title: string, text: string) => Promise<void>;
  readonly find: (...names: readonly string[]) => string | undefined;
};

export type Files = {
  /** `:`, or `;` on Windows. */
  readonly pathDelimiter: string;
  readonly exists: (path: string) => boolean;
  /** The same path in a form that is valid in every folder. */
  readonly absolute: (path: string) => string;
  /** Decoded UTF-8. Throws `Failure` naming the path and the remedy. */
  readonly readText: (path: string) => string;
  /** Creates a file, and its folders. Throws `Failure` when it exists. */
  readonly createText: (path: string, text: string) => void;
  readonly createBytes: (path: string, bytes: Uint8Array) => void;
  readonly readInput: () => Promise<string>;
};

export type FileSets = {
  /**
   * Writes all files or none, and makes folders as needed. Throws `Failure`: not writable, exists already,
   * changed in the meantime.
   */
  readonly write: (folder: string, changes: readonly FileChange[]) => Promise<void>;
  /** The state of a path below the folder: missing, a file with exactly these bytes, or something else. */
  readonly compare: (
    folder: string,
    path: string,
    content: () => Uint8Array,
  ) => Promise<'free' | 'same' | 'other'>;
};

/** A copy of the user's data, made on a day. `sound` when its config file can be read. */
export type Backup = { readonly day: string; readonly folder: string; readonly sound: boolean };

/** An archive that was written: where, how many files it holds, and its size. */
export type PackedHome = { readonly file: string; readonly files: number; readonly bytes: number };

/** A backup of everything, and what it changes here: nothing of what is here goes away. */
export type Unpacked = {
  /** The day it was made, or empty. */
  readonly made: string;
  /** The text of its config file. */
  readonly config: string | undefined;
  /** Files besides the config file that are missing here or differ. */
  readonly changes: readonly FileChange[];
  /** How many are here already. */
  readonly same: number;
};

/** Rotating copies of the config file, the journal, and the user's own questions; archives of everything. */
export type Backups = {
  readonly list: () => readonly Backup[];
  /** The config file's text in a sound backup, and in the present file if there is one. */
  readonly configTexts: (backup: Backup) => { readonly copy: string; readonly present?: string };
  /** The text of the config file, if there is one. */
  readonly presentConfig: () => string | undefined;
  /** Puts the config file of `backup` back; returns the path where the present one is kept. */
  readonly restoreConfig: (backup: Backup) => Promise<string | undefined>;
  /** The same with a text in place of a backup. */
  readonly replaceConfig: (text: string) => Promise<string | undefined>;
  /** Writes all into one archive: a path, or a folder to put it into. Throws `Failure`. */
  readonly pack: (to: string | undefined, version: string) => Promise<PackedHome>;
  /** Reads an archive, or a folder with a copy of a home. Writes nothing. Throws `Failure`. */
  readonly unpack: (path: string) => Promise<Unpacked>;
  /** Puts all of it back or nothing; returns the path where the present config file is kept. */
  readonly restoreAll: (unpacked: Unpacked) => Promise<string | undefined>;
};

/** A result file, with the data that shows whether it changed. */
export type ReadResultFile = {
  readonly file: ResultFile;
  readonly sha256: string;
  /** ISO 8601 with offset. */
  readonly mtime: string;
  /** A remark on the file, such as pending changes of its database. */
  readonly note?: string;
};

export type FoundResults = {
  readonly files: readonly string[];
  readonly notes: readonly string[];
};

/** Result files that the user names: benchmarks, training runs, load tests. Never written. */
export type ResultFiles = {
  readonly isFolder: (path: string) => boolean;
  /** The path for a binding: absolute, `~/…` below the home folder. */
  readonly stored: (path: string) => string;
  readonly shown: (path: string) => string;
  /**
   * Reads one file; a SQLite database gives tables. Throws `Failure` naming the path and the remedy: missing,
   * over 50 MB, not UTF-8.
   */
  readonly read: (path: string) => Promise<ReadResultFile>;
  /** For checking whether a file changed. Throws as `read` does. */
  readonly digest: (path: string) => string;
  /**
   * Waits until one of the files is written, made or removed and then left alone for a moment: true; false on Ctrl-C.
   * `stop` ends the wait.
   */
  readonly watch: (paths: readonly string[]) => {
    readonly changed: Promise<boolean>;
    readonly stop: () => void;
  };
  /** Files below a folder that may hold results, by name and size; bounded in depth, number, and size. */
  readonly find: (folder: string, onProgress: (files: number) => void) => Promise<FoundResults>;
  /** Revision of the file's git repository; undefined outside of one, and without git. */
  readonly revision: (
    path: string,
  ) => Promise<{ readonly commit: string; readonly dirty: boolean } | undefined>;
};

/** One answer to a card of a deck, as Anki logged it. Cards of one note are one question. */
export type DeckReview = {
  readonly question: QuestionId;
  readonly guid: string;
  readonly at: Instant;
  readonly ease: 1 | 2 | 3 | 4;
  readonly elapsedMs: number;
  /** `filtered`: studied ahead or crammed. */
  readonly kind: 'learn' | 'review' | 'relearn' | 'filtered';
};

export type Deck = {
  readonly notes: number;
  /**
   * Files that notes refer to, by name; names never lead to another folder. Unpacks when called; throws
   * `Failure`.
   */
  readonly media: ReadonlyMap<string, () => Uint8Array>;
  readonly reviews: readonly DeckReview[];
};

/** Anki packages (`.apkg`, `.colpkg`) that the user names, and decks that CrowdAnki wrote as `deck.json`. */
export type Decks = {
  /** True for a file with the name or the first bytes of a package; false when it cannot be read. */
  readonly isDeck: (path: string) => boolean;
  /**
   * Throws `Failure` naming the path and the remedy: missing, over 300 MB, damaged, locked, not an Anki package.
   * Of a deck of CrowdAnki, only the media beside it.
   */
  readonly open: (path: string) => Promise<Deck>;
  /**
   * The bytes of a package with a new card for each note, in order. `now`: Anki replaces older notes by newer
   * ones. `media`: paths of files by the names that notes refer to them by.
   */
  readonly pack: (
    notes: readonly DeckNote[],
    now: Instant,
    media: ReadonlyMap<string, string>,
  ) => Promise<Uint8Array>;
};

/** A prompt's result: a value, or a key. Ctrl-C and the end of input are the key `quit`. */
export type Reply<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'key'; readonly key: SessionKey };

/**
 * Text rendered for so many columns, those of the screen when left out. It is rendered anew when the window
 * changes.
 */
export type Rendered = (columns?: number) => string;

type Awaiting = {
  readonly startedAt: Instant;
  readonly targetMs: number;
  /**
   * Shown after the clock and updated each second, such as the time left of an interview; plain prompts show
   * it once.
   */
  readonly beside?: () => string;
  readonly heading?: string;
  readonly next?: string;
};

export type AnswerPrompt = Awaiting & {
  readonly mode: 'type' | 'think';
  readonly draft?: string;
  /** True when the draft is a transcript to correct; an empty text drops it. */
  readonly isHeard?: boolean;
  /** True for a note: it has no clock, and an empty text is none. */
  readonly isNote?: boolean;
  readonly onText: (text: string) => void;
  readonly edit?: (text: string) => Promise<string>;
};

/** A prompt while a recording runs; space or Enter ends it, and so do the keys `skip` and `quit`. */
export type RecordPrompt = Awaiting & {
  /** Time since `startedAt` at which it ends by itself. */
  readonly limitMs: number;
  /** Current loudness, dB below full scale; undefined before any sound arrived. Called for each drawing. */
  readonly levelDb: () => number | undefined;
  /** Settles when the recording ended by itself; the prompt then ends as if it was stopped. */
  readonly ended: Promise<unknown>;
};

/** What prep found of a point in what was said: a proposal. Only the person settles a point. */
export type Evidence = {
  readonly state: PointState;
  /** The sentence it was found in. */
  readonly quote?: string;
  readonly reason?: string;
};

export type PointsPrompt = {
  readonly items: readonly string[];
  /** As far as they are settled already. */
  readonly points: Points;
  readonly header: string;
  /** One per item; absent when there was nothing to look in. */
  readonly found?: readonly Evidence[];
  /** Called with the points as they change, so that a key in between does not lose them. */
  readonly onTicks?: (points: Points) => void;
};

export type RatePrompt = {
  readonly choices: readonly { readonly rating: Rating; readonly interval: string }[];
  readonly suggested?: Rating;
  readonly reason?: string;
};

/** A question that one key answers. */
export type ChoicePrompt = {
  readonly question: string;
  readonly choices: readonly (readonly [key: string, does: string])[];
  /** What Esc does. */
  readonly escape: string;
};

/** The prompt that is asked: each has keys of its own. */
export type PromptStep = 'typing' | 'thinking' | 'recording' | 'ticking' | 'rating' | 'pausing' | 'line';

/**
 * Implemented for the whole window, for the lines of a terminal, and for plain lines. In the whole window a
 * page has the question on top, what is to be read in the middle, where it scrolls, and the prompt below.
 */
export type Prompts = {
  /** Begins an empty page. What no prompt has shown yet stays on it. */
  readonly page: (head: Rendered) => void;
  /** Puts what is to be read in place of what was read before, and below what no prompt has shown yet. */
  readonly read: (text: Rendered) => void;
  /** Adds to what is to be read. */
  readonly show: (text: string | Rendered) => void;
  /** Says something in passing: in the whole window it stays until the next key. */
  readonly notice: (text: Rendered) => void;
  /** Shows the keys of the prompt that was asked last, over everything else; `isFull` in the whole window. */
  readonly help: (keys: (step: PromptStep, isFull: boolean) => Rendered) => void;
  /** Goes back to the normal screen. What is shown from here on stays on it. */
  readonly leave: () => void;
  /**
   * One line of text; undefined when the person left (Ctrl-C, end of input).
   * @param isAside whether Ctrl-C at a terminal leaves only this line, and not the session
   */
  readonly line: (question: string, isAside?: boolean) => Promise<string | undefined>;
  /** The key that was pressed; undefined for Esc, and when the person left. */
  readonly choose: (prompt: ChoicePrompt) => Promise<string | undefined>;
  /** Resolves to the typed text; empty text means "I said it aloud". */
  readonly answer: (prompt: AnswerPrompt) => Promise<Reply<string>>;
  /**
   * `stopped` by the person; `over` at the limit or when the recording ended by itself. The caller stops the
   * recorder.
   */
  readonly record: (prompt: RecordPrompt) => Promise<Reply<'stopped' | 'over'>>;
  readonly points: (prompt: PointsPrompt) => Promise<Reply<Points>>;
  readonly rate: (prompt: RatePrompt) => Promise<Reply<Rating>>;
  /** Waits for Enter (or space), a key, or `until`; `text` explains them, and may change each second. */
  readonly pause: (text: string | (() => string), until?: Promise<unknown>) => Promise<Reply<'go'>>;
  readonly interrupted: () => boolean;
  /** Gives the input back; no prompt may follow. */
  readonly close: () => void;
};

/** A drawn prompt. The cursor is in the last line of `text`, before the last `rest` units of it. */
export type Drawn = {
  /** The cursor's line and those above it, narrower than the screen. Never empty. */
  readonly text: string;
  /** End of the last line, without styles: the text after the cursor. Never empty. */
  readonly rest: string;
  readonly below: string;
  /** The keys, set off below everything else. */
  readonly keys?: string;
  /** True when there is nothing to type, so that no cursor is shown. */
  readonly still?: boolean;
};

/** What is on the whole window, besides the prompt. */
export type Page = {
  readonly head: Rendered;
  readonly body: readonly Rendered[];
  readonly notices: readonly Rendered[];
  /** Shown over everything else. */
  readonly help?: Rendered;
  /** What is in view of the body: from one of its parts on, or from a line of so many on. */
  readonly from: { readonly part: number } | { readonly line: number; readonly of: number };
};

/** The whole window as drawn. */
export type Frame = {
  /** One a row; none is wider than the window. */
  readonly lines: readonly string[];
  /** From 0; absent when it is not shown. */
  readonly cursor?: { readonly row: number; readonly column: number };
  /** The lines of the part that scrolls: the first in view, how many are in view, and how many there are. */
  readonly view: { readonly from: number; readonly rows: number; readonly lines: number };
  /** Columns of the prompt. */
  readonly promptColumns: number;
};

export type PromptSize = { readonly columns: number; readonly rows: number };

export type Waiting = Pick<AnswerPrompt, 'targetMs' | 'heading' | 'next' | 'isHeard' | 'isNote'> & {
  readonly elapsedMs: number;
  readonly beside?: string;
};
export type Typing = Waiting & {
  readonly text: string;
  readonly cursor: number;
  /** True while the next key press acts instead of typing. */
  readonly keyBar: boolean;
};
export type Recording = Waiting & { readonly levelDb: number | undefined; readonly limitMs: number };

export type Ticking = Pick<PointsPrompt, 'header' | 'items' | 'points' | 'found'> & {
  readonly at: number;
  /** What Enter does: it goes to the `next` unsettled point, leaves `all unsettled`, or `ends` the list. */
  readonly enter: 'next' | 'all unsettled' | 'ends';
};

/** `refusedEnter` after an Enter that had no suggestion to take. */
export type RatingAsked = RatePrompt & { readonly refusedEnter: boolean };

export type PromptViews = {
  readonly typing: (typing: Typing, size: PromptSize) => Drawn;
  readonly thinking: (waiting: Waiting, size: PromptSize) => Drawn;
  readonly recording: (recording: Recording, size: PromptSize) => Drawn;
  readonly ticking: (ticking: Ticking, size: PromptSize) => Drawn;
  readonly rating: (prompt: RatingAsked, size: PromptSize) => Drawn;
  readonly pausing: (text: string, size: PromptSize) => Drawn;
  readonly choosing: (prompt: ChoicePrompt, size: PromptSize) => Drawn;
  /** The whole window. Without a prompt while none is asked. */
  readonly frame: (page: Page, size: PromptSize, prompt?: (size: PromptSize) => Drawn) => Frame;
  readonly line: (question: string, field: Pick<Typing, 'text' | 'cursor'>, size: PromptSize) => Drawn;
  /** Rows of typed text as `typing` draws it, for moving up and down. */
  readonly rows: (text: string, columns: number) => readonly Row[];
  /** Rows of drawn lines after a terminal rewrapped them to so many columns. */
  readonly brokenRows: (text: string, columns: number) => number;
  readonly clean: (text: string) => string;
};

export type Capture = {
  /** Current loudness, dB below full scale (0 is the loudest); undefined before any sound arrived. */
  readonly levelDb: () => number | undefined;
  /** Settles when the recorder ended by itself, with the cause in one sentence. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<Captured>;
};

export type Captured = {
  /** Path below the home folder, with `/` between names; absent when there was nothing to keep. */
  readonly recording?: string;
  readonly durationMs: number;
  /** What went wrong, in one sentence; the sound up to then is kept. */
  readonly fault?: string;
};

/** `done` resolves to what went wrong, in one sentence, or to undefined. */
export type Playback = { readonly done: Promise<string | undefined>; readonly stop: () => void };

/** A running recognizer: it gives the transcript, or what went wrong in one sentence. It has a time limit. */
export type Transcribing = {
  readonly result: Promise<{ readonly text: string } | { readonly fault: string }>;
  readonly stop: () => void;
};

/** A part of a recording, ms from its start; without `toMs` to its end. */
export type SoundSpan = { readonly fromMs: number; readonly toMs?: number };

export type StoredRecording = {
  /** Path below the home folder, as in attempts. */
  readonly recording: string;
  readonly bytes: number;
  readonly at: Instant;
  /** Starred ones are never removed to make room. */
  readonly starred: boolean;
};

/** Sound through programs of the machine. Nothing leaves it. */
export type Sound = {
  /** The program for each job: from the settings, else one that is found. */
  readonly programs: (settings: Settings) => Readonly<Partial<Record<SoundJob, SoundProgram>>>;
  readonly missing: (settings: Settings) => readonly MissingSound[];
  /** Starts a recording named `id`. Throws `Failure` when the program cannot start or the device is busy. */
  readonly record: (program: SoundProgram, id: string) => Promise<Capture>;
  readonly play: (program: SoundProgram, recording: string) => Playback;
  readonly say: (program: SoundProgram, text: string) => Playback;
  readonly transcribe: (program: SoundProgram, recording: string, span?: SoundSpan) => Transcribing;
  readonly samples: (recording: string) => Promise<Samples>;
  readonly recordings: () => readonly StoredRecording[];
  readonly star: (recording: string, starred: boolean) => void;
  readonly remove: (recording: string) => void;
  /** Removes the oldest unstarred ones until all take no more than `megabytes`; returns those removed. */
  readonly makeRoom: (megabytes: number) => readonly string[];
};

export type Context = {
  readonly env: Environment;
  readonly home: string;
  /** Version of prep, and its platform (`Node 20.20.2 on linux`). */
  readonly version: string;
  readonly runtime: string;
  /** The command line of this very prep: node and the script. */
  readonly launch: readonly string[];
  /** Throws `Failure` when the home folder cannot be used. */
  readonly probeHome: () => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly out: Out;
  readonly screen: Screen;
  /** True when stdin and stdout are terminals. */
  readonly interactive: boolean;
  readonly config: ConfigStore;
  readonly journal: JournalStore;
  /** Loaded when a mock is needed. */
  readonly mocks: () => Promise<MockStore>;
  /** Ids of unfinished mocks, newest first; fast, as every start asks. */
  readonly waitingMocks: () => readonly string[];
  readonly drafts: DraftStore;
  readonly backups: Backups;
  /** `plain` prompts line by line and moves no cursor; `full` takes the whole window. */
  readonly prompts: (plain: boolean, full?: boolean) => Promise<Prompts>;
  readonly banks: BankStore;
  readonly decks: Decks;
  readonly figures: FigureStore;
  readonly files: Files;
  readonly fileSets: FileSets;
  readonly results: ResultFiles;
  readonly run: Runner;
  /** Throws `Failure` with the install command when the trainer is missing. */
  readonly trainer: () => Promise<Trainer>;
  readonly sound: Sound;
  /** Which words mean about the same; read once, when it is first needed. Undefined when its file is missing. */
  readonly lexicon: () => Promise<Lexicon | undefined>;
  /** The folder of the manual. */
  readonly docs: string;
};
