// Questions in JSON: `[{ "question": …, "answer": … }]` under near names, in groups or one object a line. Knows when a text is
// such a document; where the questions are in it is json-cards.ts' part.
import type { Problem } from '../../core/problem.ts';
import type { Source } from '../../core/span.ts';
import { jsonTree, type JsonTree } from '../json-tree.ts';
import { cardsBank } from './card-found.ts';
import type { BankReader, ForeignBank } from './found.ts';
import { cardsIn } from './json-cards.ts';

/** Characters that are looked at to tell whether a document holds questions. */
const HEAD_CHARS = 131_072;
const OPENS = /^\ufeff?\s*(?:[[{]|\/[/*])/;

/** Several readers look at the same file one after the other. */
const heads = new WeakMap<Source, JsonTree>();

/** The document as far as it is looked at; undefined for a text that is no JSON. */
export function jsonHead(source: Source): JsonTree | undefined {
  const known = heads.get(source);
  if (known || !OPENS.test(source.text.slice(0, 1000))) return known;
  const tree = jsonTree(source.text.slice(0, HEAD_CHARS));
  heads.set(source, tree);
  return tree;
}

/** Where the document stops being JSON. */
export function jsonProblems(source: Source, { faults }: JsonTree): readonly Problem[] {
  return faults.map((fault): Problem => ({
    severity: 'error',
    code: 'question-malformed',
    at: source.spanAt(fault, fault),
    message:
      fault >= source.text.trimEnd().length
        ? 'The file ends in the middle of its JSON.'
        : 'Here the JSON is broken: the entry was left out.',
    hint: 'Mend it, or have the program that wrote it write it again.',
  }));
}

function read(source: Source): ForeignBank {
  const tree = jsonTree(source.text);
  const { cards, left } = cardsIn(tree.values);
  const without = left.map(({ at }): Problem => ({
    severity: 'warning',
    code: 'title-missing',
    at: source.spanAt(at, at),
    message: 'This entry has no question.',
    hint: 'Write it under `question`, or delete the entry.',
  }));
  return cardsBank(source, cards, 0, [...jsonProblems(source, tree), ...without]);
}

/** Reads JSON and JSON lines. */
export const jsonBank: BankReader = {
  name: 'json',
  title: 'questions in JSON',
  recognises: (source) => {
    const tree = jsonHead(source);
    return tree !== undefined && cardsIn(tree.values).cards.length > 0;
  },
  read,
};
