// Text on one line. Knows nothing of what it says.

/** The text with one blank for each stretch of blanks and ends of lines, and none at its ends. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
