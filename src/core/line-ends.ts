// How lines end. Knows nothing of what they say.

/** The text with `\n` at the end of its lines, whatever ended them. */
export const withNewlines = (text: string): string =>
  text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
