// Where recorded sound goes. A recorder that writes raw sound has it put into a WAV file here, whose header is right at any
// moment; one that writes its own file is watched, and its header mended when it did not get to that.
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
import { RECORDED_PER_SECOND } from '../core/sound.ts';
import { pcmLevelDb } from '../formats/pcm-level.ts';
import { wavLayout } from '../formats/wav-layout.ts';
import { wavHeader } from '../formats/wav.ts';
import { writeFailure } from './folder.ts';
import { reasonOf } from './system-error.ts';

/** Writes some of `bytes` at a place in an open file; returns how many. */
export type WriteAt = (descriptor: number, bytes: Uint8Array, position: number) => number;

/** A file that fills up with sound. */
export type Sink = {
  /** For a recorder that writes raw sound; left out for one that writes its own file. */
  readonly onOutput?: (bytes: Uint8Array) => void;
  /** True once there is sound. */
  readonly hasSound: () => boolean;
  readonly levelDb: () => number | undefined;
  /** Makes the file whole. `fault`: one clause on what is wrong with it. Removes a file without sound. */
  readonly finish: () => { readonly durationMs: number; readonly fault?: string };
};

/** 100 ms of what prep records. */
const LEVEL_BYTES = RECORDED_PER_SECOND / 5;
const HEADER_BYTES = 44;
/** The sound of a WAV file begins within that. */
const HEAD_BYTES = 65_536;

const writeAt: WriteAt = (descriptor, bytes, position) =>
  writeSync(descriptor, bytes, 0, bytes.length, position);

function writeAll(write: WriteAt, descriptor: number, bytes: Uint8Array, position: number): void {
  for (let done = 0; done < bytes.length;) {
    const count = write(descriptor, bytes.subarray(done), position + done);
    done += count;
  }
}

/** A new file, opened for writing. Throws `Failure` when it cannot be made. */
function openNew(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** The end of `heard` from which a level is taken; it begins with a whole sample where `heard` ends within one. */
function endOf(heard: Uint8Array, isWithinSample: boolean): Uint8Array {
  const cut = Math.max(0, heard.length - LEVEL_BYTES - (isWithinSample ? 1 : 0));
  return heard.subarray(cut + (cut % 2));
}

/** Closes a file of so much sound, or removes it where that is none. @returns how long it lasts, ms */
function closeRaw(path: string, descriptor: number, dataBytes: number): number {
  try {
    fsyncSync(descriptor);
  } catch {
    // A disk that is full, or of another machine: what arrived there is all that there is.
  }
  closeSync(descriptor);
  if (dataBytes < 2) rmSync(path, { force: true });
  return Math.round((Math.floor(dataBytes / 2) * 1000) / RECORDED_PER_SECOND);
}

/**
 * A file that raw sound is put into. Throws `Failure` when it cannot be made.
 * @param onFault called once, with why nothing more can be written, as a clause
 */
export function rawSink(path: string, onFault: (reason: string) => void, write: WriteAt = writeAt): Sink {
  const descriptor = openNew(path);
  let dataBytes = 0;
  let fault: string | undefined;
  let last: Uint8Array = new Uint8Array();
  const writeHeader = (): void =>
    writeAll(write, descriptor, wavHeader(dataBytes - (dataBytes % 2), RECORDED_PER_SECOND), 0);
  const onOutput = (bytes: Uint8Array): void => {
    if (fault !== undefined) return;
    try {
      writeAll(write, descriptor, bytes, HEADER_BYTES + dataBytes);
      dataBytes += bytes.length;
      writeHeader();
    } catch (error) {
      fault = reasonOf(error);
      onFault(fault);
    }
    last = endOf(Buffer.concat([last, bytes]), dataBytes % 2 === 1);
  };
  try {
    writeHeader();
  } catch (error) {
    closeSync(descriptor);
    rmSync(path, { force: true });
    throw writeFailure(path, error);
  }
  return {
    onOutput,
    hasSound: () => dataBytes > 1,
    levelDb: () => pcmLevelDb(last),
    finish: () => {
      const durationMs = closeRaw(path, descriptor, dataBytes);
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

/** Mends the header of a recorder's own file. */
function finishFile(path: string): ReturnType<Sink['finish']> {
  if (!existsSync(path)) return { durationMs: 0 };
  const finished = withFile(path, 'r+', (descriptor) => {
    const { size } = fstatSync(descriptor);
    const head = new Uint8Array(Math.min(size, HEAD_BYTES));
    readSync(descriptor, head, 0, head.length, 0);
    const layout = wavLayout(head, size);
    if (!layout) return undefined;
    for (const { at, value } of layout.mends) {
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32LE(value);
      writeSync(descriptor, bytes, 0, 4, at);
    }
    return Math.round((layout.dataBytes * 1000) / layout.bytesPerSecond);
  });
  if (finished === undefined && sizeOf(path) > 0)
    return { durationMs: 0, fault: 'what it wrote is no WAV file' };
  if (finished === undefined || finished === 0) rmSync(path, { force: true });
  else chmodSync(path, 0o600);
  return { durationMs: finished ?? 0 };
}

/** A file that the recorder writes itself. Throws `Failure` when one is there already. */
export function fileSink(path: string): Sink {
  // A link that leads nowhere is there too.
  if (lstatSync(path, { throwIfNoEntry: false })) throw writeFailure(path, new Error('it exists already'));
  return {
    hasSound: () => sizeOf(path) > HEADER_BYTES,
    levelDb: () => pcmLevelDb(withFile(path, 'r', tailOf) ?? new Uint8Array()),
    finish: () => finishFile(path),
  };
}
