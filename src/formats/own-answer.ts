// The text that the editor opens on when the user writes an own answer, and what is read back from it.
import { STAR_PARTS, type Question } from '../core/question.ts';

const MARK = '<!-- prep: lines in this comment are not stored';

function starScaffold(): string {
  return STAR_PARTS.map((part) => `## ${part.charAt(0).toUpperCase()}${part.slice(1)}\n\n`).join('\n');
}

/** Text for the editor: the present answer or an empty scaffold (S/T/A/R for stories), and the model answer as a comment. */
export function answerScaffold(question: Question, present: string | undefined): string {
  const start = present ?? (question.kind === 'star' ? starScaffold() : '\n');
  const model = question.answer.text.replaceAll('-->', '-- >');
  return `${start.trimEnd()}\n\n${MARK}\n\n${question.title}\n\n${model}\n-->\n`;
}

/** What was written, without the comment that prep put in; the empty text when nothing but an empty scaffold is left. */
export function answerText(edited: string): string {
  const at = edited.indexOf(MARK);
  const text = (at < 0 ? edited : edited.slice(0, at)).replaceAll('\r\n', '\n').trim();
  const written = text.split('\n').some((line) => line.trim() !== '' && !line.startsWith('## '));
  return written ? text : '';
}
