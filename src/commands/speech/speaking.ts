// Spoken answers: recorded from the moment the question is on screen, measured, transcribed, corrected, played,
// recorded again. A recording is always kept as an unfinished answer. An error is one sentence, and the question
// continues.
import type { Captured, Heard, RecordPrompt, Reply } from '../../context.ts';
import { type Delivery, longestMs, type Mode } from '../../core/base/attempt.ts';
import { type Instant, instantOf } from '../../core/base/day.ts';
import { elapsedText } from '../../core/base/wording.ts';
import type { MissingSound } from '../../core/speech/sound.ts';
import { partName, partTargetsMs } from '../../core/stories/stories.ts';
import type { Unfinished } from '../../formats/stored/draft.ts';
import { afterRecordingText, renderDelivery, renderSpeech } from '../../screens/speech/delivery.ts';
import { partHeading } from '../../screens/stories/stories.ts';
import { rendered } from '../../screens/ui/frame.ts';
import type { Asking, GivenAnswer } from '../shared/answering.ts';
import { type Interaction, tell, tried, warn } from '../shared/practice.ts';
import { transcribeStory } from '../stories/story-answer.ts';

type RecordedAnswer = Unfinished & { readonly recording: string; readonly durationMs: number };

/** With the command that fixes it. */
const missingText = ({ reason, remedy }: MissingSound): string => `${reason} To fix that: ${remedy}.`;

/** Thinking replaces speaking without a recorder. A missing transcriber is mentioned only if it was set. */
export function modeFor(interaction: Interaction): Mode {
  const { settings } = interaction.config;
  const { sound } = interaction.context;
  const recorder = sound.find('recorder', settings);
  if ('reason' in recorder) {
    warn(interaction, `${missingText(recorder)} Say your answers aloud; they are not recorded.`);
    return 'think';
  }
  const transcriber = sound.find('transcriber', settings);
  if ('reason' in transcriber && settings.transcriber !== undefined)
    warn(interaction, `${missingText(transcriber)} Your answers are recorded but not transcribed.`);
  return 'speak';
}

export async function playRecording(interaction: Interaction, recording: string): Promise<void> {
  const { context, config, prompts } = interaction;
  const player = context.sound.find('player', config.settings);
  if ('reason' in player) return warn(interaction, missingText(player));
  const stop = new AbortController();
  const done = context.sound.play(player, recording, stop.signal).then((fault) => {
    if (fault !== undefined) warn(interaction, fault);
  });
  await prompts.pause('Playing your answer; press Enter to stop.', done);
  stop.abort();
}

type RecordingEnd = Awaited<ReturnType<typeof whileRecording>>;

async function whileRecording(asking: Asking, running: Pick<RecordPrompt, 'levelDb' | 'ended'>) {
  const { context, prompts, parts = [], targetMs, beside } = asking;
  const startedAt = context.clock.now();
  const targetsMs = partTargetsMs(parts, targetMs);
  const partsMs: number[] = [];
  let from: Instant = startedAt;
  for (;;) {
    const at = partsMs.length;
    const next = parts[at + 1];
    const reply = await prompts.record({
      startedAt: from,
      targetMs: targetsMs[at] ?? targetMs,
      limitMs: longestMs(asking.targetMs) - (from - startedAt),
      ...running,
      beside,
      heading: partHeading(parts, at) || undefined,
      next: next && partName(next),
    });
    const now = context.clock.now();
    partsMs.push(Math.max(0, now - from));
    from = instantOf(now);
    const isStopped = reply.kind === 'value' && reply.value === 'stopped';
    if (!isStopped || partsMs.length >= parts.length) return { reply, partsMs };
  }
}

/** Typed before and never rated: a recording must not lose it. */
function typedBefore({ draft }: Asking): Unfinished {
  const { text, heard } = draft.read();
  return text !== undefined && heard !== true ? { text } : {};
}

