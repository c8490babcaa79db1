// What QuizAPI gives out: objects with `answers: { answer_a … }` and `correct_answers: { answer_a_correct: "true" }`. Knows how
// the two belong together; the rest is like other JSON.
import { jsonTree, type JsonEntry, type JsonNode } from '../json-tree.ts';
import { cardsBank } from './card-found.ts';
import { entryOf } from './field-values.ts';
import { isYes } from './field-options.ts';
import type { BankReader } from './found.ts';
import { jsonHead, jsonProblems } from './json-bank.ts';
import { cardsIn } from './json-cards.ts';

const DEEPEST = 6;
/** What names one of several answers; the lists of options say more. */
const DROPPED = /^(?:correct_answers?|multiple_correct_answers)$/;

/** The object with its answers as a list that says which are right; undefined when it is none of QuizAPI. */
function withFlags(node: JsonNode): JsonNode | undefined {
  const answers = entryOf(node, ['answers']);
  const correct = entryOf(node, ['correct_answers']);
  if (node.kind !== 'map' || answers?.kind !== 'map' || correct?.kind !== 'map') return undefined;
  const named = correct.entries.some(([key]) => /^answer_[a-z]_correct$/.test(key));
  if (!named) return undefined;
  const items = answers.entries
    .filter(([, value]) => value.kind === 'text')
    .map(([key, value]): JsonNode => {
      const flag = entryOf(correct, [`${key.toLowerCase()}_correct`]);
      const right: JsonNode = { kind: 'flag', value: flag !== undefined && isYes(flag), at: value.at };
      return {
        kind: 'map',
        at: value.at,
        entries: [
          ['text', value],
          ['correct', right],
        ],
      };
    });
  const list: JsonNode = { kind: 'list', items, at: answers.at };
  const entries = node.entries
    .filter(([key]) => !DROPPED.test(key))
    .map(([key, value]): JsonEntry => (value === answers ? ['options', list] : [key, value]));
  return { ...node, entries };
}

/** The document with every object of QuizAPI changed so, and how many there are. */
function adapted(node: JsonNode, depth: number): { readonly node: JsonNode; readonly count: number } {
  if (depth > DEEPEST) return { node, count: 0 };
  if (node.kind === 'list') {
    const items = node.items.map((item) => adapted(item, depth + 1));
    return {
      node: { ...node, items: items.map((item) => item.node) },
      count: items.reduce((sum, { count }) => sum + count, 0),
    };
  }
  const flagged = withFlags(node);
  if (flagged) return { node: flagged, count: 1 };
  if (node.kind !== 'map') return { node, count: 0 };
  const entries = node.entries.map(([key, value]) => [key, adapted(value, depth + 1)] as const);
  return {
    node: { ...node, entries: entries.map(([key, value]) => [key, value.node] as const) },
    count: entries.reduce((sum, [, { count }]) => sum + count, 0),
  };
}

/** Reads what QuizAPI gives out. */
export const quizApi: BankReader = {
  name: 'quiz-api',
  title: 'QuizAPI (JSON)',
  recognises: (source) => (jsonHead(source)?.values ?? []).some((value) => adapted(value, 0).count > 0),
  read: (source) => {
    const tree = jsonTree(source.text);
    const { cards } = cardsIn(tree.values.map((value) => adapted(value, 0).node));
    return cardsBank(source, cards, 0, jsonProblems(source, tree));
  },
};
