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

/** What a path gave: one file, or all below a folder that may hold questions. */
export type BankFilesRead = {
  readonly isFolder: boolean;
  readonly files: readonly ReadBankFile[];
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
