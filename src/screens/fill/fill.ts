import { dayNumberOf, parseIso } from '../../core/base/day.ts';
import { absentText, type Metric, wordsOfKey } from '../../core/base/metric.ts';
import { lineText } from '../../core/base/problem.ts';
import type { QuestionHead, QuestionId } from '../../core/base/question.ts';
import { countOf, firstLines, firstText, shellWord, capitalized } from '../../core/base/wording.ts';
import { type Gap, labelOfGap, type FillRow, type Left, type PlannedFill } from '../../core/fill/gaps.ts';
import type { ReadAgain } from '../../core/fill/read-again.ts';
import type { Segment, Value } from '../../core/fill/conditional.ts';
import type { Moment } from '../../core/schedule/queue.ts';
import { cellWords, placeholderLabel } from '../../core/fill/values.ts';
import { checkValue, type Refusal } from '../../core/values/quantity.ts';
import { declaredUnit } from '../../core/values/units.ts';
import { labelIn, shownId } from '../quiz/card.ts';
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
import { type ColumnOf, wideTable, renderTable } from '../ui/table.ts';
import { clean, oneLine, textWidth, truncateTo, wrapText, indentLines } from '../ui/width.ts';
import { openSource } from '../../core/base/span.ts';
import { titleText } from '../../core/base/text.ts';
import { bindValue, type FileValue, type Results, UNIT_OF_NONE } from '../../core/fill/bind.ts';
import { type Proposal, STRONG } from '../../core/fill/match.ts';
import type { DerivedChange, SyncCounts, SyncRow } from '../../core/fill/sync.ts';

const LEAST_VALUE = 8;
/** An indent on the left, and a free column on the right. */
const PROMPT_EDGE = 3;
const NAMED = 4;
const NEEDED = 2;

type Heads = ReadonlyMap<QuestionId, Pick<QuestionHead, 'id' | 'number'>>;

const labels = (ids: readonly QuestionId[], heads: Heads): string =>
  firstText(ids.map(labelIn(heads)), NAMED);

