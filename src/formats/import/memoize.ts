// What was made of a stretch of a file, kept with the file: readers of several shapes look at the same
// lines and headings before one of them reads it.
import type { Source } from '../../core/base/span.ts';

type Remembered<Made> = { readonly end: number; readonly made: Made };

/**
 * `make` for stretches of a file, run once for each. What it makes must follow from the text of the file alone.
 * Of two stretches with the same start the one asked for last is kept.
 */
export function rememberedStretches<Made>(
  make: (source: Source, start: number, end: number) => Made,
): (source: Source, start: number, end: number) => Made {
  const files = new WeakMap<Source, Map<number, Remembered<Made>>>();
  return (source, start, end) => {
    let stretches = files.get(source);
    if (!stretches) files.set(source, (stretches = new Map()));
    const known = stretches.get(start);
    if (known?.end === end) return known.made;
    const made = make(source, start, end);
    stretches.set(start, { end, made });
    return made;
  };
}
