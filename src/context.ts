// The one seam between what prep decides and the machine it runs on. Types only.
import type { Points, Rating } from './core/base/attempt.ts';
import type { Bank } from './core/base/bank.ts';
import type { Calendar, Instant } from './core/base/day.ts';
import type { Fills, Metric, MetricName } from './core/base/metric.ts';
import type { Problem } from './core/base/problem.ts';
import type { Question, QuestionHead, QuestionId } from './core/base/question.ts';
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

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string | undefined>>;

export type Clock = { readonly now: () => Instant; readonly calendar: (settings: Settings) => Calendar };

export type Random = {
  /** A fresh 32-bit seed. */
  readonly seed: () => number;
  /** A fresh ULID for something that happened at `at`. */
  readonly id: (at: Instant) => string;
};

/** stdout is data, stderr is talk. Both take whole texts and add nothing. */
export type Out = {
  readonly data: (text: string) => void;
  readonly talk: (text: string) => void;
};

/** Widths are display columns. */
export type Screen = {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  /** False for `TERM=dumb`, `--plain` and pipes: no cursor movement, no boxes. */
  readonly fancy: boolean;
  /** False when the locale is not UTF-8: symbols are then plain ASCII. */
  readonly unicode?: boolean;
};

export type ConfigStore = {
  readonly file: string;
  /** Reads, checks and completes the file. Throws `Failure` for a damaged one. */
  readonly read: () => { readonly config: Config; readonly problems: readonly Problem[] };
  /** Reads, changes and writes under one lock; returns what was written. */
  readonly update: (change: (config: Config) => Config) => Promise<Config>;
};

/** The journal of all devices. */
export type JournalStore = {
  readonly read: () => { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] };
  /** Appends to this device's file and returns only when the lines are on disk. */
  readonly append: (entries: readonly Entry[]) => void;
  /** The fold of the whole journal, from its snapshot as far as that reaches. */
  readonly progress: (params: ScheduleParams) => Promise<Progress>;
};

export type StoredMock = {
  /** In the order in which they were written. */
  readonly events: readonly MockEvent[];
  /** Lines that are torn, damaged or unknown. */
  readonly unusable: number;
  /** True when some were written by a newer prep: nothing may be added then. */
  readonly newer: boolean;
};

export type MockStore = {
  /** Newest first. */
  readonly ids: () => readonly string[];
  /** Throws `Failure` when it cannot be read. */
  readonly read: (id: string) => StoredMock;
  /** Adds what happened and returns only when it is on disk. */
  readonly append: (id: string, event: MockEvent) => void;
};

/** Text that was typed but not rated yet, so that a crash loses nothing. */
export type DraftStore = {
  readonly read: (question: QuestionId) => string | undefined;
  /** Empty text removes the draft. */
  readonly write: (question: QuestionId, text: string) => void;
};

/**
 * Reads banks from disk. Asynchronous, so that the parsers are loaded only when a file has to be parsed. `paths` are the banks
 * in order; the user's own bank is always added.
 */
export type BankStore = {
  /** Heads of all questions, from the cache where files did not change. */
  readonly heads: (paths: readonly string[]) => Promise<Bank>;
  /** All questions in full. */
  readonly full: (paths: readonly string[]) => Promise<Bank<Question>>;
  /** Reads a file, or all below a folder that may hold questions, and hands each to `visit`. Throws `Failure` when there is nothing at the path. */
  readonly read: (
    path: string,
    options: BankReadOptions,
    visit: (file: ReadBankFile) => void,
  ) => Promise<BankFilesRead>;
  /** One question in full. Throws `Failure` when its file changed so that it is gone. */
  readonly question: (head: QuestionHead) => Promise<Question>;
  /** Text of a file that a problem names (`file` as shown); for printing source lines. Of an Anki package the notes as text, once it was read. */
  readonly sourceText: (file: string) => string;
  /** Path of the bank that ships with prep. */
  readonly shipped: string;
  /** Path of the user's own bank. */
  readonly own: string;
};

