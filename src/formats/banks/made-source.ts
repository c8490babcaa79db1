// Text that stands in a file in another form (quoted cells, HTML, escapes), put into plain Markdown for reading. What is
// found in it keeps the line and column of the place in the file that it was made from.
import type { Point, Source } from '../../core/span.ts';
import { openSource } from '../../core/span.ts';

/** A stretch of a source's text, `end` exclusive. */
export type Stretch = { readonly start: number; readonly end: number };

type Piece = Stretch & { readonly from: Point };

/** Collects pieces of a file in another form. */
export type Maker = {
  /** Takes a text that was made of what stands at `offset` of the file, and says where it now is. */
  readonly add: (text: string, offset: number) => Stretch;
  /** All pieces as one text. Offsets count in that text; lines and columns are those of the file. */
  readonly source: () => Source;
};

/** A text that was made of a file, as a source of its own. @param pointAt the place in the file of an offset in `text` */
export function sourceWith(file: Source, text: string, pointAt: Source['pointAt']): Source {
  const spanAt: Source['spanAt'] = (start, end) => ({
    file: file.file,
    start: pointAt(start),
    end: pointAt(end),
  });
  const textAt: Source['textAt'] = (start, end) => ({ text: text.slice(start, end), at: spanAt(start, end) });
  return { ...openSource(file.file, text, file.folder), pointAt, spanAt, textAt };
}

/** The last piece that begins at or before `offset`. */
function pieceAt(pieces: readonly Piece[], offset: number): Piece | undefined {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.start ?? Infinity) <= offset) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}

/** Begins with nothing. Pieces are kept apart by an empty line, so that none runs into the next. */
export function makerOf(file: Source): Maker {
  const pieces: Piece[] = [];
  const texts: string[] = [];
  let length = 0;
  const add = (text: string, offset: number): Stretch => {
    const piece = { start: length, end: length + text.length, from: file.pointAt(offset) };
    pieces.push(piece);
    texts.push(text);
    length = piece.end + 2;
    return { start: piece.start, end: piece.end };
  };
  const pointAt = (offset: number): Point => {
    const from = pieceAt(pieces, offset)?.from;
    return from ? { ...from, offset } : { line: 1, column: 1, offset };
  };
  return { add, source: () => sourceWith(file, texts.join('\n\n'), pointAt) };
}

/**
 * A text that stands for things one after the other which nobody sees as its lines: what is found has the number of the thing
 * as its line, from 1, and no column.
 * @param starts where each of them begins, in order
 */
export function countedSource(file: Source, starts: readonly number[]): Source {
  const pieces = starts.map((start, i): Piece => ({
    start,
    end: starts[i + 1] ?? file.text.length,
    from: { line: i + 1, column: 1, offset: start },
  }));
  return sourceWith(file, file.text, (offset) => ({
    line: pieceAt(pieces, offset)?.from.line ?? 1,
    column: 1,
    offset,
    inDeck: true,
  }));
}
