// Sound through programs of this machine: found, started from argument arrays, and nothing is sent
// anywhere. What records and plays is loaded when it is asked for.
import { closeSync, lstatSync, openSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Playback, Sound, SoundSpan, StoredRecording, Transcribing } from '../../context.ts';
import { instantOf, MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { timeOfUlid } from '../../core/base/ids.ts';
import { RECORDED_PER_SECOND, type Samples } from '../../core/speech/sound.ts';
import { codeOf } from '../programs/system-error.ts';
import { ensureFolder, readFailure, writeFailure } from '../store/folder.ts';
import { type Machine, missingSound, soundPrograms } from './programs.ts';
import type { RecordOptions } from './record.ts';
import type { Cut, Patience } from './run.ts';

// Recordings on the disk: one WAV file each in `recordings/`, named by its ULID, and an empty file beside
// it when it is starred, so that folders which are kept alike on two machines merge. Touches no file that
// prep did not name.

const FOLDER = 'recordings';
const NAME = /^[0-7][0-9A-HJKMNP-TV-Z]{25}\.wav$/;
const RECORDING = /^recordings\/([0-7][0-9A-HJKMNP-TV-Z]{25})\.wav$/;
const MEGABYTE = 1_000_000;
/** Nobody speaks for two hours; what is larger would not fit into memory as numbers. */
const LARGEST_BYTES = 300 * MEGABYTE;

export type Recordings = Pick<Sound, 'samples' | 'recordings' | 'star' | 'remove' | 'makeRoom'> & {
  /** Makes the folder; the path that the recording `id` is written to. Throws `Failure`: not writable, no ULID. */
  readonly place: (id: string) => { readonly path: string; readonly recording: string };
  /** The path of a recording that is there. Throws `Failure`: gone, no name that prep gave, a link. */
  readonly pathOf: (recording: string) => string;
};

function badName(recording: string): Failure {
  return new Failure('recording-name', `${JSON.stringify(recording.slice(0, 80))} is no recording of prep.`, {
    hint: 'recordings are named by prep, and lie in `recordings` in its folder',
  });
}

const idOf = (recording: string): string => {
  const id = RECORDING.exec(recording)?.[1];
  if (id === undefined) throw badName(recording);
  return id;
};

const isFile = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw readFailure(folder, error);
  }
}

/** What stands below a name that prep gave; nothing for a link. */
function storedAs(folder: string, name: string, stars: ReadonlySet<string>): readonly StoredRecording[] {
  const facts = lstatSync(join(folder, name), { throwIfNoEntry: false });
  if (!facts?.isFile()) return [];
  const id = name.slice(0, -'.wav'.length);
  const at = instantOf(timeOfUlid(id) ?? facts.mtimeMs);
  return [{ recording: `${FOLDER}/${name}`, bytes: facts.size, at, starred: stars.has(`${id}.star`) }];
}

/** Their names sort by time. */
function listIn(folder: string): readonly StoredRecording[] {
  const all = namesIn(folder);
  const stars = new Set(all.filter((name) => name.endsWith('.star')));
  const wavs = all.filter((name) => NAME.test(name)).toSorted();
  return wavs.flatMap((name) => storedAs(folder, name, stars));
}

function discard(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    throw writeFailure(path, error);
  }
}

