/** One channel, −1 to 1. */
export type Samples = { readonly perSecond: number; readonly samples: Float32Array };

export const SOUND_JOBS = ['recorder', 'player', 'transcriber'] as const;
export type SoundJob = (typeof SOUND_JOBS)[number];

/** With the placeholder `{file}`. */
export type SoundProgram = { readonly name: string; readonly words: readonly string[] };

/** What transcribers expect. */
export const RECORDED_PER_SECOND = 16_000;

export type MissingSound = { readonly reason: string; readonly remedy: string };

const WORD = /(?:[^\s"']|"[^"]*"|'[^']*')+/g;
const QUOTED = /"([^"]*)"|'([^']*)'/g;
const PLACE = '{file}';

/**
 * Before `aplay -q {file}` is filled in, so that no value becomes two words. Quotes keep spaces. There is no shell: a
 * backslash is an ordinary character, as in Windows paths.
 */
export const splitWords = (template: string): readonly string[] =>
  (template.match(WORD) ?? []).map((word) => word.replaceAll(QUOTED, '$1$2'));

/** In a command; a recorder sends raw sound instead. */
export const filePlace = (job: SoundJob): string => (job === 'recorder' ? '' : PLACE);

export function templateFault(template: string, job: SoundJob): string | undefined {
  const [open] = template.replaceAll(WORD, '').trim();
  if (open !== undefined) return `the quotation mark ${open} is not closed`;
  const [program = '', ...rest] = splitWords(template);
  if (program.trim() === '') return 'it names no program';
  if (/[\x00-\x1f\x7f]/.test(template.replaceAll('\t', ' '))) return 'it contains control characters';
  if (program.includes(PLACE)) return `it begins with ${program} instead of a program`;
  const hasFile = rest.some((word) => word.includes(PLACE));
  if (job !== 'recorder') return hasFile ? undefined : 'it has no {file}';
  return hasFile ? 'it has {file}; end it with `-t raw -` or `-f s16le pipe:1` instead' : undefined;
}

/** @param file an absolute path, which never becomes an option */
export const fillWords = (words: readonly string[], file: string): readonly string[] =>
  words.map((word) => word.replaceAll(PLACE, () => file));
