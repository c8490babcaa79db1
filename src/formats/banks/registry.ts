// All readers of other people's question files, most specific first. A file is read by the first that recognises it.
import type { BankReader } from './found.ts';

export const READERS: readonly BankReader[] = [];
