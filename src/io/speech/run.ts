// Runs sound programs: started from an argument array, asked to end before they are killed, and never left
// behind.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as later } from 'node:timers/promises';
import type { Capture, Captured, Heard, SoundSpan } from '../../context.ts';
import { Failure, ifPossible } from '../../core/base/problem.ts';
import { fillWords, RECORDED_PER_SECOND, type SoundProgram } from '../../core/speech/sound.ts';
import { MAX_TRANSCRIPT_BYTES, readTranscript } from '../../formats/speech/transcript.ts';
import { deviceTrouble, type Ending, isUnheard, programTrouble } from '../../formats/speech/trouble.ts';
import { HEADER_BYTES, pcmLevelDb, wavHeader } from '../../formats/speech/wav.ts';
import { reasonOf } from '../programs/system.ts';
import { writeFailure, writing } from '../store/folder.ts';
import { beforeEnd } from '../terminal/keyboard.ts';
import type { Machine } from './programs.ts';

/** From SIGINT to SIGKILL, and for output that something left behind keeps open. */
const PATIENCE = { interruptMs: 1500, drainMs: 700 };

const MAX_STDERR_CHARS = 64_000;

type Child = Awaited<ReturnType<typeof startChild>>;

type RunOptions = Machine & { readonly patience?: typeof PATIENCE };

type ChildOptions = Pick<RunOptions, 'env' | 'patience'> & {
  readonly onOutput?: (bytes: Uint8Array) => void;
  readonly stop?: AbortSignal | undefined;
};

const canGroup = process.platform !== 'win32';

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  const { pid } = child;
  if (pid === undefined) return;
  // It may have ended already.
  ifPossible(() => (canGroup ? process.kill(-pid, signal) : child.kill(signal)));
}

function startFailure(name: string, error: unknown): Failure {
  return new Failure('sound-start', `${name} could not be started: ${reasonOf(error)}.`, {
    hint: '`prep doctor` shows which programs were found, `prep config` which are set',
  });
}

/** Or once a process left behind has kept the output open too long. */
function endOf(child: ChildProcess, stderr: () => string, drainMs: number): Promise<Ending> {
  return new Promise((resolve) => {
    const finish = (): void => resolve({ code: child.exitCode, signal: child.signalCode, stderr: stderr() });
    child.once('close', finish);
    child.once('exit', () => {
      const timer = setTimeout(() => {
        signalGroup(child, 'SIGKILL');
        child.stdout?.destroy();
        child.stderr?.destroy();
        finish();
      }, drainMs);
      child.once('close', () => clearTimeout(timer));
    });
  });
}

/** @param file takes the place of `{file}` */
export async function startChild(
  { name, words }: SoundProgram,
  file: string,
  { env, onOutput, stop, patience = PATIENCE }: ChildOptions,
) {
  const [program = '', ...args] = fillWords(words, file);
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      env: { ...env },
      // Its own process group: Ctrl-C is for prep, which then ends the program.
      detached: canGroup,
      windowsHide: true,
      stdio: ['ignore', onOutput ? 'pipe' : 'ignore', 'pipe'],
    });
  } catch (error) {
    throw startFailure(name, error);
  }
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (part: string) => {
    stderr = (stderr + part).slice(-MAX_STDERR_CHARS);
  });
  if (onOutput) child.stdout?.on('data', onOutput);
  /** Settles once it has ended and its output was read. Never rejects. */
  const ended = endOf(child, () => stderr, patience.drainMs);
  await once(child, 'spawn').catch((error: unknown) => {
    throw startFailure(name, error);
  });
  // A signal that cannot be sent must not end prep.
  child.on('error', () => undefined);
  void ended.then(beforeEnd(() => signalGroup(child, 'SIGKILL')));
  /** SIGINT, then SIGKILL; settles like `ended`. */
  const end = async (): Promise<Ending> => {
    signalGroup(child, 'SIGINT');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), patience.interruptMs);
    const ending = await ended;
    clearTimeout(timer);
    return ending;
  };
  const onStop = (): void => void end();
  if (stop?.aborted) onStop();
  stop?.addEventListener('abort', onStop);
  // Later, its number may be that of another process.
  void ended.then(() => stop?.removeEventListener('abort', onStop));
  return { ended, end };
}

