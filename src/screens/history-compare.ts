// Two attempts at one question side by side, and what changed from the one to the other. On a narrow screen they stand one
// under the other. Words that went stand in [- -] and words that came in {+ +}.
import { minuteText } from '../core/day.ts';
import type { Compared, PastAttempt } from '../core/history.ts';
import type { TextRun } from '../core/text-diff.ts';
import { countOf } from '../core/wording.ts';
import { citedText } from './cited.ts';
import { attemptFacts, type Fact } from './history-facts.ts';
import { EDITED, historyTitle, type HistoryShown } from './history.ts';
import { renderTable } from './table.ts';
import type { Style, Theme } from './theme.ts';
import { beside, clean, hangText, indentLines, oneLine, wrapText } from './width.ts';

/** From this width on the two stand side by side. */
const WIDE = 100;
const WIDEST = 164;

const heading = ({ number, attempt }: PastAttempt, { calendar }: HistoryShown): string =>
  `Attempt ${number}, ${minuteText(attempt.at, calendar)}`;

/** The facts of both in one table, or of each in its own. */
function factsPart(shown: HistoryShown, compared: Compared, columns: number, style: Theme): string {
  const { question } = shown;
  const both = [compared.before, compared.after].map((past) => ({
    name: heading(past, shown),
    facts: attemptFacts(past, question, style),
  }));
  const [old, now] = both;
  if (columns < WIDE) {
    const table = (facts: readonly Fact[]): string =>
      renderTable(
        facts.filter(([, text]) => text !== ''),
        [{ style: style.dim }, { min: 16 }],
        columns,
        { overflow: 'wrap' },
      );
    return both.map(({ name, facts }) => `${style.strong(name)}\n${table(facts)}`).join('\n\n');
  }
  const rows = (now?.facts ?? []).map(([name, text], at) => [name, old?.facts[at]?.[1] ?? '', text]);
  return renderTable(
    rows.filter(([, one, other]) => one !== '' || other !== ''),
    [
      { header: '', style: style.dim },
      { header: old?.name ?? '', min: 24 },
      { header: now?.name ?? '', min: 24 },
    ],
    Math.min(columns, WIDEST),
    { overflow: 'wrap', headerStyle: style.strong },
  );
}

function listed(
  title: string,
  items: readonly string[],
  mark: string,
  columns: number,
  style: Theme,
): string {
  if (items.length === 0) return '';
  const lines = items.map((item) => hangText(`  ${mark} `, clean(item), columns));
  return [style.strong(title), ...lines].join('\n');
}

function pointsPart({ points }: Compared, columns: number, style: Theme): readonly string[] {
  const { tick, cross, dot } = style.symbols;
  if (points.state === 'edited') return [wrapText(style.dim(EDITED), columns)];
  if (points.state === 'unchecked') return [];
  const { gained, lost, missed } = points;
  const parts = [
    listed('Points gained', gained, style.good(tick), columns, style),
    listed('Points lost', lost, style.bad(cross), columns, style),
    listed('Missed both times', missed, style.dim(dot), columns, style),
  ];
  const isSame = gained.length + lost.length + missed.length === 0;
  return isSame ? [style.dim('All points both times.')] : parts;
}

function numbersPart(
  { question }: HistoryShown,
  { citedGained, citedLost }: Compared,
  columns: number,
  style: Theme,
): string {
  const line = (name: string, keys: readonly string[], paint: Style): string =>
    keys.length === 0 ? '' : hangText(`${name}: `, paint(citedText(keys, question)), columns);
  return [line('Numbers gained', citedGained, style.good), line('Numbers lost', citedLost, style.bad)]
    .filter(Boolean)
    .join('\n');
}

// Colours alone would tell nothing to those who do not see them.
const gone = (text: string, style: Theme): string => style.bad(`[-${text}-]`);
const come = (text: string, style: Theme): string => style.good(`{+${text}+}`);

/** The runs with one of the signs and what is common, or all of them. */
function runsText(runs: readonly TextRun[], sign: '-' | '+' | 'both', style: Theme): string {
  return runs
    .filter((run) => run.sign === ' ' || sign === 'both' || run.sign === sign)
    .map((run) => {
      if (run.sign === ' ') return oneLine(sign === '-' ? run.before : run.text);
      const text = oneLine(run.text);
      return run.sign === '-' ? gone(text, style) : come(text, style);
    })
    .join(' ');
}

function textPart(shown: HistoryShown, compared: Compared, columns: number, style: Theme): string {
  const { before, after, text } = compared;
  if (!text) {
    const only = [before, after].filter(({ attempt }) => (attempt.text ?? '') !== '');
    return only
      .map((past) => {
        const said = indentLines(wrapText(clean(past.attempt.text ?? ''), columns - 2), '  ');
        return `${style.strong(`Text of attempt ${past.number} alone`)}\n${said}`;
      })
      .join('\n');
  }
  if (text.every(({ sign }) => sign === ' ')) return style.dim('The text is the same, word for word.');
  if (columns < WIDE) {
    return `${style.strong('Text')}\n${indentLines(wrapText(runsText(text, 'both', style), columns - 2), '  ')}`;
  }
  const gap = ` ${style.symbols.quote} `;
  const half = Math.floor((Math.min(columns, WIDEST) - gap.length) / 2);
  const side = (past: PastAttempt, sign: '-' | '+'): string =>
    `${style.strong(heading(past, shown))}\n${wrapText(runsText(text, sign, style), half)}`;
  return beside(side(before, '-'), side(after, '+'), half, gap);
}

/**
 * The two attempts and what changed between them.
 * @param total how many attempts there are
 */
export function renderComparison(
  shown: HistoryShown,
  compared: Compared,
  total: number,
  columns: number,
  style: Theme,
): string {
  const { before, after } = compared;
  const others = total > 2 ? `, of ${countOf(total, 'attempt')}; --all shows all` : '';
  const parts = [
    historyTitle(shown, columns, style),
    style.dim(wrapText(`Attempts ${before.number} and ${after.number}${others}`, columns)),
    factsPart(shown, compared, columns, style),
    ...pointsPart(compared, columns, style),
    numbersPart(shown, compared, columns, style),
    textPart(shown, compared, columns, style),
  ];
  return `${parts.filter(Boolean).join('\n\n').replace('\n\n', '\n')}\n`;
}
