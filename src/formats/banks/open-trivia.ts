// What the Open Trivia Database gives out: `{ "response_code": 0, "results": [{ "question", "correct_answer", "incorrect_answers" }] }`,
// its texts written with HTML entities, as URL or in base64. Knows those ways of writing; the rest is like other JSON.
import { decodeEntities } from '../../core/entities.ts';
import { jsonTree, type JsonNode } from '../json-tree.ts';
import { cardsBank } from './card-found.ts';
import { entryOf, nodeText } from './field-values.ts';
import type { BankReader } from './found.ts';
import { jsonHead, jsonProblems } from './json-bank.ts';
import { cardsIn } from './json-cards.ts';

type Decode = (text: string) => string;

const BASE64 = /^[A-Za-z\d+/]{2,}={0,2}$/;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Text of percent signs and digits; as it stands when it is none. */
function fromUrl(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Text of base64; as it stands when it is none. */
function fromBase64(text: string): string {
  if (!BASE64.test(text) || text.length % 4 !== 0) return text;
  let bits = 0;
  let held = 0;
  const bytes: string[] = [];
  for (const char of text.replace(/=+$/, '')) {
    held = ((held << 6) | DIGITS.indexOf(char)) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(`%${((held >> bits) & 0xff).toString(16).padStart(2, '0')}`);
  }
  const words = fromUrl(bytes.join(''));
  return words.startsWith('%') ? text : words;
}

/** How the texts of a file are written, by its questions: those that are words have blanks between them. */
function decoding(questions: readonly string[]): Decode {
  const oneWord = questions.filter((text) => !/\s/.test(text.trim()));
  if (questions.length === 0 || oneWord.length * 2 <= questions.length) return decodeEntities;
  if (oneWord.every((text) => BASE64.test(text) && text.length % 4 === 0)) return fromBase64;
  return oneWord.some((text) => /%[\dA-Fa-f]{2}/.test(text)) ? fromUrl : decodeEntities;
}

/** The document with all its texts decoded. */
function decoded(node: JsonNode, decode: Decode): JsonNode {
  if (node.kind === 'text') return { ...node, text: decode(node.text) };
  if (node.kind === 'list') return { ...node, items: node.items.map((item) => decoded(item, decode)) };
  if (node.kind !== 'map') return node;
  return { ...node, entries: node.entries.map(([key, value]) => [key, decoded(value, decode)] as const) };
}

/** The objects of a result, whether or not its envelope is there. */
function resultsIn([root]: readonly JsonNode[]): readonly JsonNode[] {
  const results = root && (entryOf(root, ['results']) ?? root);
  return results?.kind === 'list' ? results.items : [];
}

const isResult = (node: JsonNode): boolean =>
  ['question', 'correct_answer', 'incorrect_answers'].every((key) => entryOf(node, [key]) !== undefined);

const questionsOf = (results: readonly JsonNode[]): readonly string[] =>
  results.flatMap((result) => {
    const question = entryOf(result, ['question']);
    return question ? [nodeText(question)] : [];
  });

/** Reads what the Open Trivia Database gives out. */
export const openTrivia: BankReader = {
  name: 'open-trivia',
  title: 'Open Trivia Database (JSON)',
  recognises: (source) => {
    const results = resultsIn(jsonHead(source)?.values ?? []);
    return results.length > 0 && results.every(isResult);
  },
  read: (source) => {
    const tree = jsonTree(source.text);
    const decode = decoding(questionsOf(resultsIn(tree.values)));
    const { cards } = cardsIn(tree.values.map((value) => decoded(value, decode)));
    return cardsBank(source, cards, 0, jsonProblems(source, tree));
  },
};
