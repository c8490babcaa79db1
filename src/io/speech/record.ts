// A recording from start to end: whatever happens, the sound so far is kept. Raw sound goes into a WAV file
// whose header is always valid; a recorder that writes its own file is watched, and its header repaired if
// needed.
import {
  chmodSync,
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  lstatSync,
  openSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { Capture, Captured, Environment } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { fillWords, hasPlace, RECORDED_PER_SECOND, type SoundProgram } from '../../core/speech/sound.ts';
import { deviceTrouble, type Ending, microphonesIn } from '../../formats/speech/trouble.ts';
import { pcmLevelDb, wavHeader, wavLayout } from '../../formats/speech/wav.ts';
import { reasonOf } from '../programs/system.ts';
import { writeFailure } from '../store/folder.ts';
import type { Machine } from './programs.ts';
import { type Child, type Patience, startChild } from './run.ts';

const PLACE = '{microphone}';

/** On Windows ffmpeg needs the name of the microphone. Throws `Failure` if there is none. */
async function withMicrophone(words: readonly string[], env: Environment): Promise<readonly string[]> {
  const [program = ''] = words;
  if (!words.some((word) => word.includes(PLACE))) return words;
  const list = [program, '-hide_banner', '-list_devices', 'true', '-f', 'dshow', '-i', 'dummy'];
  const { ended } = await startChild({ name: 'ffmpeg', words: list, env });
  const [microphone] = microphonesIn((await ended).stderr);
  if (microphone === undefined)
    throw new Failure('sound-device', 'ffmpeg found no microphone.', { hint: 'connect one' });
  return words.map((word) => word.replace(PLACE, () => microphone));
}

type WriteAt = (descriptor: number, bytes: Uint8Array, position: number) => number;

type Sink = {
  /** Absent for a recorder that writes its own file. */
  readonly onOutput?: (bytes: Uint8Array) => void;
  readonly hasSound: () => boolean;
  readonly levelDb: () => number | undefined;
  /** Completes the file; removes one without sound. */
  readonly finish: () => { readonly durationMs: number; readonly fault?: string };
};

/** 100 ms. */
const LEVEL_BYTES = RECORDED_PER_SECOND / 5;
const HEADER_BYTES = 44;
/** The sound of a WAV file begins within this. */
const HEAD_BYTES = 65_536;

const writeAt: WriteAt = (descriptor, bytes, position) =>
  writeSync(descriptor, bytes, 0, bytes.length, position);

function writeAll(write: WriteAt, descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) done += write(descriptor, bytes.subarray(done), position + done);
}

function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/**
 * Throws `Failure` if the file cannot be made.
 * @param onFault called once with why nothing more can be written, as a clause
 */
function rawSink(path: string, onFault: (reason: string) => void, write: WriteAt = writeAt): Sink {
  let dataBytes = 0;
  let fault: string | undefined;
  let last: Uint8Array = new Uint8Array();
  const file = openNew(path);
  const writeHeader = (): void =>
    writeAll(write, file, wavHeader(dataBytes - (dataBytes % 2), RECORDED_PER_SECOND), 0);
  try {
    writeHeader();
  } catch (error) {
    closeSync(file);
    rmSync(path, { force: true });
    throw writeFailure(path, error);
  }
  return {
    onOutput: (bytes) => {
      if (fault !== undefined) return;
      try {
        writeAll(write, file, bytes, HEADER_BYTES + dataBytes);
        dataBytes += bytes.length;
        writeHeader();
      } catch (error) {
        fault = reasonOf(error);
        onFault(fault);
      }
      const heard = Buffer.concat([last, bytes]);
      // Begins and ends with a whole sample.
      const cut = Math.max(0, heard.length - LEVEL_BYTES - (dataBytes % 2));
      last = heard.subarray(cut + (cut % 2));
    },
    hasSound: () => dataBytes > 1,
    levelDb: () => pcmLevelDb(last),
    finish: () => {
      try {
        fsyncSync(file);
      } catch {
        // On a full or remote disk, what arrived is all there is.
      }
      closeSync(file);
      if (dataBytes < 2) rmSync(path, { force: true });
      const durationMs = Math.round((Math.floor(dataBytes / 2) * 1000) / RECORDED_PER_SECOND);
      return { durationMs, fault };
    },
  };
}

