// Questions in JSON: `[{ "question": …, "answer": … }]` under near names, in groups or one object a line.
// Knows when a text is such a document; where the questions are in it is json-cards.ts' part.
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { type JsonEntry, type JsonNode, jsonTree, type JsonTree } from '../notation/json.ts';
import type { BankReader, ForeignBank } from './draft.ts';
import { entryOf, type Layout, layoutOf, nodeText, standsForText } from './fields.ts';
import { type Card, cardOf, cardsBank, type Field, mostlyAsk } from './rows.ts';
import { asksAtEnd, mayAsk } from './words.ts';

// Where the questions are in a JSON document: lists of objects with a question and an answer, at any depth,
// in groups whose names are sections; lists and maps of texts that ask.

/** What is found in a document; `left` are objects among questions that ask nothing. */
type FoundCards = { readonly cards: readonly Card[]; readonly left: readonly JsonNode[] };

const DEEPEST = 10;
/** Keys that say how a file is built, and nothing of what it is about. */
const CONTAINERS =
  /^(?:questions?|items?|data|results?|cards?|flash_?cards?|quiz(?:zes)?|list|records?|entries|rows|all|questionlist|question_?bank|bank|q_?and_?a|qa|qas|faqs?|interview_?questions?|content|body|payload|response|documents?|root|questionset|deck|set|\$|\d{1,9}|q\d{1,6}|[a-f\d]{16,}|-[\w-]{19})$/i;
const GROUP_NAMES = [
  'category',
  'section',
  'topic',
  'title',
  'name',
  'subject',
  'chapter',
  'module',
  'theme',
  'quiztitle',
  'deck',
  'label',
];
const LONGEST_SECTION = 120;
const FEWEST_TEXTS = 3;

type Map = Extract<JsonNode, { kind: 'map' }>;
type Walk = {
  readonly layouts: globalThis.Map<string, Layout | undefined>;
  /** Cards of which the names alone are no proof. */
  readonly unsure: Set<Card>;
  /** Those of them that say by a name of their own that they ask. */
  readonly named: Set<Card>;
  readonly cards: Card[];
  readonly left: JsonNode[];
};

function layoutFor(map: Map, { layouts }: Walk): Layout | undefined {
  const names = map.entries.map(([key]) => key);
  const signature = names.join('\u0000');
  if (!layouts.has(signature)) layouts.set(signature, layoutOf(names));
  return layouts.get(signature);
}

const isScalar = ({ kind }: JsonNode): boolean => kind === 'text' || kind === 'number';

/** An object's own words for what is in it. */
function groupName(map: Map): string | undefined {
  const named = GROUP_NAMES.map((name) => entryOf(map, [name])).find((value) => value?.kind === 'text');
  const text = named && nodeText(named).replace(/\s+/g, ' ').trim();
  return text !== undefined && text !== '' && text.length <= LONGEST_SECTION ? text : undefined;
}

const words = (key: string): string => (/[\s]/.test(key) ? key.trim() : key.replace(/[_-]+/g, ' ').trim());

/** The section of what stands under a key. */
function sectionUnder(
  [key]: JsonEntry,
  own: string | undefined,
  above: string | undefined,
): string | undefined {
  if (CONTAINERS.test(key) || key === '' || key.length > LONGEST_SECTION) return own ?? above;
  return words(key);
}

const withSection = (card: Card, section: string | undefined): Card =>
  card.section === undefined && section !== undefined ? { ...card, section } : card;

/** A question of nothing but words. */
function bareCard(question: JsonNode, answer: JsonNode | undefined): Card | undefined {
  const layout = layoutOf(answer ? ['question', 'answer'] : ['question']);
  const fields: readonly Field[] = [['question', question], ...(answer ? [['answer', answer] as const] : [])];
  return layout && cardOf(fields, layout);
}

function takeTexts(
  pairs: readonly (readonly [JsonNode, JsonNode | undefined])[],
  section: string | undefined,
  walk: Walk,
): boolean {
  const texts = pairs.map(([question]) => nodeText(question));
  const asking = texts.filter((text) => asksAtEnd(text));
  const tasks = texts.filter((text) => !asksAtEnd(text) && mayAsk(text));
  const enough = (asking.length + tasks.length) * 10 >= texts.length * 8 && asking.length * 5 >= texts.length;
  if (pairs.length < FEWEST_TEXTS || !enough) return false;
  for (const [question, answer] of pairs) {
    const card = bareCard(question, answer);
    if (card) walk.cards.push(withSection(card, section));
  }
  return true;
}

/** A group has a title and holds questions; it is none. A question holds no objects but its options. */
const isGroup = (map: Map, card: Card): boolean =>
  card.options.length < 2 &&
  map.entries.some(([, value]) => value.kind === 'list' && value.items.some(({ kind }) => kind === 'map'));

