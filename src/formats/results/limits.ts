// How far prep follows a result file. Knows numbers alone; how large a file may be is the reader's from the disk.

/** Lists and objects inside one another. */
export const MAX_DEPTH = 100;

/** Characters of a path. */
export const MAX_PATH_CHARS = 1000;

/** Values that are listed of one file. */
export const MAX_CANDIDATES = 1000;

/** Characters of a text that is taken as a value. */
export const MAX_TEXT_VALUE_CHARS = 200;

/** Characters of a YAML or TOML file: both are written by hand, and slow to read. */
export const MAX_SLOW_SYNTAX_CHARS = 2_000_000;
