// Markdown while it is put together: frames inside frames, each an element that is open. Knows where spaces, line breaks
// and empty lines go; knows nothing of tags.

/** What is due before the next words: nothing, a new line of a tight list, a line break, an empty line. */
export type Gap = (typeof GAPS)[number];
const GAPS = ['', '\n', '  \n', '\n\n'] as const;

/** An element that is open, and what it holds so far. */
export type Frame = {
  readonly name: string;
  /** `words` is a stretch of its parent's line, `code` keeps blanks and marks as they are, `flow` stands for itself. */
  readonly kind: 'flow' | 'words' | 'code';
  /** Attributes as they stand in the tag. */
  readonly attributes: string;
  readonly parent: Frame | undefined;
  readonly pieces: string[];
  gap: Gap;
  /** True when blanks are due before the next words of the line. */
  space: boolean;
  /** The last character that was put in. */
  last: string;
  /** True behind marks that would not close were a letter to follow at once. */
  glued: boolean;
  /** True when it holds blocks: lists, code, tables. */
  blocks: boolean;
  /** True when it holds what no cell of a table can: blocks of code, other tables. */
  solid: boolean;
  /** Of a list: how many items. */
  items: number;
  /** Of a table: its rows. */
  readonly rows: string[][];
  /** Of code: the language it is in. */
  language: string;
};

/** Opens a frame inside another. */
export const frameOf = (
  name: string,
  kind: Frame['kind'],
  attributes: string,
  parent: Frame | undefined,
): Frame => ({
  name,
  kind,
  attributes,
  parent,
  pieces: [],
  gap: '',
  space: false,
  last: '',
  glued: false,
  blocks: false,
  solid: false,
  items: 0,
  rows: [],
  language: '',
});

/** All that a frame holds. */
export const contentOf = (frame: Frame): string => frame.pieces.join('');

/** The frame that blanks and breaks before any words belong to. */
function holder(frame: Frame): Frame {
  let at = frame;
  while (at.kind === 'words' && at.last === '' && at.parent) at = at.parent;
  return at;
}

/** Whether the next words begin a line. */
export function startsLine(frame: Frame): boolean {
  const at = holder(frame);
  return at.last === '' || at.gap !== '';
}

/** Leaves room for blanks before the next words. */
export function addSpace(frame: Frame): void {
  holder(frame).space = true;
}

/** Ends the line, or the paragraph. Of two that meet, the greater counts; in code, each line ends once. */
export function addGap(frame: Frame, gap: Gap): void {
  const at = holder(frame);
  if (at.kind === 'code') {
    if (at.last !== '\n' && at.last !== '') putCode(at, '\n');
  } else if (GAPS.indexOf(gap) > GAPS.indexOf(at.gap)) at.gap = gap;
}

/** A line break that was asked for: on an empty line it makes a paragraph. */
export function addBreak(frame: Frame): void {
  const at = holder(frame);
  if (at.kind === 'code') putCode(at, '\n');
  else addGap(at, at.gap === '' ? '  \n' : '\n\n');
}

/** Puts code in as it is. */
export function putCode(frame: Frame, text: string): void {
  if (text === '') return;
  frame.pieces.push(text);
  frame.last = text.at(-1) ?? '';
}

const LETTER = /[\p{L}\p{N}]/u;

/** Puts Markdown in, with what is due before it. */
export function put(frame: Frame, text: string): void {
  if (text === '') return;
  if (frame.last !== '') {
    if (frame.gap !== '') frame.pieces.push(frame.gap);
    else if (frame.space || (frame.glued && LETTER.test(text.charAt(0)))) frame.pieces.push(' ');
  }
  frame.pieces.push(text);
  frame.last = text.at(-1) ?? '';
  frame.gap = '';
  frame.space = false;
  frame.glued = false;
}

/** Puts marked words in. Marks open and close only beside a blank when what they mark begins or ends otherwise than with a letter. */
export function putMarked(frame: Frame, text: string, first: string, last: string): void {
  if (!LETTER.test(first) && LETTER.test(frame.last)) frame.space = true;
  put(frame, text);
  frame.glued = !LETTER.test(last);
}

/** Puts a block in, with empty lines around it. */
export function putBlock(frame: Frame, text: string): void {
  if (text.trim() === '') return;
  addGap(frame, '\n\n');
  put(frame, text);
  frame.gap = '\n\n';
  frame.blocks = true;
}
