import { Failure } from '../../core/base/problem.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { capitalized } from '../../core/base/wording.ts';

/** Messages of commander (without `error: `) and their replacements. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(.*)'$/s, 'Unknown option $1.'],
  [/^missing required argument '(.*)'$/s, 'Missing <$1>.'],
  [/^option '(?:-\w, )?(.*)' argument missing$/s, '$1 needs a value.'],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. (.*)$/s, '$1 cannot be "$2". $3'],
  [/^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/s, 'The <$2> cannot be "$1". $3'],
];

function reworded(complaint: string): string {
  for (const [pattern, sentence] of REWORDED)
    if (pattern.test(complaint)) return complaint.replace(pattern, sentence);
  return capitalized(complaint).replace(/[^.]$/, '$&.');
}

/** From a message such as `error: unknown option '--bnk'\n(Did you mean --bank?)`. */
export function usageFailure(complaint: string, command: string | undefined): Failure {
  const [first = '', ...more] = complaint.replace(/^error: /, '').split(/\n(?=\(Did you mean )/);
  const suggestion = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(more.join(''))?.[1];
  const help = `\`${command === undefined ? 'prep' : `prep ${command}`} --help\` lists all`;
  return new Failure('usage', reworded(first), {
    hint: suggestion === undefined ? help : `did you mean ${suggestion}? ${help}`,
  });
}

export function unknownCommand(word: string, commands: readonly string[]): Failure {
  const [closest] = slipsOf(word, [...commands, 'help', 'status'], 1);
  const help = '`prep --help` lists all';
  return new Failure('command-unknown', `Unknown command "${word}".`, {
    hint: closest === undefined ? help : `did you mean \`prep ${closest}\`? ${help}`,
  });
}
