// A story answered part by part, each against its usual share of the time, and shown beside its exemplar. In a
// text, parts are under the headings of `prep answer`.
import type { Heard, Reply, Sound, SoundSpan } from '../../context.ts';
import type { Attempt } from '../../core/base/attempt.ts';
import { instantOf } from '../../core/base/day.ts';
import type { StarPart } from '../../core/base/question.ts';
import { fillText, segmentsText } from '../../core/fill/values.ts';
import type { SoundProgram } from '../../core/speech/sound.ts';
import { adviceOn, partName, partTargetsMs, storyParts } from '../../core/stories/stories.ts';
import { headedParts, ownStory, partTexts } from '../../formats/question/filled-text.ts';
import type { Reveal } from '../../screens/quiz/reveal.ts';
import { partHeading, type Story } from '../../screens/stories/stories.ts';
import type { Asking, GivenAnswer } from '../shared/answering.ts';

/** A text is empty for a part that was said or thought. */
function storedProgress({ draft }: Asking, parts: readonly StarPart[]) {
  const { text = '', partsMs = [], spentMs = 0 } = draft.read();
  const texts = partTexts(text, parts);
  const known = partsMs.slice(0, parts.length);
  if (known.length < parts.length) return { texts, partsMs: known, spentMs };
  return { texts, partsMs: known.slice(0, -1), spentMs: known.at(-1) ?? 0 };
}

/** The key `undo` goes back one part; answered parts stay. */
export async function askByParts(asking: Asking, parts: readonly StarPart[]): Promise<Reply<GivenAnswer>> {
  const { context, prompts } = asking;
  const mode = asking.mode === 'type' ? 'type' : 'think';
  let progress = storedProgress(asking, parts);
  const advance = (change: Partial<typeof progress>): void => {
    progress = { ...progress, ...change };
    const { texts, partsMs, spentMs } = progress;
    const text = headedParts(parts, texts);
    // A story that was only looked at is no draft.
    asking.draft.keep(text === '' && partsMs.length === 0 ? {} : { text, partsMs, spentMs });
  };
  while (progress.partsMs.length < parts.length) {
    const { texts, partsMs, spentMs } = progress;
    const at = partsMs.length;
    const startedAt = instantOf(context.clock.now() - spentMs);
    const spent = (): number => Math.max(0, context.clock.now() - startedAt);
    const withText = (text: string): readonly string[] => texts.map((one, i) => (i === at ? text : one));
    const following = parts[at + 1];
    const reply = await prompts.answer({
      ...asking,
      mode,
      startedAt,
      targetMs: partTargetsMs(parts, asking.targetMs)[at] ?? asking.targetMs,
      heading: partHeading(parts, at),
      canGoBack: at > 0 || asking.canGoBack === true,
      next: following ? partName(following) : asking.next,
      draft: (mode === 'type' && texts[at]) || undefined,
      onText: (text) => advance({ texts: withText(text), spentMs: spent() }),
    });
    if (reply.kind === 'key') {
      // What was typed of this part is already in the draft.
      const typed = mode === 'type' ? storedProgress(asking, parts).texts : texts;
      if (reply.key !== 'undo' || at === 0) {
        advance({ texts: typed, spentMs: spent() });
        return reply;
      }
      // The previous part continues, with the time of this one added.
      advance({ texts: typed, partsMs: partsMs.slice(0, -1), spentMs: (partsMs.at(-1) ?? 0) + spent() });
      continue;
    }
    advance({ texts: withText(reply.value), partsMs: [...partsMs, spent()], spentMs: 0 });
  }
  const { texts, partsMs } = progress;
  const elapsedMs = partsMs.reduce((sum, ms) => sum + ms, 0);
  return { kind: 'value', value: { text: headedParts(parts, texts), elapsedMs, partsMs } };
}

/** Shorter sounds hold no word. */
const SHORTEST_MS = 300;

/** The last part runs to the end of the recording. */
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

/** Cuts the recording where the person went on to the next part. */
export async function transcribeStory(
  { transcribe }: Pick<Sound, 'transcribe'>,
  program: SoundProgram,
  recording: string,
  parts: readonly StarPart[],
  partsMs: readonly number[],
  stop?: AbortSignal,
): Promise<Heard> {
  const texts: string[] = [];
  for (const span of spansOf(partsMs)) {
    const heard = span ? await transcribe(program, recording, stop, span) : { text: '' };
    if ('fault' in heard) return heard;
    texts.push(heard.text.trim());
  }
  return { text: headedParts(parts, texts) };
}

const HEADING = /^## /m;

export function storyOf(
  reveal: Pick<Reveal, 'question' | 'values' | 'typed' | 'isHeard' | 'own'>,
  { partsMs = [] }: Pick<Attempt, 'partsMs'>,
): Story {
  const { question, values, typed, isHeard, own } = reveal;
  const { star } = question;
  const names = storyParts({ star });
  // Needs a text with headings: the answer just given, otherwise the user's version.
  const version = own ? segmentsText(own) : '';
  const [text, yoursIs] = HEADING.test(typed)
    ? ([typed, isHeard ? 'You said' : 'You typed'] as const)
    : HEADING.test(version)
      ? ([version, 'Your version'] as const)
      : (['', 'nothing'] as const);
  const texts = partTexts(text, names);
  const parts = names.map((part, i) => {
    const exemplar = star?.[part];
    const ms = partsMs.length === names.length ? partsMs[i] : undefined;
    return {
      part,
      exemplar: exemplar && fillText(exemplar, question, values),
      yours: yoursIs === 'nothing' ? undefined : (texts[i] ?? ''),
      ms,
    };
  });
  const advice =
    yoursIs === 'You typed' || yoursIs === 'You said' ? adviceOn(ownStory(question, typed, values)) : [];
  // A missing part is obvious.
  const shown = advice.filter(({ code }) => code !== 'part-missing');
  return { parts, yoursIs, advice: shown };
}
