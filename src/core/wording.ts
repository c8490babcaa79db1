// Turns of phrase that every part of prep words alike.

/** `1 value`, `3 values`; for nouns with a plain plural. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