/** What went wrong, unless it was stopped. */
export async function playFile(
  program: SoundProgram,
  path: string,
  stop: AbortSignal | undefined,
  run: RunOptions,
): Promise<string | undefined> {
  const ending = await (await startChild(program, path, { ...run, stop })).ended;
  if (stop?.aborted || !isUnheard(ending)) return undefined;
  return deviceTrouble(program.name, 'player', ending, run.platform).message;
}

export async function transcribeFile(
  program: SoundProgram,
  path: string,
  stop: AbortSignal | undefined,
  limitMs: number,
  run: RunOptions,
): Promise<Heard> {
  const { name } = program;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let fault: string | undefined;
  const over = new AbortController();
  const giveUp = (reason: string): void => {
    fault ??= `${name} ${reason}, so it was stopped.`;
    over.abort();
  };
  const onOutput = (part: Uint8Array): void => {
    bytes += part.length;
    if (bytes <= MAX_TRANSCRIPT_BYTES) parts.push(part);
    else giveUp('printed too much for a transcript');
  };
  const either = stop ? AbortSignal.any([stop, over.signal]) : over.signal;
  const { ended } = await startChild(program, path, { ...run, onOutput, stop: either });
  const timer = setTimeout(() => giveUp(`took longer than ${Math.round(limitMs / 1000)} s`), limitMs);
  const ending = await ended;
  clearTimeout(timer);
  if (fault !== undefined) return { fault };
  if (stop?.aborted) return { fault: `${name} was stopped.` };
  if (ending.code !== 0) return { fault: programTrouble(name, ending) };
  const transcript = readTranscript(Buffer.concat(parts));
  return 'fault' in transcript ? { fault: `${name} ${transcript.fault}.` } : transcript;
}

/** In a recording. */
const byteAt = (ms: number): number => HEADER_BYTES + Math.round((ms / 1000) * RECORDED_PER_SECOND) * 2;

/** A private temporary file, for a recognizer. Throws `Failure` without disk space. */
export function cutSound(recording: string, { fromMs, toMs = Infinity }: SoundSpan) {
  const part = readFileSync(recording).subarray(byteAt(fromMs), byteAt(toMs));
  const folder = mkdtempSync(join(tmpdir(), 'prep-'));
  const path = join(folder, 'part.wav');
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Ctrl-C must not leave the file behind.
  const keep = beforeEnd(remove);
  const discard = (): void => {
    keep();
    remove();
  };
  try {
    writing(path, () => writeFileSync(path, Buffer.concat([wavHeader(part.length), part]), { mode: 0o600 }));
  } catch (error) {
    discard();
    throw error;
  }
  return { path, discard };
}

// A recording from start to end: whatever happens, the sound so far is kept. Recorders send raw sound, which goes into a
// WAV file whose header is always valid.

type WriteAt = (descriptor: number, bytes: Uint8Array, position: number) => number;

/** 100 ms. */
const LEVEL_BYTES = RECORDED_PER_SECOND / 5;

const writeAt: WriteAt = (descriptor, bytes, position) =>
  writeSync(descriptor, bytes, 0, bytes.length, position);

function writeAll(write: WriteAt, descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) done += write(descriptor, bytes.subarray(done), position + done);
}

