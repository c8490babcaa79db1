import type { Points, PointState, Rating } from './core/base/attempt.ts';
import type { Bank } from './core/base/bank.ts';
import type { Calendar, Instant } from './core/base/day.ts';
import type { Fills } from './core/base/metric.ts';
import type { Problem } from './core/base/problem.ts';
import type { Question, QuestionHead } from './core/base/question.ts';
import type { Lexicon } from './core/feedback/lexicon.ts';
import type { ResultFile } from './core/fill/bind.ts';
import type { StartFigures } from './core/fill/values.ts';
import type { BankFilesRead, BankReadOptions, FileChange, ReadBankFile } from './core/import/plan.ts';
import type { MockEvent } from './core/mock/mock.ts';
import type { KeysAsked, SessionKey } from './core/quiz/session.ts';
import type { ScheduleParams } from './core/schedule/days-off.ts';
import type { Entry } from './core/schedule/journal.ts';
import type { Progress } from './core/schedule/progress.ts';
import type { Config, Settings } from './core/settings/config.ts';
import type { MissingSound, Samples, SoundJob, SoundProgram } from './core/speech/sound.ts';
import type { NumberStyle } from './core/values/quantity.ts';
import type { DeckNote } from './formats/import/anki-text.ts';
import type { ConfigProblem } from './formats/stored/config-file.ts';
import type { MockContent } from './formats/stored/mock-lines.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export type Clock = { readonly now: () => Instant; readonly calendar: (settings: Settings) => Calendar };

export type Random = { readonly seed: () => number; readonly id: (at: Instant) => string };

/** stdout is for data, stderr for messages. Texts are written unchanged. */
export type Out = {
  readonly data: (text: string) => void;
  /** Data for a person: through the pager if it is longer than the window of a terminal. */
  readonly page: (text: string) => Promise<void>;
  readonly talk: (text: string) => void;
};

export type Screen = {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  /** False for `TERM=dumb`, `--plain`, and pipes: no cursor movement, no boxes. */
  readonly fancy: boolean;
  /** True if stdout is no terminal: lines, tables and code are whole. With `--plain`, a terminal still has columns. */
  readonly piped?: boolean;
  /** False if the locale is not UTF-8: symbols are then plain ASCII. */
  readonly unicode?: boolean;
};

export type ConfigStore = {
  readonly file: string;
  /** Validates the file and adds defaults. Throws `Failure` for a damaged one. */
  readonly read: () => { readonly config: Config; readonly problems: readonly ConfigProblem[] };
  /** Copies of the file that a sync tool left after two machines wrote at once. */
  readonly copies: () => readonly string[];
  /** Renames a merged copy, so that it no longer counts as one; returns its path. */
  readonly setAside: (copy: string) => string;
  readonly update: (change: (config: Config) => Config) => Promise<Config>;
};

export type JournalStore = {
  /** In the order in which they were written (`writtenOrder`). */
  readonly read: () => { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] };
  /** Appends to this device's file and returns only when the lines are on disk. */
  readonly append: (entries: readonly Entry[]) => void;
  /** Nothing else appends between what `work` reads and what it appends. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
  readonly progress: (params: ScheduleParams) => Promise<Progress>;
  /** Problems with its files found by `progress`, in sentences. */
  readonly faults: () => readonly string[];
};

export type MockStore = {
  readonly ids: () => readonly string[];
  readonly read: (id: string) => MockContent;
  readonly append: (id: string, event: MockEvent) => void;
};

export type DraftStore = {
  readonly read: (name: string) => string | undefined;
  readonly write: (name: string, text: string) => void;
  /** Those of the names that have a draft. */
  readonly among: (names: Iterable<string>) => readonly string[];
  readonly changedAt: (name: string) => Instant | undefined;
};

/**
 * Asynchronous, because the parsers are loaded only when a file has to be parsed. Unless `paths` has the user's
 * own bank, only the metrics it declares are added, where they are cited. No paths: the own bank.
 */
