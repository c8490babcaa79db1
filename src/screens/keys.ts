// The keys of a session, as help shows them.
import { SESSION_LETTERS, SPOKEN_LETTERS, type SessionKey } from '../core/session-key.ts';
import { innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { hangText } from './width.ts';

const DOES: Readonly<Record<SessionKey, string>> = {
  help: 'this help',
  undo: 'take back the latest step (a rating, a skip or a suspension), and answer that question again',
  skip: 'leave the question out of this session; nothing is recorded',
  fill: 'fill in a number of this question now',
  edit: 'edit the question file in your editor',
  own: 'write your own version of the answer in your editor',
  keep: 'keep what you just typed as your own version',
  note: 'note a thought about this question',
  suspend: 'take the question out of the queue (prep unsuspend brings it back)',
  'follow-ups': 'go through the follow-up questions',
  quit: 'end the session; every rating is kept',
  play: 'play what you recorded',
  retake: 'record the answer again, before the model answer is shown',
};

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

/**
 * The help of a session, without a final newline.
 * @param isSpoken true where answers are recorded
 * @param idle keys that do nothing here
 */
export function renderKeys(look: Look, isSpoken = false, idle: readonly SessionKey[] = []): string {
  const { theme } = look;
  const letters = [...SESSION_LETTERS, ...(isSpoken ? SPOKEN_LETTERS : [])].filter(
    ([, key]) => !idle.includes(key),
  );
  const lines = letters.map(([letter, key]) =>
    hangText(`${theme.key(letter)}  `, DOES[key], innerColumns(look)),
  );
  const how = isSpoken ? SPEAKING : look.plain ? PLAIN : TYPING;
  const typing = paragraph(theme.dim(how.join(' ')), look);
  return (
    [rule('Keys', '', look), inset(lines.join('\n'), look), typing].join(look.plain ? '\n' : '\n\n') + '\n'
  );
}
