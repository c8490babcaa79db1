// What prep found in an answer: points with their sentences, wrong numbers, values cited. The marks are
// guesses; only the person decides.
import type { PointState } from '../../core/base/attempt.ts';
import type { MetricName } from '../../core/base/metric.ts';
import type { Feedback, WrongNumber } from '../../core/feedback/feedback.ts';
import { wrongNumberSentence, wrongNumberText } from '../../core/feedback/wrong-numbers.ts';
import type { Values } from '../../core/fill/conditional.ts';
import { innerColumns, inset, type Display, paragraph } from '../ui/frame.ts';
import { foundMark, type Theme } from '../ui/theme.ts';
import { beside, clean, hangText, oneLine, wrapText } from '../ui/width.ts';

export type ShownPoint = {
  readonly text: string;
  readonly state: PointState;
  readonly quote?: string;
  readonly reason?: string;
};

export type ShownFeedback = Pick<Feedback, 'wrongNumbers' | 'cited' | 'notCited' | 'topic'> & {
  readonly points: readonly ShownPoint[];
  readonly values: Values;
};

function markOf(state: PointState, { good, warn, bad, dim, symbols }: Theme): string {
  const style = { found: good, maybe: warn, contradicted: bad, missing: dim }[state];
  return style(foundMark(state, symbols));
}

/** At this width the sentence is beside its point. */
const WIDE = 90;
const GAP = 3;

function evidenceOf({ quote = '', reason }: ShownPoint, theme: Theme): readonly string[] {
  const said = quote === '' ? [] : [theme.dim(`"${oneLine(clean(quote))}"`)];
  return reason === undefined ? said : [...said, clean(reason)];
}

function pointText(point: ShownPoint, display: Display): string {
  const { theme, plain } = display;
  const columns = innerColumns(display);
  const mark = `${markOf(point.state, theme)} `;
  const evidence = evidenceOf(point, theme);
  const text = oneLine(clean(point.text));
  if (plain || columns < WIDE || evidence.length === 0)
    return [hangText(mark, text, columns), ...evidence.map((line) => wrapText(line, columns, '    '))].join(
      '\n',
    );
  const left = Math.floor((columns - GAP) / 2);
  const right = evidence.map((line) => wrapText(line, columns - left - GAP)).join('\n');
  return beside(hangText(mark, text, left), right, left, ' '.repeat(GAP));
}

export const renderWrongNumbers = (wrongNumbers: readonly WrongNumber[], display: Display): string => {
  const { bad, symbols } = display.theme;
  return wrongNumbers
    .map((wrong) =>
      hangText(`${bad(symbols.cross)} `, clean(wrongNumberSentence(wrong)), innerColumns(display)),
    )
    .join('\n');
};

export function renderContradicted(
  { points, wrongNumbers }: Pick<Feedback, 'wrongNumbers' | 'points'>,
  display: Display,
): string {
  const { theme } = display;
  const contradicted = points
    // A wrong number is shown once.
    .filter(
      ({ state, reason = '' }) =>
        state === 'contradicted' && !wrongNumbers.some((one) => reason === wrongNumberText(one)),
    )
    .map(({ text, reason = '' }) =>
      hangText(
        `${theme.bad(theme.symbols.cross)} `,
        `${oneLine(clean(text))}: it ${clean(reason)}.`,
        innerColumns(display),
      ),
    );
  const lines = [renderWrongNumbers(wrongNumbers, display), ...contradicted].filter((line) => line !== '');
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

export const renderValues = (keys: readonly MetricName[], values: Values, { filled }: Theme): string =>
  keys.map((key) => filled(clean(values.get(key)?.text ?? key))).join(', ');

export const OFF_TOPIC = 'Your answer has almost nothing in common with this question.';

export function renderFeedback(feedback: ShownFeedback, display: Display): string {
  const { theme } = display;
  const metrics = (heading: string, keys: readonly MetricName[]): string =>
    keys.length === 0 ? '' : paragraph(`${heading}: ${renderValues(keys, feedback.values, theme)}`, display);
  const wrong = renderWrongNumbers(feedback.wrongNumbers, display);
  const lines = [
    feedback.topic === 'off-topic' ? paragraph(theme.warn(OFF_TOPIC), display) : '',
    inset(feedback.points.map((point) => pointText(point, display)).join('\n'), display),
    wrong === '' ? '' : inset(wrong, display),
    metrics('Cited', feedback.cited),
    metrics('Not cited', feedback.notCited),
  ];
  return `${lines.filter((line) => line.trim() !== '').join(display.plain ? '\n' : '\n\n')}\n`;
}
