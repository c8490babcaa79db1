// Files of banks as they are read for taking them over, and as they are written. Types only.
import type { FileContent } from './bank.ts';
import type { Problem } from './problem.ts';

/** One file of a bank as it was read for taking it over. */
export type ReadBankFile = {
  /** As it is shown, and as it is remembered: the same in every working folder. */
  readonly file: string;
  readonly stored: string;
  /** The shape that it was read as; empty when it could not be read. */
  readonly shape: string;
  /** Hash of its text. */
  readonly hash: string;
  readonly content: FileContent;
};

/** How files are read for taking them over. */
export type BankReadOptions = {
  /** Read as this shape, whatever they look like. */
  readonly shape?: string;
  readonly onProgress?: (read: number, of: number) => void;
  /** Told the hash of each text: where it says so, what is in the file is known already and left out. */
  readonly isKnown?: (hash: string) => boolean;
};

/** What stands at a path: one file, or a folder of them. */
export type BankFilesRead = {
  readonly isFolder: boolean;
  /** Files and folders that could not be looked at. */
  readonly problems: readonly Problem[];
};

/** One file of a set. */
export type FileChange = {
  /** Below the folder of the set, with `/`. */
  readonly path: string;
  /** The text, or what gives the bytes when they are written. */
  readonly content: string | (() => Uint8Array);
  /** `hashText` of the text that it replaces; left out for a file that must not be there yet. */
  readonly replaces?: string;
  /** True to leave the replaced text beside it, as `NAME.mine`. */
  readonly keepsOld?: boolean;
};