/** Takes an object as a question; false when it is none. */
function takeCard(map: Map, section: string | undefined, walk: Walk): boolean {
  const layout = layoutFor(map, walk);
  const question = layout && map.entries[layout.question]?.[1];
  if (!layout || !question || question.kind === 'list' || question.kind === 'flag') return false;
  if (question.kind === 'map' && !standsForText(question)) return false;
  const card = cardOf(map.entries, layout);
  if (!card || (!layout.sure && isGroup(map, card))) return false;
  const placed = withSection(card, section);
  walk.cards.push(placed);
  const sure = layout.sure || card.options.some(({ right }) => right === true);
  if (!sure) walk.unsure.add(placed);
  if (!sure && layout.named) walk.named.add(placed);
  return true;
}

function walkList(items: readonly JsonNode[], section: string | undefined, walk: Walk, depth: number): void {
  const pairs = items.map((item) => [item, undefined] as const);
  if (items.every(({ kind }) => kind === 'text') && takeTexts(pairs, section, walk)) return;
  const left: JsonNode[] = [];
  let taken = 0;
  for (const item of items) {
    if (item.kind === 'list') walkNode(item, section, walk, depth + 1);
    else if (item.kind === 'map' && takeCard(item, section, walk)) taken += 1;
    else if (item.kind === 'map') {
      const before = walk.cards.length;
      walkNode(item, section, walk, depth + 1);
      if (walk.cards.length === before) left.push(item);
    }
  }
  if (taken > 0) walk.left.push(...left);
}

/** What chat programs listen for and say: sentences, but none that is asked in an interview. */
const CHAT = /^(?:patterns?|responses?|utterances?|examples?|suggestions?|greetings?)$/i;
const isTexts = (node: JsonNode): boolean =>
  node.kind === 'list' && node.items.every(({ kind }) => kind === 'text');

/** Takes the entries of an object of nothing but texts: question and answer, or questions under numbers. */
function takeEntries(map: Map, section: string | undefined, walk: Walk): boolean {
  if (!map.entries.every(([, value]) => isScalar(value))) return false;
  const counted = map.entries.every(([key]) => CONTAINERS.test(key));
  const pairs = map.entries.map(([key, value]): readonly [JsonNode, JsonNode | undefined] =>
    counted ? [value, undefined] : [{ kind: 'text', text: key, at: value.at }, value],
  );
  return takeTexts(pairs, section, walk);
}

function walkNode(node: JsonNode, section: string | undefined, walk: Walk, depth: number): void {
  if (depth > DEEPEST) return;
  if (node.kind === 'list') walkList(node.items, section, walk, depth);
  if (node.kind !== 'map' || takeCard(node, section, walk) || takeEntries(node, section, walk)) return;
  const own = groupName(node);
  for (const entry of node.entries) {
    const [key, value] = entry;
    const holds = (value.kind === 'list' || value.kind === 'map') && !(CHAT.test(key) && isTexts(value));
    if (holds) walkNode(value, sectionUnder(entry, own, section), walk, depth + 1);
  }
}

/** Finds the questions of a document, in their order. */
function cardsIn(values: readonly JsonNode[]): FoundCards {
  const walk: Walk = {
    layouts: new globalThis.Map(),
    unsure: new Set(),
    named: new Set(),
    cards: [],
    left: [],
  };
  if (values.length > 1) walkList(values, undefined, walk, 0);
  else if (values[0]) walkNode(values[0], undefined, walk, 0);
  const unsure = [...walk.unsure];
  const isSure = walk.cards.length > unsure.length;
  const believed = unsure.length >= FEWEST_TEXTS && mostlyAsk(unsure);
  // Among questions with answers one without is a question too.
  const holds = (card: Card): boolean =>
    !walk.unsure.has(card) || believed || (isSure && walk.named.has(card));
  const cards = walk.cards.filter(holds);
  return { cards, left: cards.length > 0 ? walk.left : [] };
}

/** Characters that are looked at to tell whether a document holds questions. */
const HEAD_CHARS = 131_072;
const OPENS = /^\ufeff?\s*(?:[[{]|\/[/*])/;

/** Several readers look at the same file one after the other. */
const heads = new WeakMap<Source, JsonTree>();

/** The document as far as it is looked at; undefined for a text that is no JSON. */
function jsonHead(source: Source): JsonTree | undefined {
  const known = heads.get(source);
  if (known || !OPENS.test(source.text.slice(0, 1000))) return known;
  const tree = jsonTree(source.text.slice(0, HEAD_CHARS));
  heads.set(source, tree);
  return tree;
}

/** Where the document stops being JSON. */
function jsonProblems(source: Source, { faults }: JsonTree): readonly Problem[] {
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
