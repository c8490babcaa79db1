// The words of a recording: recognised in the background where a recogniser is there, read over by the person before
// anything is computed from them, and kept as an unfinished answer while that goes on.
import type { Reply, Transcribing } from '../context.ts';
import type { Delivery } from '../core/delivery.ts';
import type { SoundProgram } from '../core/sound.ts';
import { renderSpeech } from '../screens/delivery.ts';
import { editorFor, keepUnfinished, targetMsOf, type Asked, type Stage } from './answering.ts';
import { tell, warn } from './saying.ts';
import type { Taken } from './speaking-record.ts';
import { transcribeStory } from './story-heard.ts';

/** A recognition that is under way, or needs none. */
export type Hearing = {
  /** The text as the person left it, or a key; empty for none. */
  readonly readOver: (delivery: Delivery | undefined) => Promise<Reply<string>>;
  readonly stop: () => void;
};

const NO_WORDS = { kind: 'value', value: '' } as const;

/** Shows what was heard to be read over. What it says then is what was said. */
async function readOver(
  stage: Stage,
  asked: Asked,
  taken: Taken,
  draft: string,
  delivery: Delivery | undefined,
): Promise<Reply<string>> {
  const { context, prompts } = stage;
  const save = (text: string): void => keepUnfinished(stage, asked, { ...taken, text, heard: true });
  save(draft);
  const reply = await prompts.answer({
    mode: 'type',
    isHeard: true,
    card: '',
    draft,
    startedAt: context.clock.now(),
    targetMs: targetMsOf(asked),
    ...(asked.beside && { beside: asked.beside }),
    onText: save,
    edit: editorFor(stage, asked),
  });
  if (reply.kind === 'key') return reply;
  const text = reply.value.trim();
  save(text);
  if (text !== '') {
    const { speechOf } = await import('../core/transcript.ts');
    prompts.show(renderSpeech(speechOf(text), delivery, stage.look));
  }
  return { kind: 'value', value: text };
}

/** Recognises a recording; a story of whose parts the times are known part by part. */
function recognise(
  { context: { sound } }: Stage,
  { parts = [] }: Asked,
  { recording, partsMs = [] }: Taken,
  program: SoundProgram,
): Transcribing {
  return parts.length > 1 && partsMs.length === parts.length
    ? transcribeStory(sound, program, recording, parts, partsMs)
    : sound.transcribe(program, recording);
}

/** Starts to recognise a recording, unless that was done before or nothing recognises here. */
export function startHearing(stage: Stage, asked: Asked, taken: Taken): Hearing {
  const { context, prompts, config } = stage;
  const { text: before } = taken;
  if (taken.heard && before !== undefined)
    return { readOver: (delivery) => readOver(stage, asked, taken, before, delivery), stop: () => undefined };
  const { transcriber } = context.sound.programs(config.settings);
  if (!transcriber) return { readOver: () => Promise.resolve(NO_WORDS), stop: () => undefined };
  const job = recognise(stage, asked, taken, transcriber);
  let heard: Awaited<typeof job.result> | undefined;
  const done = job.result.then((result) => (heard = result));
  return {
    stop: job.stop,
    readOver: async (delivery) => {
      const reply: Reply<'go'> = heard
        ? { kind: 'value', value: 'go' }
        : await prompts.pause('What you said is being recognised. Enter goes on without.', done);
      if (!heard) job.stop();
      if (reply.kind === 'key') return reply;
      if (!heard) return NO_WORDS;
      if ('fault' in heard) warn(stage, `${heard.fault} The question goes on without a text.`);
      else if (heard.text.trim() === '') tell(stage, 'The recogniser heard no words.');
      else return readOver(stage, asked, taken, heard.text.trim(), delivery);
      return NO_WORDS;
    },
  };
}
