// Texts that a reader made of parts of a Markdown file (HTML turned into Markdown, an indent taken away, an answer put
// together), set behind the file's own text. Offsets of the file stay what they are, so that everything else in it can be
// used as it stands; what was added keeps the line and column that it was made from.
import type { Point, Source } from '../../core/span.ts';
import { sourceWith, type Stretch } from './made-source.ts';

/** A piece of a text: a copy of what stands at `from` in the file (`exact`), or made of it. */
export type Piece = { readonly text: string; readonly from: number; readonly exact: boolean };

/** Collects texts behind those of a file. */
export type Adder = {
  /** Sets pieces one after the other, nothing between them, and says where their text now is. */
  readonly add: (pieces: readonly Piece[]) => Stretch;
  /** The file and what was added. The file itself when nothing was. */
  readonly source: () => Source;
};

type Placed = Stretch & { readonly piece: Piece };

/** The last piece that begins at or before `offset`. */
function placedAt(placed: readonly Placed[], offset: number): Placed | undefined {
  let [low, high] = [0, placed.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((placed[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return placed[low];
}

const BETWEEN = '\n\n';

/** Begins with the file alone. */
export function adderTo(file: Source): Adder {
  const texts = [file.text];
  const placed: Placed[] = [];
  let length = file.text.length;
  const add = (pieces: readonly Piece[]): Stretch => {
    const start = length + BETWEEN.length;
    let end = start;
    for (const piece of pieces) {
      placed.push({ start: end, end: end + piece.text.length, piece });
      end += piece.text.length;
    }
    texts.push(pieces.map(({ text }) => text).join(''));
    length = end;
    return { start, end };
  };
  const source = (): Source => {
    if (placed.length === 0) return file;
    const pointAt = (offset: number): Point => {
      const one = offset <= file.text.length ? undefined : placedAt(placed, offset);
      if (!one) return file.pointAt(offset);
      const { from, exact } = one.piece;
      const along = exact ? Math.min(Math.max(0, offset - one.start), one.piece.text.length) : 0;
      const { line, column } = file.pointAt(from + along);
      return { line, column, offset };
    };
    return sourceWith(file, texts.join(BETWEEN), pointAt);
  };
  return { add, source };
}