export type BankStore = {
  /** From the cache for unchanged files. */
  readonly heads: (paths: readonly string[]) => Promise<Bank>;
  readonly full: (paths: readonly string[]) => Promise<Bank<Question>>;
  /** Only what the files say: no points are proposed. Throws `Failure` if the path does not exist. */
  readonly read: (
    path: string,
    options: BankReadOptions,
    visit: (file: ReadBankFile) => void,
  ) => Promise<BankFilesRead>;
  /** Throws `Failure` if the file changed and no longer has the question. */
  readonly question: (head: QuestionHead) => Promise<Question>;
  /** Source lines for problems; for an Anki package, its notes as text. */
  readonly sourceText: (file: string) => string;
  readonly shipped: string;
  readonly own: string;
};

export type FigureStore = {
  readonly of: (
    bank: Pick<Bank, 'metrics' | 'questions' | 'version'>,
    fills: Fills,
    style: NumberStyle,
  ) => Promise<StartFigures>;
};

/** Starts programs from an argument array, never through a shell. */
export type Runner = {
  /** Edits `text` in a temporary file named `name`. Throws `Failure` without an editor. */
  readonly edit: (text: string, name: string, editor: string | undefined) => Promise<string>;
  /** Opens at `line` where the editor can; resolves to the exit code. Throws `Failure` without an editor. */
  readonly open: (file: string, editor: string | undefined, line?: number) => Promise<number>;
  readonly editor: (setting: string | undefined) => readonly string[];
  readonly view: (text: string) => Promise<void>;
};

export type Files = {
  /** `:`, or `;` on Windows. */
  readonly pathDelimiter: string;
  readonly exists: (path: string) => boolean;
  readonly absolute: (path: string) => string;
  /** Decoded UTF-8. Throws `Failure` naming the path and the remedy. */
  readonly readText: (path: string) => string;
  readonly readBytes: (path: string) => Uint8Array;
  readonly create: (path: string, content: string | Uint8Array) => void;
  readonly remove: (path: string) => void;
  readonly readInput: () => Promise<string>;
};

type FileSets = {
  /** Writes all files or none. Throws `Failure` if one is not writable, exists, or was changed meanwhile. */
  readonly write: (folder: string, changes: readonly FileChange[]) => Promise<void>;
  /** `free`: no file; `same`: a file with exactly these bytes. */
  readonly compare: (
    folder: string,
    path: string,
    content: () => Uint8Array,
  ) => Promise<'free' | 'same' | 'other'>;
};

/** `sound` if its config file can be read. */
export type Backup = { readonly day: string; readonly folder: string; readonly sound: boolean };

export type PackedHome = { readonly file: string; readonly files: number; readonly bytes: number };

/** A backup of everything, and what restoring it would change here. Nothing here is removed. */
export type Unpacked = {
  readonly made: string;
  readonly config: string | undefined;
  readonly changes: readonly FileChange[];
  readonly same: number;
};

/** Rotating copies of the config file, the journal, and the user's own questions; archives of everything. */
export type Backups = {
  readonly list: () => readonly Backup[];
  readonly presentConfig: () => string | undefined;
  /** `to`: a path, or a folder for the archive. Throws `Failure`. */
  readonly pack: (to: string | undefined, version: string) => Promise<PackedHome>;
  /** Reads an archive or a copy of a home folder. Writes nothing. Throws `Failure`. */
  readonly unpack: (path: string) => Promise<Unpacked>;
};

/** A result file, with the digest that shows whether it changed. */
export type ReadResultFile = {
  readonly file: ResultFile;
  readonly sha256: string;
  readonly note?: string;
};

export type FoundResults = { readonly files: readonly string[]; readonly notes: readonly string[] };

