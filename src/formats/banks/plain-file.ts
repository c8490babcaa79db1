// What the name of a file says of its kind. A hint only: readers of plain text look into no program, page or settings file.

const PLAIN = /(?:\.(?:txt|text|gift|aiken|csv|tsv|tab)|(?:^|[\\/])[^.\\/]*)$/i;
const TABLE = /\.(?:csv|tsv|tab)$/i;

/** True for a name of plain text: a known ending of it, or none. */
export const isPlainName = (file: string): boolean => PLAIN.test(file);

/** True for a name that promises a table. */
export const isTableName = (file: string): boolean => TABLE.test(file);
