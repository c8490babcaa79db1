/** One channel, −1 to 1. */
export type Samples = { readonly perSecond: number; readonly samples: Float32Array };

export const SOUND_JOBS = ['recorder', 'player', 'transcriber', 'voice'] as const;
export type SoundJob = (typeof SOUND_JOBS)[number];

/** With the placeholders `{file}`, `{text}` and `{rate}`. */
export type SoundProgram = { readonly name: string; readonly words: readonly string[] };

/** What transcribers expect. */
export const RECORDED_PER_SECOND = 16_000;

export type MissingSound = { readonly reason: string; readonly remedy: string };

type SoundPlaces = { readonly file?: string; readonly text?: string; readonly rate?: string };

const PIECE = /\s+|"([^"]*)"|'([^']*)'|[^\s"']+|["']/g;
const PLACE = /\{(file|text|rate)\}/g;

/**
 * Splits a template such as `aplay -q {file}` at spaces before it is filled in, so that no value
 * becomes two words. Quotes keep spaces. There is no shell: a backslash is an ordinary character, as in Windows
 * paths.
 */
export function splitWords(
  template: string,
): { readonly words: readonly string[] } | { readonly fault: string } {
  const words: string[] = [];
  let isOpen = false;
  for (const [piece, double, single] of template.matchAll(PIECE)) {
    if (piece === '"' || piece === "'") return { fault: `the quotation mark ${piece} is not closed` };
    if (piece.trim() === '') {
      isOpen = false;
      continue;
    }
    const text = double ?? single ?? piece;
    if (isOpen) words.push((words.pop() ?? '') + text);
    else words.push(text);
    isOpen = true;
  }
  return { words };
}

/** Its place in a command; a recorder has none, since it sends raw sound. */
export const PLACES = {
  recorder: undefined,
  player: '{file}',
  transcriber: '{file}',
  voice: '{text}',
} as const;

export function templateFault(template: string, job: SoundJob): string | undefined {
  const place = PLACES[job];
  const split = splitWords(template);
  if ('fault' in split) return split.fault;
  const [program = '', ...rest] = split.words;
  if (program.trim() === '') return 'it names no program';
  if (/[\x00-\x1f\x7f]/.test(template.replaceAll('\t', ' '))) return 'it contains control characters';
  if (program.search(PLACE) >= 0) return `it begins with ${program} instead of a program`;
  if (place === undefined)
    return hasPlace(rest, '{file}')
      ? 'it has {file}; end it with `-t raw -` or `-f s16le pipe:1` instead'
      : undefined;
  return hasPlace(rest, place) ? undefined : `it has no ${place}`;
}

/** Unknown placeholders stay. A space before a leading `-` keeps a text from becoming an option. */
export function fillWords(words: readonly string[], places: SoundPlaces): readonly string[] {
  return words.map((word) => {
    const filled = word.replaceAll(PLACE, (whole, name: keyof SoundPlaces) => places[name] ?? whole);
    return filled.startsWith('-') && !word.startsWith('-') ? ` ${filled}` : filled;
  });
}

export const hasPlace = (words: readonly string[], place: '{file}' | '{text}'): boolean =>
  words.some((word) => word.includes(place));