/** Result files of the user: benchmarks, training runs, load tests. Never written. */
export type ResultFiles = {
  readonly isFolder: (path: string) => boolean;
  /** The path for a binding: absolute, or `~/…` below the home folder. */
  readonly stored: (path: string) => string;
  readonly shown: (path: string) => string;
  /** A SQLite database gives tables. Throws `Failure` for a file that is missing, over 50 MB, or not UTF-8. */
  readonly read: (path: string) => Promise<ReadResultFile>;
  readonly digest: (path: string) => string;
  /** Bounded in depth, number, and size. */
  readonly find: (folder: string, onProgress: (files: number) => void) => Promise<FoundResults>;
};

export type Deck = {
  /** By name; none leads to another folder. Unpacked when called. */
  readonly media: ReadonlyMap<string, () => Uint8Array>;
};

export type Linked = { readonly path: string; readonly content: () => Uint8Array };

export type Decks = {
  /** By its name. */
  readonly isDeck: (path: string) => boolean;
  /** Throws `Failure` for a file that is missing, over 300 MB, damaged, locked, or no Anki package. */
  readonly open: (path: string) => Promise<Deck>;
  /**
   * Finds files that others show: beside or below them, below the imported folder, or in the vault of Obsidian around.
   * @param given the imported file or folder
   */
  readonly linked: (given: string) => (from: string, link: string) => Linked | undefined;
  /**
   * One new card per note, in order. `now`: Anki replaces older notes with newer ones. `media`: paths by the
   * names in notes.
   */
  readonly pack: (
    notes: readonly DeckNote[],
    now: Instant,
    media: ReadonlyMap<string, string>,
  ) => Promise<Uint8Array>;
};

/** A prompt's result: a value, or a key. Ctrl-C and the end of input are the key `quit`. */
export type Reply<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'key'; readonly key: SessionKey };

/** Text rendered for so many columns (default: those of the screen), and again when the window changes. */
export type Rendered = (columns?: number) => string;

type Awaiting = KeysAsked & {
  readonly startedAt: Instant;
  readonly targetMs: number;
  /** Shown after the clock and updated every second; plain prompts show it once. */
  readonly beside?: () => string;
  readonly heading?: string;
  /** What follows, if it is not the model answer. */
  readonly next?: string;
};

export type AnswerPrompt = Awaiting & {
  readonly mode: 'type' | 'think';
  readonly draft?: string;
  readonly isHeard?: boolean;
  /** A note has no clock, and an empty text means no note. */
  readonly isNote?: boolean;
  readonly onText: (text: string) => void;
  /** Ends it as the key `quit`. */
  readonly until?: Promise<void>;
  readonly edit?: (text: string) => Promise<string>;
};

export type RecordPrompt = Awaiting & {
  /** So long after `startedAt`, `ended` settles. */
  readonly limitMs: number;
  /** dB relative to full scale; undefined before any sound arrived. Called for each drawing. */
  readonly levelDb: () => number | undefined;
  /** Settles at the limit, or if the recording ended by itself. */
  readonly ended: Promise<unknown>;
};

/** What prep found of a point: a suggestion. Only the person settles a point. */
export type Evidence = {
  readonly state: PointState;
  /** Why, and the sentence, on one line. */
  readonly said?: string;
};

export type PointsPrompt = {
  readonly items: readonly string[];
  readonly points: Points;
  readonly header: string;
  /** Beside the header, where there is room. */
  readonly note?: string;
  /** One per item; absent if there was no text to look in. */
  readonly found?: readonly Evidence[];
  /** Of the cursor; the first unsettled point by default. */
  readonly at?: number | undefined;
  /** Called on every change, so that a session key does not lose them. */
  readonly onTicks?: (points: Points) => void;
};

export type RatePrompt = {
  readonly choices: readonly { readonly rating: Rating; readonly interval: string }[];
  readonly suggested?: Rating;
  readonly reason?: string;
};