function keepRecording(asking: Asking, { recording, durationMs }: Captured, { partsMs }: RecordingEnd) {
  if (recording === undefined) return undefined;
  const { parts = [] } = asking;
  // Parts that were not reached took no time.
  const told = parts.length > 0 ? parts.map((_, i) => partsMs[i] ?? 0) : undefined;
  const recorded = { ...typedBefore(asking), recording, durationMs, partsMs: told };
  asking.draft.keep(recorded);
  return recorded;
}

async function record(asking: Asking): Promise<Reply<RecordedAnswer | undefined>> {
  const { context, config, prompts, draft } = asking;
  // After Ctrl-C no recorder may start.
  if (prompts.interrupted()) return { kind: 'key', key: 'quit' };
  const recorder = context.sound.find('recorder', config.settings);
  if ('reason' in recorder) {
    warn(asking, `${missingText(recorder)} Say your answer aloud; it is not recorded.`);
    return { kind: 'value', value: undefined };
  }
  const id = context.random.id(context.clock.now());
  const capture = await tried(asking, () => context.sound.record(recorder, id));
  if (!capture) return { kind: 'value', value: undefined };
  const before = draft.read();
  // From here on prep finds the recording again after a kill.
  draft.keep({ ...typedBefore(asking), begun: id });
  let cause: string | undefined;
  const died = capture.died.then((why) => (cause = why));
  const limit = new Promise<void>((resolve) => void setTimeout(resolve, longestMs(asking.targetMs)).unref());
  const ended = Promise.race([died, limit]);
  const end = await whileRecording(asking, { levelDb: capture.levelDb, ended });
  const captured = await capture.stop();
  const { reply } = end;
  const fault = captured.fault ?? cause;
  if (fault !== undefined) warn(asking, fault);
  else if (reply.kind === 'value' && reply.value === 'over')
    tell(asking, `The recording stopped at its limit, ${elapsedText(longestMs(asking.targetMs))}.`);
  // Skipping discards it; leaving the session keeps it.
  if (reply.kind === 'key' && reply.key !== 'quit') {
    if (captured.recording !== undefined) context.sound.remove(captured.recording);
    draft.keep(before);
    return reply;
  }
  const recorded = keepRecording(asking, captured, end);
  if (!recorded) draft.keep(before);
  if (reply.kind === 'key') {
    if (recorded)
      tell(asking, `Kept ${elapsedText(recorded.durationMs)} of recording; you can continue from there.`);
    return reply;
  }
  if (captured.recording === undefined && fault === undefined) warn(asking, 'Nothing was recorded.');
  return { kind: 'value', value: recorded };
}

const NO_WORDS = { kind: 'value', value: '' } as const;

/** The corrected text counts as what was said. */
async function readOver(
  { context, prompts, display, draft, targetMs, beside, edit, isInterview }: Asking,
  recorded: RecordedAnswer,
  heard: string,
  delivery: Delivery | undefined,
): Promise<Reply<string>> {
  const save = (text: string): void => draft.keep({ ...recorded, text, heard: true });
  save(heard);
  const reply = await prompts.answer({
    mode: 'type',
    isHeard: true,
    isInterview,
    draft: heard,
    startedAt: context.clock.now(),
    targetMs,
    beside,
    onText: save,
    edit,
  });
  if (reply.kind === 'key') return reply;
  const text = reply.value.trim();
  save(text);
  if (text !== '') {
    const { speechOf } = await import('../../core/speech/transcript.ts');
    const speech = speechOf(text);
    prompts.show(rendered(display, (look) => renderSpeech(speech, delivery, look)));
  }
  return { kind: 'value', value: text };
}

/** Not again, and not without a recognizer. A story is transcribed part by part where the times are known. */
function startTranscribing(asking: Asking, recorded: RecordedAnswer, stop: AbortSignal) {
  const { context, config, parts = [] } = asking;
  const { sound } = context;
  const { text, heard, recording, partsMs = [] } = recorded;
  const transcriber = sound.find('transcriber', config.settings);
  if ('reason' in transcriber || (heard && text !== undefined)) return undefined;
  return parts.length > 1 && partsMs.length === parts.length
    ? transcribeStory(sound, transcriber, recording, parts, partsMs, stop)
    : sound.transcribe(transcriber, recording, stop);
}