/** The user's figures over a set of metrics, from the cache when nothing changed. */
export type FigureStore = {
  readonly of: (
    metrics: ReadonlyMap<MetricName, Metric>,
    fills: Fills,
    style: NumberStyle,
    /** Whose conditions are decided along with the values. */
    questions?: ReadonlyMap<QuestionId, QuestionHead>,
  ) => Promise<Figures>;
};

/** Starts programs from an argument array, never through a shell. */
export type Runner = {
  /** Opens the user's editor on `text` (a temporary file named `name`); resolves to the saved text. Throws `Failure` without an editor. */
  readonly edit: (text: string, name: string, editor: string | undefined) => Promise<string>;
  /** Words of the editor command: the setting, else $VISUAL, $EDITOR, else one that is usually there. Throws `Failure` without one. */
  readonly editor: (setting: string | undefined) => readonly string[];
  /** Runs with the terminal handed over; resolves to the exit code. */
  readonly foreground: (command: readonly string[]) => Promise<number>;
  /** Shows a notification of the desktop. Throws `Failure` with the remedy when nothing does it. */
  readonly notify: (title: string, text: string) => Promise<void>;
  /** First of `names` found on the PATH. */
  readonly find: (...names: readonly string[]) => string | undefined;
};

/** Files that the user names: result files, answers, new questions. */
export type Files = {
  /** Separates paths in a list: `:`, or `;` on Windows. */
  readonly pathDelimiter: string;
  readonly exists: (path: string) => boolean;
  /** The same place, named so that it holds in every folder. */
  readonly absolute: (path: string) => string;
  /** Decoded UTF-8. Throws `Failure` naming the path and the remedy. */
  readonly readText: (path: string) => string;
  /** Creates a file, and its folders. Throws `Failure` when it exists. */
  readonly createText: (path: string, text: string) => void;
  /** Alike, for what is no text. */
  readonly createBytes: (path: string, bytes: Uint8Array) => void;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
};

/** Files that belong together. */
export type FileSets = {
  /** Puts all files in place or none of them, and makes folders as needed. Throws `Failure`: not writable, exists already, changed in the meantime. */
  readonly write: (folder: string, changes: readonly FileChange[]) => Promise<void>;
  /** What stands at a path below the folder: nothing, a file with just these bytes, or something else. */
  readonly compare: (
    folder: string,
    path: string,
    content: () => Uint8Array,
  ) => Promise<'free' | 'same' | 'other'>;
};

/** A copy of what the user owns, made on a day. `sound` when its config file can be read. */
export type Backup = { readonly day: string; readonly folder: string; readonly sound: boolean };

/** Rotating copies of the config file, the journal and the user's own questions. */
export type Backups = {
  /** Newest first. */
  readonly list: () => readonly Backup[];
  /** The text of the config file that a sound backup has, and of the present one where there is one. */
  readonly configTexts: (backup: Backup) => { readonly copy: string; readonly present?: string };
  /** Puts the config file of `backup` back; the present one is kept. Returns where it is kept. */
  readonly restoreConfig: (backup: Backup) => string | undefined;
};

// Files that other programs wrote: result files and Anki packages.

/** A result file on disk, and what tells whether it changed. */
export type ReadResultFile = {
  readonly file: ResultFile;
  readonly sha256: string;
  /** ISO 8601 with offset. */
  readonly mtime: string;
  /** Something to know about the file, such as changes that its database has not yet taken in. */
  readonly note?: string;
};

export type FoundResults = {
  /** Paths as they are shown, newest first. */
  readonly files: readonly string[];
  /** Why the search ended early, or what it passed over; empty when it saw everything. */
  readonly notes: readonly string[];
};

/** Result files that the user names: benchmarks, training runs, load tests. Nothing is ever written there. */
export type ResultFiles = {
  readonly isFolder: (path: string) => boolean;
  /** The path that a binding stores: absolute, `~/…` below the home folder. */
  readonly stored: (path: string) => string;
  /** A stored path as it is shown: relative inside the working folder. */
  readonly shown: (path: string) => string;
  /** Reads one file; a SQLite database gives tables. Throws `Failure` naming the path and the remedy: missing, over 50 MB, not UTF-8. */
  readonly read: (path: string) => Promise<ReadResultFile>;
  /** Only the digest, for telling whether a file changed. Throws as `read` does. */
  readonly digest: (path: string) => string;
  /** Files below a folder that may hold results, by name and size; bounded in depth, number and size. */
  readonly find: (folder: string, onProgress: (files: number) => void) => Promise<FoundResults>;
  /** Revision of the git repository that the file is in; undefined outside of one, and without git. */
  readonly revision: (
    path: string,
  ) => Promise<{ readonly commit: string; readonly dirty: boolean } | undefined>;
};

