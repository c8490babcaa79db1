// What fields of a question say besides its words: how hard it is, its tags, its number, its time. Knows values as people
// write them into cells and strings; knows nothing of which field they stand in.
import type { Difficulty } from '../../core/question.ts';
import type { JsonNode } from '../json-tree.ts';
import { MOST_MINUTES } from '../question-fields.ts';
import { difficultyOf } from './difficulty.ts';

const LARGEST_NUMBER = 1_000_000;
const LONGEST_WORD = 80;
const DEEPEST = 6;

/** Keys of an object that stands for a text, best first. */
const TEXT_KEYS = [
  'text',
  'content',
  'value',
  'markdown',
  'html',
  'body',
  'name',
  'title',
  'label',
  'texto',
  'texte',
  'testo',
  'en',
  'en-us',
];

/** True for an object that is a text with something said of it, such as its language. */
export const standsForText = (node: JsonNode): boolean => entryOf(node, TEXT_KEYS) !== undefined;

/** The entry of an object under the first of `keys` that is there, whatever its case. */
export function entryOf(node: JsonNode, keys: readonly string[]): JsonNode | undefined {
  if (node.kind !== 'map') return undefined;
  for (const key of keys) {
    const found = node.entries.find(([name]) => name.toLowerCase() === key);
    if (found && found[1].kind !== 'nothing') return found[1];
  }
  return undefined;
}

function mapText(node: Extract<JsonNode, { kind: 'map' }>, depth: number): string {
  const whole = entryOf(node, TEXT_KEYS);
  if (whole) return nodeText(whole, depth + 1);
  return node.entries
    .map(([key, value]) => [key, nodeText(value, depth + 1)] as const)
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `**${key}**: ${text}`)
    .join('\n\n');
}

function listText(items: readonly JsonNode[], depth: number): string {
  const texts = items.map((item) => nodeText(item, depth + 1).trim()).filter((text) => text !== '');
  if (texts.length < 2) return texts.join('');
  const short = texts.every((text) => text.length <= 300 && !text.includes('\n'));
  return short ? texts.map((text) => `- ${text}`).join('\n') : texts.join('\n\n');
}

/** A value as text: lists become bullets or paragraphs, objects the text that they stand for, or named paragraphs. */
export function nodeText(node: JsonNode, depth = 0): string {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'number' || node.kind === 'flag') return String(node.value);
  if (node.kind === 'nothing' || depth > DEEPEST) return '';
  return node.kind === 'list' ? listText(node.items, depth) : mapText(node, depth);
}

/** A text and where it stands. */
export type Written = { readonly text: string; readonly at: number };

