// Delivery facts. Content and delivery stay separate: nothing here is a grade, and no color marks anything as
// good or bad.
import type { Delivery } from '../../core/base/attempt.ts';
import { countOf, elapsedText, percentText, secondsText } from '../../core/base/wording.ts';
import { silenceShare, spokenMs, USUAL_PACE } from '../../core/speech/delivery.ts';
import { FILLERS_UNDERCOUNT, type Speech, wordsPerMinute } from '../../core/speech/transcript.ts';
import { blankLine, facts, type Display, paragraph } from '../ui/frame.ts';

const MEASURED = 'Your delivery, measured from the recording (not a grade):';

function pausesText(delivery: Delivery): string {
  const { pauses, longestPauseMs } = delivery;
  if (pauses === 0) return 'no pauses';
  return `${countOf(pauses, 'pause')}${pauses === 1 ? ' of' : ', the longest'} ${secondsText(longestPauseMs)}, ${percentText(silenceShare(delivery))} silence`;
}

export function renderDelivery(delivery: Delivery, display: Display): string {
  const { firstWordMs, durationMs } = delivery;
  const spoken =
    firstWordMs === undefined
      ? ['no speech was heard']
      : [`first word after ${secondsText(firstWordMs)}`, pausesText(delivery)];
  const known = facts([`${elapsedText(durationMs)} long`, ...spoken], display);
  return `${paragraph(display.theme.dim(MEASURED), display)}\n${known}${blankLine(display)}`;
}

export function renderSpeech(speech: Speech, delivery: Delivery | undefined, display: Display): string {
  const pace = delivery && wordsPerMinute(speech.words, spokenMs(delivery));
  const counted = [
    countOf(speech.words, 'word'),
    pace === undefined
      ? ''
      : `${Math.round(pace)} words a minute (${USUAL_PACE.from} to ${USUAL_PACE.to} is usual)`,
    `${speech.fillersPer100.toFixed(1)} fillers per 100 words`,
  ];
  const note = paragraph(display.theme.dim(FILLERS_UNDERCOUNT), display);
  return `${facts(counted, display)}\n${note}${blankLine(display)}`;
}

export const afterRecordingText = (durationMs: number, canPlay: boolean): string =>
  `${elapsedText(durationMs)} recorded. Enter = continue${canPlay ? ', p = play it' : ''}, r = record again, ? = keys`;