/** One answer to a card of a deck, as Anki logged it. Cards of one note are one question. */
export type DeckReview = {
  readonly question: QuestionId;
  readonly guid: string;
  readonly at: Instant;
  /** Again, hard, good, easy. */
  readonly ease: 1 | 2 | 3 | 4;
  readonly elapsedMs: number;
  /** `filtered`: studied ahead or crammed. */
  readonly kind: 'learn' | 'review' | 'relearn' | 'filtered';
};

/** What an Anki package holds besides its questions, which are read as those of any bank. */
export type Deck = {
  /** How many notes there are, whether they ask something or not. */
  readonly notes: number;
  /** Files that notes refer to, by name; a name leads to no other folder. Unpacks when it is called; throws `Failure`. */
  readonly media: ReadonlyMap<string, () => Uint8Array>;
  /** In order of time. */
  readonly reviews: readonly DeckReview[];
};

/** Anki packages (`.apkg`, `.colpkg`) that the user names. */
export type Decks = {
  /** True for a file that is named or begins as a package; false for one that cannot be read. */
  readonly isDeck: (path: string) => boolean;
  /** Throws `Failure` naming the path and the remedy: missing, over 300 MB, damaged, locked, no package of Anki. */
  readonly open: (path: string) => Promise<Deck>;
  /** The bytes of a package with a new card for each note, in their order. `now`: Anki takes over what is newer than what it has. */
  readonly pack: (notes: readonly DeckNote[], now: Instant) => Promise<Uint8Array>;
};

// Prompts: what they ask, what comes back, what they look like.

/** What came back from a prompt: what it asked for, or a key. Ctrl-C and an ended input are the key `quit`. */
export type Reply<T> =
  { readonly kind: 'value'; readonly value: T } | { readonly kind: 'key'; readonly key: SessionKey };

/** What every prompt knows that waits for an answer. */
type Awaiting = {
  readonly startedAt: Instant;
  readonly targetMs: number;
  /** Shown behind the clock and asked anew each second, such as the time left of an interview; plain prompts say it once. */
  readonly beside?: () => string;
  /** Which part of an answer this is, where it is given part by part. */
  readonly heading?: string;
  /** The part that ending it leads to, where it does not lead to the model answer. */
  readonly next?: string;
};

export type AnswerPrompt = Awaiting & {
  readonly mode: 'type' | 'think';
  /** The whole card, rendered for the screen; empty when it is still in view. */
  readonly card: string;
  /** Text typed before a crash, to go on with. */
  readonly draft?: string;
  /** True when the draft is what a recogniser heard, to be read over; an empty text drops it. */
  readonly isHeard?: boolean;
  /** Called as text is typed, so that it survives a crash. */
  readonly onText: (text: string) => void;
  /** Opens the user's editor on the text so far; Ctrl-E does nothing without it. */
  readonly edit?: (text: string) => Promise<string>;
};

/** A recording that runs while the person speaks; space or Enter ends it, and so do the keys `skip` and `quit`. */
export type RecordPrompt = Awaiting & {
  /** Time since `startedAt` at which it ends by itself. */
  readonly limitMs: number;
  /** How loud the last moment was, dB below full scale; undefined before any sound arrived. Asked anew as it is drawn. */
  readonly levelDb: () => number | undefined;
  /** Settles when the recording ended without having been asked to; the prompt then ends as if it was stopped. */
  readonly ended: Promise<unknown>;
};

export type PointsPrompt = {
  readonly items: readonly string[];
  readonly ticked: Points;
  readonly header: string;
  /** One a item: why it is ticked beforehand, such as the words that matched; empty for none. */
  readonly reasons?: readonly string[];
  /** Told the ticks as they change, so that a key in between does not lose them. */
  readonly onTicks?: (ticked: Points) => void;
};

