// Sound through programs of this machine; nothing is sent anywhere. Code to record and play is loaded on
// demand.
import { lstatSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Heard, Sound, StoredRecording } from '../../context.ts';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure, orFailure } from '../../core/base/problem.ts';
import { RECORDED_PER_SECOND, type Samples } from '../../core/speech/sound.ts';
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

export function openSound(home: string, options: SoundOptions): Sound {
  const run = { ...options, platform: options.platform ?? process.platform };
  const { recognizeMs = (soundMs) => Math.max(MINUTE_MS, 4 * soundMs) } = options;
  const { place, pathOf, ...recordings } = openRecordings(home);

  const transcribed = async (...[program, recording, stop, span]: Parameters<Sound['transcribe']>) => {
    const { cutSound, transcribeFile } = await import('./run.ts');
    const whole = pathOf(recording);
    const part = span && cutSound(whole, span);
    try {
      const path = part?.path ?? whole;
      const soundMs = (statSync(path).size / 2 / RECORDED_PER_SECOND) * 1000;
      return await transcribeFile(program, path, stop, recognizeMs(soundMs), run);
    } finally {
      part?.discard();
    }
  };
  return {
    ...recordings,
    find: (job, settings) => soundProgram(job, settings, run),
    record: async (program, id) => {
      const { startRecording } = await import('./run.ts');
      return startRecording(program, place(id), run);
    },
    play: async (program, recording, stop) => {
      const { playFile } = await import('./run.ts');
      const fault = await orFailure(() => playFile(program, pathOf(recording), stop, run));
      return fault instanceof Failure ? fault.message : fault;
    },
    transcribe: async (...asked): Promise<Heard> => {
      const heard = await orFailure(() => transcribed(...asked));
      return heard instanceof Failure ? { fault: heard.message } : heard;
    },
  };
}
