// Sound through programs of this machine: found, started from argument arrays, and nothing is sent anywhere. What records
// and plays is loaded when it is asked for.
import { statSync } from 'node:fs';
import type { Playback, Sound, SoundSpan, Transcribing } from '../context.ts';
import { MINUTE_MS } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import { RECORDED_PER_SECOND } from '../core/sound.ts';
import { openRecordings } from './recordings.ts';
import type { Patience } from './sound-children.ts';
import type { Cut } from './sound-cut.ts';
import type { Machine } from './sound-known.ts';
import { missingSound, soundPrograms } from './sound-programs.ts';
import type { RecordOptions } from './sound-record.ts';

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
    const { cutSound } = await import('./sound-cut.ts');
    return cutSound(await recordings.samples(recording), span);
  };
  const transcribe: Sound['transcribe'] = (program, recording, span) => {
    const start = async (): Promise<Transcribing> => {
      const { path, discard } = await soundToHear(recording, span);
      const soundMs = (statSync(path).size / 2 / RECORDED_PER_SECOND) * 1000;
      const { transcribeFile } = await import('./sound-run.ts');
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
      const { startRecording } = await import('./sound-record.ts');
      return startRecording(program, place(id), { ...options, machine });
    },
    play: (program, recording) =>
      later(async () => (await import('./sound-run.ts')).playFile(program, pathOf(recording), run)),
    say: (program, text) => later(async () => (await import('./sound-run.ts')).speakText(program, text, run)),
    transcribe,
  };
}
