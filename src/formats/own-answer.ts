// The text that the editor opens on when the user writes an own answer, and what is read back from it.
import { STAR_PARTS, type Question, type StarPart } from '../core/question.ts';
import { partName, usualShareText } from '../core/star-shares.ts';
import { PART_MEANINGS } from '../core/ticks.ts';

const MARK = '<!-- prep: lines in this comment are not stored';
const HINT = '<!-- prep, not stored: ';
const HINTS = /^[ \t]*<!-- prep, not stored: [^\n]{0,500}-->[ \t]*\n?/gm;

/** What belongs in a part, and how much of the time it usually takes. */
function hintOf(part: StarPart): string {
  const meaning = PART_MEANINGS[part].replace(/^[^:]*: /, '');
  const usual = usualShareText(part);
  const time = usual ? `${usual} of the time` : 'a sentence or two, if you like';
  return `${HINT}${meaning}; ${time} -->`;
}

const starScaffold = (): string =>
  STAR_PARTS.map((part) => `## ${partName(part)}\n\n${hintOf(part)}\n`).join('\n');

/** Text for the editor: the present answer or an empty scaffold (S/T/A/R for stories), and the model answer as a comment. */
export function answerScaffold(question: Question, present: string | undefined): string {
  const start = present ?? (question.kind === 'star' ? starScaffold() : '\n');
  const model = question.answer.text.replaceAll('-->', '-- >');
  return `${start.trimEnd()}\n\n${MARK}\n\n${question.title}\n\n${model}\n-->\n`;
}

/** A heading of a part that was left empty at the end of a story; the learning is optional. */
const EMPTY_LEARNING = /\n*## Learning[ \t]*$/;

/** What was written, without the comments that prep put in; the empty text when nothing but an empty scaffold is left. */
export function answerText(edited: string): string {
  const at = edited.indexOf(MARK);
  const text = (at < 0 ? edited : edited.slice(0, at)).replaceAll('\r\n', '\n').replaceAll(HINTS, '').trim();
  const written = text.split('\n').some((line) => line.trim() !== '' && !line.startsWith('## '));
  return written ? text.replaceAll(/\n{3,}(?=## )/g, '\n\n').replace(EMPTY_LEARNING, '') : '';
}
