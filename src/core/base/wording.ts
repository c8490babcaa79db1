// Turns of phrase that every part of prep words alike.
/** `1 value`, `3 values`; for nouns with a plain plural. */
export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

/** What a person answers to a question that only a yes agrees to. */
export const isYes = (line: string): boolean => /^y(?:es)?$/i.test(line.trim());

export const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `a`, `a and b`, `a, b and c`. */
export const listText = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** `a, b, c`; of more than `most` words `a, b and 3 more`. */
export const firstText = (words: readonly string[], most: number): string =>
  words.length > most ? listText([...words.slice(0, most), `${words.length - most} more`]) : words.join(', ');

/** A line for each of the first `most` items, and one for those that are left over. */
export const firstLines = <Item>(
  items: readonly Item[],
  most: number,
  line: (item: Item) => string,
  rest: (count: number) => string,
): readonly string[] => [
  ...items.slice(0, most).map(line),
  ...(items.length > most ? [rest(items.length - most)] : []),
];

const two = (number: number): string => String(number).padStart(2, '0');

/** A time as people read it, `m:ss`, or `h:mm:ss` from an hour on. */
export function elapsedText(elapsedMs: number): string {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** A share from 0 to 1 as `64%`. */
export const percentText = (share: number): string => `${Math.round(share * 100)}%`;

/** How far two shares lie apart, as `22 points of 100`: `22%` would read as a part of one of them. */
export const pointsOf100 = (difference: number): string =>
  `${countOf(Math.round(Math.abs(difference) * 100), 'point')} of 100`;

/** A short time as `1.5 s`. */
export const secondsText = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** A word as a POSIX shell reads it: quoted where the shell would take it for something else. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
