import type { Bank } from '../base/bank.ts';
import type { Question } from '../base/question.ts';
import { folded } from '../base/spelling.ts';
import { stemOf } from '../feedback/words.ts';
import type { Values } from '../fill/conditional.ts';
import { fillText, segmentsText } from '../fill/values.ts';

export type Hit = { readonly question: Question; readonly score: number; readonly excerpt: string };

const EXCERPT_CHARS = 160;

type Field = { readonly weight: number; readonly text: string };

const fieldsOf = (question: Question, shown: string): readonly Field[] => [
  { weight: 8, text: question.title },
  { weight: 5, text: [question.id, question.section, ...question.tags].join(' ') },
  { weight: 3, text: question.keyPoints.map((point) => point.text).join('\n') },
  { weight: 1, text: `${question.answer.text}\n${shown}` },
  {
    weight: 1,
    text: question.followUpTexts.map((each) => `${each.question.text}\n${each.answer.text}`).join('\n'),
  },
];

/** `ing`, `ies`: a longer difference makes another word (`position`, `positional`). */
const LONGEST_ENDING = 3;

function commonStart(word: string): string {
  const stem = stemOf(word).replace(/[eiy]$/, '');
  const isInflection = stem.length >= 4 && word.length - stem.length <= LONGEST_ENDING;
  return isInflection && word.startsWith(stem) ? stem : word;
}

/** -1 when none begins with it. Scripts without spaces match anywhere. */
function wordStart(text: string, word: string): number {
  const anywhere = !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]/u.test(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (anywhere || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return at;
  }
  return -1;
}

/** The best field counts, the others a little. */
function wordScore(fields: readonly Field[], word: string): number {
  const weights = fields.filter(({ text }) => wordStart(text, word) >= 0).map(({ weight }) => weight);
  return weights.length === 0 ? 0 : Math.max(...weights) + 0.1 * (weights.length - 1);
}

function excerptOf(answer: string, words: readonly string[]): string {
  const plain = answer
    .replaceAll(/^#{1,6} +|\*\*|`|(?<!\w)==(?=\S)|(?<=\S)==(?!\w)/gm, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  const text = folded(plain);
  const at = words.map((word) => wordStart(text, word)).find((start) => start >= 0) ?? 0;
  const from = Math.max(0, plain.lastIndexOf(' ', Math.max(0, at - 40)) + 1);
  const piece = plain.slice(from, from + EXCERPT_CHARS);
  const to = from + EXCERPT_CHARS < plain.length ? Math.max(piece.lastIndexOf(' '), 1) : piece.length;
  return `${from > 0 ? '… ' : ''}${piece.slice(0, to)}${from + to < plain.length ? ' …' : ''}`;
}

/** Finds an answer as it is written and as it reads with the values; an excerpt shows the latter. */
export function searchQuestions(bank: Bank<Question>, words: string, values: Values): readonly Hit[] {
  const starts = [...new Set(folded(words).match(/[\p{L}\p{N}]+/gu) ?? [])].map(commonStart);
  if (starts.length === 0) return [];
  const hits: Hit[] = [];
  for (const question of bank.questions.values()) {
    const shown = segmentsText(fillText(question.answer, question, values));
    const fields = fieldsOf(question, shown).map(({ weight, text }) => ({ weight, text: folded(text) }));
    const scores = starts.map((word) => wordScore(fields, word));
    if (scores.includes(0)) continue;
    const score = scores.reduce((sum, each) => sum + each, 0);
    hits.push({ question, score, excerpt: excerptOf(shown, starts) });
  }
  return hits.toSorted((a, b) => b.score - a.score);
}
