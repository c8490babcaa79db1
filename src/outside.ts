// Files that other programs wrote, as commands see them: result files and Anki packages. Types only.
import type { Instant } from './core/day.ts';
import type { QuestionId } from './core/question.ts';
import type { ResultFile } from './core/result.ts';
import type { DeckNote } from './formats/banks/anki-export.ts';

/** A result file on disk, and what tells whether it changed. */
export type ReadResultFile = {
  readonly file: ResultFile;
  readonly sha256: string;
  /** ISO 8601 with offset. */
  readonly mtime: string;
  /** Something to know about the file, such as changes that its database has not yet taken in. */
  readonly note?: string;
};

/** What a search for result files came to. */
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
