import { DAY_MS, type Instant, parseIso } from '../../core/base/day.ts';
import { absentText } from '../../core/base/metric.ts';
import { lineText } from '../../core/base/problem.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { countOf, firstLines, firstText } from '../../core/base/wording.ts';
import { type Gap, type GapGroup, labelOfGap, type Wrong } from '../../core/fill/gaps.ts';
import type { FillRow, PlannedFill } from '../../core/fill/plan.ts';
import type { ReadAgain } from '../../core/fill/read-again.ts';
import type { Segment, Value } from '../../core/fill/value.ts';
import { checkValue } from '../../core/values/typed-value.ts';
import { labelIn, labelOf } from '../quiz/card.ts';
import {
  blankLine,
  facts,
  innerColumns,
  inset,
  type Display,
  paragraph,
  rule,
  withoutMarks,
} from '../ui/frame.ts';
import { type ColumnOf, wideTable } from '../ui/table.ts';
import { clean, oneLine, textWidth, truncateTo, wrapText } from '../ui/width.ts';
import { renderSources, type SourcesShown } from './sync.ts';

const LEAST_VALUE = 10;
const NAMED = 4;
const NEEDED = 2;

type Heads = ReadonlyMap<QuestionId, Pick<QuestionHead, 'id' | 'number'>>;

const labels = (ids: readonly QuestionId[], heads: Heads): string =>
  firstText(ids.map(labelIn(heads)), NAMED);

export function renderGroup({ question, gaps }: GapGroup, display: Display): string {
  const heading = rule(labelOf(question), countOf(gaps.length, 'value'), display);
  return `${heading}\n${blankLine(display)}${paragraph(display.theme.title(oneLine(question.title)), display)}`;
}

function paint(segment: Segment, asked: string, { theme }: Display): string {
  if (segment.kind === 'plain') return withoutMarks(segment.text);
  const shown = clean(segment.text);
  if (segment.key === asked) return theme.open(shown);
  return segment.kind === 'filled' ? theme.filled(shown) : shown;
}

function expectedText({ metric, placeholder }: Gap): string {
  // The sentence shows the example.
  if (metric?.kind === 'event') return '';
  const example = metric?.example ?? placeholder.example;
  if (example === undefined) return metric?.unit === undefined ? '' : `in ${oneLine(metric.unit)}`;
  const checked = checkValue(metric, example);
  return `for example ${oneLine('error' in checked ? example : checked.fill.value)}`;
}

/**
 * @param sentence the sentence with the gap
 * @param present the current value
 * @param completes the answers that miss only this value
 * @param progress how many values are filled
 */