export type RatePrompt = {
  readonly choices: readonly { readonly rating: Rating; readonly interval: string }[];
  readonly suggested?: Rating;
  /** Why that one: `4 of 6 points`. */
  readonly reason?: string;
};

/** One implementation is for the terminal, one for plain lines. */
export type Prompts = {
  /** One line of text; undefined when the person left (Ctrl-C, end of input). */
  readonly line: (question: string) => Promise<string | undefined>;
  /** Resolves to the typed text; empty text means "I said it aloud". */
  readonly answer: (prompt: AnswerPrompt) => Promise<Reply<string>>;
  /** `stopped` by the person; `over` when the limit was reached or the recording ended by itself. The recorder is stopped by who started it. */
  readonly record: (prompt: RecordPrompt) => Promise<Reply<'stopped' | 'over'>>;
  readonly points: (prompt: PointsPrompt) => Promise<Reply<Points>>;
  readonly rate: (prompt: RatePrompt) => Promise<Reply<Rating>>;
  /** Waits for Enter (or space), or a key, or until `until` settles; `text` says what either does. */
  readonly pause: (text: string, until?: Promise<unknown>) => Promise<Reply<'go'>>;
  /** Shows a text between prompts. */
  readonly show: (text: string) => void;
  /** True once the person pressed Ctrl-C. */
  readonly interrupted: () => boolean;
  /** Gives the input back; no prompt may follow. */
  readonly close: () => void;
};

/** What a prompt looks like. The cursor is in the last line of `text`, before the last `rest` units of it. */
export type Drawn = {
  /** Lines above the cursor and its own, narrower than the screen. Never empty. */
  readonly text: string;
  /** End of the last line, without styles: what stands behind the cursor. Never empty. */
  readonly rest: string;
  /** Lines below. */
  readonly below: string;
};

export type PromptSize = { readonly columns: number; readonly rows: number };

export type Typing = {
  readonly text: string;
  readonly cursor: number;
  readonly elapsedMs: number;
  readonly targetMs: number;
  /** True while the next key press acts instead of typing. */
  readonly keyBar: boolean;
} & Around;

/** What is shown around a clock. */
export type Around = {
  readonly heading?: string;
  readonly beside?: string;
  readonly next?: string;
  readonly isHeard?: boolean;
};

export type Waiting = Pick<Typing, 'elapsedMs' | 'targetMs'> & Around;
export type Recording = Waiting & { readonly levelDb: number | undefined; readonly limitMs: number };

export type Ticking = Pick<PointsPrompt, 'header' | 'items' | 'ticked' | 'reasons'> & {
  /** Index of the item that space ticks. */
  readonly at: number;
};

/** How the prompts of a terminal look: drawn by screens, run by the machine. */
export type PromptViews = {
  readonly typing: (typing: Typing, size: PromptSize) => Drawn;
  readonly thinking: (waiting: Waiting, size: PromptSize) => Drawn;
  readonly recording: (recording: Recording, size: PromptSize) => Drawn;
  readonly ticking: (ticking: Ticking, size: PromptSize) => Drawn;
  readonly rating: (prompt: RatePrompt, size: PromptSize) => Drawn;
  readonly pausing: (text: string, size: PromptSize) => Drawn;
  readonly line: (question: string, field: Pick<Typing, 'text' | 'cursor'>, size: PromptSize) => Drawn;
  /** Rows that typed text takes as `typing` draws it: up and down go by them. */
  readonly rows: (text: string, columns: number) => readonly Row[];
  /** Rows that drawn lines take once a terminal has broken them at so many columns. */
  readonly brokenRows: (text: string, columns: number) => number;
  /** Takes control characters out of what was typed or pasted. */
  readonly clean: (text: string) => string;
};

// Sound in and out: recordings, what plays, speaks and recognizes.

export type Capture = {
  /** How loud the last moment was, dB below full scale (0 is the loudest); undefined before any sound arrived. */
  readonly levelDb: () => number | undefined;
  /** Settles when the recorder ended without having been asked to, with the cause in one sentence. */
  readonly died: Promise<string>;
  /** Ends it, and returns once the file is whole. */
  readonly stop: () => Promise<Captured>;
};

