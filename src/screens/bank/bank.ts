import type { BankGap, Topic } from '../../core/bank/gaps.ts';
import type { Hit } from '../../core/bank/search.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import { capitalized, countOf, firstText } from '../../core/base/wording.ts';
import { shownId } from '../quiz/card.ts';
import { blankLine, type Display, innerColumns, inset, paragraph, WIDEST } from '../ui/frame.ts';
import { type ColumnOf, wideTable } from '../ui/table.ts';
import { clean, hangText, oneLine, padTo, textWidth, wrapText } from '../ui/width.ts';

const INDENT = '  ';

export function renderHits(hits: readonly Hit[], { columns, theme }: Display): string {
  const width = Math.min(columns, WIDEST);
  return hits
    .map(({ question, excerpt }) => {
      const { id, number, title } = question;
      const name = clean(number === undefined ? id : `${shownId(question)} ${id}`);
      const lines = [
        theme.strong(wrapText(titleText(title), width)),
        theme.dim(wrapText(name, width, INDENT)),
      ];
      return [...lines, ...(excerpt ? [wrapText(clean(excerpt), width, INDENT)] : []), ''].join('\n');
    })
    .join('\n');
}

const LACKING: Readonly<Record<BankGap, string>> = {
  answer: 'No answer',
  'own-answer': 'No answer of your own',
  points: 'No key points',
  numbers: 'No values',
  'follow-ups': 'No follow-ups',
};

/** Questions named before the rest is counted. */
const NAMED = 12;

function names(heads: readonly QuestionHead[]): string {
  const shown = heads.map((head) => oneLine(shownId(head)));
  return firstText(shown, NAMED);
}

function topicTable(topics: readonly Topic[], display: Display): string {
  const spec: readonly ColumnOf<Topic>[] = [
    { header: 'Topic', min: 12, cell: ({ name }) => oneLine(name) },
    { header: 'Questions', min: 20, cell: ({ questions }) => names(questions) },
    { header: 'Stories', style: display.theme.dim, cell: ({ stories }) => names(stories) },
  ];
  return wideTable(topics, spec, display, true);
}

/** @param lacking the questions that lack each thing */
export function renderGaps(
  lacking: readonly (readonly [BankGap, readonly QuestionHead[]])[],
  topics: readonly Topic[],
  display: Display,
): string {
  const { columns, theme } = display;
  const lines = lacking.flatMap(([gap, heads]) => {
    if (heads.length === 0) return [];
    const head = `${theme.warn(LACKING[gap])} ${theme.dim(`(${countOf(heads.length, 'question')})`)}`;
    return `${head}\n${hangText('  ', names(heads), columns)}`;
  });
  // A topic of one question says no more than the question does.
  const shown = topics.filter(({ questions, stories }) => questions.length + stories.length > 1);
  const parts = [
    lines.length === 0 ? theme.good('Nothing is missing.') : lines.join('\n'),
    shown.length === 0 ? '' : topicTable(shown, display),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

/** As in JSON (docs/json.md). What is not known is null. */
export type BankRow = {
  readonly name: string;
  readonly prefix: string | null;
  readonly path: string;
  readonly order: number;
  readonly on: boolean;
  readonly questions: number | null;
  /** Not asked: the own bank, or one before, has their ids. */
  readonly hidden: number | null;
  /** Ids of those that another bank asks with another answer. */
  readonly others: readonly string[];
  readonly due: number | null;
  readonly new: number | null;
  readonly error: string | null;
};

const stateOf = ({ on, error }: BankRow): string => (error !== null ? 'missing' : on ? 'on' : 'off');

const countColumns = (['questions', 'due', 'new'] as const).map((name): ColumnOf<BankRow> => ({
  header: capitalized(name),
  align: 'right',
  cell: (row) => String(row[name] ?? ''),
}));

const MOST_NAMED = 3;

export function renderBanks(rows: readonly BankRow[], display: Display): string {
  const { theme, columns } = display;
  const spec: readonly ColumnOf<BankRow>[] = [
    { header: '', align: 'right', style: theme.dim, cell: ({ order }) => String(order) },
    { header: 'Bank', cell: ({ name }) => clean(name) },
    { header: 'Prefix', priority: 1, style: theme.dim, cell: ({ prefix }) => (prefix ? `${prefix}:` : '') },
    ...countColumns,
    { header: 'Studied', cell: stateOf },
    { header: 'Path', min: 12, priority: 2, style: theme.dim, cell: ({ path }) => clean(path) },
  ];
  const said = (name: string, text: string): string => wrapText(`${clean(name)}: ${text}`, columns);
  const faults = rows.flatMap(({ name, error }) =>
    error === null ? [] : theme.warn(said(name, clean(error))),
  );
  const hidden = rows.flatMap(({ name, hidden: count }) =>
    count
      ? said(name, `${countOf(count, 'question')} not asked; your own bank or one before has the same ids.`)
      : [],
  );
  const others = rows.flatMap(({ name, others: ids }) =>
    ids.length > 0
      ? said(
          name,
          `another bank answers differently, with one history for both: ${clean(firstText(ids, MOST_NAMED))}. To study both, give one an id of its own (\`<!-- id: NAME -->\` below its heading).`,
        )
      : [],
  );
  const on = rows.filter((row) => row.on && row.error === null && (row.questions !== 0 || !row.hidden));
  const order = `New questions come from ${on.map(({ name }) => clean(name)).join(', then ')}.`;
  const below = on.length > 1 ? [wrapText(order, columns)] : [];
  return `${[`${wideTable(rows, spec, display)}\n`, ...faults, ...hidden, ...others, ...below].join('\n').trimEnd()}\n`;
}

const ABOUT =
  "They are about one person's two projects: a Transformer trained on movie reviews, and a VL-JEPA trained on pictures and captions. The answers cite measurements from both.";

export function renderFirstRun(questions: number, display: Display): string {
  const about = `prep comes with ${countOf(questions, 'question')}. ${ABOUT}`;
  const rest = 'Study them as they are, or bring your own: a guide, notes, a table or an Anki deck.';
  return `${paragraph(about, display)}\n${paragraph(rest, display)}${blankLine(display)}`;
}

export function renderWhich(name: string, questions: readonly QuestionHead[], display: Display): string {
  const labels = questions.map((question) => oneLine(shownId(question)));
  const width = Math.max(...labels.map(textWidth));
  const lines = questions.map(({ title }, at) => {
    const label = padTo(labels[at] ?? '', display.plain ? 0 : width);
    const marker = `${display.theme.key(String(at + 1))}  ${label}  `;
    return hangText(marker, titleText(title), innerColumns(display));
  });
  const what = paragraph(`"${clean(name)}" matches ${questions.length} questions.`, display);
  return [what, inset(lines.join('\n'), display)].join('\n');
}