export type ChoicePrompt = {
  readonly question: string;
  readonly choices: readonly (readonly [key: string, does: string])[];
  /** What Esc does, if it is none of them. */
  readonly escape?: string;
  /** The key that Enter stands for. */
  readonly enter?: string;
};

export type PromptStep = 'typing' | 'thinking' | 'recording' | 'ticking' | 'rating' | 'pausing' | 'line';

/**
 * Implemented for the whole window, for the lines of a terminal, and for plain lines. In the whole window the
 * question is at the top, the text scrolls in the middle, and the prompt is below.
 */
export type Prompts = {
  /** @param isSame the page was only changed: what is in view stays */
  readonly page: (head: Rendered, isSame?: boolean) => void;
  /** Replaces the text, but keeps what no prompt has shown yet above it. */
  readonly read: (text: Rendered, isSame?: boolean) => void;
  readonly show: (text: string | Rendered) => void;
  readonly notice: (text: Rendered) => void;
  readonly help: (keys: (step: PromptStep, isFull: boolean) => Rendered) => void;
  /** Returns to the normal screen, where everything shown later stays. */
  readonly leave: () => void;
  /**
   * Undefined if the person left (Ctrl-C, end of input).
   * @param isAside Ctrl-C leaves only this line, not the session
   */
  readonly line: (question: string, isAside?: boolean) => Promise<string | undefined>;
  /** The first line with words that is there already and nobody asked for. */
  readonly surplus?: () => Promise<string | undefined>;
  /** The pressed key; undefined for Esc, and if the person left. */
  readonly choose: (prompt: ChoicePrompt, isAside?: boolean) => Promise<string | undefined>;
  /** Resolves to the typed text; empty text means "I said it aloud". */
  readonly answer: (prompt: AnswerPrompt) => Promise<Reply<string>>;
  /** `over` once it has ended. The caller stops the recorder. */
  readonly record: (prompt: RecordPrompt) => Promise<Reply<'stopped' | 'over'>>;
  readonly points: (prompt: PointsPrompt) => Promise<Reply<Points>>;
  readonly rate: (prompt: RatePrompt) => Promise<Reply<Rating>>;
  /** Waits for Enter (or space), a key, or `until`. */
  readonly pause: (text: string, until?: Promise<unknown>) => Promise<Reply<'go'>>;
  readonly interrupted: () => boolean;
  /** Done once if a signal or a lost terminal ends prep. Must be synchronous. */
  readonly beforeEnd: (work: () => void) => void;
  readonly close: () => void;
};

/** A drawn prompt. The cursor is in the last line of `text`, before its last `rest` UTF-16 units. */
export type Drawn = {
  readonly text: string;
  /** The text after the cursor, without styles. Never empty. */
  readonly rest: string;
  readonly below: string;
  /** Shown below everything else. */
  readonly keys?: string;
  /** Nothing to type, so no cursor is shown. */
  readonly still?: boolean;
};

/** The content of the whole window, besides the prompt. */
export type Page = {
  readonly head: Rendered;
  readonly body: readonly Rendered[];
  readonly notices: readonly Rendered[];
  readonly help?: Rendered;
  readonly from: { readonly part: number } | { readonly line: number; readonly of: number };
};

export type Frame = {
  /** One per row; none is wider than the window. */
  readonly lines: readonly string[];
  readonly cursor?: { readonly row: number; readonly column: number };
  /** The scrolling lines: the first in view, how many fit, and how many there are. */
  readonly view: { readonly from: number; readonly rows: number; readonly lines: number };
  readonly promptColumns: number;
};

export type PromptSize = { readonly columns: number; readonly rows: number };

export type Press = {
  /** As in Node: `return`, `up`, `a`; `paste` for a paste. */
  readonly name: string;
  readonly ctrl: boolean;
  readonly meta: boolean;
  readonly shift: boolean;
  /** The text that the key types, if any. */
  readonly text: string;
};

