// Finding questions: by a name that somebody typed, and by words in their texts.
import type { Bank } from './bank.ts';
import { shownText } from './conditional.ts';
import { stemOf } from './coverage-words.ts';
import { folded, nearest } from './nearest.ts';
import type { Question, QuestionHead, QuestionId } from './question.ts';

/** What a typed name means. */
export type Found<I> =
  { readonly found: I } | { readonly ambiguous: readonly I[] } | { readonly closest: readonly QuestionId[] };

const CLOSEST = 3;

/** Ids of the questions that may have been meant: those with numbers around the one typed, else those spelled most like it. */
function closestIds(
  questions: readonly QuestionHead[],
  typed: string,
  number: string | undefined,
): readonly QuestionId[] {
  const numbered = questions.flatMap(({ id, number: own }) =>
    number === undefined || own === undefined ? [] : [{ id, away: Math.abs(own - Number(number)) }],
  );
  if (numbered.length === 0)
    return nearest(
      typed,
      questions.map(({ id }) => id),
      CLOSEST,
    );
  return numbered
    .toSorted((a, b) => a.away - b.away)
    .slice(0, CLOSEST)
    .map(({ id }) => id);
}

/** Finds by number (`4`, `Q4`), by id, or by a start of an id that only one question has. */
export function findQuestion<I extends QuestionHead>(bank: Bank<I>, name: string): Found<I> {
  const typed = name.trim();
  const exact = bank.questions.get(typed) ?? bank.questions.get(typed.toLowerCase());
  if (exact) return { found: exact };
  const questions = [...bank.questions.values()];
  const number = /^q?(\d{1,6})$/i.exec(typed)?.[1];
  const start = typed.toLowerCase();
  const matches =
    number === undefined
      ? questions.filter((question) => start !== '' && question.id.startsWith(start))
      : questions.filter((question) => question.number === Number(number));
  const [only] = matches;
  if (only && matches.length === 1) return { found: only };
  if (matches.length > 1) return { ambiguous: matches };
  return { closest: closestIds(questions, typed, number) };
}

export type Hit = { readonly question: Question; readonly score: number; readonly excerpt: string };

const EXCERPT_CHARS = 160;
const LONGEST_QUERY = 12;

type Field = { readonly weight: number; readonly text: string };

const fieldsOf = (question: Question): readonly Field[] => [
  { weight: 8, text: question.title },
  { weight: 5, text: [question.id, question.section, ...question.tags].join(' ') },
  { weight: 3, text: question.keyPoints.map((point) => point.text).join('\n') },
  { weight: 1, text: question.answer.text },
  {
    weight: 1,
    text: question.followUpTexts.map((each) => `${each.question.text}\n${each.answer.text}`).join('\n'),
  },
];

/** Letters that an inflection adds at most: `ing`, `ies`. What differs by more is another word: `position`, `positional`. */
const LONGEST_ENDING = 3;

/** What begins all inflections of a word: `quer` for "queries" and "query". */
function commonStart(word: string): string {
  const stem = stemOf(word).replace(/[eiy]$/, '');
  const isInflection = stem.length >= 4 && word.length - stem.length <= LONGEST_ENDING;
  return isInflection && word.startsWith(stem) ? stem : word;
}

const isLetter = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] ?? '');

/** Where a word of `text` begins with `word`; -1 for nowhere. Scripts without spaces match anywhere. */
function wordStart(text: string, word: string): number {
  const anywhere = !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u.test(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (anywhere || at === 0 || !isLetter(text, at - 1)) return at;
  }
  return -1;
}

/** Score of one word: the weight of the best field that holds it, and a little for each other one. 0 when none does. */
function wordScore(fields: readonly Field[], word: string): number {
  const weights = fields.filter((field) => wordStart(field.text, word) >= 0).map((field) => field.weight);
  return weights.length === 0 ? 0 : Math.max(...weights) + 0.1 * (weights.length - 1);
}

/** The stretch of the answer around the first word found. Folding may shift offsets by a few units, which an excerpt bears. */
function excerptOf(answer: string, words: readonly string[]): string {
  const plain = answer
    .replaceAll(/^#{1,6} +|\*\*|`/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const text = folded(plain);
  const at = Math.max(
    0,
    ...words
      .map((word) => wordStart(text, word))
      .filter((start) => start >= 0)
      .slice(0, 1),
  );
  const from = Math.max(0, plain.lastIndexOf(' ', Math.max(0, at - 40)) + 1);
  const piece = plain.slice(from, from + EXCERPT_CHARS);
  const to = from + EXCERPT_CHARS < plain.length ? Math.max(piece.lastIndexOf(' '), 1) : piece.length;
  return `${from > 0 ? '… ' : ''}${piece.slice(0, to)}${from + to < plain.length ? ' …' : ''}`;
}

/** The questions that hold every word, the best first: title before tags, key points, and answers. */
export function searchQuestions(bank: Bank<Question>, words: string): readonly Hit[] {
  const wanted = [...new Set(folded(words).match(/[\p{L}\p{N}]+/gu) ?? [])]
    .slice(0, LONGEST_QUERY)
    .map(commonStart);
  if (wanted.length === 0) return [];
  const hits: Hit[] = [];
  for (const question of bank.questions.values()) {
    const fields = fieldsOf(question).map(({ weight, text }) => ({ weight, text: folded(text) }));
    const scores = wanted.map((word) => wordScore(fields, word));
    if (scores.includes(0)) continue;
    const score = scores.reduce((sum, each) => sum + each, 0);
    hits.push({
      question,
      score,
      excerpt: excerptOf(shownText(question.answer, question.conditionals ?? [], () => 'open').text, wanted),
    });
  }
  return hits.toSorted((a, b) => b.score - a.score);
}
