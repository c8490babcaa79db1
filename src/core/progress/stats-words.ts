// Figures in words for the screen and the page, each with what it rests on, or with how much is missing.
import { RATINGS } from '../base/attempt.ts';
import { sumOf } from '../base/collections.ts';
import { capitalized, countOf, elapsedText, percentText, pointsOf100 } from '../base/wording.ts';
import {
  LEAST_PREDICTIONS,
  LEECH_LAPSES,
  type Median,
  missingOf,
  type RatingCounts,
  type Share,
  type Stats,
} from './stats.ts';

/** A share as a figure, or `-` where it rests on too little. */
export const percentOf = ({ share }: Pick<Share, 'share'>): string =>
  share === undefined ? '-' : percentText(share);

function missingText(counts: Pick<Share, 'total' | 'least'>, noun: string): string {
  const missing = missingOf(counts);
  return `${missing} more ${missing === 1 ? `${noun} is` : `${noun}s are`} needed for a figure`;
}

/** The interval of uncertainty: `86 to 94 %`. */
export const rangeText = ({ low, high }: Pick<Share, 'low' | 'high'>): string =>
  low === undefined || high === undefined ? '' : `${Math.round(low * 100)} to ${Math.round(high * 100)} %`;

export function streakText({ currentDays, longestDays, longest }: Stats['streak']): string {
  if (!longest) return 'No day with an attempt yet.';
  const when = longest.from === longest.to ? longest.to : `${longest.from} to ${longest.to}`;
  return `${countOf(currentDays, 'day')} in a row now; the longest run was ${countOf(longestDays, 'day')} (${when}).`;
}

export function forecastText({ overdue, days, later, unseen }: Stats['forecast']): string {
  const ahead = sumOf(days, ({ due }) => due);
  const today = days[0]?.due ?? 0;
  return `${overdue} overdue, ${today} due today, ${ahead} due in ${days.length} days, today included, ${later} later, ${unseen} never attempted.`;
}

export function retentionText({ all, desired }: Stats['retention']): string {
  const desiredText = `You asked for ${percentText(desired)}`;
  if (all.share === undefined || all.low === undefined || all.high === undefined)
    return `${desiredText}; ${missingText(all, 'review')}.`;
  if (all.low > desired) return `${desiredText}, and recall more: longer intervals would do.`;
  if (all.high < desired) return `${desiredText}, and recall less: what you forget comes back too late.`;
  return `${desiredText}, which fits what you recall.`;
}

export function paceText({ elapsedMs, ofTarget, over }: Stats['pace']): string {
  if (elapsedMs.value === undefined) return `${capitalized(missingText(elapsedMs, 'answer'))}.`;
  const median = `The median of ${countOf(elapsedMs.total, 'answer')} is ${elapsedText(elapsedMs.value)}`;
  if (ofTarget.value === undefined) return `${median}.`;
  const share = `${over.hits} of ${over.total} took longer than their target`;
  return `${median}, and ${percentText(ofTarget.value)} of the target time; ${share}.`;
}

export function coverageText(coverage: Stats['coverage']): string {
  const { share, total } = coverage;
  if (share === undefined) return `${capitalized(missingText(coverage, 'attempt'))}.`;
  return `${percentText(share)} of the points on average, in ${countOf(total, 'attempt')} that checked them.`;
}

export function predictionsText({ list, meanBias, meanAbsoluteError }: Stats['predictions']): string {
  if (list.length < LEAST_PREDICTIONS || meanBias === undefined || meanAbsoluteError === undefined)
    return `${capitalized(missingText({ total: list.length, least: LEAST_PREDICTIONS }, 'prediction'))}.`;
  const bias =
    Math.round(meanBias * 100) === 0
      ? 'you expect as much as you cover'
      : `you expect ${pointsOf100(meanBias)} ${meanBias > 0 ? 'more' : 'less'} than you cover`;
  return `In ${countOf(list.length, 'prediction')} ${bias}; each is off by ${Math.round(meanAbsoluteError * 100)} on average.`;
}

export function citedText({ cited, readiness: { holes } }: Pick<Stats, 'cited' | 'readiness'>): string {
  const { hits, total, answers, share } = cited;
  if (share !== undefined)
    return `${hits} of ${total} numbers (${percentOf(cited)}) that ${countOf(answers, 'answer')} could have cited.`;
  const needed = `${capitalized(missingText(cited, 'number'))}.`;
  if (holes.missingNumbers === 0) return needed;
  const missing = `${holes.missingNumbers} ${holes.missingNumbers === 1 ? 'is' : 'are'} not`;
  return `${needed} Only those that are filled count, and ${missing}: prep fill asks for them.`;
}

export function readinessText({ readiness, today }: Stats): string {
  const { overall, day, holes } = readiness;
  const { questions, attempted, points, recall, coverage } = overall;
  if (questions === 0) return 'No question is loaded.';
  const when = day === today ? 'If you were asked today' : `On ${day}, if you stop now`;
  const made = `recall ${percentText(recall)} times coverage ${percentText(coverage)}`;
  const unfilled = holes.unfilled.length;
  const gaps = [
    unfilled > 0 ? `${countOf(unfilled, 'answer')} with numbers to fill` : '',
    holes.drafts.length > 0 ? `${countOf(holes.drafts.length, 'question')} without an answer` : '',
  ].filter((part) => part !== '');
  return (
    `${when}: ${percentText(overall.readiness)} of ${countOf(points, 'point')} (${made} question by question), ` +
    `${attempted} of ${questions} attempted.${gaps.length > 0 ? ` Holes: ${gaps.join(', ')}.` : ''}`
  );
}

export const timeOf = ({ value }: Median): string => (value === undefined ? '-' : elapsedText(value));

/** `12 again, 3 hard, 40 good, 9 easy` */
export const ratingsText = (ratings: RatingCounts): string =>
  RATINGS.map((rating) => `${ratings[rating]} ${rating}`).join(', ');

/** What is counted, as a list of facts. */
export const totalTexts = ({ attempts, questions, days, elapsedMs }: Stats): readonly string[] => [
  countOf(attempts, 'attempt'),
  countOf(questions, 'question'),
  countOf(days.length, 'day'),
  ...(elapsedMs > 0 ? [`${elapsedText(elapsedMs)} of answering`] : []),
];

export const LEECHES_TITLE = `Leeches (forgotten ${LEECH_LAPSES} times or more)`;
export const LEECHES_ADVICE =
  'More repeats help such a question less than an answer that is shorter, or your own: rewrite it.';

export const leechText = ({ lapses, attempts }: Stats['leeches'][number]): string =>
  `forgotten ${countOf(lapses, 'time')} in ${countOf(attempts, 'attempt')}:`;

/** True when sections and tags were asked for that no question has together. */
export const isNothingAsked = ({ filtered, readiness }: Stats): boolean =>
  filtered && readiness.overall.questions === 0;

/** Why no attempt is counted, as a sentence. @param stats of no attempt */
export function nothingCountedText(stats: Stats): string {
  if (isNothingAsked(stats)) return 'No question matches.';
  const where = stats.filtered ? ' at these questions' : '';
  if (stats.since !== undefined) return `There is no attempt${where} since ${stats.since}.`;
  return stats.filtered ? `There is no attempt${where} yet.` : 'There is no attempt to count yet.';
}