function touch(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/** The oldest of `all` that are not starred, as many as take what is over `megabytes`. */
function tooMany(all: readonly StoredRecording[], megabytes: number): readonly string[] {
  let over = all.reduce((sum, { bytes }) => sum + bytes, 0) - megabytes * MEGABYTE;
  const gone: string[] = [];
  for (const { recording, bytes, starred } of all) {
    if (over <= 0) break;
    if (starred) continue;
    over -= bytes;
    gone.push(recording);
  }
  return gone;
}

/** Opens the recordings below `home`. */
export function openRecordings(home: string): Recordings {
  const folder = join(home, FOLDER);
  const wav = (id: string): string => join(folder, `${id}.wav`);
  const star = (id: string): string => join(folder, `${id}.star`);
  const pathOf = (recording: string): string => {
    const path = wav(idOf(recording));
    if (isFile(path)) return path;
    throw new Failure('recording-gone', `${path} is gone.`, {
      hint: 'recordings go when they take more room than the setting recordingsMegabytes gives them',
    });
  };
  const remove = (recording: string): void => {
    const id = idOf(recording);
    discard(wav(id));
    discard(star(id));
  };
  return {
    place: (id) => {
      const recording = `${FOLDER}/${id}.wav`;
      const path = wav(idOf(recording));
      ensureFolder(folder);
      return { path, recording };
    },
    pathOf,
    samples: async (recording) => readSamples(pathOf(recording)),
    recordings: () => listIn(folder),
    star: (recording, starred) => {
      pathOf(recording);
      (starred ? touch : discard)(star(idOf(recording)));
    },
    remove,
    makeRoom: (megabytes) => {
      const gone = tooMany(listIn(folder), megabytes);
      for (const recording of gone) remove(recording);
      return gone;
    },
  };
}

async function readSamples(path: string): Promise<Samples> {
  const { readWav } = await import('../../formats/speech/wav.ts');
  let bytes: Uint8Array;
  try {
    if (statSync(path).size > LARGEST_BYTES)
      throw new Failure('recording-large', `${path} is longer than prep can measure.`);
    bytes = readFileSync(path);
  } catch (error) {
    throw error instanceof Failure ? error : readFailure(path, error);
  }
  const read = readWav(bytes);
  if ('fault' in read) throw new Failure('recording-damaged', `${path} cannot be used. ${read.fault}`);
  return read.samples;
}

export type SoundOptions = Omit<RecordOptions, 'machine' | 'patience'> & {
  readonly env: Machine['env'];
  readonly platform?: string;
  readonly patience?: Patience;
  /** How long a recogniser may take for so much sound, ms. */
  readonly recogniseMs?: (soundMs: number) => number;
};

/** A minute, or four times as long as was spoken. */
const recogniseMs = (soundMs: number): number => Math.max(MINUTE_MS, 4 * soundMs);

function sentenceOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  throw error;
}

/** Ends something that may not have begun yet. */
const stopper = (working: Promise<{ readonly stop: () => void }>) => (): void =>
  void working.then(
    (each) => each.stop(),
    () => undefined,
  );

/** Something that begins once what runs it is loaded. */
function later(start: () => Promise<Playback>): Playback {
  const playing = start();
  return { done: playing.then((each) => each.done, sentenceOf), stop: stopper(playing) };
}

/** Opens the sound of this machine. @param home the folder that recordings are kept below */
export function openSound(home: string, options: SoundOptions): Sound {
  const machine: Machine = { env: options.env, platform: options.platform ?? process.platform };
  const run = { machine, patience: options.patience };
  const { place, pathOf, ...recordings } = openRecordings(home);

  const soundToHear = async (recording: string, span: SoundSpan | undefined): Promise<Cut> => {
    if (!span) return { path: pathOf(recording), discard: () => undefined };
    const { cutSound } = await import('./run.ts');
    return cutSound(await recordings.samples(recording), span);
  };
  const transcribe: Sound['transcribe'] = (program, recording, span) => {
    const start = async (): Promise<Transcribing> => {
      const { path, discard } = await soundToHear(recording, span);
      const soundMs = (statSync(path).size / 2 / RECORDED_PER_SECOND) * 1000;
      const { transcribeFile } = await import('./run.ts');
      const working = transcribeFile(program, path, (options.recogniseMs ?? recogniseMs)(soundMs), run);
      return { ...working, result: working.result.finally(discard) };
    };
    const working = start();
    const result = working.then(
      (each) => each.result,
      (error: unknown) => ({ fault: sentenceOf(error) }),
    );
    return { result, stop: stopper(working) };
  };
  return {
    ...recordings,
    programs: (settings) => soundPrograms(settings, machine),
    missing: (settings) => missingSound(settings, machine),
    record: async (program, id) => {
      const { startRecording } = await import('./record.ts');
      return startRecording(program, place(id), { ...options, machine });
    },
    play: (program, recording) =>
      later(async () => (await import('./run.ts')).playFile(program, pathOf(recording), run)),
    say: (program, text) => later(async () => (await import('./run.ts')).speakText(program, text, run)),
    transcribe,
  };
}
