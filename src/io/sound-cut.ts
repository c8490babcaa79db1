// A part of a recording as a file of its own, for a recogniser; it is gone once that is done.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Samples } from '../core/sound.ts';
import { writeWav } from '../formats/wav.ts';
import type { SoundSpan } from '../context.ts';
import { writeFailure } from './folder.ts';

export type Cut = { readonly path: string; readonly discard: () => void };

/** Writes the part in `span`, which nobody else may read. Throws `Failure`: no room for it. */
export function cutSound({ perSecond, samples }: Samples, { fromMs, toMs }: SoundSpan): Cut {
  const at = (ms: number): number => Math.round((ms / 1000) * perSecond);
  const part = samples.subarray(at(fromMs), toMs === undefined ? undefined : at(toMs));
  const folder = mkdtempSync(join(tmpdir(), 'prep-'));
  const path = join(folder, 'part.wav');
  const discard = (): void => {
    process.off('exit', discard);
    rmSync(folder, { recursive: true, force: true });
  };
  // Whoever leaves while it is recognised leaves no sound behind.
  process.on('exit', discard);
  try {
    writeFileSync(path, writeWav({ perSecond, samples: part }), { mode: 0o600 });
  } catch (error) {
    discard();
    throw writeFailure(path, error);
  }
  return { path, discard };
}