/** A prompt on a terminal, which keeps its state while it is asked. */
export type LivePrompt<Value> = {
  /** Keys that do not scroll: the arrows move in a `list`; a `text` also keeps Ctrl-D and Ctrl-U. */
  readonly keeps?: 'list' | 'text';
  /**
   * The value, once a press ends the prompt.
   * @param more more keys arrived at the same moment: a paste in a terminal that does not mark pastes
   */
  readonly press: (press: Press, size: PromptSize, more: boolean) => { readonly value: Value } | undefined;
  readonly draw: (size: PromptSize) => Drawn;
  /** Redraws at this interval; absent if time changes nothing. */
  readonly tickMs?: number;
  /** Settles with the value of the prompt when it ends by itself. */
  readonly over?: Promise<Value>;
  /** `end`: prep is ended by a signal, or the terminal is gone. */
  readonly watch?: (why: 'press' | 'tick' | 'end') => void;
};

/** Asks on a terminal. Undefined if the person left (Ctrl-C, end of input). */
export type AskLive = <Value>(
  step: PromptStep,
  prompt: LivePrompt<Value>,
  isAside?: boolean,
) => Promise<Value | undefined>;

export type Asking = Pick<Prompts, 'line' | 'choose' | 'answer' | 'record' | 'points' | 'rate' | 'pause'>;

export type LivePrompts = {
  readonly asking: (ask: AskLive, clock: Pick<Clock, 'now'>) => Asking;
  readonly frame: (page: Page, size: PromptSize, prompt?: (size: PromptSize) => Drawn) => Frame;
};

export type Capture = {
  /** dB relative to full scale; undefined before any sound arrived. */
  readonly levelDb: () => number | undefined;
  /** Settles with the cause if the recorder ended by itself. */
  readonly died: Promise<string>;
  readonly stop: () => Promise<Captured>;
};

export type Captured = {
  /** Path below the home folder, with `/`; absent if nothing was recorded. */
  readonly recording?: string;
  readonly durationMs: number;
  /** The sound before the fault is kept. */
  readonly fault?: string;
};

export type Heard = { readonly text: string } | { readonly fault: string };

/** A part of a recording, ms from its start; without `toMs` to its end. */
export type SoundSpan = { readonly fromMs: number; readonly toMs?: number };

export type StoredRecording = { readonly recording: string; readonly bytes: number };

/** Sound through programs of the machine, which `stop` ends. Nothing leaves it. */
export type Sound = {
  readonly find: (job: SoundJob, settings: Settings) => SoundProgram | MissingSound;
  /** Throws `Failure` if the program cannot start or the device is busy. */
  readonly record: (program: SoundProgram, id: string) => Promise<Capture>;
  /** What went wrong, if anything. */
  readonly play: (
    program: SoundProgram,
    recording: string,
    stop?: AbortSignal,
  ) => Promise<string | undefined>;
  readonly transcribe: (
    program: SoundProgram,
    recording: string,
    stop?: AbortSignal,
    span?: SoundSpan,
  ) => Promise<Heard>;
  readonly samples: (recording: string) => Promise<Samples>;
  readonly recordings: () => readonly StoredRecording[];
  readonly remove: (recording: string) => void;
};

export type Context = {
  readonly env: Environment;
  readonly home: string;
  readonly version: string;
  readonly runtime: string;
  /** The command line of this prep: node and the script. */
  readonly launch: readonly string[];
  /** Throws `Failure` if the home folder cannot be used. */
  readonly probeHome: () => string;
  readonly clock: Clock;
  readonly random: Random;
  readonly out: Out;
  readonly screen: Screen;
  readonly interactive: boolean;
  readonly config: ConfigStore;
  readonly journal: JournalStore;
  readonly mocks: () => Promise<MockStore>;
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
  readonly sound: Sound;
  readonly lexicon: () => Promise<Lexicon | undefined>;
  readonly docs: string;
};
