import { decodeHTMLStrict } from 'entities';
import { capitalized } from './wording.ts';

/**
 * Replaces character references once, those that look blank or invisible by a space or nothing. The result may contain
 * control characters: clean it afterwards.
 */
export const decodeEntities = (text: string): string =>
  text.includes('&')
    ? decodeHTMLStrict(text.replaceAll(/&(?:en|em|thin)sp;/g, ' ').replaceAll('&shy;', ''))
    : text;

type Change = (text: string) => string;

/** Beyond these a Markdown parser takes more than linear time or overflows the stack. */
const LONGEST_TEXT = 400_000;
const LONGEST_PARAGRAPH = 40_000;
const MOST_EMPHASIS = 1000;
const DEEPEST = 24;
const LONGEST_PREFIX = 12 * DEEPEST;
const PREFIX = /^(?:[ \t]|[>*+-]|\d{1,9}[.)][ \t])*/;

function isDeep(line: string): boolean {
  const prefix = PREFIX.exec(line.slice(0, LONGEST_PREFIX))?.[0] ?? '';
  if (prefix.length === LONGEST_PREFIX) return true;
  const quotes = prefix.split('>').length - 1;
  const items = prefix.match(/(?:[*+-]|\d[.)])[ \t]/g)?.length ?? 0;
  // A line of only dashes or stars is a rule.
  return quotes > DEEPEST || (items > DEEPEST && line.length > prefix.length);
}

/** Linear. */
function isHostile(text: string): boolean {
  if (text.length > LONGEST_TEXT) return true;
  let length = 0;
  let emphasis = 0;
  for (const line of text.split('\n')) {
    const blank = line.trim() === '';
    length = blank ? 0 : length + line.length + 1;
    emphasis = blank ? 0 : emphasis + line.split(/[*_]/).length - 1;
    if (length > LONGEST_PARAGRAPH || emphasis > MOST_EMPHASIS || isDeep(line)) return true;
  }
  return false;
}

/** Nesting that `isHostile` does not foresee overflows the stack of the parser; the words are still readable. */
export function drawnOr(asWritten: Change, text: string, draw: Change): string {
  if (isHostile(text)) return asWritten(text);
  try {
    return draw(text);
  } catch (fault) {
    if (fault instanceof RangeError) return asWritten(text);
    throw fault;
  }
}

/** What the group of a pattern matches, and what is between. */
export const byPieces = (text: string, pattern: RegExp, shown: Change, plain: Change): string =>
  text
    .split(pattern)
    .map((piece, i) => (i % 2 === 1 ? shown(piece) : plain(piece)))
    .join('');

/** In Markdown, in place of a value or gap: in noncharacters, which are removed from all text from outside. */
export const markText = (index: number): string => `\ufdd0${index}\ufdd1`;
const MARK = /\ufdd0(\d{1,9})\ufdd1/g;

export const withMarks = (text: string, shown: (index: number) => string, plain: Change): string =>
  byPieces(text, MARK, (index) => shown(Number(index)), plain);

const CALLOUT =
  /^ {0,3}>[ \t]?\[!([\w-]{1,30})\][+-]?[ \t]*([^\n]{0,500})(?:\n|$)((?: {0,3}>[^\n]*(?:\n|$))*)/;
const HIGHLIGHT = /^==(?![\s=])([^\n]{1,500}?)(?<![\s=])==(?![\p{L}\p{N}=])/u;
const WORD_END = /[\p{L}\p{N}=]$/u;

type Lexes<Token> = {
  readonly lexer: Readonly<Record<'inlineTokens' | 'blockTokens', (text: string) => Token[]>>;
};

/** What notes of Obsidian have beyond Markdown, as extensions of marked: `> [!tip] Title` and `==highlight==`. */
export const noteExtensions = <Token>() => [
  {
    name: 'callout',
    level: 'block' as const,
    tokenizer(this: Lexes<Token>, source: string) {
      const [raw, kind = '', title = '', quoted = ''] = CALLOUT.exec(source) ?? [];
      if (raw === undefined) return undefined;
      const head = title.replaceAll('*', '').trim() || capitalized(kind.toLowerCase());
      const text = `**${head}**\n\n${quoted.replaceAll(/^ {0,3}> ?/gm, '')}`;
      return { type: 'blockquote', raw, text, tokens: this.lexer.blockTokens(text) };
    },
  },
  {
    name: 'highlight',
    level: 'inline' as const,
    start: (source: string) => source.indexOf('=='),
    tokenizer(this: Lexes<Token>, source: string, before: readonly { readonly raw: string }[]) {
      const [raw, text = ''] = HIGHLIGHT.exec(source) ?? [];
      if (raw === undefined || WORD_END.test(before.at(-1)?.raw ?? '')) return undefined;
      return { type: 'strong', raw, text, tokens: this.lexer.inlineTokens(text) };
    },
  },
];

// Math is kept as written, so that `a_1 * b_1` keeps its signs. A closing dollar directly follows its content, with no
// word or number after it: `$5 to $10` is money. A formula has no empty line in it.

const between = (opening: string, closing: string): string =>
  String.raw`${opening}(?:(?!${closing}|\n[ \t]*\n)[^]){1,5000}${closing}`;
const environment = (tag: 'begin' | 'end'): string => String.raw`\\${tag}\{[a-z]{1,20}\*?\}`;
const DISPLAYED = `${between(String.raw`\$\$`, String.raw`\$\$`)}|${between(String.raw`\\\[`, String.raw`\\\]`)}|${between(environment('begin'), environment('end'))}`;
const INLINE = String.raw`${between(String.raw`\\\(`, String.raw`\\\)`)}|\$(?![\s$])[^$\n]{0,999}[^$\s\\]\$(?![\p{L}\p{N}\uFDD0])`;
const MATH = new RegExp(`^(?:${DISPLAYED}|${INLINE})`, 'u');
const MATH_BLOCK = new RegExp(String.raw`^ {0,3}(?:${DISPLAYED})[ \t]*(?:\n|$)`, 'u');
/** In characters from the start of a paragraph; a block formula is not looked for beyond. */
const REACH = 4000;
const BEFORE_MONEY = /[\p{L}\p{N}\\]$/u;

/**
 * As extensions of marked.
 * @param blocks what formulas on lines of their own are drawn as
 */
export const mathExtensions = (drawn: (formula: string, block?: true) => string, blocks = 'mathBlock') => [
  {
    name: 'math',
    level: 'inline' as const,
    start: (source: string) => source.search(/\$|\\(?:[([]|begin\{)/),
    tokenizer(source: string, before: readonly { readonly raw: string }[]) {
      const isMoney = /^\$(?!\$)/.test(source) && BEFORE_MONEY.test(before.at(-1)?.raw ?? '');
      const raw = isMoney ? undefined : MATH.exec(source)?.[0];
      return raw === undefined ? undefined : { type: 'math', raw };
    },
    renderer: ({ raw }: { readonly raw: string }) => drawn(raw),
  },
  {
    name: 'mathBlock',
    level: 'block' as const,
    start: (source: string) => source.slice(0, REACH).search(/\n {0,3}(?:\$\$|\\\[|\\begin\{)/),
    tokenizer(source: string) {
      const raw = MATH_BLOCK.exec(source)?.[0];
      return raw === undefined ? undefined : { type: blocks, raw, text: raw.trim() };
    },
    renderer: ({ raw }: { readonly raw: string }) => drawn(raw.trim(), true),
  },
];
