import { Failure } from '../../core/base/problem.ts';
import { nearest } from '../../core/base/spelling.ts';
import { capitalized } from '../../core/base/wording.ts';

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
  return capitalized(complaint).replace(/[^.]$/, '$&.');
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
