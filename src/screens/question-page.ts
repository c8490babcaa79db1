// One question as a page to read: header, answer with the user's data, key points, follow-ups, own answer, notes, numbers.
import type { Bank } from '../core/bank.ts';
import { isoWithOffset, type Calendar } from '../core/day.ts';
import type { Config } from '../core/config.ts';
import { fillText, type Values } from '../core/fill.ts';
import type { Progress } from '../core/progress.ts';
import type { Question } from '../core/question.ts';
import type { Text } from '../core/span.ts';
import { renderFilled, renderMarkdown } from './markdown.ts';
import { flow, rule, WIDEST, type Look } from './frame.ts';
import { renderTable } from './table.ts';
import { clean, wrapText } from './width.ts';

type Shown = {
  readonly bank: Pick<Bank, 'metrics'>;
  readonly config: Config;
  readonly progress: Progress;
  readonly values: Values;
  readonly calendar: Calendar;
};

function header(question: Question, shown: Shown, look: Look): string {
  const { theme } = look;
  const schedule = shown.progress.schedules.get(question.id);
  const known = [
    ...(question.number === undefined ? [] : [`Q${question.number}`]),
    question.id,
    question.section,
    question.difficulty,
    `${question.minutes} min`,
    schedule ? `due ${isoWithOffset(schedule.due, shown.calendar).slice(0, 10)}` : 'new',
    ...(question.suspended || shown.progress.suspended.has(question.id) ? ['suspended'] : []),
  ].map((fact) => clean(fact).replaceAll('\n', ' '));
  const joint = ` ${theme.symbols.dot} `;
  const tags = question.tags.map((tag) => `#${clean(tag)}`);
  const lines = [flow(known.filter(Boolean), joint, look.columns), flow(tags, ' ', look.columns)];
  const title = theme.title(wrapText(clean(question.title), look.columns));
  return [title, ...lines.filter(Boolean).map((line) => theme.dim(line)), ''].join('\n');
}

/** A heading and its body; nothing when the body is empty. */
const part = (heading: string, body: string, look: Look): string =>
  body.trim() === '' ? '' : `\n${rule(heading, '', look)}\n${body.replace(/^\n+|\n*$/g, '')}\n`;

/** Every number of the answer: its value and where that is from, or how to fill it. */
function numbers(question: Question, shown: Shown, { columns, theme }: Look): string {
  const rows = question.placeholderKeys.map((key) => {
    const value = shown.values.get(key);
    const source = shown.config.fills[key]?.source;
    const origin = source ? `${source.file} ${source.path}` : (value?.origin ?? '');
    if (value) return [clean(key), theme.filled(clean(value.text)), theme.dim(clean(origin))];
    const isComputed = shown.bank.metrics.get(key)?.derive !== undefined;
    const remedy = isComputed ? 'computed from others' : `prep fill ${clean(key)}`;
    return [clean(key), theme.open('[not filled]'), theme.dim(remedy)];
  });
  const spec = [{ min: 16 }, { min: 12 }, { min: 12, priority: 1 }];
  return renderTable(rows, spec, columns, { overflow: 'wrap' });
}

/** The page of one question. */
export function renderQuestionPage(question: Question, shown: Shown, screen: Look): string {
  const look: Look = { ...screen, columns: Math.min(screen.columns, WIDEST) };
  const { theme } = look;
  const filled = (text: Text): string =>
    renderFilled(fillText(text, question.placeholders, shown.values), look);
  const followUps = question.followUpTexts.map(
    (each) => `${theme.emphasis(filled(each.question).trim())}\n${filled(each.answer).trim()}`,
  );
  const own = shown.config.answers[question.id]?.own?.text ?? '';
  const markdown = (text: string): string => (text === '' ? '' : renderMarkdown(text, look));
  const list = (items: readonly { readonly text: string }[]): string =>
    markdown(items.map(({ text }) => `- ${text}`).join('\n'));
  const answer = question.draft
    ? theme.warn(`No answer yet: \`prep answer ${question.id}\` writes one.`)
    : filled(question.answer);
  return [
    header(question, shown, look),
    `\n${answer.replace(/\n*$/, '\n')}`,
    part(question.pointsProposed ? 'Key points (proposed)' : 'Key points', list(question.keyPoints), look),
    part('Follow-ups', followUps.join('\n\n'), look),
    part('Your own answer', markdown(own), look),
    part('Notes', list(shown.progress.notes.get(question.id) ?? []), look),
    part('Numbers', numbers(question, shown, look), look),
  ].join('');
}
