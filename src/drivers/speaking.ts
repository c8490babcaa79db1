// An answer said into a recorder: what becomes of the recording. It is measured, played, made again, and recognised where a
// recogniser is there. Whatever goes wrong is said in one sentence, and the question goes on.
import type { Reply } from '../context.ts';
import type { Delivery } from '../core/delivery.ts';
import type { Unfinished } from '../formats/unfinished-answer.ts';
import { afterRecordingText, renderDelivery } from '../screens/delivery.ts';
import { askForAnswer, unfinishedOf, type Answered, type Asked, type Stage } from './answering.ts';
import { playRecording } from './listening.ts';
import { tried } from './saying.ts';
import { record, type Taken } from './speaking-record.ts';
import { startHearing, type Hearing } from './speaking-words.ts';

type After = { readonly taken: Taken; readonly delivery: Delivery | undefined; readonly hearing: Hearing };

/** Records again; the old file goes once there is a new one. */
async function retake(stage: Stage, asked: Asked, before: Taken): Promise<Reply<Answered>> {
  const again = await record(stage, asked);
  if (again.kind === 'key') return again;
  if (!again.value) return afterRecording(stage, asked, before);
  stage.context.sound.remove(before.recording);
  return afterRecording(stage, asked, again.value);
}

function answeredWith({ taken, delivery }: After, text: string): Answered {
  const { recording, durationMs, partsMs } = taken;
  return {
    text,
    elapsedMs: durationMs,
    recording,
    ...(delivery && { delivery }),
    ...(text !== '' && { transcribed: true }),
    ...(partsMs && { partsMs }),
  };
}

/** Asks what becomes of the recording until it is gone on from. */
async function settle(stage: Stage, asked: Asked, after: After): Promise<Reply<Answered>> {
  const { context, prompts, config } = stage;
  const { taken, hearing } = after;
  const { player } = context.sound.programs(config.settings);
  for (;;) {
    const reply = await prompts.pause(afterRecordingText(taken.durationMs, player !== undefined));
    if (reply.kind === 'value') break;
    if (reply.key === 'play') await playRecording(stage, taken.recording);
    else {
      hearing.stop();
      return reply.key === 'retake' ? retake(stage, asked, taken) : reply;
    }
  }
  const heard = await hearing.readOver(after.delivery);
  return heard.kind === 'key' ? heard : { kind: 'value', value: answeredWith(after, heard.value) };
}

async function measured(stage: Stage, recording: string): Promise<Delivery | undefined> {
  return tried(stage, async () => {
    const { deliveryOf } = await import('../core/delivery.ts');
    return deliveryOf(await stage.context.sound.samples(recording));
  });
}

async function afterRecording(stage: Stage, asked: Asked, taken: Taken): Promise<Reply<Answered>> {
  const hearing = startHearing(stage, asked, taken);
  const delivery = await measured(stage, taken.recording);
  if (delivery) {
    const { paceOf } = await import('../core/pace.ts');
    stage.prompts.show(renderDelivery(delivery, paceOf(delivery, await stage.pace()), stage.look));
  }
  return settle(stage, asked, { taken, delivery, hearing });
}

/** The recording that was made before a crash, or before a key, where its file is still there. */
async function takenBefore(
  { context }: Stage,
  { begun, ...unfinished }: Unfinished,
): Promise<Taken | undefined> {
  const { recording, durationMs } = unfinished;
  const name = recording ?? (begun === undefined ? undefined : `/${begun}.`);
  const stored = name && context.sound.recordings().find((one) => one.recording.includes(name));
  if (!stored) return undefined;
  const known = { ...unfinished, recording: stored.recording };
  if (durationMs !== undefined) return { ...known, durationMs };
  // Of a recording that a crash ended only its sound is known; where that cannot be read, it is recorded anew.
  const sound = await context.sound.samples(stored.recording).catch(() => undefined);
  return sound && { ...known, durationMs: Math.round((1000 * sound.samples.length) / sound.perSecond) };
}

/** Asks for an answer that is said aloud; where nothing comes of the recording, it is one that is thought. */
export async function askAloud(stage: Stage, { card, ...more }: Asked): Promise<Reply<Answered>> {
  if (card !== '') stage.prompts.show(card);
  const asked = { ...more, card: '' };
  const before = await takenBefore(stage, unfinishedOf(stage, asked));
  if (before) return afterRecording(stage, asked, before);
  const reply = await record(stage, asked);
  if (reply.kind === 'key') return reply;
  return reply.value
    ? afterRecording(stage, asked, reply.value)
    : askForAnswer(stage, { ...asked, mode: 'think' });
}
