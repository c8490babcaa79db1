// Speech with known truth, spoken by flite. espeak-ng is not used, because it misleads recognizers.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { seededRandom } from '../../src/core/base/random.ts';
import type { Samples } from '../../src/core/speech/sound.ts';

const run = promisify(execFile);

export type Spoken = {
  readonly sound: Samples;
  /** When flite itself begins and ends to speak. */
  readonly startMs: number;
  readonly endMs: number;
};

/** From flite's output, `pau:0.222 ay:0.338`: each with its end, in seconds. */
const segmentsOf = (printed: string): readonly { readonly phone: string; readonly endMs: number }[] =>
  printed
    .trim()
    .split(/\s+/)
    .map((segment) => segment.split(':'))
    .map(([phone = '', end]) => ({ phone, endMs: Number(end) * 1000 }));

/**
 * @param voice one of `flite -lv`
 * @param stretch duration of sounds: 0.7 is fast, 1.5 is slow
 */
export async function speak(text: string, voice: string, stretch: number): Promise<Spoken> {
  const folder = await mkdtemp(join(tmpdir(), 'prep-speech-'));
  try {
    const file = join(folder, 'said.wav');
    const setting = ['-voice', voice, '--setf', `duration_stretch=${stretch}`, '-psdur'];
    const { stdout } = await run('flite', [...setting, '-t', text, '-o', file]);
    const segments = segmentsOf(stdout);
    const isSpeech = ({ phone }: { readonly phone: string }): boolean => phone !== 'pau';
    // 16 bits of one channel behind a header of 44 bytes, at the voice's rate.
    const bytes = await readFile(file);
    const pcm = new Int16Array(Uint8Array.from(bytes.subarray(44)).buffer);
    return {
      sound: {
        perSecond: bytes.readUInt32LE(24),
        samples: Float32Array.from(pcm, (value) => value / 32_768),
      },
      startMs: segments[segments.findIndex(isSpeech) - 1]?.endMs ?? 0,
      endMs: segments.findLast(isSpeech)?.endMs ?? 0,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without what is before and after the speech. */
export const trimmed = ({ sound: { perSecond, samples }, startMs, endMs }: Spoken): Samples => ({
  perSecond,
  samples: samples.slice(Math.round((startMs * perSecond) / 1000), Math.round((endMs * perSecond) / 1000)),
});

export const silence = (ms: number, perSecond: number): Samples => ({
  perSecond,
  samples: new Float32Array(Math.round((ms * perSecond) / 1000)),
});

/** Of one rate, one after another. */
export function inARow(first: Samples, ...more: readonly Samples[]): Samples {
  const sounds = [first, ...more].map(({ samples }) => samples);
  const samples = new Float32Array(sounds.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const sound of sounds) {
    samples.set(sound, at);
    at += sound.length;
  }
  return { perSecond: first.perSecond, samples };
}

/** @param at seconds from the start */
export const soundOf = (ms: number, perSecond: number, value: (at: number) => number): Samples => ({
  perSecond,
  samples: Float32Array.from({ length: Math.round((ms * perSecond) / 1000) }, (_, index) =>
    value(index / perSecond),
  ),
});

/** Mean 0, deviation 1. */
export function whiteNoise(seed: number): () => number {
  const next = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
}

/**
 * Mains hum: 50 Hz and its multiples.
 * @param at seconds
 */
export const hum = (at: number): number =>
  [1, 0.5, 0.4, 0, 0.2].reduce(
    (sum, part, index) => sum + part * Math.sin(2 * Math.PI * 50 * (index + 1) * at),
    0,
  );

/**
 * @param snrDb how much more power the sound has, dB
 * @param other its power is about 1
 */
export function over(sound: Samples, snrDb: number, other: (at: number) => number): Samples {
  const { perSecond, samples } = sound;
  const power = samples.reduce((sum, value) => sum + value * value, 0) / samples.length;
  const scale = Math.sqrt(power / 10 ** (snrDb / 10));
  return { perSecond, samples: samples.map((value, index) => value + scale * other(index / perSecond)) };
}