export function renderGroup(question: QuestionHead, values: number, display: Display): string {
  const heading = rule(shownId(question), countOf(values, 'value'), display);
  return `${heading}\n${blankLine(display)}${paragraph(display.theme.title(titleText(question.title)), display)}`;
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

/** @param left one that was entered for an earlier text of the question */
export function renderGap(
  gap: Gap,
  sentence: readonly Segment[],
  present: Value | undefined,
  heads: Heads,
  display: Display,
  left?: Left,
): string {
  const { metric, placeholder, question } = gap;
  const { theme } = display;
  const what = oneLine(metric?.prompt ?? placeholder.hint ?? '');
  // If the prompt only repeats the label, the sentence comes first.
  const isTelling = placeholder.hint !== undefined || what !== oneLine(placeholderLabel(placeholder));
  const said = sentence
    .map((segment) => paint(segment, gap.through ?? gap.key, display))
    .join('')
    .trim();
  const cell = said === '' ? '' : clean(cellWords(question, placeholder));
  const cited = cell === '' ? said : `${cell}: ${said}`;
  const others = gap.citedBy.filter((id) => id !== question.id);
  const isDeclared = metric !== undefined && metric.at !== placeholder.written.at;
  const known = [
    present
      ? `now ${theme.filled(clean(present.text))}${present.origin === 'file' ? ' from a file' : ''}`
      : '',
    left ? `${oneLine(left.fill.value)} was entered for “${wordsOfKey(left.key)}”` : expectedText(gap),
    gap.through === undefined ? '' : `${oneLine(gap.through)} is computed from it`,
    !isDeclared && gap.citedBy.length > 1 ? `one value for ${gap.citedBy.length} questions` : '',
    others.length === 0 ? '' : `also cited by ${labels(others, heads)}`,
  ];
  return [
    isTelling ? paragraph(theme.strong(what), display) : '',
    paragraph(cited, display),
    facts(known, display),
  ]
    .filter((part) => part.trim() !== '')
    .join('\n');
}

/** Says what else can be typed, as far as it fits on a line. */
export function renderAsk(
  gap: Gap,
  present: Value | undefined,
  hasPast: boolean,
  { columns }: Pick<Display, 'columns'>,
  takes = false,
  left?: Left,
): string {
  const isEvent = gap.metric?.kind === 'event';
  const hasState = !isEvent && present?.origin !== 'notMeasured';
  const name = truncateTo(oneLine(labelOfGap(gap)), 60);
  const enter = takes ? 'Enter = choice 1' : present ? 'Enter = keep, - = clear' : 'Enter = skip';
  const state = hasState ? ['! = not measured'] : [];
  const first = isEvent ? `y = yes, n = no, or your own words; ${enter}` : enter;
  const earlier = left ? [`y = ${truncateTo(oneLine(left.fill.value), 20)}`] : [];
  const keys = [first, ...earlier, ...(hasPast ? ['b = back'] : []), ...state, 'q = quit', '? = help'];
  const asked = (shown: readonly string[]): string => `${name} (${shown.join(', ')}):`;
  const isFitting = textWidth(asked(keys)) <= columns - PROMPT_EDGE;
  return asked(isFitting ? keys : keys.filter((key) => key !== 'q = quit'));
}

export const storeAsk = (value: string): string =>
  `Store ${clean(value)}? (y = yes, Enter = ask again, or another value):`;

export function renderHelp({ metric, placeholder }: Gap, display: Display, isFound = false): string {
  const measure = metric?.measure ?? 'The question does not say how to measure it.';
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
  const choose =
    'Enter the number of a value, or the value. Type words to search all values: latency p95. Type a path to use the value there: results[0].median, max(history[].accuracy).';
  const how = oneLine(metric ? measure : (placeholder.hint ?? measure));
  const walk =
    'b = back to the previous value, q = quit. Enter "does not apply" if your project has no such thing.';
  const state = 'If you did not measure it, enter ! and a reason: ! no GPU available.';
  const isEvent = metric?.kind === 'event';
  const typed = isFound ? choose : kinds[metric?.kind ?? 'text'];
  return [...(isEvent ? [typed] : [how, range, typed, state]), walk]
    .filter((part) => part !== '')
    .map((part) => paragraph(part, display))
    .join('\n');
}

/** @param shown the file that it was read from, as people see it */
export function renderStored(
  planned: PlannedFill,
  before: Value | undefined,
  display: Display,
  shown: (file: string) => string,
): string {
  const { name, converted, fill } = planned;
  const { value, source } = fill;
  const is =
    converted === undefined ? ` = ${display.theme.filled(oneLine(value))}` : `: ${oneLine(converted)}`;
  const said = oneLine(name) + is;
  if (!source)
    return paragraph(said + (before?.origin === 'file' ? ', no longer read from its file' : ''), display);
  const from = display.theme.dim(`from ${oneLine(shown(source.file))}: ${oneLine(source.path)}`);
  const lines = wrapText(from, innerColumns(display) - BELOW.length);
  return `${paragraph(said, display)}\n${inset(indentLines(lines, BELOW), display)}`;
}

export const renderWarning = (warning: string, display: Display): string =>
  paragraph(display.theme.warn(`Please check: ${clean(warning)}.`), display);

export const renderRefusal = ({ error, hint }: Refusal, display: Display): string =>
  paragraph(`${display.theme.bad(oneLine(error))}; ${oneLine(hint)}`, display);

function ageText(updatedAt: string | null, { now, calendar }: Moment): string {
  const at = updatedAt === null ? undefined : parseIso(updatedAt);
  if (at === undefined) return '';
  const days = dayNumberOf(now, calendar) - dayNumberOf(at, calendar);
  return days <= 0 ? 'today' : `${days} d`;
}

function originText(row: FillRow, shown: (file: string) => string): string {
  const { derived, filled, missing, source, state, reason } = row;
  if (state === 'notMeasured') return oneLine(reason ?? '');
  if (derived && filled) return 'computed';
  if (derived)
    return missing.length === 0 ? 'see prep check' : `needs ${firstText(missing.map(oneLine), NEEDED)}`;
  if (!filled) return '';
  return source ? oneLine(shown(source.file)) : 'typed';
}

const valueCell = ({ state, kind, value }: FillRow): string =>
  state === 'notMeasured' ? absentText(kind) : clean(value ?? '');
const nameCell = ({ label }: FillRow): string => oneLine(label);

export function renderFillList(
  rows: readonly FillRow[],
  heads: Heads,
  moment: Moment,
  shown: (file: string) => string,
  display: Display,
): string {
  const { theme } = display;
  const age = ({ stale, updatedAt }: FillRow): string => (stale ? 'changed' : ageText(updatedAt, moment));
  // Only the words of others are cut.
  const widestNumber = Math.max(
    LEAST_VALUE,
    ...rows.flatMap((row) =>
      row.number === null && row.state !== 'notMeasured' ? [] : [textWidth(valueCell(row))],
    ),
  );
  const columns: ColumnOf<FillRow>[] = [
    { header: 'Metric', cell: nameCell },
    { header: 'Value', min: widestNumber, style: theme.filled, cell: valueCell },
    { header: 'From', min: 8, priority: 2, cell: (row) => originText(row, shown) },
    { header: 'Age', priority: 3, cell: age },
    // A placeholder is called by its question.
    {
      header: 'Cited by',
      min: 8,
      priority: 1,
      cell: ({ label, citedBy }) => labels(label.endsWith(')') ? citedBy.slice(1) : citedBy, heads),
    },
  ];
  const widestName = Math.max(...rows.map((row) => textWidth(nameCell(row))));
  // A name wider than the screen is wrapped, not cut: `--set` takes it.
  if (widestName + LEAST_VALUE > display.columns) columns.splice(2);
  return wideTable(rows, columns, display, columns.length === 2);
}

export function renderCompleted(ids: readonly QuestionId[], heads: Heads, display: Display): string {
  const said = `${countOf(ids.length, 'answer')} now complete: ${labels(ids, heads)}.`;
  return ids.length === 0 ? '' : paragraph(display.theme.good(said), display);
}

const INDENT = '    ';

const SENTENCES_SHOWN = 4;

function renderSentence(label: string, sentence: string, display: Display): string {
  const more = ` ${display.theme.symbols.ellipsis}`;
  const room = innerColumns(display) - INDENT.length - textWidth(more);
  const lines = wrapText(`${label}: ${withoutMarks(sentence)}`, room).split('\n');
  const shown = lines.slice(0, 2).join(`\n${INDENT}`);
  return `  ${shown}${lines.length > 2 ? more : ''}`;
}

type Cited = { readonly label: string; readonly sentence: string };

function renderSentences(
  lead: string,
  sentences: readonly Cited[],
  display: Display,
  most = SENTENCES_SHOWN,
): string {
  if (sentences.length === 0) return '';
  const lines = firstLines(
    sentences,
    most,
    ({ label, sentence }) => renderSentence(label, sentence, display),
    (more) => `  and ${more} more: \`prep check\` lists them`,
  );
  return inset([wrapText(display.theme.warn(lead), innerColumns(display)), ...lines].join('\n'), display);
}

export function renderOmitted(
  omitted: readonly (Pick<Cited, 'sentence'> & { readonly question: QuestionId; readonly isNew: boolean })[],
  heads: Heads,
  display: Display,
): string {
  const listed = (isNew: boolean): string => {
    const own = omitted.filter((one) => one.isNew === isNew);
    const isAre = own.length === 1 ? 'is' : 'are';
    const left = `${countOf(own.length, 'sentence')} ${isAre} left out of the answers:`;
    const cited = own.map(({ question, sentence }) => ({ label: labelIn(heads)(question), sentence }));
    return renderSentences(isNew ? 'The answers now say:' : left, cited, display);
  };
  return [listed(false), listed(true)].filter((text) => text !== '').join('\n');
}

/** @param isWhole shows all, by the places where people edit files instead of the numbers of questions */
export function renderReadAgain(
  found: readonly ReadAgain[],
  heads: Heads,
  display: Display,
  isWhole = false,
): string {
  const lead =
    found.length === 1
      ? 'Check this sentence: a number or comparison in it is not updated.'
      : `Check these ${found.length} sentences: some of their numbers or comparisons are not updated.`;
  const cited = found.map(({ citing, at, sentence }) => {
    const name = labelIn(heads)(citing.question);
    const label = citing.isOwn ? `${name}, your answer` : isWhole ? oneLine(lineText(at)) : name;
    return { label: clean(label), sentence };
  });
  return renderSentences(lead, cited, display, isWhole ? Infinity : SENTENCES_SHOWN);
}

type ShownFile = { readonly file: string; readonly reading: Pick<Results, 'title' | 'candidates'> };

export type Unread = Refusal & { readonly file: string };

/** The value as it would be stored, or as in the file if it does not fit. */
export type ShownChoice = {
  readonly value: string;
  readonly suits: boolean;
  readonly label: string;
  readonly file: string;
};

const LONGEST_VALUE = 60;
const BELOW = '  ';

/** Each from a size in seconds or bytes on. */
const TIMES = { ns: 0, µs: 1e-6, ms: 1e-3, s: 1, min: 120, h: 7200 };
const SIZES = { B: 0, kB: 1e3, MB: 1e6, GB: 1e9 };

/** The unit in which it is read most easily. */
function handyUnit(unit: string, size: number): string {
  if (unit === UNIT_OF_NONE) return '';
  if (unit === '×') return size <= 1 ? '%' : '';
  const steps = Object.entries(unit === 'B' ? SIZES : /^[nµm]?s$/u.test(unit) ? TIMES : {});
  const inBase = size * declaredUnit(unit).factor;
  return (inBase === 0 ? undefined : steps.findLast(([, from]) => inBase >= from)?.[0]) ?? unit;
}

/** A value of a file as people read it: `45.1 ms` for 0.0451234 s. */
export function valueText({ value, unit }: FileValue): string {
  const isSpread = typeof value === 'string' && value.includes(' ± ');
  if (typeof value === 'string' && !(isSpread && unit !== ''))
    return truncateTo(oneLine(value), LONGEST_VALUE);
  const shown: Metric = {
    name: 'value',
    kind: 'number',
    prompt: '',
    at: openSource('', '').spanAt(0, 0),
    unit: handyUnit(unit, Math.abs(Number.parseFloat(String(value)))) || undefined,
  };
  const bound = bindValue(shown, { value, unit }, unit);
  return oneLine('error' in bound ? `${value} ${unit}` : bound.fill.value);
}

export function renderChoices(
  choices: readonly ShownChoice[],
  rest: number,
  isOneFile: boolean,
  display: Display,
): string {
  const { theme } = display;
  const rows = choices.map(({ value, suits, label, file }, i) => {
    const shown = suits ? theme.filled(oneLine(value)) : theme.dim(oneLine(value));
    return [`${i + 1}`, shown, oneLine(label), ...(isOneFile ? [] : [theme.dim(oneLine(file))])];
  });
  const columns = [{ align: 'right' as const }, { min: 14 }, { min: 12 }, { min: 10, priority: 1 }];
  const table = renderTable(rows, columns.slice(0, isOneFile ? 3 : 4), innerColumns(display));
  const more = rest > 0 ? `\n${paragraph(`and ${rest} more; add words to narrow the search`, display)}` : '';
  return blankLine(display) + inset(table, display) + more;
}

/**
 * The line of a file is never wrapped, because scripts read it; `--set` takes the names of its values. `most` is for the values
 * of all files.
 */
export function renderFound(files: readonly ShownFile[], most: number, display: Display): string {
  const { theme } = display;
  const unbroken = { ...display, columns: Number.POSITIVE_INFINITY };
  const columns = [{ min: 12 }, { min: 8, style: theme.filled }];
  const blocks = files.flatMap(({ file, reading: { title, candidates } }) => {
    const shown = candidates.slice(0, Math.max(1, Math.floor(most / files.length)));
    const rows = shown.map((one) => [oneLine(one.label), valueText(one)]);
    const rest = candidates.length - rows.length;
    return [
      facts([theme.strong(oneLine(file)), title, countOf(candidates.length, 'value')], unbroken),
      ...(rows.length > 0
        ? [indentLines(renderTable(rows, columns, display.columns - BELOW.length), BELOW)]
        : []),
      ...(rest > 0 ? [`  and ${rest} more; \`--json\` lists them`] : []),
    ];
  });
  return blocks.join('\n');
}

/** Quoted for a shell. */
export const bindCommand = (from: string, name: string, path: string, banks: readonly string[]): string =>
  ['prep', 'fill', ...banks.flatMap((bank) => ['--bank', bank]), '--from', from, '--set', `${name}=${path}`]
    .map((word) => shellWord(word))
    .join(' ');

/** Lines to paste are never wrapped. */
export function renderProposals(
  proposals: readonly Proposal[],
  banks: readonly string[],
  nameOf: (key: string) => string,
  display: Display,
): string {
  return proposals
    .flatMap(({ key, ranked, isOpen }) => {
      const name = oneLine(nameOf(key));
      const rows = ranked.map(({ offer: { file, candidate }, bound: { fill, converted }, score }) => {
        const where = ranked.every(({ offer }) => offer.file === file) ? '' : `${oneLine(file)} · `;
        const label = oneLine(candidate.label);
        const sure = score >= STRONG ? '' : ' (perhaps)';
        const said = isOpen
          ? `- ${fill.value}: ${where}${label}`
          : `${name}: ${oneLine(converted ?? fill.value)}, ${label}${sure}`;
        return `${paragraph(said, display)}\n  ${clean(bindCommand(file, key, candidate.path, banks))}`;
      });
      return isOpen ? [`${name} could be any of these:`, ...rows] : rows.slice(0, 1);
    })
    .join('\n');
}

/** ` (+12%)`, ` (-0.4%)`; for percentages the difference in points, ` (+2 pts)`; nothing for text. */
function changeText({ oldNumber, newNumber, unit, changePercent }: SyncRow): string {
  const isPercentage = unit === '%' && oldNumber !== null && newNumber !== null;
  const by = isPercentage ? newNumber - oldNumber : changePercent;
  if (by === null) return '';
  const digits = Math.abs(by) >= 10 ? Math.round(by) : Number(by.toPrecision(2));
  return ` (${digits > 0 ? '+' : ''}${digits}${isPercentage ? ' pts' : '%'})`;
}

/** `attention_slowdown 6.4× → 7.1×, computed` */
export const renderDerivedChanges = (changes: readonly DerivedChange[], display: Display): string =>
  changes
    .map(({ name, old, new: now }) => {
      const { theme } = display;
      const shown = now === null ? 'no longer computed' : `${theme.filled(oneLine(now))}, computed`;
      const before = old === null ? '=' : `${oneLine(old)} ${theme.symbols.arrow}`;
      return paragraph(`${oneLine(name)} ${before} ${shown}`, display);
    })
    .join('\n');

function syncText(row: SyncRow, { theme }: Display): string {
  const { old, new: now, status, message } = row;
  const [name, was, from] = [clean(row.name), oneLine(old), oneLine(row.file)];
  if (status === 'same') return `${name} = ${was}, as in ${from}`;
  const there = now === null ? 'the value' : theme.filled(oneLine(now));
  if (status === 'changed')
    return `${name} ${was} ${theme.symbols.arrow} ${there}${changeText(row)}, from ${from}`;
  const why = oneLine(message ?? '');
  if (status !== 'edited' && status !== 'doubtful') return theme.bad(`${why}: ${name} keeps ${was}.`);
  const command = `prep fill --sync ${shellWord(name)}${status === 'doubtful' ? ' --force' : ''}`;
  return `${name}: ${why}, so it keeps ${was}. To use ${there} from ${from}: \`${command}\`.`;
}

/** A sentence for each value, and its warning. */
export const renderSynced = (rows: readonly SyncRow[], display: Display): string =>
  rows
    .flatMap((row) => [
      paragraph(syncText(row, display), display),
      ...(row.warning === null ? [] : [renderWarning(`${row.name}: ${row.warning}`, display)]),
    ])
    .join('\n');

export const renderNote = (note: string, display: Display): string =>
  paragraph(`${capitalized(oneLine(note))}.`, display);

/** @param stored false in a dry run */
export function renderSyncSummary(
  all: number,
  { changed, gone, kept }: SyncCounts,
  stored: boolean,
  display: Display,
): string {
  const same = all - changed - gone - kept;
  const counts = [
    [changed, 'changed'],
    [gone, 'could not be reread'],
    [kept, 'kept'],
    [same, 'unchanged'],
  ] as const;
  const parts = counts.flatMap(([count, what]) => (count > 0 ? [`${countOf(count, 'value')} ${what}`] : []));
  let sentence = `${parts.join(', ')}.`;
  if (all === 0) sentence = 'No value was read from a result file. `prep fill --from FILE` reads them.';
  else if (same === all)
    sentence = all === 1 ? 'The value matches its file.' : `All ${all} values match their files.`;
  else if (changed > 0 && !stored)
    sentence += ' Nothing was stored. Run `prep fill --sync` to store the new values.';
  return paragraph(sentence, display);
}
