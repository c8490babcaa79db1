// The names that somebody may have meant, by their spelling.
import { distance } from 'fastest-levenshtein';
import { Failure } from './problem.ts';
import { capitalised } from './text.ts';

/** Longest word that is compared; what is longer is no typing error. */
const LONGEST = 80;

/** Lower case, without accents, so that spelling alone is compared. */
export function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .toLowerCase();
}

/** How unlike two folded words are, 0–1; a word that begins or holds the other is near it. */
function unlikeness(word: string, name: string): number {
  const longer = Math.max(word.length, name.length);
  if (longer === 0) return 0;
  const edits = distance(word, name) / longer;
  if (word.length < 3) return edits;
  if (name.startsWith(word)) return Math.min(edits, 0.2);
  return name.includes(word) ? Math.min(edits, 0.3) : edits;
}

/**
 * The `count` names most like `word`, the likest first; equally like ones in the order given.
 * @param among names to choose from
 */
export function nearest(word: string, among: readonly string[], count: number): readonly string[] {
  const target = folded(word).slice(0, LONGEST);
  return among
    .map((name) => ({ name, far: unlikeness(target, folded(name).slice(0, LONGEST)) }))
    .toSorted((a, b) => a.far - b.far)
    .slice(0, count)
    .map(({ name }) => name);
}

/** Names less like a word than this are no slip of it. */
const MOST_UNLIKE = 0.6;

/** Those of the nearest names that `word` may be a slip of; none where it is another word altogether. */
export const slipsOf = (word: string, among: readonly string[], count: number): readonly string[] => {
  const target = folded(word).slice(0, LONGEST);
  const isSlip = (name: string): boolean => unlikeness(target, folded(name).slice(0, LONGEST)) <= MOST_UNLIKE;
  return nearest(word, among, count).filter(isSlip);
};

/** How like two texts are, 0–1, by the edits between them: 1 is the same spelling. */
export function likeness(a: string, b: string): number {
  const [first, second] = [folded(a).slice(0, 200), folded(b).slice(0, 200)];
  const longer = Math.max(first.length, second.length);
  return longer === 0 ? 1 : 1 - distance(first, second) / longer;
}

// What is wrong with the arguments, as one sentence and a remedy.

/** Complaints of the parser (without its `error: `) and what is said instead. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(.*)'$/s, 'There is no option $1.'],
  [/^missing required argument '(.*)'$/s, 'The <$1> is missing.'],
  [/^option '(?:-\w, )?(.*)' argument missing$/s, '$1 has no value.'],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. (.*)$/s, '$1 cannot be "$2". $3'],
  [/^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/s, 'The <$2> cannot be "$1". $3'],
];

function reworded(complaint: string): string {
  for (const [pattern, sentence] of REWORDED)
    if (pattern.test(complaint)) return complaint.replace(pattern, sentence);
  return capitalised(complaint).replace(/[^.]$/, '$&.');
}

/**
 * The failure that stands for a complaint of the parser, such as `error: unknown option '--bnk'\n(Did you mean --bank?)`.
 * @param command the command whose arguments they are, if one was named
 */
export function usageFailure(complaint: string, command: string | undefined): Failure {
  const [first = '', ...more] = complaint.replace(/^error: /, '').split(/\n(?=\(Did you mean )/);
  const suggestion = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(more.join(''))?.[1];
  const help = `\`${command === undefined ? 'prep' : `prep ${command}`} --help\` lists all`;
  return new Failure('usage', reworded(first), {
    hint: suggestion === undefined ? help : `did you mean ${suggestion}? ${help}`,
  });
}

/** The failure for a word that is no command. */
export function unknownCommand(word: string, commands: readonly string[]): Failure {
  const [closest = ''] = nearest(word, commands, 1);
  return new Failure('command-unknown', `There is no command "${word}".`, {
    hint: `did you mean \`prep ${closest}\`? \`prep --help\` lists all`,
  });
}
