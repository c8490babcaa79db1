// A story, typed or thought part by part, each against its usual share of the time. What was typed stands under the
// headings that `prep answer` gives. A crash, or a key in between, loses no part and no time.
import type { Reply } from '../context.ts';
import { instantOf } from '../core/day.ts';
import type { StarPart } from '../core/question.ts';
import { partName, partTargetsMs } from '../core/star-shares.ts';
import { headedParts, partTexts } from '../formats/story-text.ts';
import { paragraph } from '../screens/frame.ts';
import { partHeading, SHARES_ARE } from '../screens/story.ts';
import {
  editorFor,
  keepUnfinished,
  targetMsOf,
  unfinishedOf,
  type Answered,
  type Asked,
  type Stage,
} from './answering.ts';

/** How far a story is told. */
type Told = {
  /** One text a part; empty for one that was said or thought. */
  readonly texts: readonly string[];
  /** Time for each part that is done. */
  readonly partsMs: readonly number[];
  /** Time for the part in hand before now. */
  readonly spentMs: number;
};

/** Where the story was left: after its last part it is that part that is gone on with. */
function toldBefore(stage: Stage, asked: Asked, parts: readonly StarPart[]): Told {
  const { text = '', partsMs = [], spentMs = 0 } = unfinishedOf(stage, asked);
  const texts = partTexts(text, parts);
  const known = partsMs.slice(0, parts.length);
  if (known.length < parts.length) return { texts, partsMs: known, spentMs };
  return { texts, partsMs: known.slice(0, -1), spentMs: known.at(-1) ?? 0 };
}

function keep(stage: Stage, asked: Asked, parts: readonly StarPart[], told: Told): void {
  const text = headedParts(parts, told.texts);
  keepUnfinished(stage, asked, { text, partsMs: told.partsMs, spentMs: told.spentMs });
}

const totalOf = (partsMs: readonly number[]): number => partsMs.reduce((sum, ms) => sum + ms, 0);

/** Asks for one part; the story with it, or a key. */
async function askPart(
  stage: Stage,
  asked: Asked,
  parts: readonly StarPart[],
  told: Told,
): Promise<{ readonly told: Told; readonly reply: Reply<string> }> {
  const { context, prompts } = stage;
  const at = told.partsMs.length;
  const isTyped = asked.mode === 'type';
  const startedAt = instantOf(context.clock.now() - told.spentMs);
  const spent = (): number => Math.max(0, context.clock.now() - startedAt);
  const withText = (text: string): readonly string[] => told.texts.map((one, i) => (i === at ? text : one));
  const draft = told.texts[at] ?? '';
  const part = parts[at + 1];
  const next = part ? partName(part) : asked.next;
  const reply = await prompts.answer({
    mode: isTyped ? 'type' : 'think',
    card: asked.card,
    startedAt,
    targetMs: partTargetsMs(parts, targetMsOf(asked))[at] ?? targetMsOf(asked),
    heading: partHeading(parts, at),
    ...(next && { next }),
    ...(asked.beside && { beside: asked.beside }),
    ...(isTyped && draft !== '' && { draft }),
    onText: (text) => keep(stage, asked, parts, { ...told, texts: withText(text), spentMs: spent() }),
    edit: editorFor(stage, asked),
  });
  if (reply.kind === 'key') {
    // What was typed of this part is in the draft already.
    const { texts } = isTyped ? toldBefore(stage, asked, parts) : told;
    return { told: { ...told, texts, spentMs: spent() }, reply };
  }
  return { told: { texts: withText(reply.value), partsMs: [...told.partsMs, spent()], spentMs: 0 }, reply };
}

/** Asks for a story part by part; the parts that are told already stay told. */
export async function askByParts(
  stage: Stage,
  asked: Asked,
  parts: readonly StarPart[],
): Promise<Reply<Answered>> {
  let told = toldBefore(stage, asked, parts);
  const { theme, plain } = stage.look;
  const note = paragraph(theme.dim(SHARES_ARE), stage.look) + (plain ? '' : '\n');
  // What is shown before a prompt comes with it.
  let card = told.partsMs.length === 0 ? [asked.card, note].filter(Boolean).join('\n') : asked.card;
  while (told.partsMs.length < parts.length) {
    const step = await askPart(stage, { ...asked, card }, parts, told);
    card = '';
    told = step.told;
    keep(stage, asked, parts, told);
    if (step.reply.kind === 'key') return step.reply;
  }
  const { texts, partsMs } = told;
  return {
    kind: 'value',
    value: { text: headedParts(parts, texts), elapsedMs: totalOf(partsMs), partsMs },
  };
}