/** How lists in one text are parted: lines, else what a list uses that has none. */
function partsOf(text: string, separators: RegExp): readonly string[] {
  const json = /^\s*\[[\s\S]*\]\s*$/.test(text) ? text.trim().slice(1, -1) : undefined;
  if (json !== undefined) return (json.match(/"[^"]*"|'[^']*'|[^,"']+/g) ?? []).map(unquoted);
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return lines.length > 1 ? lines : text.split(separators);
}

const unquoted = (part: string): string => part.trim().replace(/^(["'])(.*)\1$/s, '$2');
const MARKER = /^\s*(?:[-*+•·‣–]|\d{1,3}[.)])\s+/;

/** The parts of a value that lists things: an array, or one text in lines, bullets, or with separators. */
export function listed(node: JsonNode, separators: RegExp): readonly Written[] {
  if (node.kind === 'list') {
    return node.items.flatMap((item) => {
      const text = nodeText(item).trim();
      return text === '' ? [] : [{ text, at: item.at }];
    });
  }
  return partsOf(nodeText(node), separators)
    .map((part) => part.replace(MARKER, '').trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, at: node.at }));
}

/** Tags: `a, b; c`, `#a #b`, a list of words or of objects with names. */
export function tagsOf(node: JsonNode): readonly string[] {
  const hashes = node.kind === 'text' && /^\s*(?:#[^\s#]+\s*)+$/.test(node.text);
  const parts = listed(node, hashes ? /\s+/ : /[,;|、，；]/);
  const tags = parts.map(({ text }) => text.replace(/^#/, '').replace(/\s+/g, ' ').trim());
  return [...new Set(tags.filter((tag) => !/^\d{0,3}$/.test(tag) && tag.length <= LONGEST_WORD))];
}

/** The number of a question: `4`, `Q4`, `004.`. */
export function numberOf(node: JsonNode): number | undefined {
  const digits = /^\s*(?:q(?:uestion)?[\s_.#-]{0,2})?0*(\d{1,7})\s*[.):]?\s*$/i.exec(
    nodeText(node).slice(0, LONGEST_WORD),
  )?.[1];
  const number = Number(digits ?? Number.NaN);
  return Number.isSafeInteger(number) && number <= LARGEST_NUMBER ? number : undefined;
}

/** Minutes of a value in minutes or seconds; `5 min`, `90 s` and `1:30` say their unit themselves. */
export function minutesOf(node: JsonNode, inSeconds: boolean): number | undefined {
  const text = nodeText(node).trim().toLowerCase();
  const clock = /^(\d{1,3}):(\d{2})$/.exec(text);
  const [, digits = '', unit = ''] = /^~?(\d{1,5}(?:[.,]\d{1,3})?)\s*([a-z]{0,8})\.?$/.exec(text) ?? [];
  if (!clock && digits === '') return undefined;
  const seconds = unit === '' ? inSeconds : unit.startsWith('s');
  const number = clock ? Number(clock[1]) + Number(clock[2]) / 60 : Number(digits.replace(',', '.'));
  const minutes = Math.round((seconds && !clock ? number / 60 : number) * 10) / 10;
  const known = /^(?:|s|sec|secs|seconds?|m|min|mins|minutes?|minuten|minutos)$/.test(unit);
  return known && minutes >= 0.1 && minutes <= MOST_MINUTES ? minutes : undefined;
}

/** True for signs or a word of a difficulty: ratings in numbers count votes, or measure quality or confidence. */
export function isRating(node: JsonNode): boolean {
  const text = nodeText(node).trim();
  return text.length <= LONGEST_WORD && difficultyOf(text) !== undefined;
}

/** Words that mean a difficulty only where one is asked for. */
const IN_FIELD: ReadonlyMap<string, Difficulty> = new Map([
  ...'low simple l1 fresher fundamental leicht einfach facile facil fácil principiante débutant básico 简单 容易 初级 初級 易 쉬움 하 лёгкий легкий просто łatwy kolay dễ mudah'
    .split(' ')
    .map((word): readonly [string, Difficulty] => [word, 'easy']),
  ...'normal average l2 mittel moyen medio média médio media intermedio intermédiaire 中等 中级 中級 普通 中 보통 중 средний średni orta'
    .split(' ')
    .map((word): readonly [string, Difficulty] => [word, 'medium']),
  ...'high complex tough challenging l3 schwer schwierig difficile difícil dificil avanzado avancé avançado 困难 高级 高級 难 難しい 어려움 상 сложный трудный trudny zor khó sulit'
    .split(' ')
    .map((word): readonly [string, Difficulty] => [word, 'hard']),
]);

const shareDifficulty = (share: number): Difficulty | undefined =>
  Number.isNaN(share) ? undefined : share <= 0.4 ? 'easy' : share <= 0.7 ? 'medium' : 'hard';

/**
 * The difficulty that a field means.
 * @param largest the largest number that the field holds in this file, for scales such as 1 to 5
 */
export function fieldDifficulty(node: JsonNode, largest: number): Difficulty | undefined {
  const text = nodeText(node)
    .trim()
    .slice(0, LONGEST_WORD)
    .replace(/^(?:very|super|quite|rather)\s+/i, '');
  const number = /^(\d{1,3}(?:\.\d{1,2})?)(?:\s*\/\s*(\d{1,3}))?$/.exec(text);
  if (number) {
    const most = Number(number[2] ?? largest);
    const share = most > 1 ? Number(number[1]) / most : Number.NaN;
    return shareDifficulty(share);
  }
  // Three stars are many of three and few of five.
  if (largest > 3 && STARS.test(text)) return shareDifficulty(starsIn(text) / largest);
  const word = /[\p{L}\p{M}\p{N}]+/u.exec(text)?.[0].toLowerCase() ?? '';
  return difficultyOf(text) ?? IN_FIELD.get(word);
}

/** Stars alone. Those that are empty show how many there can be. */
const STARS = /^(?:[⭐★🌟✭]\ufe0f?\s?){1,10}$/u;
const starsIn = (text: string): number => text.match(/[⭐★🌟✭]/gu)?.length ?? 0;

/** The number that a field of difficulties holds, of stars or as digits; undefined for words. */
export const difficultyNumber = (node: JsonNode): number | undefined => {
  const text = nodeText(node).trim();
  if (text.length <= LONGEST_WORD && STARS.test(text)) return starsIn(text);
  return /^\d{1,3}(?:\.\d{1,2})?$/.test(text) ? Number(text) : undefined;
};
