import { countOf } from '../../core/base/wording.ts';
import type { MovedDues } from '../../core/schedule/schedule.ts';
import type { Trained } from '../../core/schedule/training.ts';
import { innerColumns, inset, type Display, paragraph } from '../ui/frame.ts';
import { renderTable } from '../ui/table.ts';

const three = (number: number): string => number.toFixed(3);

const dates = (verb: string, { questions, sooner, later }: MovedDues): string =>
  `Of ${countOf(questions, 'question')}, ${sooner} ${verb} back sooner than before and ${later} later.`;

function conclusion({ better, moved }: Trained, stored: boolean): string {
  if (stored) return `The new weights foretell better and are in force. ${dates('come', moved)} Back with:`;
  if (better)
    return `The new weights foretell better. Without --dry-run they would be in force. ${dates('would come', moved)}`;
  return 'The new weights do not foretell better by more than chance; the old ones stay.';
}

export function renderOptimized(result: Trained, stored: boolean, display: Display): string {
  const { before, after, trained, heldOut, from } = result;
  const rows = [
    ['old weights', three(before.logLoss), three(before.rmse)],
    ['new weights', three(after.logLoss), three(after.rmse)],
  ];
  const columns = [
    { header: '' },
    { header: 'log loss', align: 'right' },
    { header: 'RMSE', align: 'right' },
  ] as const;
  const about = `Trained on ${countOf(trained, 'review')}; judged by the ${heldOut} since ${from}, which it did not see. Lower is better.`;
  return [
    paragraph(about, display),
    inset(renderTable(rows, columns, innerColumns(display)), display),
    paragraph(conclusion(result, stored), display),
    ...(stored ? [paragraph(display.theme.key('prep optimize --reset'), display)] : []),
    '',
  ].join('\n');
}

/**
 * Why nothing was trained.
 * @param missing number of missing reviews; 0 when all were on one day
 */
export function renderTooFew(reviews: number, missing: number, display: Display): string {
  const counted = `So far there are ${countOf(reviews, 'review')} that came a day or more after the one before.`;
  const wanting =
    missing === 0
      ? 'They are all of one day; training needs several.'
      : `Training needs ${missing} more: with fewer, the published weights foretell as well. Keep reviewing.`;
  return `${paragraph(`${counted} ${wanting}`, display)}\n`;
}
