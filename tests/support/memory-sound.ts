// Sound in memory: records what was asked of it, without recordings or programs.
import { Failure } from '../../src/core/base/problem.ts';
import { type Samples, SOUND_JOBS, type SoundJob, type SoundProgram } from '../../src/core/speech/sound.ts';
import type { Captured, Heard, Sound, StoredRecording } from '../../src/context.ts';

export type MemorySoundOptions = {
  /** Jobs with a program; all by default. */
  readonly jobs?: readonly SoundJob[];
  /** Thrown when a recording starts. */
  readonly refuses?: Failure;
  /** The result of each recording in order, the last one repeated; 60 s of sound by default. */
  readonly captures?: readonly Omit<Captured, 'recording'>[];
  /** One per reading, the last one repeated; -20 by default. */
  readonly levelsDb?: readonly (number | undefined)[];
  /** The result of each recognition in order; `never` hangs until it is stopped. A fault after the last. */
  readonly heard?: readonly (Heard | 'never')[];
  /** The sound of every recording; one second of silence by default. */
  readonly samples?: Samples;
  /** The fault of playing, if any. */
  readonly playFault?: string;
  /** Existing recordings, oldest first. */
  readonly stored?: readonly StoredRecording[];
};

export type MemorySound = {
  readonly sound: Sound;
  /** Ids of recordings that were started or ended, in order. */
  readonly started: readonly string[];
  readonly stopped: readonly string[];
  /** Paths that were played or recognized. */
  readonly played: readonly string[];
  readonly transcribed: readonly string[];
  /** How many playbacks and recognitions were stopped early. */
  readonly broken: () => number;
  /** The running recorder ends by itself, with this cause. */
  readonly die: (cause: string) => void;
};

const NAMES: Readonly<Record<SoundJob, string>> = {
  recorder: 'arecord',
  player: 'aplay',
  transcriber: 'pocketsphinx',
};

const programFor = (job: SoundJob): SoundProgram => ({
  name: NAMES[job],
  words: [`/usr/bin/${NAMES[job]}`, '{file}'],
});

/** In order; the last one repeats. */
function oneByOne<T>(list: readonly T[], otherwise: T): () => T {
  let at = 0;
  return () => list[Math.min(at++, list.length - 1)] ?? otherwise;
}

/** Programs that hang or play go on until the test stops them, or end at once. */
export function memorySound(options: MemorySoundOptions = {}): MemorySound {
  const jobs = options.jobs ?? SOUND_JOBS;
  const started: string[] = [];
  const stopped: string[] = [];
  const played: string[] = [];
  const transcribed: string[] = [];
  const stored = new Map((options.stored ?? []).map((each) => [each.recording, each]));
  const nextCapture = oneByOne<Omit<Captured, 'recording'>>(options.captures ?? [], { durationMs: 60_000 });
  const nextLevel = oneByOne<number | undefined>(options.levelsDb ?? [], -20);
  const heard = [...(options.heard ?? [])];
  let broken = 0;
  let die: (cause: string) => void = () => undefined;

  const at = (recording: string): StoredRecording => {
    const found = stored.get(recording);
    if (!found) throw new Failure('recording-gone', `${recording} is gone.`);
    return found;
  };
  const sound: Sound = {
    find: (job) =>
      jobs.includes(job)
        ? programFor(job)
        : { reason: `No ${job} was found.`, remedy: `sudo apt-get install ${NAMES[job]}` },
    record: (_program, id) => {
      if (options.refuses) return Promise.reject(options.refuses);
      started.push(id);
      const died = new Promise<string>((resolve) => (die = resolve));
      const stop = (): Promise<Captured> => {
        stopped.push(id);
        const captured = nextCapture();
        if (captured.durationMs === 0) return Promise.resolve(captured);
        const recording = `recordings/${id}.wav`;
        const bytes = 44 + captured.durationMs * 32;
        stored.set(recording, { recording, bytes });
        return Promise.resolve({ ...captured, recording });
      };
      return Promise.resolve({ levelDb: nextLevel, died, stop });
    },
    play: (_program, recording) => {
      played.push(recording);
      return Promise.resolve(options.playFault);
    },
    transcribe: (_program, recording, stop) => {
      transcribed.push(recording);
      const next = heard.shift() ?? { fault: 'The recogniser heard nothing.' };
      if (next !== 'never') return Promise.resolve(next);
      return new Promise((resolve) => {
        stop?.addEventListener('abort', () => {
          broken++;
          resolve({ fault: 'The recogniser was stopped.' });
        });
      });
    },
    samples: (recording) => {
      at(recording);
      return Promise.resolve(options.samples ?? { perSecond: 16_000, samples: new Float32Array(16_000) });
    },
    recordings: () => [...stored.values()],
    remove: (recording) => void stored.delete(recording),
  };
  return {
    sound,
    started,
    stopped,
    played,
    transcribed,
    broken: () => broken,
    die: (cause) => die(cause),
  };
}
