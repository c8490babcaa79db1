export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const isYes = (line: string): boolean => /^y(?:es)?$/i.test(line.trim());

export const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** `a`, `a and b`, `a, b and c`. */
export const listText = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;

/** `a, b, c`, or `a, b and 3 more`. */
export const firstText = (words: readonly string[], most: number): string =>
  words.length > most ? listText([...words.slice(0, most), `${words.length - most} more`]) : words.join(', ');

/** One line counts the rest. */
export const firstLines = <Item>(
  items: readonly Item[],
  most: number,
  line: (item: Item) => string,
  rest: (count: number) => string,
): readonly string[] => [
  ...items.slice(0, most).map(line),
  ...(items.length > most ? [rest(items.length - most)] : []),
];

export const twoDigits = (number: number): string => String(number).padStart(2, '0');

/** `m:ss`, or `h:mm:ss` from an hour on. */
export function elapsedText(elapsedMs: number): string {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const whole = hours > 0 ? `${hours}:${twoDigits(minutes)}` : String(minutes);
  return `${whole}:${twoDigits(seconds % 60)}`;
}

export const percentText = (share: number): string => `${Math.round(share * 100)}%`;

export const secondsText = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

/** Quoted where a POSIX shell would change it. */
export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
