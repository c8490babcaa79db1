// A recording from start to end: whatever happens, the sound so far is kept. Recorders send raw sound, which goes
// into a WAV file whose header is always valid.
import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { setTimeout as later } from 'node:timers/promises';
import type { Capture, Captured } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { fillWords, RECORDED_PER_SECOND, type SoundProgram } from '../../core/speech/sound.ts';
import { deviceTrouble, type Ending } from '../../formats/speech/trouble.ts';
import { HEADER_BYTES, pcmLevelDb, wavHeader } from '../../formats/speech/wav.ts';
import { reasonOf } from '../programs/system.ts';
import { writeFailure } from '../store/folder.ts';
import type { Machine } from './programs.ts';
import { type Child, type Patience, startChild } from './run.ts';

type WriteAt = (descriptor: number, bytes: Uint8Array, position: number) => number;

/** 100 ms. */
const LEVEL_BYTES = RECORDED_PER_SECOND / 5;

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
function openSink(path: string, onFault: (reason: string) => void, write: WriteAt = writeAt) {
  let dataBytes = 0;
  let fault: string | undefined;
  let last: Uint8Array = new Uint8Array();
  let hear: (() => void) | undefined;
  const heard = new Promise<undefined>((resolve) => (hear = () => resolve(undefined)));
  const file = openNew(path);
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
      try {
        fsyncSync(file);
      } catch {
        // On a full or remote disk, what arrived is all there is.
      }
      closeSync(file);
      if (dataBytes < 2) rmSync(path, { force: true });
      return Math.round((Math.floor(dataBytes / 2) * 1000) / RECORDED_PER_SECOND);
    },
  };
}

export type RecordOptions = {
  readonly machine: Machine;
  readonly patience?: Patience;
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
  { name, words }: SoundProgram,
  { path, recording }: Place,
  { machine, patience, startMs = START_MS, silentMs = SILENT_MS, write }: RecordOptions,
): Promise<Capture> {
  const troubleOf = (ending: Ending): Failure => deviceTrouble(name, 'recorder', ending, machine.platform);
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
  const running = await startChild({
    name,
    words: fillWords(words),
    env: machine.env,
    onOutput: sink.onOutput,
    patience,
  }).catch(abandon);
  child = running;
  const waited = new AbortController();
  const limit = later(startMs, undefined, { signal: waited.signal }).catch(() => undefined);
  const early = await Promise.race([sink.heard, running.ended, limit]);
  waited.abort();
  if (early && !sink.hasSound() && fault === undefined) {
    const nothing = `${name} stopped immediately and recorded nothing.`;
    const hint = '`prep config recorder` shows its command';
    abandon(early.code === 0 ? new Failure('sound-nothing', nothing, { hint }) : troubleOf(early));
  }
  const silence = setTimeout(() => {
    if (!sink.hasSound()) breakOff(`${name} sent no sound in ${Math.round(silentMs / 1000)} s`);
  }, silentMs);
  void running.ended.then((ending) => {
    clearTimeout(silence);
    if (isAsked) return;
    if (ending.code !== 0) fault = `${KEPT}: ${troubleOf(ending).message}`;
    tell?.(fault ?? 'The recorder stopped by itself.');
  });
  const finish = async (): Promise<Captured> => {
    isAsked = true;
    await running.end();
    const durationMs = sink.finish();
    if (durationMs === 0) return { durationMs, fault: fault ?? `${name} recorded no sound.` };
    return { recording, durationMs, fault };
  };
  let stopped: Promise<Captured> | undefined;
  return { levelDb: sink.levelDb, died, stop: () => (stopped ??= finish()) };
}
