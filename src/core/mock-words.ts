// What a mock came to, in words that the screen, Markdown and the page share: facts, how an answer was told, counts.
import { minuteText, type Calendar } from './day.ts';
import type { Delivery } from './attempt.ts';
import type { MockReport, MockTotals, ReportRow, Share } from './mock-report.ts';
import { unconfirmed, type FollowedUp, type Mock } from './mock.ts';
import { type PaceCalibration, paceOf, silenceShare, spokenMs } from './pace.ts';
import { FILLERS_UNDERCOUNT, speechOf, wordsPerMinute } from './transcript.ts';
import { countOf, elapsedText, percentText, pointsOf100, secondsText } from './wording.ts';

/** `31 of 40 points`; nothing where there are none. */
const shareText = ({ count, of }: Share, noun: string): string =>
  of === 0 ? '' : `${count} of ${countOf(of, noun)}`;

/** `2026-11-24 10:00`. */
export const heldText = ({ mock }: MockReport, calendar: Calendar): string =>
  minuteText(mock.startedAt, calendar);

/** `unfinished`, `given up`; nothing for one that was finished. */
export function stateText({ mock: { phase } }: MockReport): string {
  return phase === 'closed' ? '' : phase === 'abandoned' ? 'given up' : 'unfinished';
}

/** What was foretold against what came: `12 points of 100 too high on average`. Nothing without a prediction. */
export function biasText({ bias }: MockTotals): string {
  if (!bias) return '';
  const points = Math.round(bias.mean * 100);
  return points === 0
    ? 'right on average'
    : `${pointsOf100(bias.mean)} too ${points > 0 ? 'high' : 'low'} on average`;
}

/** How far a mock came that is not finished: `3 of 8 questions were asked`. */
export function standsText(mock: Mock): string {
  const { phase, turns, questions } = mock;
  if (phase !== 'ended') return `${turns.length} of ${questions.length} questions were asked`;
  const left = unconfirmed(mock).length;
  return left === 0 ? 'all answers are rated' : `${countOf(left, 'answer')} to go through`;
}

const NOT_ANSWERED: Readonly<Record<Exclude<ReportRow['state'], 'answered'>, string>> = {
  skipped: 'skipped',
  gone: 'gone from its file',
  open: 'not answered',
};

/** `2:10`, or why there is no time. */
export const answeredText = ({ state, elapsedMs }: ReportRow): string =>
  state === 'answered' ? elapsedText(elapsedMs) : NOT_ANSWERED[state];

/** `2:10 / 3:00`, or why there is no time. */
export const timeText = (row: ReportRow): string =>
  row.state === 'answered' ? `${answeredText(row)} / ${elapsedText(row.targetMs)}` : answeredText(row);

/** `3/5`; nothing where no point was ticked. */
export const pointsText = ({ check, covered }: ReportRow): string =>
  check && check.points.length > 0 ? `${covered}/${check.points.length}` : '';

/** Numbers cited of those that have a value: `1/2`. */
export function numbersText({ check }: ReportRow): string {
  const numbers = check?.numbers ?? [];
  return numbers.length === 0 ? '' : `${numbers.filter(({ cited }) => cited).length}/${numbers.length}`;
}

/** `80 %, came 60 %`; nothing without a prediction. */
export function predictedText({ predicted, actual }: ReportRow): string {
  if (predicted === undefined) return '';
  return `${percentText(predicted)}${actual === undefined ? '' : `, came ${percentText(actual)}`}`;
}

/** The rating, or that an answer has none, since it then counts for nothing, or none yet; nothing where there is no answer. */
export const ratedText = ({ rating, state, isWaiting }: ReportRow): string =>
  rating ?? (isWaiting ? 'to rate' : state === 'answered' ? 'unrated' : '');

function deliveryText(delivery: Delivery): string {
  const { durationMs, pauses, longestPauseMs, firstWordMs } = delivery;
  return [
    `spoke for ${elapsedText(durationMs)}`,
    ...(firstWordMs === undefined ? [] : [`first word after ${secondsText(firstWordMs)}`]),
    countOf(pauses, 'pause'),
    ...(pauses > 0 ? [`longest ${secondsText(longestPauseMs)}`] : []),
    ...(pauses > 0 ? [`${percentText(silenceShare(delivery))} silence`] : []),
  ].join(', ');
}

/** Pace, by the words where they are known, else by the syllables that were heard; fillers only of words. */
function paceText({ delivery, transcribed, text }: ReportRow, calibration: PaceCalibration): string {
  if (!delivery) return '';
  const { wordsPerMinute: heard, articulatedPerMinute: articulated } = paceOf(delivery, calibration);
  const { words, fillers } = speechOf(transcribed === true ? text : '');
  const said = words === 0 ? undefined : wordsPerMinute(words, spokenMs(delivery));
  const pace = said ?? heard;
  if (pace === undefined) return '';
  const facts = [
    said === undefined
      ? `about ${Math.round(pace)} words a minute, by its syllables`
      : `${Math.round(pace)} words a minute`,
    ...(articulated === undefined
      ? []
      : [`${Math.round(articulated)} syllables a minute without the pauses`]),
  ];
  const told = fillers === 0 ? '' : ` ${countOf(fillers, 'filler')}. ${FILLERS_UNDERCOUNT}`;
  return `${facts.join('; ')}.${told}`;
}

/**
 * How an answer was told, one fact a line: parts of a story, delivery, pace, prediction. Never a grade.
 * @param calibration of the report
 */
export function tellingTexts(row: ReportRow, calibration: PaceCalibration): readonly string[] {
  const parts = row.parts.map(({ part, share }) => `${part} ${percentText(share)}`).join(', ');
  const pace = paceText(row, calibration);
  const { predicted, actual } = row;
  return [
    parts === '' ? '' : `Time: ${parts}.`,
    row.delivery ? `Delivery: ${deliveryText(row.delivery)}.` : '',
    pace === '' ? '' : `Pace: ${pace}`,
    predicted === undefined || actual === undefined
      ? ''
      : `Predicted ${percentText(predicted)} of the points, came ${percentText(actual)}.`,
  ].filter((text) => text !== '');
}

/** What became of a follow-up: its time, or why there is none. */
export const followUpText = ({ answer, skipped }: FollowedUp): string =>
  answer ? elapsedText(answer.elapsedMs) : skipped ? 'skipped' : 'not answered';

const told = (text: string, does: string): string => (text === '' ? '' : `${text} ${does}`);

/** How the mock was held, in short facts. */
export function factsOfMock(report: MockReport, calendar: Calendar): readonly string[] {
  const { mock, totals } = report;
  const { answered, points, numbers, inTime, followUps, bias } = totals;
  return [
    heldText(report, calendar),
    stateText(report),
    mock.study ? 'study mode' : '',
    `${elapsedText(mock.usedMs)} of ${elapsedText(mock.budgetMs)}`,
    told(shareText(answered, 'question'), 'answered'),
    inTime.of === 0 ? '' : `${inTime.count} of ${inTime.of} within their time`,
    told(shareText(points, 'point'), 'covered'),
    told(shareText(numbers, 'number'), 'cited'),
    told(shareText(followUps, 'follow-up'), 'answered'),
    bias ? `${countOf(bias.count, 'prediction')}, ${biasText(totals)}` : '',
  ].filter((fact) => fact !== '');
}
