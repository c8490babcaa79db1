export const countOf = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const capitalized = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

const two = (number: number): string => String(number).padStart(2, '0');

export function elapsedText(elapsedMs: number): string {
  const seconds = Math.floor(Math.max(0, elapsedMs) / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

export const percentText = (share: number): string => `${Math.round(share * 100)} %`;

export const pointsOf100 = (difference: number): string =>
  `${countOf(Math.round(Math.abs(difference) * 100), 'point')} of 100`;

export const secondsText = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const shellWord = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
