// The questions of a GIFT file as stretches: what an empty line parts, comments taken out, with the category and the tags that
// stand above. Knows lines, braces and escapes; what a question says is gift.ts' part.
import type { Stretch } from './made-source.ts';

/** A question or a description, as long as its lines go. Offsets are those of the file. */
export type GiftBlock = Stretch & {
  readonly section?: string;
  readonly tags: readonly string[];
  /** Where braces open that never close. */
  readonly unclosed?: number;
};

/** The text with its comments and commands as blanks: offsets stay what they are. */
export type GiftText = { readonly text: string; readonly blocks: readonly GiftBlock[] };

const CATEGORY = /^\s*\$CATEGORY:\s*(\S[^\n]*)/i;
const COMMENT = /^\s*\/\//;
const TAG = /\[tag:([^\]\n]{1,80})\]/g;
/** Names in the path of a category that say nothing of what it holds. */
const NO_NAME =
  /^(?:\$?(?:course|system|module|cat\d*)\d*\$?|top|(?:default|standard|por defecto|défaut)\b.*)$/i;

/** The last telling name of a path such as `$course$/top/Databases/Indexes`. A slash in a name is written twice. */
export function categoryName(path: string): string | undefined {
  const names = path
    .replaceAll('//', '\u0000')
    .split('/')
    .map((name) => name.replaceAll('\u0000', '/').trim());
  return names.findLast((name) => name !== '' && !NO_NAME.test(name));
}

/** The index of the next sign of `signs` from `from` on that no backslash precedes; -1 when there is none before `end`. */
export function nextSign(text: string, signs: string, from: number, end: number): number {
  for (let at = from; at < end; at += 1) {
    const char = text[at] ?? '';
    if (char === '\\') at += 1;
    else if (signs.includes(char)) return at;
  }
  return -1;
}

type Line = Stretch & { readonly next: number };

function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  for (let start = text.charCodeAt(0) === 0xfeff ? 1 : 0; start < text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline === -1 ? text.length : newline;
    lines.push({ start, end, next: newline === -1 ? text.length : newline + 1 });
    start = end + 1;
  }
  return lines;
}

type Splitting = {
  readonly blocks: GiftBlock[];
  readonly blanked: Stretch[];
  section: string | undefined;
  tags: string[];
  start: number | undefined;
  end: number;
  /** Where the brace stands that is open. */
  open: number | undefined;
};

function endBlock(state: Splitting): void {
  if (state.start !== undefined) {
    state.blocks.push({
      start: state.start,
      end: state.end,
      tags: state.tags,
      ...(state.section !== undefined && { section: state.section }),
      ...(state.open !== undefined && { unclosed: state.open }),
    });
    state.tags = [];
  }
  state.start = undefined;
  state.open = undefined;
}

/** Follows braces through a line. */
function countBraces(text: string, { start, end }: Line, state: Splitting): void {
  for (let at = nextSign(text, '{}', start, end); at !== -1; at = nextSign(text, '{}', at + 1, end)) {
    if (text[at] === '}') state.open = undefined;
    else state.open ??= at;
  }
}

/** Whether the braces that are open close before others open: an empty line may stand within them. */
function closesLater(text: string, from: number): boolean {
  const at = nextSign(text, '{}', from, text.length);
  return at !== -1 && text[at] === '}';
}

/** Comments and commands are no part of any question. */
function isAside(text: string, line: Line, state: Splitting): boolean {
  const words = text.slice(line.start, line.end);
  const category = CATEGORY.exec(words)?.[1];
  if (category === undefined && !COMMENT.test(words)) return false;
  if (category !== undefined) {
    endBlock(state);
    state.section = categoryName(category.trim());
  } else for (const [, tag] of words.matchAll(TAG)) if (tag !== undefined) state.tags.push(tag.trim());
  state.blanked.push(line);
  return true;
}

function blank(text: string, stretches: readonly Stretch[]): string {
  const parts: string[] = [];
  let from = 0;
  for (const { start, end } of stretches) {
    parts.push(text.slice(from, start), ' '.repeat(end - start));
    from = end;
  }
  return [...parts, text.slice(from)].join('');
}

/** Splits a file. Linear in its length. */
export function giftText(text: string): GiftText {
  const state: Splitting = {
    blocks: [],
    blanked: [],
    section: undefined,
    tags: [],
    start: undefined,
    end: 0,
    open: undefined,
  };
  let closes: boolean | undefined;
  for (const line of linesOf(text)) {
    if (isAside(text, line, state)) continue;
    const words = text.slice(line.start, line.end);
    if (words.trim() === '') {
      // Looked for once in a question, however many empty lines it has.
      if (state.open !== undefined) closes ??= closesLater(text, line.end);
      if (state.open === undefined || closes === false) endBlock(state);
      continue;
    }
    if (/^\s*::/.test(words)) endBlock(state);
    if (state.open === undefined) closes = undefined;
    state.start ??= line.start;
    state.end = line.end;
    countBraces(text, line, state);
  }
  endBlock(state);
  return { text: blank(text, state.blanked), blocks: state.blocks };
}
