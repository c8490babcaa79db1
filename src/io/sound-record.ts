// A recording from start to end: the recorder runs, sound arrives, and whatever happens in between, what was said is kept.
import { rmSync } from 'node:fs';
import { Failure } from '../core/failure.ts';
import { RECORDED_PER_SECOND, type SoundProgram, fillWords, hasPlace } from '../core/sound.ts';
import { deviceTrouble, type Ending } from '../formats/sound-trouble.ts';
import type { Capture, Captured } from '../context.ts';
import { startChild, type Child, type Patience } from './sound-children.ts';
import type { Machine } from './sound-known.ts';
import { withMicrophone } from './sound-microphone.ts';
import { fileSink, rawSink, type Sink, type WriteAt } from './sound-sinks.ts';

export type RecordOptions = {
  readonly machine: Machine;
  readonly patience?: Patience;
  /** How long a recorder gets to bring the first sound before the recording counts as begun, ms. */
  readonly startMs?: number;
  /** How long one that writes raw sound may send none, ms. */
  readonly silentMs?: number;
  readonly write?: WriteAt;
};

/** Where a recording goes, and what it is called. */
export type Place = { readonly path: string; readonly recording: string };

const START_MS = 1000;
/** Somebody may first have to allow the use of the microphone. */
const SILENT_MS = 10_000;
const LOOK_MS = 20;

const KEPT = 'what was recorded is kept';
const BY_ITSELF = 'The recorder ended by itself.';

/** The sentence for a recorder that ended without having been asked; `fault` when that was not in order. */
function causeOf(name: string, ending: Ending, platform: string): { cause: string; fault?: string } {
  if (ending.code === 0) return { cause: BY_ITSELF };
  const { message } = deviceTrouble(name, 'recorder', ending, platform);
  const cause = `The recording broke off, and ${KEPT}: ${message}`;
  return { cause, fault: cause };
}

/** Waits until sound arrives, the recorder ends or time is up. */
function begun(child: Child, sink: Sink, startMs: number): Promise<Ending | undefined> {
  return new Promise((resolve) => {
    let waitedMs = 0;
    const finish = (ending?: Ending): void => {
      clearInterval(timer);
      resolve(ending);
    };
    const timer = setInterval(() => {
      waitedMs += LOOK_MS;
      if (sink.hasSound() || waitedMs >= startMs) finish();
    }, LOOK_MS);
    void child.ended.then(finish);
  });
}

/** Why a recorder that ended before any sound came is of no use. */
function refusal(name: string, ending: Ending, platform: string): Failure {
  if (ending.code === 0)
    return new Failure('sound-nothing', `${name} ended at once and recorded nothing.`, {
      hint: '`prep config recorder` shows how it is started',
    });
  const { code, message, hint } = deviceTrouble(name, 'recorder', ending, platform);
  return new Failure(code, message, hint === undefined ? {} : { hint });
}

/** What became of a recording so far: who ended it, and why. */
type Course = {
  /** Notes why it cannot go on, as a clause; the first reason counts. */
  readonly breakOff: (reason: string) => void;
  /** Told that the recorder ended. */
  readonly onEnd: (ending: Ending) => void;
  /** The end is wanted now. */
  readonly ask: () => void;
  readonly fault: () => string | undefined;
  readonly died: Promise<string>;
};

const nothing = (): void => undefined;

/** @param end ends the recorder */
function openCourse(name: string, platform: string, end: () => void): Course {
  let fault: string | undefined;
  let isAsked = false;
  let tell: (cause: string) => void = nothing;
  const died = new Promise<string>((resolve) => (tell = resolve));
  return {
    breakOff: (reason) => {
      fault ??= `The recording broke off, and ${KEPT}: ${reason}.`;
      isAsked = true;
      tell(fault);
      end();
    },
    onEnd: (ending) => {
      if (isAsked) return;
      const ended = causeOf(name, ending, platform);
      fault ??= ended.fault;
      tell(ended.cause);
    },
    ask: () => (isAsked = true),
    fault: () => fault,
    died,
  };
}

/** Starts a recording. Throws `Failure` when the program cannot start, or ends before any sound came. */
export async function startRecording(
  program: SoundProgram,
  place: Place,
  options: RecordOptions,
): Promise<Capture> {
  const { name } = program;
  const { machine, startMs = START_MS, silentMs = SILENT_MS } = options;
  let child: Child | undefined;
  const course = openCourse(name, machine.platform, () => void child?.end());
  const words = await withMicrophone(program.words, machine.env);
  const sink = hasPlace(words, '{file}')
    ? fileSink(place.path)
    : rawSink(place.path, course.breakOff, options.write);
  /** Leaves nothing behind of what did not begin. */
  const abandon = (failure: unknown): never => {
    sink.finish();
    rmSync(place.path, { force: true });
    throw failure;
  };
  const filled = fillWords(words, { file: place.path, rate: String(RECORDED_PER_SECOND) });
  const running = await startChild({
    name,
    words: filled,
    env: machine.env,
    finishes: true,
    onOutput: sink.onOutput,
    patience: options.patience,
  }).catch(abandon);
  child = running;
  const early = await begun(running, sink, startMs);
  if (early && !sink.hasSound() && course.fault() === undefined)
    abandon(refusal(name, early, machine.platform));

  const silence = setTimeout(() => {
    if (sink.onOutput && !sink.hasSound())
      course.breakOff(`${name} sent no sound in ${Math.round(silentMs / 1000)} s`);
  }, silentMs);
  void running.ended.then((ending) => {
    clearTimeout(silence);
    course.onEnd(ending);
  });
  const finish = async (): Promise<Captured> => {
    course.ask();
    await running.end();
    return capturedOf(name, place, sink, course.fault());
  };
  let stopped: Promise<Captured> | undefined;
  return { levelDb: sink.levelDb, died: course.died, stop: () => (stopped ??= finish()) };
}

function capturedOf(name: string, place: Place, sink: Sink, fault: string | undefined): Captured {
  const { durationMs, fault: damage } = sink.finish();
  const said = fault ?? (damage === undefined ? undefined : `${name} is of no use as it is set: ${damage}.`);
  if (durationMs === 0 && damage === undefined)
    return { durationMs, fault: said ?? `${name} recorded no sound.` };
  return { recording: place.recording, durationMs, fault: said };
}
