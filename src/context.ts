// The one seam between what prep decides and the machine it runs on. Types only.
import type { BankFilesRead, BankReadOptions, FileChange, ReadBankFile } from './core/bank-files.ts';
import type { Bank } from './core/bank.ts';
import type { Config, Settings } from './core/config.ts';
import type { Calendar, Instant } from './core/day.ts';
import type { Figures } from './core/figures.ts';
import type { Fills } from './core/fill.ts';
import type { Entry } from './core/journal.ts';
import type { Metric, MetricName } from './core/metric.ts';
import type { MockEvent } from './core/mock.ts';
import type { Problem } from './core/problem.ts';
import type { Progress } from './core/progress.ts';
import type { NumberStyle } from './core/quantity-text.ts';
import type { Question, QuestionHead, QuestionId } from './core/question.ts';
import type { ScheduleParams } from './core/schedule.ts';
import type { Trainer } from './core/training.ts';
import type { AttemptFacts } from './core/stats-facts.ts';
import type { Decks, ResultFiles } from './outside.ts';
import type { Prompts } from './prompting.ts';
import type { Sound } from './sounding.ts';

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

/** What the screen can do. Widths are display columns. */
export type Screen = {
  readonly columns: number;
  readonly rows: number;
  readonly color: boolean;
  /** False for `TERM=dumb`, `--plain` and pipes: no cursor movement, no boxes. */
  readonly fancy: boolean;
  /** False when the locale is not UTF-8: symbols are then plain ASCII. */
  readonly unicode?: boolean;
};

/** The config file: settings, fills, answers, drills. */
export type ConfigStore = {
  readonly file: string;
  /** Reads, checks and completes the file. A damaged file is moved aside first, and that is one of the problems. */
  readonly read: () => { readonly config: Config; readonly problems: readonly Problem[] };
  /** Reads, changes and writes under one lock; returns what was written. */
  readonly update: (change: (config: Config) => Config) => Promise<Config>;
};

/** The journal of all devices. */
export type JournalStore = {
  readonly read: () => { readonly entries: readonly Entry[]; readonly problems: readonly Problem[] };
  /** Appends to this device's file and returns only when the lines are on disk. */
  readonly append: (entries: readonly Entry[]) => void;
  /** The fold of the whole journal, from the cache when nothing changed. */
  readonly progress: (params: ScheduleParams) => Promise<Progress>;
  /** Every attempt in force without its texts, in order of time, from the cache when nothing changed. */
  readonly attempts: () => Promise<readonly AttemptFacts[]>;
};

/** What a mock interview left on the disk. */
export type StoredMock = {
  /** In the order in which they were written. */
  readonly events: readonly MockEvent[];
  /** Lines that are torn, damaged or unknown. */
  readonly unusable: number;
  /** True when some were written by a newer prep: nothing may be added then. */
  readonly newer: boolean;
};

/** Mock interviews, one file each. */
export type MockStore = {
  /** Newest first. */
  readonly ids: () => readonly string[];
  /** Throws `Failure` when it cannot be read. */
  readonly read: (id: string) => StoredMock;
  /** Adds what happened and returns only when it is on disk. */
  readonly append: (id: string, event: MockEvent) => void;
};

/** Unfinished typed text, kept so that a crash loses nothing. */
export type DraftStore = {
  readonly read: (question: QuestionId) => string | undefined;
  /** Empty text removes the draft. */
  readonly write: (question: QuestionId, text: string) => void;
};

/**
 * Reads banks from disk. Everything is asynchronous so that the parsers are loaded only when a file has to be parsed
 * (`openBanks(options, loadParser: () => Promise<{ readBankFile }>)`). `paths` are the banks in order; the user's own bank is always added by the loader.
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

/** Everything a command may touch. */
export type Context = {
  readonly env: Readonly<Record<string, string | undefined>>;
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
  /** Opened when a mock is wanted. */
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
