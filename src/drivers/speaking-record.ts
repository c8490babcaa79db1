// Records an answer: from the moment the question is on screen until the person, the limit or the recorder ends it. What was
// recorded is kept whatever happens, as an unfinished answer; what went wrong is said in one sentence.
import type { Captured, RecordPrompt, Reply } from '../context.ts';
import type { Mode } from '../core/attempt.ts';
import { instantOf, MINUTE_MS, type Instant } from '../core/day.ts';
import type { SoundProgram } from '../core/sound.ts';
import { partName, partTargetsMs } from '../core/star-shares.ts';
import { elapsedText } from '../core/wording.ts';
import type { Unfinished } from '../formats/unfinished-answer.ts';
import { removedText } from '../screens/delivery.ts';
import { partHeading } from '../screens/story.ts';
import { keepUnfinished, targetMsOf, unfinishedOf, type Asked, type Stage } from './answering.ts';
import { tell, tried, warn } from './saying.ts';

/** A recording ends by itself after so many times the target, and after no less than this. */
const LIMIT_TARGETS = 3;
const LEAST_LIMIT_MS = 5 * MINUTE_MS;

/** A recording that can be gone on with. */
export type Taken = Unfinished & { readonly recording: string; readonly durationMs: number };

const limitMsOf = (asked: Asked): number => Math.max(LEAST_LIMIT_MS, LIMIT_TARGETS * targetMsOf(asked));

/** Why nothing records or recognises, and the one command that changes it. */
function whyMissing({ context, config }: Stage, job: 'recorder' | 'transcriber'): string {
  const missing = context.sound.missing(config.settings).find((each) => each.job === job);
  return missing ? `${missing.reason} To change that: ${missing.remedy}.` : `There is no ${job} here.`;
}

/**
 * The mode of a session: one to speak in is one to think in where nothing records, which is said once. One may well speak where
 * nothing recognises, but a program that the settings name is missed.
 */
export function modeFor(stage: Stage, mode: Mode): Mode {
  if (mode !== 'speak') return mode;
  const { settings } = stage.config;
  const { recorder, transcriber } = stage.context.sound.programs(settings);
  if (!recorder) {
    warn(stage, `${whyMissing(stage, 'recorder')} Say your answers aloud; they are not recorded.`);
    return 'think';
  }
  if (!transcriber && settings.transcriber !== undefined)
    warn(stage, `${whyMissing(stage, 'transcriber')} What you say is recorded, and not recognised.`);
  return mode;
}

/** How a recording ended, and the parts of a story that were told in it. */
type Spoken = { readonly reply: Reply<'stopped' | 'over'>; readonly partsMs: readonly number[] };

type Running = Pick<RecordPrompt, 'levelDb' | 'ended'>;

/** What a prompt shows of the part of a story that is being told; nothing for an answer in one piece. */
function partShown(asked: Asked, at: number): Partial<RecordPrompt> {
  const parts = asked.parts ?? [];
  const targetMs = partTargetsMs(parts, targetMsOf(asked))[at];
  if (targetMs === undefined) return {};
  const next = parts[at + 1];
  return { targetMs, heading: partHeading(parts, at), ...(next && { next: partName(next) }) };
}

/** Waits while the recorder runs, part after part of a story. */
async function whileRecording(stage: Stage, asked: Asked, running: Running): Promise<Spoken> {
  const { context, prompts } = stage;
  const startedAt = context.clock.now();
  const count = Math.max(1, asked.parts?.length ?? 0);
  const partsMs: number[] = [];
  let from: Instant = startedAt;
  for (;;) {
    const reply = await prompts.record({
      startedAt: from,
      targetMs: targetMsOf(asked),
      limitMs: limitMsOf(asked) - (from - startedAt),
      ...running,
      ...(asked.beside && { beside: asked.beside }),
      ...partShown(asked, partsMs.length),
    });
    const now = context.clock.now();
    partsMs.push(Math.max(0, now - from));
    from = instantOf(now);
    const isStopped = reply.kind === 'value' && reply.value === 'stopped';
    if (!isStopped || partsMs.length >= count) return { reply, partsMs };
  }
}

