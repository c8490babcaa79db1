// The keys of a session and of an interview, as help shows them.
import { sessionKeys } from '../core/session-keys.ts';
import { innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { hangText } from './width.ts';

const TYPING = [
  'While you type, an empty line or Ctrl-D ends the answer and Ctrl-E opens your editor.',
  'Enter at once means that you said the answer aloud.',
  'For a key, press Esc and then its letter; or write the letter alone on the first line, then Enter.',
];

const SPEAKING = ['While it records, space or Enter stops it; of the keys only s and q act then.'];

/** There a key press alone does nothing before Enter. */
const PLAIN = [
  'An empty line ends the answer; an empty line at once means that you said it aloud.',
  'A key is its letter alone on the first line.',
];

/** Keys and what they do, one below the other. */
function keyList(keys: readonly (readonly [letter: string, help: string])[], look: Look): string {
  const lines = keys.map(([letter, help]) =>
    hangText(`${look.theme.key(letter)}  `, help, innerColumns(look)),
  );
  return inset(lines.join('\n'), look);
}

export type KeysShown = {
  /** True where answers are recorded. */
  readonly isSpoken?: boolean;
  /** True while the answers of a mock are gone through. */
  readonly isReview?: boolean;
};

/** The help of a session, without a final newline. */
export function renderKeys(look: Look, { isSpoken = false, isReview = false }: KeysShown = {}): string {
  const shown = sessionKeys.filter(
    ([, { places }]) => (isSpoken || places.includes('text')) && (!isReview || places.includes('review')),
  );
  const how = isSpoken ? SPEAKING : look.plain ? PLAIN : TYPING;
  return [
    rule('Keys', '', look),
    keyList(
      shown.map(([, { letter, help }]) => [letter, help]),
      look,
    ),
    `${paragraph(look.theme.dim(how.join(' ')), look)}\n`,
  ].join(look.plain ? '\n' : '\n\n');
}

/** The help in the interview of a mock, without a final newline. */
export function renderInterviewKeys(look: Look): string {
  const shown = sessionKeys.flatMap(([, { letter, interview }]) =>
    interview === undefined ? [] : [[letter, interview] as const],
  );
  const how = look.plain
    ? 'A key is its letter alone on the first line.'
    : 'While you type, a key is Esc and then its letter; or the letter alone on the first line, then Enter.';
  return [
    rule('Keys of a mock', '', look),
    keyList(shown, look),
    paragraph(look.theme.dim(how), look),
    '',
  ].join('\n');
}
