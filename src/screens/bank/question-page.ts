import type { Bank } from '../../core/base/bank.ts';
import { type Calendar, isoWithOffset } from '../../core/base/day.ts';
import { labelOf, type Question } from '../../core/base/question.ts';
import type { Text } from '../../core/base/span.ts';
import { titleText } from '../../core/base/text.ts';
import { wantedKeys, type Segment, type Value, type Values } from '../../core/fill/conditional.ts';
import { fillWord, omittedText } from '../../core/fill/gaps.ts';
import { fillText, wordsFor } from '../../core/fill/values.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import type { Progress } from '../../core/schedule/progress.ts';
import { isSuspended } from '../../core/schedule/queue.ts';
import type { Config } from '../../core/settings/config.ts';
import { notesIn } from '../quiz/card.ts';
import { flow, type Display, rule, WIDEST } from '../ui/frame.ts';
import { renderFilled, renderMarkdown } from '../ui/markdown.ts';
import { renderTable } from '../ui/table.ts';
import { clean, oneLine, wrapText } from '../ui/width.ts';

type Shown = {
  readonly bank: Pick<Bank, 'metrics'>;
  readonly config: Config;
  readonly progress: Progress;
  readonly values: Values;
  readonly calendar: Calendar;
  /** A result file, as people see it. */
  readonly file: (path: string) => string;
  readonly points: readonly (readonly Segment[])[];
  readonly own: readonly Segment[];
  /** Banks of the command line. */
  readonly given: readonly string[];
};

const ORIGINS: Readonly<Record<Value['origin'], string>> = {
  typed: 'typed',
  file: 'from a file',
  derived: 'computed',
  notMeasured: '',
};

const listOf = (points: Shown['points']): readonly Segment[] =>
  points.flatMap((point) => [{ kind: 'plain', text: '- ' }, ...point, { kind: 'plain', text: '\n' }]);

function header(question: Question, shown: Shown, display: Display): string {
  const { theme } = display;
  const schedule = shown.progress.schedules.get(question.id);
  const known = [
    question.number === undefined ? '' : labelOf(question),
    question.id,
    question.section,
    question.difficulty,
    `${question.minutes} min`,
    schedule ? `due ${isoWithOffset(schedule.due, shown.calendar).slice(0, 10)}` : 'new',
    isSuspended(question, shown.progress) ? 'suspended' : '',
  ].map((fact) => clean(fact).replaceAll('\n', ' '));
  const joint = ` ${theme.symbols.dot} `;
  const tags = question.tags.map((tag) => `#${clean(tag)}`);
  const lines = [flow(known.filter(Boolean), joint, display.columns), flow(tags, ' ', display.columns)];
  const title = theme.title(wrapText(titleText(question.title), display.columns));
  return [title, ...lines.filter(Boolean).map((line) => theme.dim(line)), ''].join('\n');
}

const part = (heading: string, body: string, display: Display): string =>
  body.trim() === '' ? '' : `\n${rule(heading, '', display)}\n${body.replace(/^\n+|\n*$/g, '')}\n`;

function numbers(question: Question, shown: Shown, { columns, theme }: Display): string {
  const wanted = new Set(wantedKeys(question, shown.values));
  const keys = question.placeholderKeys.filter((key) => wanted.has(key) || shown.values.has(key));
  const rows = keys.map((key) => {
    const name = oneLine(wordsFor(question, key));
    const value = shown.values.get(key);
    const source = shown.config.fills[key]?.source;
    const reason = shown.config.fills[key]?.notMeasured?.reason;
    const origin = source ? shown.file(source.file) : (reason ?? ORIGINS[value?.origin ?? 'typed']);
    if (value) return [name, theme.filled(clean(value.text)), theme.dim(clean(origin))];
    const { derive, kind } = shown.bank.metrics.get(key) ?? {};
    const remedy =
      derive !== undefined
        ? 'computed from other metrics'
        : commandFor(`prep fill ${clean(fillWord(key, question))}`, shown.given);
    return [name, theme.open(kind === 'event' ? '[example]' : '[not filled]'), theme.dim(remedy)];
  });
  const spec = [{ min: 16 }, { min: 12 }, { min: 12, priority: 1 }];
  return renderTable(rows, spec, columns);
}

export function renderQuestionPage(question: Question, shown: Shown, screen: Display): string {
  const display: Display = { ...screen, columns: Math.min(screen.columns, WIDEST) };
  const { theme } = display;
  const filled = (text: Text): string => renderFilled(fillText(text, question, shown.values), display);
  const followUps = question.followUpTexts.map((each) =>
    `${theme.emphasis(filled(each.question).trim())}\n${filled(each.answer).trim()}`.trimEnd(),
  );
  const pointsHeading =
    question.pointsProposed && question.kind !== 'star' ? 'Key points (proposed)' : 'Key points';
  const missing = `No answer yet. \`${commandFor(`prep answer ${labelOf(question)}`, shown.given)}\` adds one.`;
  const given = question.draft ? '' : filled(question.answer);
  const answer = question.draft && shown.own.length === 0 ? theme.warn(missing) : given;
  const omitted = omittedText(question.answer, question, shown.values);
  const notes = notesIn(shown.progress, question.id, shown.calendar);
  return [
    header(question, shown, display),
    question.asked ? `\n${renderMarkdown(question.asked.text, display).replace(/\n*$/, '\n')}` : '',
    answer.trim() === '' ? '' : `\n${answer.replace(/\n*$/, '\n')}`,
    omitted === '' ? '' : `\n${theme.warn(wrapText(clean(omitted), display.columns))}\n`,
    part(pointsHeading, renderFilled(listOf(shown.points), display), display),
    part('Follow-ups', followUps.join('\n\n'), display),
    part('Notes', question.notes ? filled(question.notes) : '', display),
    part('Your own answer', renderFilled(shown.own, display), display),
    part('Your notes', renderMarkdown(notes, display), display),
    part('Values', numbers(question, shown, display), display),
  ].join('');
}
