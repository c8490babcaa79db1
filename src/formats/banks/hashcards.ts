// Decks of tagged lines as hashcards has them: `Q:` and `A:` for a question and its answer, `C:` for a sentence with hidden
// parts, several lines each; blank lines, rules and headings between. Makes questions of cards.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import { isReadme } from '../readme.ts';
import { asksAtEnd } from './asking.ts';
import { filledStretches, withGaps } from './cloze.ts';
import { openFences } from './fence-problems.ts';
import { fileFacts, stemOf, type FileFacts } from './file-facts.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { deckOf, type Card, type Deck } from './hashcards-cards.ts';
import { questionWords } from './question-words.ts';
import { makerBehind, type Maker } from './made-source.ts';

/** A deck begins so near the top of its file. */
const FIRST_CARD_WITHIN = 20_000;
const ANY_TAG = /^(?:Q(?:uestion)?[ \t]?\d{0,5}|C)[:：]/m;
/** A page with some questions for its readers has more to say before them than a deck. */
const LONGEST_BEFORE = 800;

type CardOf<Kind extends Card['kind']> = Extract<Card, { kind: Kind }>;

/**
 * One question for a sentence, however much of it is hidden: each hidden part is a key point. (A card for each part would ask
 * one question over and over, and show the other parts while asking for one.)
 */
function ofCloze(source: Source, { front, hidden }: CardOf<'cloze'>, maker: Maker): FoundQuestion {
  const { text } = source;
  const pieces = filledStretches(front.start, front.end, hidden).map(({ start, end }) => ({
    text: text.slice(start, end),
    from: start,
    exact: true,
  }));
  return {
    title: withGaps(text, front.start, front.end, hidden),
    titleAt: front,
    answer: maker.join(pieces),
    keyPoints: hidden.map(({ start, end }) => ({
      text: text.slice(start, end).replace(/\s+/g, ' ').trim(),
      at: source.spanAt(start, end),
    })),
  };
}

function ofQuestion(source: Source, { front, back }: CardOf<'question'>, maker: Maker): FoundQuestion {
  const written = source.text.slice(front.start, front.end);
  const { title, rest } = questionWords(written.trim());
  return {
    title,
    titleAt: front,
    answer: back,
    ...(rest !== '' && { asked: maker.add(rest, front.start) }),
  };
}

function strayProblem(source: Source, { start, end, isCloze }: Deck['strayLines'][number]): Problem {
  return {
    severity: 'warning',
    code: 'question-malformed',
    at: source.spanAt(start, end),
    message: isCloze
      ? 'This cloze hides nothing, and is left out.'
      : 'This text belongs to no card, and is left out.',
    hint: isCloze
      ? 'Write what is to be hidden in [square brackets].'
      : 'A card begins with `Q:` or `C:`; a line of `---` ends it.',
  };
}

function foundIn(source: Source, facts: FileFacts, { cards, strayLines, fences }: Deck): ForeignBank {
  const maker = makerBehind(source);
  const found = cards.map((card): FoundQuestion => {
    const one = card.kind === 'cloze' ? ofCloze(source, card, maker) : ofQuestion(source, card, maker);
    return {
      ...one,
      section: card.section ?? facts.section ?? stemOf(source.file),
      ...(card.number !== undefined && { number: card.number }),
      ...(facts.tags && { tags: facts.tags }),
    };
  });
  const problems = [...strayLines.map((one) => strayProblem(source, one)), ...openFences(source, fences)];
  return { source: maker.source(), found, problems: [...facts.problems, ...problems] };
}

/** True for a card whose first line asks. */
const isAsked = (source: Source, { front }: Card): boolean =>
  asksAtEnd(source.text.slice(front.start, front.end).trim().split('\n', 1)[0]?.trim() ?? '');

function isDeck(source: Source): boolean {
  if (!ANY_TAG.test(source.text.slice(0, FIRST_CARD_WITHIN))) return false;
  const { cards, before, stray, options } = deckOf(source, fileFacts(source));
  const whole = cards.filter((card) => card.kind === 'cloze' || card.answered);
  const length = cards.reduce((sum, { front }) => sum + front.end - front.start, 0);
  const asked = cards.filter((card) => card.kind === 'question' && isAsked(source, card));
  // A list of questions that nobody has answered yet.
  if (cards.length >= 3 && whole.length === 0 && asked.length === cards.length) return before + stray === 0;
  const fewest = isReadme(source.file) ? 5 : before + stray === 0 ? 1 : 2;
  if (whole.length < fewest || whole.length * 2 < cards.length || options * 2 > cards.length) return false;
  return before <= LONGEST_BEFORE && stray <= Math.max(400, length);
}

/** Reads decks of `Q:`, `A:` and `C:` lines. */
export const hashcards: BankReader = {
  name: 'hashcards',
  title: 'hashcards deck',
  recognises: isDeck,
  read: (source) => {
    const facts = fileFacts(source);
    return foundIn(source, facts, deckOf(source, facts));
  },
};
