// Sound through programs of this machine; nothing is sent anywhere. Code to record and play is loaded on
// demand.
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Sound, SoundSpan, StoredRecording, Transcribing } from '../../context.ts';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { RECORDED_PER_SECOND, type Samples, type SoundProgram } from '../../core/speech/sound.ts';
import { ensureFolder, namesIn, reading, removeFile } from '../store/folder.ts';
import { soundProgram } from './programs.ts';
import type { RecordOptions } from './run.ts';

const FOLDER = 'recordings';
const RECORDING = /^recordings\/[0-7][0-9A-HJKMNP-TV-Z]{25}\.wav$/;

export type Recordings = ReturnType<typeof openRecordings>;

/** Throws `Failure` for a name that prep does not give. */
function wavPath(home: string, recording: string): string {
  if (RECORDING.test(recording)) return join(home, recording);
  const name = JSON.stringify(recording.slice(0, 80));
  throw new Failure('recording-name', `${name} is not a recording made by prep.`, {
    hint: 'prep keeps its recordings in `recordings` in its folder',
  });
}

/** Oldest first, by name. Links and other files are skipped. */
function recordingsIn(folder: string): readonly StoredRecording[] {
  return namesIn(folder)
    .toSorted()
    .flatMap((name) => {
      const recording = `${FOLDER}/${name}`;
      if (!RECORDING.test(recording)) return [];
      const facts = lstatSync(join(folder, name), { throwIfNoEntry: false });
      return facts?.isFile() ? [{ recording, bytes: facts.size }] : [];
    });
}

/** WAV files named by their ULID, so that synced folders merge. */
export function openRecordings(home: string) {
  const folder = join(home, FOLDER);
  const pathOf = (recording: string): string => {
    const path = wavPath(home, recording);
    if (lstatSync(path, { throwIfNoEntry: false })?.isFile()) return path;
    throw new Failure('recording-gone', `${path} is gone.`, {
      hint: '`prep doctor` shows where recordings are',
    });
  };
  return {
    /** Throws `Failure`: not writable, not a ULID. */
    place: (id: string) => {
      const recording = `${FOLDER}/${id}.wav`;
      const path = wavPath(home, recording);
      ensureFolder(folder);
      return { path, recording };
    },
    /** Throws `Failure`: missing, not a name that prep gives, a link. */
    pathOf,
    samples: async (recording: string): Promise<Samples> => {
      const path = pathOf(recording);
      const { readWav } = await import('../../formats/speech/wav.ts');
      const read = readWav(reading(path, () => readFileSync(path)));
      if (!read) throw new Failure('recording-damaged', `${path} is not a sound file as prep records it.`);
      return read;
    },
    recordings: () => recordingsIn(folder),
    remove: (recording: string) => removeFile(wavPath(home, recording)),
  };
}

export type SoundOptions = Omit<RecordOptions, 'platform'> & {
  readonly platform?: string;
  /** For so much sound, ms; by default a minute, or four times the duration if longer. */
  readonly recognizeMs?: (soundMs: number) => number;
};

function sentenceOf(error: unknown): string {
  if (error instanceof Failure) return error.message;
  throw error;
}

const stopper = (working: Promise<{ readonly stop: () => void }>) => (): void =>
  void working.then(
    (each) => each.stop(),
    () => undefined,
  );

export function openSound(home: string, options: SoundOptions): Sound {
  const run = { ...options, platform: options.platform ?? process.platform };
  const { recognizeMs = (soundMs) => Math.max(MINUTE_MS, 4 * soundMs) } = options;
  const { place, pathOf, ...recordings } = openRecordings(home);

  const startTranscribing = async (
    program: SoundProgram,
    recording: string,
    span: SoundSpan | undefined,
  ): Promise<Transcribing> => {
    const { cutSound, transcribeFile } = await import('./run.ts');
    const part = span && cutSound(pathOf(recording), span);
    try {
      const path = part?.path ?? pathOf(recording);
      const soundMs = (statSync(path).size / 2 / RECORDED_PER_SECOND) * 1000;
      const { result, stop } = await transcribeFile(program, path, recognizeMs(soundMs), run);
      return { result: result.finally(() => part?.discard()), stop };
    } catch (error) {
      part?.discard();
      throw error;
    }
  };
  return {
    ...recordings,
    find: (job, settings) => soundProgram(job, settings, run),
    record: async (program, id) => {
      const { startRecording } = await import('./run.ts');
      return startRecording(program, place(id), run);
    },
    play: (program, recording) => {
      const playing = import('./run.ts').then(({ playFile }) => playFile(program, pathOf(recording), run));
      return { done: playing.then((each) => each.done, sentenceOf), stop: stopper(playing) };
    },
    transcribe: (program, recording, span) => {
      const working = startTranscribing(program, recording, span);
      const result = working.then(
        (each) => each.result,
        (error: unknown) => ({ fault: sentenceOf(error) }),
      );
      return { result, stop: stopper(working) };
    },
  };
}
