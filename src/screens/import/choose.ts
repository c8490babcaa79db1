import type { Question } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import type { Alternative } from '../../core/import/account.ts';
import { asksHere, type Candidate, reasonOf } from '../../core/import/account.ts';
import { type ChoiceRow, kindCounts, kindName } from '../../core/import/choose.ts';
import { facts, innerColumns, inset, type Display, paragraph, rule } from '../ui/frame.ts';
import { renderMarkdown } from '../ui/markdown.ts';
import { type Column, insetTable } from '../ui/table.ts';
import { clean, oneLine, truncateTo } from '../ui/width.ts';
import { alternativesText } from './account.ts';

const SHORT_REASONS: Readonly<Record<ReturnType<typeof reasonOf>, string>> = {
  inside: 'in an answer',
  'names-others': 'names others',
  unlike: 'unlike others',
  'no-text': 'no text',
  documentation: 'in notes',
};

function noteOf(candidate: Candidate, asks: ReadonlySet<Candidate>): string {
  if (candidate.verdict === 'dropped') return 'dropped';
  return asks.has(candidate) ? SHORT_REASONS[reasonOf(candidate)] : '';
}

export function renderChoiceHead(file: string, rows: readonly ChoiceRow[], display: Display): string {
  const taken = rows.filter((row) => row.taken).length;
  return rule(countOf(taken, 'question'), oneLine(file), display);
}

/**
 * @param shown the rows that are listed: all of them in the whole window
 */
export function renderChoices(
  rows: readonly ChoiceRow[],
  shown: readonly ChoiceRow[],
  candidates: readonly Candidate[],
  display: Display,
): string {
  const { theme } = display;
  const asks = asksHere(candidates);
  const cells = shown.map((row) => {
    const { candidate, taken } = row;
    return [
      String(rows.indexOf(row) + 1),
      taken ? theme.symbols.tick : theme.symbols.dot,
      kindName(candidate),
      String(candidate.line),
      oneLine(candidate.title).replaceAll('**', ''),
      noteOf(candidate, asks),
    ];
  });
  const columns: readonly Column[] = [
    { align: 'right', style: theme.key },
    {},
    { style: theme.dim },
    { header: 'Line', align: 'right', style: theme.dim, priority: 1 },
    { min: 16 },
    { style: theme.warn, priority: 2 },
  ];
  const rest = rows.length - shown.length;
  const more =
    rest === 0 ? '' : `\n${inset(`and ${countOf(rest, 'question')} more; \`all\` lists them`, display)}`;
  return `${insetTable(cells, columns, display)}${more}`;
}

export function renderChoiceAsk(rows: readonly ChoiceRow[], alternatives: readonly Alternative[]): string {
  const taken = rows.filter((row) => row.taken).length;
  const kinds = [...kindCounts(rows)].flatMap(([kind, count]) => (count > 1 ? kind : [])).slice(0, 2);
  const ofKind = kinds.length === 0 ? '' : ` ${kinds.join(' or ')} for all of a kind,`;
  const other = alternativesText(alternatives.slice(0, 1)).replaceAll('--', '');
  const takes = `Enter = import ${taken === 1 ? 'this one' : taken === 0 ? 'nothing' : `these ${taken}`}.`;
  return `${takes} Type 8 or 8-12 to add or drop, ?8 to view one,${ofKind} u to undo, as FORMAT to read it differently, q to quit.${other}`;
}

export function renderChosen(question: Question | undefined, title: string, display: Display): string {
  const { theme } = display;
  if (!question) return paragraph(`${oneLine(title)}: no question can be read here.`, display);
  const about = [
    question.number === undefined ? '' : `Q${question.number}`,
    oneLine(question.section),
    question.difficulty,
    question.followUps === 0 ? '' : countOf(question.followUps, 'follow-up'),
    question.keyPoints.length === 0 ? '' : countOf(question.keyPoints.length, 'key point'),
  ];
  const text = (markdown: string): string =>
    inset(renderMarkdown(markdown, { ...display, columns: innerColumns(display) }).trim(), display);
  return [
    paragraph(theme.strong(clean(question.title)), display),
    theme.dim(facts(about, display)),
    question.asked ? text(question.asked.text) : '',
    question.draft ? paragraph('No answer.', display) : text(question.answer.text),
    ...question.followUpTexts.map((one) => paragraph(`Follow-up: ${oneLine(one.question.text)}`, display)),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

export type ChoiceFile = {
  readonly name: string;
  readonly shape: string;
  readonly taken: number;
  readonly unread: number;
};

export function renderChoiceFiles(files: readonly ChoiceFile[], display: Display): string {
  const { theme } = display;
  const cells = files.map(({ name, shape, taken, unread }, at) => [
    String(at + 1),
    truncateTo(oneLine(name), innerColumns(display)),
    oneLine(shape),
    String(taken),
    unread === 0 ? '-' : String(unread),
  ]);
  const columns: readonly Column[] = [
    { align: 'right', style: theme.key },
    { header: 'File', min: 16 },
    { header: 'Read as', style: theme.dim, min: 8, priority: 2 },
    { header: 'Questions', align: 'right' },
    { header: 'Not read', align: 'right', priority: 1 },
  ];
  return insetTable(cells, columns, display);
}