export function renderGap(
  gap: Gap,
  sentence: readonly Segment[],
  present: Value | undefined,
  heads: Heads,
  display: Display,
  {
    completes = [],
    progress = '',
  }: { readonly completes?: readonly QuestionId[]; readonly progress?: string } = {},
): string {
  const { metric, placeholder, question } = gap;
  const { theme } = display;
  const what = oneLine(metric?.prompt ?? placeholder.hint ?? '');
  // If the prompt only repeats the label, the sentence comes first.
  const isTelling = placeholder.hint !== undefined || what !== oneLine(labelOfGap(gap));
  const painted = sentence.map((segment) => paint(segment, gap.through ?? gap.key, display)).join('');
  const others = gap.citedBy.filter((id) => id !== question.id && !completes.includes(id));
  const known = [
    progress,
    present
      ? `now ${theme.filled(clean(present.text))}${present.origin === 'file' ? ' from a file' : ''}`
      : '',
    expectedText(gap),
    gap.through === undefined ? '' : `${oneLine(gap.through)} is computed from it`,
    completes.length === 0 ? '' : theme.good(`completes ${labels(completes, heads)}`),
    others.length === 0 ? '' : `also cited by ${labels(others, heads)}`,
  ];
  return [
    isTelling ? paragraph(theme.strong(what), display) : '',
    paragraph(painted.trim(), display),
    facts(known, display),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n');
}

export function renderAsk(gap: Gap, present: Value | undefined, hasPast: boolean): string {
  const empty = (present ? 'Enter = keep, - = clear' : 'Enter = skip') + (hasPast ? ', b = back' : '');
  if (gap.metric?.kind === 'event')
    return `${truncateTo(oneLine(labelOfGap(gap)), 40)} (y = it happened, n = it did not, or your own words; ${empty}):`;
  const state = present?.origin === 'notMeasured' ? '' : ', ! = not measured';
  return `${truncateTo(oneLine(labelOfGap(gap)), 40)} (${empty}${state}, ? = help):`;
}

export const REASON_ASK = 'Why was it not measured? (Enter = no reason):';

export const STORE_ASK = 'Is that right? (y = store it, Enter = ask again):';

export function renderHelp({ metric, placeholder }: Gap, display: Display): string {
  const measure = metric?.measure ?? 'The author of the question does not say how to measure it.';
  const { min, max } = metric ?? {};
  const range = min !== undefined && max !== undefined ? `Usual range: ${min} to ${max}.` : '';
  const kinds = {
    number: 'Enter a number; units are converted. A spread (45 ± 3) or a range (40–50) is kept.',
    text: 'Enter it exactly as it should appear in the sentence.',
    list: 'Separate the items with commas.',
    url: 'Enter the full address, with https://.',
    date: 'Enter a date as YYYY-MM-DD.',
    event:
      'Enter y if it happened as in the example. If it happened differently, say how in your own words. If it did not happen, enter n and a reason: n no such outage.',
  } as const;
  const how = oneLine(metric ? measure : (placeholder.hint ?? measure));
  const walk =
    'b = back to the previous value, q = quit. Enter "does not apply" if your project has no such thing.';
  const state = 'If you did not measure it, enter ! and a reason: ! no GPU available.';
  const isEvent = metric?.kind === 'event';
  return [...(isEvent ? [kinds.event] : [how, range, kinds[metric?.kind ?? 'text'], state]), walk]
    .filter((part) => part !== '')
    .map((part) => paragraph(part, display))
    .join('\n');
}

export function storedText({ name, fill, converted }: PlannedFill, { theme }: Display): string {
  const value =
    converted === undefined ? ` = ${theme.filled(oneLine(fill.value))}` : `: ${oneLine(converted)}`;
  return oneLine(name) + value;
}

export const renderStored = (planned: PlannedFill, before: Value | undefined, display: Display): string =>
  paragraph(
    storedText(planned, display) + (before?.origin === 'file' ? ', no longer read from its file' : ''),
    display,
  );

export const renderWarning = (warning: string, display: Display): string =>
  paragraph(display.theme.warn(`Please check: ${clean(warning)}.`), display);

export const renderRefusal = ({ error, hint }: Pick<Wrong, 'error' | 'hint'>, display: Display): string =>
  paragraph(`${display.theme.bad(oneLine(error))}; ${oneLine(hint)}`, display);

export function renderWrong(wrong: readonly Wrong[], display: Display): string {
  const { theme, columns } = display;
  return wrong
    .map(({ argument, from, error, hint }) => {
      const shown = truncateTo(oneLine(argument), columns - 4);
      const width = Math.max(1, shown.length - from);
      const caret =
        from < shown.length ? `\n    ${' '.repeat(from)}${theme.bad(`^${'~'.repeat(width - 1)}`)}` : '';
      return `    ${shown}${caret}\n${paragraph(oneLine(error), display)}\n${paragraph(theme.dim(`hint: ${oneLine(hint)}`), display)}`;
    })
    .join('\n');
}

function ageText(updatedAt: string | null, now: Instant): string {
  const at = updatedAt === null ? undefined : parseIso(updatedAt);
  if (at === undefined) return '';
  const days = Math.max(0, Math.floor((now - at) / DAY_MS));
  return days === 0 ? 'today' : `${days} d`;
}

function originText(
  { derived, filled, missing, source, state, reason }: FillRow,
  { shown }: SourcesShown,
): string {
  if (state === 'notMeasured') return oneLine(reason ?? '');
  if (derived && filled) return 'computed';
  if (derived)
    return missing.length === 0 ? 'see prep check' : `needs ${firstText(missing.map(oneLine), NEEDED)}`;
  if (!filled) return '';
  return source ? oneLine(shown(source.file)) : 'typed';
}

function nameText({ name, label, citedBy }: FillRow, heads: Heads, dot: string): string {
  if (name === label) return oneLine(name);
  const question = labels(citedBy.slice(0, 1), heads);
  return question === '' ? oneLine(label) : `${oneLine(label)} ${dot} ${question}`;
}

const valueCell = ({ state, kind, value }: FillRow): string =>
  state === 'notMeasured' ? absentText(kind) : clean(value ?? '');
const keyCell = ({ name, label }: FillRow): string => (name === label ? '' : oneLine(name));

/**
 * All values, then the files that some were read from. If there is room, the last column has the stable keys of
 * placeholders. Without a final newline.
 */
export function renderFillList(
  rows: readonly FillRow[],
  heads: Heads,
  now: Instant,
  sources: SourcesShown,
  display: Display,
): string {
  const { theme } = display;
  const nameOf = (row: FillRow): string => nameText(row, heads, theme.symbols.dot);
  const age = ({ stale, updatedAt }: FillRow): string => (stale ? 'changed' : ageText(updatedAt, now));
  const columns: ColumnOf<FillRow>[] = [
    { header: 'Metric', cell: nameOf },
    { header: 'Value', min: 8, style: theme.filled, cell: valueCell },
    { header: 'From', min: 8, priority: 2, cell: (row) => originText(row, sources) },
    { header: 'Age', priority: 3, cell: age },
    { header: 'Cited by', min: 8, priority: 1, cell: ({ citedBy }) => labels(citedBy, heads) },
  ];
  const widestName = Math.max(...rows.map((row) => textWidth(nameOf(row))));
  // A name wider than the screen is wrapped, not cut: `--set` takes it.
  if (widestName + LEAST_VALUE > display.columns) columns.splice(2);
  const overflow = columns.length === 2 ? 'wrap' : 'truncate';
  let table = wideTable(rows, columns, display, overflow);
  const taken = Math.max(...table.split('\n').map(textWidth));
  const needed = Math.max(0, ...rows.map((row) => textWidth(keyCell(row))));
  if (needed > 0 && taken + 2 + needed <= display.columns)
    table = wideTable(rows, [...columns, { header: 'Key', style: theme.dim, cell: keyCell }], display);
  const sourced = rows.flatMap(({ name, source }) => (source ? [{ name, source }] : []));
  if (sourced.length === 0) return table;
  return `${table}\n\n${renderSources(sourced, sources, { ...display, plain: true })}\n`;
}

export function renderUncited(count: number, display: Display): string {
  const said = `No loaded answer cites ${count} of them; \`prep fill --unset NAME\` clears one.`;
  return count === 0 ? '' : paragraph(said, display);
}

export const renderCompleted = (ids: readonly QuestionId[], heads: Heads, display: Display): string =>
  ids.length === 0
    ? ''
    : paragraph(
        display.theme.good(`${countOf(ids.length, 'answer')} now complete: ${labels(ids, heads)}.`),
        display,
      );

const MOST_LINES = 2;
const INDENT = '    ';

type Limits = {
  readonly most: number;
  readonly rest: string;
  /** Shows places where people edit files; otherwise the number of the question. */
  readonly placed?: boolean;
};

function citingLabel({ citing, placeholder }: ReadAgain, heads: Heads, placed: boolean): string {
  const label = labelIn(heads)(citing.question);
  if (citing.isOwn) return `${label}, your answer`;
  return placed ? oneLine(lineText(citing.at ?? placeholder.written.at)) : label;
}

function renderSentence(label: string, sentence: string, display: Display): string {
  const room = innerColumns(display) - INDENT.length;
  const lines = wrapText(`${label}: ${withoutMarks(sentence)}`, room).split('\n');
  const [last, ...cut] = lines.slice(MOST_LINES - 1);
  const shown = cut.length === 0 ? lines : lines.slice(0, MOST_LINES - 1);
  if (cut.length > 0) shown.push(truncateTo(`${last} ${cut[0]}`, room, display.theme.symbols.ellipsis));
  return shown.map((line, i) => (i === 0 ? '  ' : INDENT) + line).join('\n');
}

export function renderReadAgain(
  found: readonly ReadAgain[],
  heads: Heads,
  { most, rest, placed = false }: Limits,
  display: Display,
): string {
  if (found.length === 0) return '';
  const those =
    found.length === 1
      ? 'Read this sentence again: it has a number or comparison written by hand.'
      : `Read these ${found.length} sentences again: they have numbers or comparisons written by hand.`;
  const lines = [
    wrapText(display.theme.warn(those), innerColumns(display)),
    ...firstLines(
      found,
      most,
      (one) => renderSentence(clean(citingLabel(one, heads, placed)), one.sentence, display),
      (more) => `  and ${more} more: \`${rest}\` lists them`,
    ),
  ];
  return inset(lines.join('\n'), display);
}
