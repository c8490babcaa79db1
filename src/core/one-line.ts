// Text on one line. Knows nothing of what it says.

/** The text with one blank for each stretch of blanks and ends of lines, and none at its ends. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** `oneLine` for a text from anywhere: control characters are blanks too. */
export const plainLine = (text: string): string => text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