/** Makes room, and says what went. False when the recording itself did not fit. */
function makeRoom(stage: Stage, recording: string): boolean {
  const { context, config } = stage;
  const megabytes = config.settings.recordingsMegabytes;
  const gone = context.sound.makeRoom(megabytes);
  const older = gone.filter((one) => one !== recording).length;
  if (older > 0) tell(stage, removedText(older, megabytes));
  if (!gone.includes(recording)) return true;
  warn(stage, `The recording did not fit into the ${megabytes} MB for recordings (recordingsMegabytes).`);
  return false;
}

/** What was typed before and never rated: it is not lost to a recording. */
function typedBefore(stage: Stage, asked: Asked): Unfinished {
  const { text, heard } = unfinishedOf(stage, asked);
  return text !== undefined && heard !== true ? { text } : {};
}

/** What is kept of a recording; undefined when there is nothing. */
function kept(stage: Stage, asked: Asked, captured: Captured, { partsMs }: Spoken): Taken | undefined {
  const { recording, durationMs } = captured;
  if (recording === undefined || !makeRoom(stage, recording)) return undefined;
  const { parts = [] } = asked;
  const taken = {
    ...typedBefore(stage, asked),
    recording,
    durationMs,
    // Parts that were not reached took no time.
    ...(parts.length > 0 && { partsMs: parts.map((_, i) => partsMs[i] ?? 0) }),
  };
  keepUnfinished(stage, asked, taken);
  return taken;
}

async function recordWith(
  stage: Stage,
  asked: Asked,
  recorder: SoundProgram,
): Promise<Reply<Taken | undefined>> {
  const { context } = stage;
  const id = context.random.id(context.clock.now());
  const capture = await tried(stage, () => context.sound.record(recorder, id));
  if (!capture) return { kind: 'value', value: undefined };
  const before = unfinishedOf(stage, asked);
  // From here on a prep that is killed finds its recording again.
  keepUnfinished(stage, asked, { ...typedBefore(stage, asked), begun: id });
  let cause: string | undefined;
  const ended = capture.died.then((why) => (cause = why));
  const spoken = await whileRecording(stage, asked, { levelDb: capture.levelDb, ended });
  const captured = await capture.stop();
  const { reply } = spoken;
  const fault = captured.fault ?? cause;
  if (fault !== undefined) warn(stage, fault);
  else if (reply.kind === 'value' && reply.value === 'over')
    tell(stage, `The recording ended after ${elapsedText(limitMsOf(asked))}, its limit.`);
  // Who skips does not want it; who leaves the session may come back for it.
  if (reply.kind === 'key' && reply.key !== 'quit') {
    if (captured.recording !== undefined) context.sound.remove(captured.recording);
    keepUnfinished(stage, asked, before);
    return reply;
  }
  const taken = kept(stage, asked, captured, spoken);
  if (!taken) keepUnfinished(stage, asked, before);
  if (reply.kind === 'key') {
    if (taken) tell(stage, `${elapsedText(taken.durationMs)} are recorded; the question goes on with them.`);
    return reply;
  }
  if (captured.recording === undefined && fault === undefined) warn(stage, 'Nothing was recorded.');
  return { kind: 'value', value: taken };
}

/** Records once: what was taken, or a key. Undefined when there is nothing, and that was said. */
export async function record(stage: Stage, asked: Asked): Promise<Reply<Taken | undefined>> {
  // Whoever pressed Ctrl-C a moment ago wants no recorder to be started.
  if (stage.prompts.interrupted()) return { kind: 'key', key: 'quit' };
  const { recorder } = stage.context.sound.programs(stage.config.settings);
  if (recorder) return recordWith(stage, asked, recorder);
  warn(stage, `${whyMissing(stage, 'recorder')} Say your answer aloud; it is not recorded.`);
  return { kind: 'value', value: undefined };
}
