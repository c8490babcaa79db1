// One question as a page to read: header, answer with the user's data, key points, follow-ups, own answer, notes, numbers.
import type { Bank } from '../core/bank.ts';
import { isoWithOffset, type Calendar } from '../core/day.ts';
import type { Config } from '../core/config.ts';
import { fillText, type Values } from '../core/fill.ts';
import type { Progress } from '../core/progress.ts';
import type { Question } from '../core/question.ts';
import type { Text } from '../core/span.ts';
import { renderFilled, renderMarkdown } from './markdown.ts';
import type { Theme } from './theme.ts';
import { clean, wrapText } from './width.ts';

type Shown = {
  readonly bank: Pick<Bank, 'metrics'>;
  readonly config: Config;
  readonly progress: Progress;
  readonly values: Values;
  readonly calendar: Calendar;
};

function header(question: Question, shown: Shown, columns: number, style: Theme): string {
  const dot = ` ${style.symbols.dot} `;
  const label = question.number === undefined ? question.id : `Q${question.number}`;
  const facts = [question.section, label, question.difficulty, `${question.minutes} min`, ...question.tags];
  const schedule = shown.progress.schedules.get(question.id);
  const due = schedule ? `due ${isoWithOffset(schedule.due, shown.calendar).slice(0, 10)}` : 'new';
  const suspended = question.suspended || shown.progress.suspended.has(question.id) ? ['suspended'] : [];
  const line = [...facts, due, ...suspended].filter(Boolean).join(dot);
  return `${style.dim(wrapText(clean(line), columns))}\n${style.title(wrapText(clean(question.title), columns))}\n`;
}

/** A heading and its body; nothing when the body is empty. */
const part = (heading: string, body: string, style: Theme): string =>
  body.trim() === '' ? '' : `\n${style.strong(heading)}\n${body.replace(/\n*$/, '\n')}`;

function numbers(question: Question, shown: Shown, style: Theme): string {
  return question.placeholderKeys
    .map((key) => {
      const value = shown.values.get(key);
      const source = shown.config.fills[key]?.source;
      const origin = source ? `${source.file} ${source.path}` : (value?.origin ?? '');
      if (value)
        return `${key} = ${style.filled(clean(value.text))}${origin ? style.dim(` (${clean(origin)})`) : ''}`;
      const remedy =
        shown.bank.metrics.get(key)?.derive === undefined
          ? `prep fill ${clean(key)}`
          : 'computed from others';
      return `${key} = ${style.open('[not filled]')} ${style.dim(remedy)}`;
    })
    .join('\n');
}

/** The page of one question, `columns` wide. */
export function renderQuestionPage(question: Question, shown: Shown, columns: number, style: Theme): string {
  const filled = (text: Text): string =>
    renderFilled(fillText(text, question.placeholders, shown.values), { columns, theme: style });
  const points = question.keyPoints.map((point) => `- ${point.text}`).join('\n');
  const followUps = question.followUpTexts.map(
    (each) => `${style.emphasis(filled(each.question).trim())}\n${filled(each.answer)}`,
  );
  const own = shown.config.answers[question.id]?.own?.text ?? '';
  const notes = shown.progress.notes.get(question.id)?.map((note) => `- ${note.text}`) ?? [];
  const markdown = (text: string): string => renderMarkdown(text, { columns, theme: style });
  const answer = question.draft
    ? style.warn('No answer yet: `prep answer` writes one.')
    : filled(question.answer);
  return [
    header(question, shown, columns, style),
    `\n${answer.replace(/\n*$/, '\n')}`,
    part(question.pointsProposed ? 'Key points (proposed)' : 'Key points', markdown(points), style),
    part('Follow-ups', followUps.join('\n'), style),
    part('Your own answer', own && markdown(own), style),
    part('Notes', notes.length > 0 ? markdown(notes.join('\n')) : '', style),
    part('Numbers', numbers(question, shown, style), style),
  ].join('');
}
