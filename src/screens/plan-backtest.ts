// What readiness was worth so far, as a person sees it.
import { ENOUGH_ATTEMPTS, type Backtest } from '../core/readiness-backtest.ts';
import { countOf, percentText, pointsOf100 } from '../core/wording.ts';
import { innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { renderTable } from './table.ts';

function verdict({ attempts, predicted = 0, actual = 0, error = 0 }: Backtest): string {
  // Of the shares as they are told, so that they differ by what is said.
  const bias = (Math.round(predicted * 100) - Math.round(actual * 100)) / 100;
  const promised =
    bias === 0
      ? 'which is neither too much nor too little'
      : `${pointsOf100(bias)} too ${bias > 0 ? 'much' : 'little'}`;
  return (
    `Over ${countOf(attempts, 'attempt')} on a later day, readiness foretold ${percentText(predicted)} of the key points, and ` +
    `you recalled ${percentText(actual)}: ${promised}. For a single answer it was ${Math.round(error * 100)} off on average.`
  );
}

/** The back-test, with a final newline. */
export function renderBacktest(test: Backtest, look: Look): string {
  const { theme } = look;
  const wanted = `Too few to say much: ${test.attempts} of ${ENOUGH_ATTEMPTS}. It takes attempts that checked points, a day or more after another one.`;
  const rows = test.bands.map(({ from, to, attempts, predicted, actual }) => [
    `${percentText(from)} to ${percentText(to)}`,
    String(attempts),
    percentText(predicted),
    percentText(actual),
  ]);
  const table = renderTable(
    rows,
    [
      { header: 'Foretold' },
      { header: 'Attempts', align: 'right', priority: 1 },
      { header: 'Mean', align: 'right' },
      { header: 'Recalled', align: 'right' },
    ],
    innerColumns(look),
    { headerStyle: theme.dim },
  );
  const parts = [
    rule('Readiness, tested', '', look),
    ...(test.attempts > 0 ? [paragraph(verdict(test), look)] : []),
    ...(test.isEnough ? [] : [paragraph(theme.warn(wanted), look)]),
    ...(rows.length > 0 ? [inset(table, look)] : []),
  ];
  return `${parts.join(look.plain ? '\n' : '\n\n')}\n`;
}
