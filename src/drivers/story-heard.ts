// A story that was recorded in one go, recognised part by part: it is cut where the person went on to the next part.
import type { SoundProgram } from '../core/sound.ts';
import type { StarPart } from '../core/question.ts';
import { headedParts } from '../formats/story-text.ts';
import type { Sound, SoundSpan, Transcribing } from '../context.ts';

/** What is shorter holds no word; time, ms. */
const SHORTEST_MS = 300;

/** Where each part lies in the recording; the last goes to its end. */
function spansOf(partsMs: readonly number[]): readonly (SoundSpan | undefined)[] {
  const last = partsMs.findLastIndex((ms) => ms >= SHORTEST_MS);
  let at = 0;
  return partsMs.map((ms, i) => {
    const fromMs = at;
    at += ms;
    if (ms < SHORTEST_MS) return undefined;
    return i === last ? { fromMs } : { fromMs, toMs: at };
  });
}

/** Recognises a story; its text has the parts under their headings. @param partsMs time for each of `parts` */
export function transcribeStory(
  { transcribe }: Pick<Sound, 'transcribe'>,
  program: SoundProgram,
  recording: string,
  parts: readonly StarPart[],
  partsMs: readonly number[],
): Transcribing {
  let inHand: Transcribing | undefined;
  let isStopped = false;
  const work = async (): Transcribing['result'] => {
    const texts: string[] = [];
    for (const span of spansOf(partsMs)) {
      if (isStopped) return { fault: `${program.name} was stopped.` };
      inHand = span && transcribe(program, recording, span);
      const heard = inHand ? await inHand.result : { text: '' };
      if ('fault' in heard) return heard;
      texts.push(heard.text.trim());
    }
    return { text: headedParts(parts, texts) };
  };
  const stop = (): void => {
    isStopped = true;
    inHand?.stop();
  };
  return { result: work(), stop };
}
