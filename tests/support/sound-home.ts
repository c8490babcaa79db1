// Sound on the disk of a test: its own home, fake programs, short timeouts. Only for files that vitest runs.
import { join } from 'node:path';
import type { SoundProgram } from '../../src/core/speech/sound.ts';
import { openSound, type SoundOptions } from '../../src/io/speech/sound.ts';
import type { Sound } from '../../src/context.ts';
import { tempHome } from './home.ts';

export const fake = (what: string, ...args: readonly string[]): SoundProgram => ({
  name: what,
  words: [process.execPath, join(import.meta.dirname, 'fake-sound.js'), what, ...args],
});

/** In the order of `number`. */
export const recordingId = (number: number): string =>
  `01KAT3C1Q0ABCDEFGHJKMN${String(number).padStart(4, '0')}`;

export function openHomeSound(options: Partial<SoundOptions> = {}): {
  readonly home: string;
  readonly sound: Sound;
} {
  const home = tempHome();
  const patience = { interruptMs: 400, drainMs: 300 };
  return { home, sound: openSound(home, { env: process.env, patience, startMs: 5000, ...options }) };
}
