// What stands before a number in its clause: what is spoken of, and the verb of change that leads to it.
// Knows words; knows nothing of figures.
import { textAt, type Stretch } from './claim-nouns.ts';
import type { Sentence } from './claim-text.ts';
import { FILLERS, PREDICATES, STOPS, VERBS, WINNING, type Way } from './claim-words.ts';

/** What a clause is about, in words. */
export type Said = {
  readonly words: readonly string[];
  /** A pronoun stands there: whatever was spoken of before. */
  readonly pronoun: boolean;
  /** The word right before the claim, when it is one that says what is spoken of: `a timeout ten times that`. */
  readonly beside?: string;
  /** It is said to cost so much. */
  readonly costs?: boolean;
  /** Something made it so, so that it is compared with what it was before: `pruning made it 2× faster`. */
  readonly caused?: boolean;
};

const PRONOUNS = new Set('it that this which they we i he she these those us me them'.split(' '));
const BREAKS = new Set(
  'and but so because while although though when then or whereas where after before if since by'.split(' '),
);
const MAX_CLAUSE_TOKENS = 16;
const EACH = /^(?:both|each|every|all)$/;

const isContent = (text: string): boolean =>
  !STOPS.has(text) && !FILLERS.has(text) && !PREDICATES.has(text) && !VERBS.has(text) && !text.endsWith('ly');

const bare = (text: string): string => text.replace(/'(?:s|re)?$/, '');

/** The words between `from` and `to` that say what is spoken of. */
function contentOf(tokens: Sentence, from: number, to: number): Said {
  const words = tokens.slice(from, to).filter(({ kind }) => kind === 'word');
  const isPronoun = (at: number): boolean => {
    const { text, kind } = tokens[at] ?? { text: '', kind: 'mark' };
    const before = tokens[at - 1];
    // `a GPU that costs twice as much`: it is the GPU that is spoken of.
    const restricts =
      /^(?:that|which|who)$/.test(text) && at > from && before?.kind === 'word' && isContent(before.text);
    return kind === 'word' && PRONOUNS.has(bare(text)) && !restricts;
  };
  const isWord = ({ text }: { readonly text: string }): boolean =>
    isContent(text) && !PRONOUNS.has(bare(text));
  const beside = tokens[to - 1];
  return {
    words: words.filter((word) => EACH.test(word.text) || isWord(word)).map(({ text }) => bare(text)),
    ...(words.some(({ text }) => /^cost(?:s|ing)?$/.test(text)) && { costs: true }),
    pronoun: tokens.slice(from, to).some((_, i) => isPronoun(from + i)),
    ...(to > from && beside?.kind === 'word' && isWord(beside) && { beside: bare(beside.text) }),
  };
}

/** The clause up to a token: since the last mark, conjunction or figure. After `makes`, only what it is made of. */
export function clauseBefore(tokens: Sentence, at: number): Said {
  let start = at;
  while (start > 0 && at - start < MAX_CLAUSE_TOKENS) {
    const { kind, text } = tokens[start - 1] ?? { kind: 'mark', text: '' };
    if (kind === 'placeholder' || (kind === 'mark' && !/^[/@'’"“”]$/.test(text)) || BREAKS.has(text)) break;
    if (/^(?:makes|made|make|making)$/.test(text)) {
      const caused = !/^(?:which|that|this|it|,)$/.test(textAt(tokens, start - 2));
      return { ...contentOf(tokens, start, at), caused };
    }
    start -= 1;
  }
  return contentOf(tokens, start, at);
}

/** A verb of change before a number, and what it is said of. */
export type Changing = Stretch & { readonly way: Way; readonly topic: Said };

const MAX_VERB_DISTANCE = 7;

/** What a verb is about: its object when it has one before `end`, else its subject. Who wins is no topic. */
export function topicOfVerb(tokens: Sentence, verb: number, end: number): Said {
  if (WINNING.has(textAt(tokens, verb))) return { words: [], pronoun: true };
  const object = contentOf(tokens, verb + 1, end);
  // `saves us $300` is said of what saves it.
  const someone = /^(?:us|me|you)$/.test(textAt(tokens, verb + 1));
  return object.words.length > 0 || (object.pronoun && !someone) ? object : clauseBefore(tokens, verb);
}

/** The nearest verb of change before a token, in the same clause. */
export function changeBefore(tokens: Sentence, at: number): Changing | undefined {
  for (let back = at - 1; back >= 0 && at - back <= MAX_VERB_DISTANCE; back -= 1) {
    const { kind, text } = tokens[back] ?? { kind: 'mark', text: '' };
    if (kind !== 'word' && kind !== 'inert') return undefined;
    const way = VERBS.get(text);
    if (way !== undefined) return { way, start: back, end: back + 1, topic: topicOfVerb(tokens, back, at) };
    if (/^(?:and|but|so|by|went|goes|go|moved|moves|came|got|took|takes|taking|brought|while)$/.test(text))
      return undefined;
  }
  return undefined;
}
