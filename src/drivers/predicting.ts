// How much of an answer the person expects to cover, asked before it is given. Knows nothing of what comes of it.
import type { Reply } from '../context.ts';
import { coveredCount, type Points } from '../core/points.ts';
import { readPrediction } from '../core/prediction.ts';
import { countOf } from '../core/wording.ts';
import type { Stage } from './answering.ts';
import { tell } from './saying.ts';

/** What is ticked: key points, or the parts of a story. */
type Noun = 'point' | 'part';

/**
 * Asks for a prediction, until it is one or is left out.
 * @param of number of points that will be ticked
 * @returns a share of the points, 0–1, undefined for none; or the key `quit` when the person left, by `q` too
 */
export async function askPrediction(
  stage: Pick<Stage, 'prompts' | 'look'>,
  of: number,
  noun: Noun = 'point',
): Promise<Reply<number | undefined>> {
  const question =
    of === 1
      ? `Will you cover its one ${noun}? 1 is yes, 0 is no; Enter skips.`
      : `How many of the ${countOf(of, noun)} will you cover? A number or a share; Enter skips.`;
  for (;;) {
    const line = await stage.prompts.line(question);
    if (line === undefined || line.trim() === 'q') return { kind: 'key', key: 'quit' };
    const predicted = readPrediction(line, of);
    if (predicted !== undefined || line.trim() === '') return { kind: 'value', value: predicted };
    tell(stage, `That is no number of ${noun}s up to ${of}, and no share such as 70 %.`);
  }
}

/** What was predicted against what came of it, in one line. */
export function predictedText(predicted: number, points: Points, noun: Noun): string {
  const expected = Math.round(predicted * points.length * 10) / 10;
  return `You expected ${expected} of ${countOf(points.length, noun)}, and had ${coveredCount(points)}.`;
}
