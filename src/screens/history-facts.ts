// What is known of one attempt, each fact with its name: the same words on the screen and in a file.
import { MINUTE_MS } from '../core/day.ts';
import type { PastAttempt } from '../core/history.ts';
import { silenceShare } from '../core/pace.ts';
import { coveredCount, coveredShare } from '../core/points.ts';
import type { Question } from '../core/question.ts';
import { storyParts } from '../core/star-shares.ts';
import { elapsedText, percentText, secondsText } from '../core/wording.ts';
import { citedText } from './cited.ts';
import { renderClock } from './times.ts';
import type { Theme } from './theme.ts';

/** A name and what there is to say, with styles. */
export type Fact = readonly [name: string, text: string];

type Asked = Pick<Question, 'kind' | 'star' | 'minutes' | 'placeholders'>;

/** `1.9 MB`; whole ones from ten on. */
export function sizeText(bytes: number): string {
  const megabytes = bytes / 1_000_000;
  return `${megabytes >= 10 ? Math.round(megabytes) : megabytes.toFixed(1)} MB`;
}

function predictionText({ attempt }: PastAttempt): string {
  if (attempt.predicted === undefined) return '';
  const actual = coveredShare(attempt.points);
  return `${percentText(attempt.predicted)}${actual === undefined ? '' : `, covered ${percentText(actual)}`}`;
}

function paceText({ pace }: PastAttempt): string {
  if (!pace) return '';
  return `${pace.estimated ? 'about ' : ''}${Math.round(pace.wordsPerMinute)} words a minute`;
}

const articulationText = ({ pace }: PastAttempt): string =>
  pace?.articulatedPerMinute === undefined
    ? ''
    : `${Math.round(pace.articulatedPerMinute)} a minute without the pauses`;

function pausesText({ attempt: { delivery } }: PastAttempt): string {
  if (!delivery || delivery.speechMs === 0) return '';
  if (delivery.pauses === 0) return 'none';
  return `${delivery.pauses}, longest ${secondsText(delivery.longestPauseMs)}, ${percentText(silenceShare(delivery))} silence`;
}

/** Shares of the time, `S 20 %`; nothing when the story has other parts by now. */
function partsText({ attempt: { partsMs } }: PastAttempt, { kind, star }: Asked, { symbols }: Theme): string {
  const total = (partsMs ?? []).reduce((sum, ms) => sum + ms, 0);
  const parts = storyParts({ star });
  if (!partsMs || total === 0 || kind !== 'star' || parts.length !== partsMs.length) return '';
  const shares = partsMs.map(
    (ms, at) => `${(parts[at] ?? '').charAt(0).toUpperCase()} ${percentText(ms / total)}`,
  );
  return shares.join(` ${symbols.dot} `);
}

/** `1:02, 1.9 MB, starred`, or `gone`; empty for what was not recorded. */
export function recordingText({ recording, attempt }: PastAttempt, { bad }: Theme): string {
  if (!recording) return '';
  if (!recording.exists) return bad('gone');
  return [
    ...(attempt.delivery ? [elapsedText(attempt.delivery.durationMs)] : []),
    ...(recording.bytes === undefined ? [] : [sizeText(recording.bytes)]),
    ...(recording.starred ? ['starred'] : []),
  ].join(', ');
}

function pointsText({ attempt: { points } }: PastAttempt): string {
  return points.length === 0 ? '' : `${coveredCount(points)} of ${points.length}`;
}

/** All facts in their order; the text is empty where there is nothing to say. */
export function attemptFacts(past: PastAttempt, question: Asked, style: Theme): readonly Fact[] {
  const { attempt } = past;
  const firstMs = attempt.delivery?.firstWordMs;
  return [
    ['Rated', style.rating[attempt.rating](attempt.rating)],
    [
      'How',
      [attempt.mode, ...(attempt.cram ? ['cram'] : []), ...(attempt.by === 'mock' ? ['mock'] : [])].join(
        ', ',
      ),
    ],
    [
      'Time',
      attempt.elapsedMs > 0 ? renderClock(attempt.elapsedMs, question.minutes * MINUTE_MS, style) : '',
    ],
    ['Points', pointsText(past)],
    ['Predicted', predictionText(past)],
    ['Cited', citedText(attempt.cited, question)],
    ['Pace', paceText(past)],
    ['Syllables', articulationText(past)],
    ['First word', firstMs === undefined ? '' : `after ${secondsText(firstMs)}`],
    ['Pauses', pausesText(past)],
    ['Parts', partsText(past, question, style)],
    ['Recording', recordingText(past, style)],
  ];
}
