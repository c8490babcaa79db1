import { labelOf, type QuestionHead } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { type Display, inset, innerColumns, NARROW, narrowEntry, paragraph } from '../ui/frame.ts';
import { type ColumnOf, wideTable } from '../ui/table.ts';
import { clean, hangText, oneLine, padTo, textWidth, wrapText } from '../ui/width.ts';

export type BankRow = {
  readonly name: string;
  readonly prefix: string;
  readonly path: string;
  readonly isOff: boolean;
  readonly counts?: { readonly questions: number; readonly due: number; readonly new: number };
  readonly fault?: string;
};

const stateOf = ({ isOff, fault }: BankRow): string =>
  fault !== undefined ? 'missing' : isOff ? 'off' : 'on';

function narrowRow(row: BankRow, at: number, display: Display): string {
  const { name, prefix, counts, path } = row;
  const known = [
    stateOf(row),
    prefix === '' ? '' : `${prefix}:`,
    counts ? countOf(counts.questions, 'question') : '',
    counts && counts.due > 0 ? `${counts.due} due` : '',
  ];
  return `${at + 1} ${display.theme.strong(clean(name))}\n${narrowEntry(known, clean(path), display)}`;
}

export function renderBanks(rows: readonly BankRow[], isMixed: boolean, display: Display): string {
  const { theme, columns } = display;
  const spec: readonly ColumnOf<BankRow>[] = [
    { header: '', align: 'right', style: theme.dim, cell: (_, at) => String(at + 1) },
    { header: 'Bank', cell: ({ name }) => clean(name) },
    { header: 'Prefix', style: theme.dim, cell: ({ prefix }) => prefix && `${prefix}:` },
    { header: 'Questions', align: 'right', cell: ({ counts }) => String(counts?.questions ?? '') },
    { header: 'Due', align: 'right', cell: ({ counts }) => String(counts?.due ?? '') },
    { header: 'New', align: 'right', cell: ({ counts }) => String(counts?.new ?? '') },
    { header: 'Studied', cell: stateOf },
    { header: 'Path', min: 12, style: theme.dim, cell: ({ path }) => clean(path) },
  ];
  const table =
    columns < NARROW
      ? rows
          .map((row, at) => narrowRow(row, at, display))
          .join('')
          .trimEnd()
      : wideTable(rows, spec, display);
  const faults = rows.flatMap(({ name, fault }) =>
    fault === undefined ? [] : [theme.warn(wrapText(`${clean(name)}: ${clean(fault)}`, columns))],
  );
  const on = rows.filter(({ isOff, fault }) => !isOff && fault === undefined);
  const order = isMixed
    ? 'New questions alternate between all banks.'
    : `New questions come from ${on.map(({ name }) => clean(name)).join(', then ')}.`;
  return `${[table, '', ...faults, ...(on.length > 1 ? [wrapText(order, columns)] : [])].join('\n').trimEnd()}\n`;
}

const ABOUT =
  "They are about one person's two projects: a Transformer trained on movie reviews, and a VL-JEPA trained on pictures and captions. The answers cite measurements from both.";

export function renderFirstRun(questions: number, display: Display): string {
  const about = `prep comes with ${countOf(questions, 'question')}. ${ABOUT}`;
  const rest = 'Study them as they are, or bring your own: a guide, notes, a table or an Anki deck.';
  return [paragraph(about, display), paragraph(rest, display), ...(display.plain ? [] : [''])].join('\n');
}

export function renderWhich(name: string, questions: readonly QuestionHead[], display: Display): string {
  const labels = questions.map((question) => oneLine(labelOf(question)));
  const width = Math.max(...labels.map(textWidth));
  const lines = questions.map(({ title }, at) =>
    hangText(
      `${display.theme.key(String(at + 1))}  ${padTo(labels[at] ?? '', display.plain ? 0 : width)}  `,
      oneLine(title),
      innerColumns(display),
    ),
  );
  const what = paragraph(`"${clean(name)}" matches ${questions.length} questions.`, display);
  return [what, inset(lines.join('\n'), display)].join('\n');
}
