import { Failure } from '../../core/base/problem.ts';
import { slipsOf } from '../../core/base/spelling.ts';
import { capitalized } from '../../core/base/wording.ts';

/** Messages of commander (without `error: `) and their replacements. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/^unknown option '(.*)'$/s, 'Unknown option $1.'],
  [/^missing required argument '(.*)'$/s, 'Missing <$1>.'],
  [/^option '(?:-\w, )?(.*)' argument missing$/s, '$1 needs a value.'],
  [/^option '(?:-\w, )?(--[\w-]+)[^']*' argument '(.*)' is invalid\. (.*)$/s, '$1 cannot be "$2". $3'],
  [/^required option '(.*)' not specified$/s, '$1 is required.'],
  [/^command-argument value '(.*)' is invalid for argument '(.*)'\. (.*)$/s, '<$2> cannot be "$1". $3'],
];

function reworded(complaint: string): string {
  for (const [pattern, sentence] of REWORDED)
    if (pattern.test(complaint)) return complaint.replace(pattern, sentence);
  return capitalized(complaint).replace(/[^.]$/, '$&.');
}

/** From a message such as `error: unknown option '--bnk'\n(Did you mean --bank?)`. */
export function usageFailure(complaint: string, command: string | undefined): Failure {
  const [first = '', ...more] = complaint.replace(/^error: /, '').split(/\n(?=\(Did you mean )/);
  const offered = /^\(Did you mean (?:one of )?(.*)\?\)$/.exec(more.join(''))?.[1]?.split(', ') ?? [];
  const option = /^unknown option '(.*)'$/s.exec(first)?.[1];
  const help = `\`${command === undefined ? 'prep' : `prep ${command}`} --help\``;
  if (option === undefined) return new Failure('usage', reworded(first), { hint: `see ${help}` });
  const [closest] = slipsOf(
    option.slice(2),
    offered.map((name) => name.slice(2)),
    1,
  );
  const suggestion = closest === undefined ? '' : `did you mean --${closest}? `;
  return new Failure('usage', reworded(first), { hint: `${suggestion}${help} lists all options` });
}

export function unknownCommand(word: string, commands: readonly string[]): Failure {
  const [closest] = slipsOf(word, [...commands, 'help', 'status'], 1);
  const help = '`prep --help` lists all commands';
  return new Failure('command-unknown', `Unknown command "${word}".`, {
    hint: closest === undefined ? help : `did you mean \`prep ${closest}\`? ${help}`,
  });
}
