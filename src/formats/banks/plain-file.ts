const PLAIN = /(?:\.(?:txt|text|csv|tsv|tab)|(?:^|[\\/])[^.\\/]*)$/i;

/** True for a name of plain text: a known ending of it, or none. Such readers look into no program, page or settings file. */
export const isPlainName = (file: string): boolean => PLAIN.test(file);