export type Captured = {
  /** Path below the home folder, `/` between the names; left out when there was nothing to keep. */
  readonly recording?: string;
  readonly durationMs: number;
  /** What went wrong, in one sentence; the sound up to then is kept. */
  readonly fault?: string;
};

/** Something that plays; `done` gives what went wrong, in one sentence, or nothing. */
export type Playback = { readonly done: Promise<string | undefined>; readonly stop: () => void };

/** A recogniser at work: what it heard, or what went wrong in one sentence. It is given up after a while. */
export type Transcribing = {
  readonly result: Promise<{ readonly text: string } | { readonly fault: string }>;
  readonly stop: () => void;
};

/** A part of a recording, ms from its start; without `toMs` to its end. */
export type SoundSpan = { readonly fromMs: number; readonly toMs?: number };

export type StoredRecording = {
  /** Path below the home folder, as attempts have it. */
  readonly recording: string;
  readonly bytes: number;
  readonly at: Instant;
  /** Starred ones are never removed to make room. */
  readonly starred: boolean;
};

/** Sound in and out, through programs of the machine. Nothing leaves it. */
export type Sound = {
  /** The program for each job: the one that the settings name, else one that is found. */
  readonly programs: (settings: Settings) => Readonly<Partial<Record<SoundJob, SoundProgram>>>;
  /** The jobs that `programs` has no program for, and what brings one on this machine. */
  readonly missing: (settings: Settings) => readonly MissingSound[];
  /** Starts a recording named `id`. Throws `Failure` when the program cannot start or the device is busy. */
  readonly record: (program: SoundProgram, id: string) => Promise<Capture>;
  readonly play: (program: SoundProgram, recording: string) => Playback;
  readonly say: (program: SoundProgram, text: string) => Playback;
  /** Recognises a recording, or the part of it in `span`. */
  readonly transcribe: (program: SoundProgram, recording: string, span?: SoundSpan) => Transcribing;
  /** Throws `Failure`: gone, or no WAV file. */
  readonly samples: (recording: string) => Promise<Samples>;
  /** All recordings, oldest first. */
  readonly recordings: () => readonly StoredRecording[];
  /** Throws `Failure` when it is gone. */
  readonly star: (recording: string, starred: boolean) => void;
  /** Removes a recording that is not wanted. */
  readonly remove: (recording: string) => void;
  /** Removes the oldest that are not starred until all take no more than `megabytes`; returns what went. */
  readonly makeRoom: (megabytes: number) => readonly string[];
};

export type Context = {
  readonly env: Environment;
  readonly home: string;
  /** Version of prep, and what it runs on (`Node 20.20.2 on linux`). */
  readonly version: string;
  readonly runtime: string;
  /** Words that start this very prep: node and the script. */
  readonly launch: readonly string[];
  /** Describes the home folder. Throws `Failure` when it cannot be used. */
  readonly probeHome: () => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly out: Out;
  readonly screen: Screen;
  /** True when a person sits at both ends: stdin and stdout are terminals. */
  readonly interactive: boolean;
  readonly config: ConfigStore;
  readonly journal: JournalStore;
  /** Loaded when a mock is needed. */
  readonly mocks: () => Promise<MockStore>;
  /** Ids of mocks that were not ended, newest first; quick, as it is asked at every start. */
  readonly waitingMocks: () => readonly string[];
  readonly drafts: DraftStore;
  readonly backups: Backups;
  /** Opens the prompts: `plain` asks line by line and moves no cursor. */
  readonly prompts: (plain: boolean) => Promise<Prompts>;
  readonly banks: BankStore;
  readonly decks: Decks;
  readonly figures: FigureStore;
  readonly files: Files;
  readonly fileSets: FileSets;
  readonly results: ResultFiles;
  readonly run: Runner;
  /** Opens the trainer of the model of memory. Throws `Failure` with the command that installs it when it is not there. */
  readonly trainer: () => Promise<Trainer>;
  readonly sound: Sound;
};