function withFile<T>(path: string, flags: 'r' | 'r+', use: (descriptor: number) => T): T | undefined {
  let descriptor: number;
  try {
    descriptor = openSync(path, flags);
  } catch {
    return undefined;
  }
  try {
    return use(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

function tailOf(descriptor: number): Uint8Array {
  const { size } = fstatSync(descriptor);
  const from = Math.max(HEADER_BYTES, size - LEVEL_BYTES - (size % 2));
  const bytes = new Uint8Array(Math.max(0, size - from));
  return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, from));
}

function finishFile(path: string): ReturnType<Sink['finish']> {
  if (!existsSync(path)) return { durationMs: 0 };
  const finished = withFile(path, 'r+', (descriptor) => {
    const { size } = fstatSync(descriptor);
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    readSync(descriptor, head, 0, head.length, 0);
    const layout = wavLayout(head, size);
    if (!layout) return undefined;
    for (const { at, value } of layout.corrections) {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      writeSync(descriptor, bytes, 0, 4, at);
    }
    return Math.round((layout.dataBytes * 1000) / layout.bytesPerSecond);
  });
  if (finished === undefined && sizeOf(path) > 0)
    return { durationMs: 0, fault: 'it did not write a WAV file' };
  if (finished === undefined || finished === 0) rmSync(path, { force: true });
  else chmodSync(path, 0o600);
  return { durationMs: finished ?? 0 };
}

function fileSink(path: string): Sink {
  // A broken link exists, too.
  if (lstatSync(path, { throwIfNoEntry: false })) throw writeFailure(path, new Error('it already exists'));
  return {
    hasSound: () => sizeOf(path) > HEADER_BYTES,
    levelDb: () => pcmLevelDb(withFile(path, 'r', tailOf) ?? new Uint8Array()),
    finish: () => finishFile(path),
  };
}

export type RecordOptions = {
  readonly machine: Machine;
  readonly patience?: Patience;
  /** After this the recording counts as started even without sound, ms. */
  readonly startMs?: number;
  /** A raw recorder may be silent this long, ms. */
  readonly silentMs?: number;
  readonly write?: WriteAt;
};

type Place = { readonly path: string; readonly recording: string };

const START_MS = 1000;
/** The person may first have to allow the microphone. */
const SILENT_MS = 10_000;
const POLL_MS = 20;

function begun(child: Child, sink: Sink, startMs: number): Promise<Ending | undefined> {
  return new Promise((resolve) => {
    let waitedMs = 0;
    const finish = (ending?: Ending): void => {
      clearInterval(timer);
      resolve(ending);
    };
    const timer = setInterval(() => {
      waitedMs += POLL_MS;
      if (sink.hasSound() || waitedMs >= startMs) finish();
    }, POLL_MS);
    void child.ended.then(finish);
  });
}

function refusal(name: string, ending: Ending, platform: string): Failure {
  if (ending.code === 0)
    return new Failure('sound-nothing', `${name} stopped immediately and recorded nothing.`, {
      hint: '`prep config recorder` shows its command',
    });
  const { code, message, hint } = deviceTrouble(name, 'recorder', ending, platform);
  return new Failure(code, message, { hint });
}

/**
 * Who ended the recording, and why.
 * @param end ends the recorder
 */
function openCourse(name: string, platform: string, end: () => void) {
  let fault: string | undefined;
  let isAsked = false;
  let tell: ((cause: string) => void) | undefined;
  const died = new Promise<string>((resolve) => (tell = resolve));
  /** The first reason counts. */
  const note = (why: string): string =>
    (fault ??= `The recording stopped early; what was recorded is kept: ${why}`);
  return {
    died,
    fault: () => fault,
    breakOff: (reason: string): void => {
      isAsked = true;
      tell?.(note(`${reason}.`));
      end();
    },
    onEnd: (ending: Ending): void => {
      if (isAsked) return;
      if (ending.code !== 0) note(deviceTrouble(name, 'recorder', ending, platform).message);
      tell?.(fault ?? 'The recorder stopped by itself.');
    },
    ask: (): void => void (isAsked = true),
  };
}

/** Throws `Failure` if the program cannot start, or ends before any sound. */
export async function startRecording(
  program: SoundProgram,
  place: Place,
  options: RecordOptions,
): Promise<Capture> {
  const { name } = program;
  const { machine, patience, startMs = START_MS, silentMs = SILENT_MS } = options;
  let child: Child | undefined;
  const course = openCourse(name, machine.platform, () => void child?.end());
  const words = await withMicrophone(program.words, machine.env);
  const sink = hasPlace(words, '{file}')
    ? fileSink(place.path)
    : rawSink(place.path, course.breakOff, options.write);
  const abandon = (failure: unknown): never => {
    sink.finish();
    rmSync(place.path, { force: true });
    throw failure;
  };
  const running = await startChild({
    name,
    words: fillWords(words, { file: place.path, rate: String(RECORDED_PER_SECOND) }),
    env: machine.env,
    finishes: true,
    onOutput: sink.onOutput,
    patience,
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
    const { durationMs, fault: damage } = sink.finish();
    if (damage === undefined && durationMs === 0)
      return { durationMs, fault: course.fault() ?? `${name} recorded no sound.` };
    const useless = damage === undefined ? undefined : `${name} does not work as configured: ${damage}.`;
    return { recording: place.recording, durationMs, fault: course.fault() ?? useless };
  };
  let stopped: Promise<Captured> | undefined;
  return { levelDb: sink.levelDb, died: course.died, stop: () => (stopped ??= finish()) };
}
