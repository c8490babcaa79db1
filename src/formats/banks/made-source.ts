// Texts that a reader made of parts of a file (quotes undone, HTML turned into Markdown, an indent taken away, an answer put
// together). What is found in them keeps the line and column of the place that they were made from.
import { lastAtMost, openSource, type Source } from '../../core/span.ts';

/** A stretch of a source's text, `end` exclusive. */
export type Stretch = { readonly start: number; readonly end: number };

/** A piece of a text: made of what stands at `from` in the file, or, if `exact`, a copy of it. */
export type Piece = { readonly text: string; readonly from: number; readonly exact?: boolean };

/** Collects texts, with an empty line between them, so that none runs into the next. */
export type Maker = {
  /** Takes a text that was made of what stands at `from`, and says where it now is. */
  readonly add: (text: string, from: number) => Stretch;
  /** The same for a text of several pieces, with nothing between them. */
  readonly join: (pieces: readonly Piece[]) => Stretch;
  /** All texts as one. Offsets count in that; lines and columns are those of the file. */
  readonly source: () => Source;
};

/** A text that was made of a file. @param pointAt the place in the file of an offset in `text` */
function sourceWith(file: Source, text: string, pointAt: Source['pointAt']): Source {
  const spanAt: Source['spanAt'] = (start, end) => ({
    file: file.file,
    start: pointAt(start),
    end: pointAt(end),
  });
  const textAt: Source['textAt'] = (start, end) => ({ text: text.slice(start, end), at: spanAt(start, end) });
  return { ...openSource(file.file, text, file.folder), pointAt, spanAt, textAt };
}

const BETWEEN = '\n\n';

/** @param own text of the file before all others, where offsets stay what they are */
function maker(file: Source, own: readonly string[]): Maker {
  const texts = [...own];
  const pieces: Piece[] = [];
  const starts: number[] = [];
  const ownEnd = own[0]?.length ?? -1;
  let end = own[0]?.length ?? -BETWEEN.length;
  const join = (parts: readonly Piece[]): Stretch => {
    const start = end + BETWEEN.length;
    end = start;
    for (const part of parts) {
      pieces.push(part);
      starts.push(end);
      end += part.text.length;
    }
    texts.push(parts.map(({ text }) => text).join(''));
    return { start, end };
  };
  const pointAt: Source['pointAt'] = (offset) => {
    const at = lastAtMost(starts, offset);
    const [piece, start] = [pieces[at], starts[at] ?? 0];
    if (!piece || offset <= ownEnd) return file.pointAt(offset);
    const along = piece.exact === true ? Math.min(Math.max(0, offset - start), piece.text.length) : 0;
    return { ...file.pointAt(piece.from + along), offset };
  };
  return {
    add: (text, from) => join([{ text, from }]),
    join,
    source: () =>
      own.length === texts.length && own.length > 0 ? file : sourceWith(file, texts.join(BETWEEN), pointAt),
  };
}

/** Begins with nothing. */
export const makerOf = (file: Source): Maker => maker(file, []);

/** Begins with the file itself: everything else in it can be used as it stands. It is the file when nothing is added. */
export const makerBehind = (file: Source): Maker => maker(file, [file.text]);

/**
 * A text that stands for things one after the other which nobody sees as its lines: what is found has the number of the thing
 * as its line, from 1, and no column.
 * @param starts where each of them begins, in order
 */
export const countedSource = (file: Source, starts: readonly number[]): Source =>
  sourceWith(file, file.text, (offset) => ({
    line: lastAtMost(starts, offset) + 1,
    column: 1,
    offset,
    inDeck: true,
  }));
