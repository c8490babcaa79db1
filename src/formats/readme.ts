// Files that tell about a folder, whatever else is in them. Knows names alone.

/** `README-driven.md` is none: only what a language may be called is taken for a translation. */
const README = /(?:^|[\\/])readme(?:[-_][a-z]{2,3}(?:[-_][a-z]{2,4})?)?(?:\.[^\\/]*)?$/i;

/** True for `README.md`, `readme`, `README-ja.md`, `README.zh_CN.md`. @param file with or without folders */
export const isReadme = (file: string): boolean => README.test(file);