/** Throws `Failure` if the file cannot be made. `onFault` gets once why nothing more can be written, as a clause. */
function openSink(path: string, onFault: (reason: string) => void, write: WriteAt = writeAt) {
  let dataBytes = 0;
  let fault: string | undefined;
  let last: Uint8Array = new Uint8Array();
  let hear: (() => void) | undefined;
  const heard = new Promise<undefined>((resolve) => (hear = () => resolve(undefined)));
  const file = writing(path, () => openSync(path, 'wx', 0o600));
  const writeHeader = (): void => writeAll(write, file, wavHeader(dataBytes - (dataBytes % 2)), 0);
  try {
    writeHeader();
  } catch (error) {
    closeSync(file);
    rmSync(path, { force: true });
    throw writeFailure(path, error);
  }
  return {
    onOutput: (bytes: Uint8Array): void => {
      if (fault !== undefined) return;
      try {
        writeAll(write, file, bytes, HEADER_BYTES + dataBytes);
        dataBytes += bytes.length;
        writeHeader();
      } catch (error) {
        fault = reasonOf(error);
        onFault(fault);
      }
      const recent = Buffer.concat([last, bytes]);
      // Begins and ends with a whole sample.
      const cut = Math.max(0, recent.length - LEVEL_BYTES - (dataBytes % 2));
      last = recent.subarray(cut + (cut % 2));
      hear?.();
    },
    heard,
    hasSound: () => dataBytes > 1,
    levelDb: () => pcmLevelDb(last),
    /** Closes the file; removes one without sound. */
    finish: (): number => {
      // On a full or remote disk, what arrived is all there is.
      ifPossible(() => fsyncSync(file));
      closeSync(file);
      if (dataBytes < 2) rmSync(path, { force: true });
      return Math.round((Math.floor(dataBytes / 2) * 1000) / RECORDED_PER_SECOND);
    },
  };
}

export type RecordOptions = RunOptions & {
  /** After this the recording counts as started even without sound, ms. */
  readonly startMs?: number;
  /** A recorder may be silent this long, ms. */
  readonly silentMs?: number;
  readonly write?: WriteAt;
};

type Place = { readonly path: string; readonly recording: string };

const START_MS = 1000;
/** The person may first have to allow the microphone. */
const SILENT_MS = 10_000;

const KEPT = 'The recording stopped early; what was recorded is kept';

/** Throws `Failure` if the program cannot start, or ends before any sound. */
export async function startRecording(
  program: SoundProgram,
  { path, recording }: Place,
  { startMs = START_MS, silentMs = SILENT_MS, write, ...run }: RecordOptions,
): Promise<Capture> {
  const { name } = program;
  const troubleOf = (ending: Ending): Failure => deviceTrouble(name, 'recorder', ending, run.platform);
  let child: Child | undefined;
  let fault: string | undefined;
  let isAsked = false;
  let tell: ((cause: string) => void) | undefined;
  const died = new Promise<string>((resolve) => (tell = resolve));
  const breakOff = (reason: string): void => {
    isAsked = true;
    fault ??= `${KEPT}: ${reason}.`;
    tell?.(fault);
    void child?.end();
  };
  const sink = openSink(path, breakOff, write);
  const abandon = (failure: unknown): never => {
    sink.finish();
    rmSync(path, { force: true });
    throw failure;
  };
  const recorder = await startChild(program, '', { ...run, onOutput: sink.onOutput }).catch(abandon);
  child = recorder;
  const limit = later(startMs, undefined, { ref: false });
  const early = await Promise.race([sink.heard, recorder.ended, limit]);
  if (early && !sink.hasSound() && fault === undefined) {
    const nothing = `${name} stopped immediately and recorded nothing.`;
    const hint = '`prep config recorder` shows its command';
    abandon(early.code === 0 ? new Failure('sound-nothing', nothing, { hint }) : troubleOf(early));
  }
  const silence = setTimeout(() => {
    if (!sink.hasSound()) breakOff(`${name} sent no sound in ${Math.round(silentMs / 1000)} s`);
  }, silentMs);
  void recorder.ended.then((ending) => {
    clearTimeout(silence);
    if (isAsked) return;
    if (ending.code !== 0) fault = `${KEPT}: ${troubleOf(ending).message}`;
    tell?.(fault ?? 'The recorder stopped by itself.');
  });
  const finish = async (): Promise<Captured> => {
    isAsked = true;
    await recorder.end();
    const durationMs = sink.finish();
    if (durationMs === 0) return { durationMs, fault: fault ?? `${name} recorded no sound.` };
    return { recording, durationMs, fault };
  };
  let stopped: Promise<Captured> | undefined;
  return { levelDb: sink.levelDb, died, stop: () => (stopped ??= finish()) };
}
