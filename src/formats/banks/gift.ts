// GIFT, the text format of Moodle's quizzes: `::name:: question {=right ~wrong #feedback}`, categories and comments between.
// Knows a question's parts and puts them into words; what braces hold is gift-answers.ts' part.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import { withoutEmphasis } from './cell-text.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { seemsAnswers } from './gift-answers.ts';
import { giftText, nextSign, type GiftBlock } from './gift-blocks.ts';
import { giftAnswer, giftWords } from './gift-words.ts';
import { makerOf, type Maker, type Stretch } from './made-source.ts';
import { isPlainName } from './plain-file.ts';
import { questionWords } from './question-words.ts';

const FORMAT = /\s*\[(html|markdown|moodle|plain)\]/iy;
const GAP = '_____';
const HEAD_CHARS = 65_536;
const FEWEST = 2;

/** A question taken apart; texts are as they stand. */
type Parts = {
  readonly words: string;
  /** Where the words begin. */
  readonly at: number;
  readonly format: string;
  readonly braces: readonly string[];
  readonly bracesAt: number;
};

/** Where the name of a question ends: behind the second `::`. */
function afterName(text: string, start: number, end: number): number {
  if (!text.startsWith('::', start)) return start;
  for (let at = nextSign(text, ':', start + 2, end); at !== -1; at = nextSign(text, ':', at + 1, end)) {
    if (text[at + 1] === ':') return at + 2;
  }
  return start + 2;
}

function partsOf(text: string, { start, end }: Stretch): Parts {
  const first = start + (text.slice(start, end).search(/\S/) || 0);
  const named = afterName(text, Math.max(start, first), end);
  FORMAT.lastIndex = named;
  const format = FORMAT.exec(text);
  const from = format && FORMAT.lastIndex <= end ? FORMAT.lastIndex : named;
  const braces: string[] = [];
  let words = '';
  let at = from;
  let bracesAt = from;
  for (let open = nextSign(text, '{', from, end); open !== -1; open = nextSign(text, '{', at, end)) {
    const closing = nextSign(text, '}', open + 1, end);
    const close = closing === -1 ? end : closing;
    if (braces.length === 0) bracesAt = open;
    braces.push(text.slice(open + 1, close));
    words += `${text.slice(at, open)}{}`;
    at = Math.min(end, close + 1);
  }
  words += text.slice(at, end);
  const begins = text.slice(from, end).search(/\S/);
  return {
    words,
    at: from + Math.max(0, begins),
    format: format?.[1]?.toLowerCase() ?? '',
    braces,
    bracesAt,
  };
}

/** The words with a mark where braces stood within them; at their end no mark is needed. */
function withGaps(words: string, count: number): string {
  const trimmed = words.trim();
  const atEnd = count === 1 && trimmed.endsWith('{}');
  return atEnd ? trimmed.slice(0, -2) : trimmed.replaceAll('{}', GAP);
}

function foundOf(
  parts: Parts,
  block: GiftBlock,
  maker: Maker,
): { readonly found: FoundQuestion; readonly points: readonly Stretch[] } {
  const words = questionWords(giftWords(withGaps(parts.words, parts.braces.length), parts.format));
  const { asked, answer, points } = giftAnswer(parts.braces, parts.format);
  const title = withoutEmphasis(words.title);
  const more = [words.rest, asked].filter((part) => part !== '').join('\n\n');
  const found: FoundQuestion = {
    title,
    titleAt: maker.add(title, parts.at),
    ...(more !== '' && { asked: maker.add(more, parts.at) }),
    answer: maker.add(answer, parts.bracesAt),
    ...(words.number !== undefined && { number: words.number }),
    ...(block.section !== undefined && { section: block.section }),
    ...(block.tags.length > 0 && { tags: [...new Set(block.tags)] }),
  };
  return {
    found,
    points: points
      .filter((point) => point.length <= 300)
      .map((point) => maker.add(point.replace(/\s+/g, ' '), parts.bracesAt)),
  };
}

/** Blocks with the braces that stand below an empty line taken to the question above. */
function joinedBlocks(text: string, blocks: readonly GiftBlock[]): readonly GiftBlock[] {
  const joined: GiftBlock[] = [];
  /** Whether the last one has no braces yet. */
  let waits = false;
  for (const block of blocks) {
    const last = joined.at(-1);
    const braces = /^\s*\{/.test(text.slice(block.start, block.start + 200));
    if (last && braces && waits) {
      joined.splice(-1, 1, { ...block, ...last, end: block.end });
      waits = false;
    } else {
      joined.push(block);
      waits = nextSign(text, '{', block.start, block.end) === -1;
    }
  }
  return joined;
}

const unclosed = (source: Source, { unclosed: at = 0 }: GiftBlock): Problem => ({
  severity: 'warning',
  code: 'question-malformed',
  at: source.spanAt(at, at + 1),
  message: 'These braces are never closed.',
  hint: 'Write `}` behind the answers.',
});

function read(source: Source): ForeignBank {
  const { text, blocks } = giftText(source.text);
  const maker = makerOf(source);
  const asked = joinedBlocks(text, blocks)
    .map((block) => ({ block, parts: partsOf(text, block) }))
    .filter(({ parts }) => parts.braces.length > 0)
    .map(({ block, parts }) => ({ block, ...foundOf(parts, block, maker) }));
  const made = maker.source();
  return {
    source: made,
    found: asked.map(({ found, points }) => {
      const keyPoints = points.map(({ start, end }) => made.textAt(start, end));
      return keyPoints.length > 0 ? { ...found, keyPoints } : found;
    }),
    problems: asked
      .filter(({ block }) => block.unclosed !== undefined)
      .map(({ block }) => unclosed(source, block)),
  };
}

const OTHER = /^\ufeff?\s*(?:[[{<]|#{1,6} \S|---\s*\n|[-*] )/;

function recognises({ text, file }: Source): boolean {
  if (!isPlainName(file) || OTHER.test(text.slice(0, 200)) || !text.includes('{')) return false;
  const head = giftText(text.slice(0, HEAD_CHARS));
  const asked = joinedBlocks(head.text, head.blocks)
    .map((block) => partsOf(head.text, block))
    .filter(({ braces }) => braces.length > 0);
  const named =
    /^\s*::[^\n]{1,300}?::/m.test(text.slice(0, HEAD_CHARS)) ||
    /^\$CATEGORY:/m.test(text.slice(0, HEAD_CHARS)) ||
    /\.gift(?:\.txt)?$/i.test(file);
  // Nothing between braces is an essay, where other signs say that this is GIFT.
  const fits = (inside: string): boolean => seemsAnswers(inside) || (named && inside.trim() === '');
  const sure = asked.filter(({ braces }) => braces.every(fits)).length;
  return sure >= (named ? 1 : FEWEST) && sure * 10 >= asked.length * (named ? 5 : 8);
}

/** Reads GIFT. */
export const gift: BankReader = { name: 'gift', title: 'GIFT (Moodle)', recognises, read };
