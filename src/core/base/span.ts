/** `line` and `column` count from 1, `offset` from 0; columns and offsets are UTF-16 units. */
export type Point = {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  /** In a deck, `line` is the number of a note. */
  readonly inDeck?: true;
};

export type Range = { readonly start: number; readonly end: number };

/** `end` is exclusive; offsets are of the whole file, front matter and BOM included. */
export type Span = { readonly file: string; readonly start: Point; readonly end: Point };

/** `text` is exactly the slice of the file at `at`. */
export type Text = { readonly text: string; readonly at: Span };

export type Source = {
  readonly file: string;
  readonly text: string;
  readonly folder?: string;
  /** On disk, so that the names of folders tell the same wherever prep runs; otherwise `file`. */
  readonly path: string;
  /** Names in its folder, including itself; for the README of a folder that is only a number, in the folder around it. */
  readonly siblings?: () => readonly string[];
  /** A person named this file, and not the folder that it is in. */
  readonly named?: boolean;
  /** Slugs of headings that are parts of answers in the files of its folder. */
  readonly parts?: ReadonlySet<string>;
  /** The family of headings that has its questions, as the pages of its folder say together. */
  readonly family?: string;
  readonly pointAt: (offset: number) => Point;
  readonly spanAt: (start: number, end: number) => Span;
  readonly textAt: (start: number, end: number) => Text;
};

function startsOfLines(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** 0 for none. */
export function lastAtMost(sorted: readonly number[], value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function openSource(file: string, text: string, folder?: string): Source {
  let starts: readonly number[] | undefined;
  let line = 0;
  const pointAt = (offset: number): Point => {
    starts ??= startsOfLines(text);
    const clamped = Math.max(0, Math.min(offset, text.length));
    // Most lookups are on the same line as the one before.
    if (clamped < (starts[line] ?? 0) || clamped >= (starts[line + 1] ?? Infinity))
      line = lastAtMost(starts, clamped);
    return { line: line + 1, column: clamped - (starts[line] ?? 0) + 1, offset: clamped };
  };
  const spanAt = (start: number, end: number): Span => ({ file, start: pointAt(start), end: pointAt(end) });
  const textAt = (start: number, end: number): Text => ({
    text: text.slice(start, end),
    at: spanAt(start, end),
  });
  return { file, text, folder, path: file, pointAt, spanAt, textAt };
}

export function trimmedText(source: Source, from: number, to: number): Text {
  const raw = source.text.slice(from, to);
  const end = from + raw.trimEnd().length;
  return end <= from
    ? source.textAt(from, from)
    : source.textAt(from + raw.length - raw.trimStart().length, end);
}
