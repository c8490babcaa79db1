// The readers of result files, by name. Chooses by content.
import type { ResultReader } from './reader.ts';

/** Asked in turn; the generic reader comes after them. */
export const READERS: readonly ResultReader[] = [
  // One a line, each imported from its own file.
];