/** Undefined while it has not settled. */
const settled = <T>(promise: Promise<T>): Promise<T | undefined> =>
  Promise.race([promise, Promise.resolve(undefined)]);

/** Empty for none. */
async function transcriptOf(
  asking: Asking,
  job: Promise<Heard>,
  stop: AbortController,
): Promise<Reply<string>> {
  let heard = await settled(job);
  if (!heard) {
    const waiting = 'Transcribing your answer. Press Enter to continue without the text.';
    const reply = await asking.prompts.pause(waiting, job);
    heard = await settled(job);
    if (!heard) stop.abort();
    if (reply.kind === 'key') return reply;
  }
  if (!heard) return NO_WORDS;
  if ('fault' in heard) warn(asking, `${heard.fault} Continuing without the text.`);
  else if (heard.text.trim() === '') tell(asking, 'No words were recognized.');
  else return { kind: 'value', value: heard.text.trim() };
  return NO_WORDS;
}

/** Undefined if the recording failed, after a message. */
type Answered = Promise<Reply<GivenAnswer> | undefined>;

/** @param before of the same question, which a new recording replaces */
async function recordAnswer(asking: Asking, before?: RecordedAnswer): Answered {
  const reply = await record(asking);
  if (reply.kind === 'key') return reply;
  if (reply.value && before) asking.context.sound.remove(before.recording);
  const recorded = reply.value ?? before;
  return recorded && afterRecording(asking, recorded);
}

async function afterRecording(asking: Asking, recorded: RecordedAnswer): Answered {
  const { context, prompts, config, display } = asking;
  const { recording, durationMs, partsMs } = recorded;
  const stop = new AbortController();
  const job = startTranscribing(asking, recorded, stop.signal);
  const { deliveryOf } = await import('../../core/speech/delivery.ts');
  const delivery = await tried(asking, async () => deliveryOf(await context.sound.samples(recording)));
  if (delivery) prompts.show(rendered(display, (look) => renderDelivery(delivery, look)));
  const player = context.sound.find('player', config.settings);
  for (;;) {
    const reply = await prompts.pause(afterRecordingText(durationMs, 'name' in player));
    if (reply.kind === 'value') break;
    if (reply.key === 'play') await playRecording(asking, recording);
    else {
      stop.abort();
      return reply.key === 'retake' ? recordAnswer(asking, recorded) : reply;
    }
  }
  const before = recorded.heard ? recorded.text : undefined;
  const heard = job
    ? await transcriptOf(asking, job, stop)
    : ({ kind: 'value', value: before ?? '' } as const);
  if (heard.kind === 'key') return heard;
  const read = heard.value === '' ? heard : await readOver(asking, recorded, heard.value, delivery);
  if (read.kind === 'key') return read;
  const text = read.value;
  const given = { text, elapsedMs: durationMs, recording, delivery, partsMs };
  return { kind: 'value', value: text === '' ? given : { ...given, transcribed: true } };
}

/** From before a crash or a key, if its file still exists. */
async function recordedBefore({ context, draft }: Asking): Promise<RecordedAnswer | undefined> {
  const { begun, ...unfinished } = draft.read();
  const { recording, durationMs } = unfinished;
  const name = recording ?? (begun === undefined ? undefined : `/${begun}.`);
  const stored = name && context.sound.recordings().find((one) => one.recording.includes(name));
  if (!stored) return undefined;
  const known = { ...unfinished, recording: stored.recording };
  if (durationMs !== undefined) return { ...known, durationMs };
  // A crash leaves only the sound; if that is unreadable, the answer is recorded again.
  const sound = await context.sound.samples(stored.recording).catch(() => undefined);
  return sound && { ...known, durationMs: Math.round((1000 * sound.samples.length) / sound.perSecond) };
}

export async function askAloud(asking: Asking): Answered {
  const before = await recordedBefore(asking);
  return before ? afterRecording(asking, before) : recordAnswer(asking);
}
