import { countOf } from '../../core/base/wording.ts';
import type { MovedDues } from '../../core/schedule/schedule.ts';
import type { Trained } from '../../core/schedule/training.ts';
import { innerColumns, inset, type Display, paragraph } from '../ui/frame.ts';
import { renderTable } from '../ui/table.ts';

const three = (number: number): string => number.toFixed(3);

const dates = (verb: string, { questions, sooner, later }: MovedDues): string =>
  `Of ${countOf(questions, 'question')}, ${sooner} ${verb} back sooner than before and ${later} later.`;

function conclusion({ better, moved }: Trained, stored: boolean): string {
  if (stored) return `The new weights predict better and are now in use. ${dates('come', moved)} To go back:`;
  if (better)
    return `The new weights predict better. Run it without \`--dry-run\` to use them. ${dates('would come', moved)}`;
  return 'The new weights do not predict significantly better, so the old ones stay in use.';
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
  const about = `Trained on ${countOf(trained, 'review')}, tested on the ${heldOut} since ${from}, which were not used for training. Lower is better.`;
  return [
    paragraph(about, display),
    inset(renderTable(rows, columns, innerColumns(display)), display),
    paragraph(conclusion(result, stored), display),
    ...(stored ? [paragraph(display.theme.key('prep optimize --reset'), display)] : []),
    '',
  ].join('\n');
}

/**
 * @param missing number of missing reviews; 0 when all were on one day
 */
export function renderTooFew(reviews: number, missing: number, display: Display): string {
  const text =
    missing === 0
      ? `Training needs reviews from several days, and your ${countOf(reviews, 'review')} are all from one day.`
      : `Training needs ${reviews + missing} reviews that came at least a day after the previous one; you have ${reviews}. With fewer, the default weights predict just as well. Keep reviewing.`;
  return `${paragraph(text, display)}\n`;
}
