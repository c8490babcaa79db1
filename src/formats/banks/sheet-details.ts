// What each `<details>` element of a Markdown file is for: a question, an answer under a question, contents, an aside, or
// a section that holds questions. Judges them by their summaries and by each other; leaves texts to others.
import { countBy } from '../../core/groups.ts';
import type { Source } from '../../core/span.ts';
import type { CodeFence } from '../outline.ts';
import { mayAsk, summaryHolds, surelyAsks, type Holds } from './asking.ts';
import { detailsIn, type Details } from './details-elements.ts';

/** `aside` stays where it is, as part of the text around it. */
type DetailsKind = 'question' | 'answer' | 'contents' | 'section' | 'aside';

export type JudgedDetails = Details & {
  /** Its place among the elements of the file. */
  readonly index: number;
  readonly kind: DetailsKind;
  /** True for a question that says so itself: a question mark, a number. */
  readonly sure: boolean;
  /** Words of the summary on one line, without tags. */
  readonly words: string;
};

const LINK_LINE = /\]\(#|href=["']#/;
const FEWEST_LINKS = 3;
const LONGEST_SUMMARY = 2000;

const wordsOf = (text: string): string =>
  text
    .slice(0, LONGEST_SUMMARY)
    .replace(/<[^<>]{0,300}>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** True for an element that holds hardly anything but links to places of the file. */
function isContents(source: Source, { body }: Details): boolean {
  const lines = source.text.slice(body.start, Math.min(body.end, body.start + 20_000)).split('\n');
  const filled = lines.filter((line) => line.trim() !== '');
  const linked = filled.filter((line) => LINK_LINE.test(line)).length;
  return linked >= FEWEST_LINKS && linked >= filled.length * 0.6;
}

type First = { readonly one: Details; readonly words: string; readonly holds: Holds };

function firstLook(source: Source, fences: readonly CodeFence[]): readonly First[] {
  const elements = detailsIn(source.text, fences);
  const words = elements.map(({ summary }) => wordsOf(source.text.slice(summary.start, summary.end)));
  const times = countBy(words, (each) => each);
  return elements.map((one, i) => {
    const said = words[i] ?? '';
    const holds = summaryHolds(said, times.get(said) ?? 1, elements.length);
    return { one, words: said, holds: holds !== 'answer' && isContents(source, one) ? 'contents' : holds };
  });
}

/** Indexes of elements that hold others which ask. */
function holders(looks: readonly First[]): ReadonlyMap<number, number> {
  const asked = new Map<number, number>();
  for (const { one, holds } of looks) {
    if (holds === 'question' && one.parent !== -1) asked.set(one.parent, (asked.get(one.parent) ?? 0) + 1);
  }
  return asked;
}

/** Where some summaries ask, others beside them ask too, without a question mark. */
function othersAsk(looks: readonly First[]): boolean {
  const asking = looks.filter(({ holds }) => holds === 'question').length;
  const maybe = looks.filter(({ holds }) => holds === 'maybe').length;
  return asking >= 2 ? asking >= maybe * 0.5 : asking === 1 && maybe === 1;
}

/** Judges every element of the file, in order. */
export function judgeDetails(source: Source, fences: readonly CodeFence[]): readonly JudgedDetails[] {
  const looks = firstLook(source, fences);
  if (looks.length === 0) return [];
  const asked = holders(looks);
  const generous = othersAsk(looks);
  const kindOf = ({ holds, words }: First, i: number): DetailsKind => {
    const inner = asked.get(i) ?? 0;
    // Follow-ups stand below a question of their own; several below a plain name make it a section.
    if (inner > 0 && (holds === 'maybe' || holds === 'aside')) return 'section';
    if (inner > 2 && holds === 'contents') return 'section';
    if (holds === 'maybe') return generous || mayAsk(words) ? 'question' : 'aside';
    return holds;
  };
  return looks.map((look, i) => ({
    ...look.one,
    index: i,
    kind: kindOf(look, i),
    sure: look.holds === 'question' && surelyAsks(look.words),
    words: look.words,
  }));
}
