// What prep found in an answer: each point with the sentence it found, wrong numbers, values cited. The marks
// are guesses, and only the person decides.
import type { PointState } from '../../core/base/attempt.ts';
import type { MetricName } from '../../core/base/metric.ts';
import type { Feedback, WrongNumber } from '../../core/feedback/feedback.ts';
import { wrongNumberSentence, wrongNumberText } from '../../core/feedback/wrong-numbers.ts';
import type { Values } from '../../core/fill/value.ts';
import { innerColumns, inset, type Display, paragraph } from '../ui/frame.ts';
import { foundMark, type Theme } from '../ui/theme.ts';
import { beside, clean, hangText, oneLine, wrapText } from '../ui/width.ts';

/** A point as it is shown, with the sentence that was found for it. */
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

/** From this width on the sentence stands beside its point. */
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

/** The wrong numbers, one line each; empty for none. */
export const renderWrongNumbers = (wrongNumbers: readonly WrongNumber[], display: Display): string => {
  const { bad, symbols } = display.theme;
  return wrongNumbers
    .map((wrong) =>
      hangText(`${bad(symbols.cross)} `, clean(wrongNumberSentence(wrong)), innerColumns(display)),
    )
    .join('\n');
};

/** What contradicts the values and the points of a question, one line each; empty for nothing. Ends in a newline. */
export function renderContradicted(
  { points, wrongNumbers }: Pick<Feedback, 'wrongNumbers' | 'points'>,
  display: Display,
): string {
  const { theme } = display;
  const contradicted = points
    // A wrong number is said once.
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

function metricsLine(
  heading: string,
  keys: readonly MetricName[],
  { values }: ShownFeedback,
  theme: Theme,
): string {
  const shown = keys.map((key) => theme.filled(clean(values.get(key)?.text ?? key))).join(', ');
  return keys.length === 0 ? '' : `${heading}: ${shown}`;
}

export const OFF_TOPIC = 'Your answer has almost nothing in common with this question.';

/** All of it, ending in a newline. */
export function renderFeedback(feedback: ShownFeedback, display: Display): string {
  const { theme } = display;
  const wrong = renderWrongNumbers(feedback.wrongNumbers, display);
  const lines = [
    feedback.topic === 'off-topic' ? paragraph(theme.warn(OFF_TOPIC), display) : '',
    inset(feedback.points.map((point) => pointText(point, display)).join('\n'), display),
    wrong === '' ? '' : inset(wrong, display),
    paragraph(metricsLine('Cited', feedback.cited, feedback, theme), display),
    paragraph(metricsLine('Not cited', feedback.notCited, feedback, theme), display),
  ];
  return `${lines.filter((line) => line.trim() !== '').join(display.plain ? '\n' : '\n\n')}\n`;
}
