// Questions in JSON, YAML, TOML, and the literals of programs: objects with a question and an answer under similar
// keys, at any depth, in groups named by sections, or one per line.
import type { Problem } from '../../core/base/problem.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { type JsonEntry, type JsonNode, type JsonTree, jsonTree } from '../notation/json.ts';
import { type Language, programTree, scriptsIn } from '../notation/program.ts';
import { tomlTree } from '../notation/toml.ts';
import { yamlTree } from '../notation/yaml.ts';
import { parseDrillAnswers } from '../stored/drill-answers.ts';
import { type BankReader, type Drafts, noQuestion, problemAt } from './draft.ts';
import { isProgram, isWebPage } from './file-facts.ts';
import {
  entryOf,
  fieldsNamed,
  isWholeLayout,
  layoutByContent,
  layouts,
  nodeText,
  standsForText,
} from './fields.ts';
import { asks, type Card, cardOf, cardsBank, type Field, hasCloze, mostlyAsk } from './rows.ts';

const DEEPEST = 10;
/** Keys about a file's structure, not its subject. */
const CONTAINERS =
  /^(?:questions?|items?|data|results?|cards?|flash_?cards?|quiz(?:zes)?|list|records?|entries|rows|all|questionlist|question_?bank|bank|q_?and_?a|qa|qas|faqs?|interview_?questions?|content|body|payload|response|documents?|root|questionset|deck|set|\$|\d{1,9}|q\d{1,6}|[a-f\d]{16,}|-[\w-]{19})$/i;
const GROUP_NAMES =
  'category section topic title name subject chapter module theme quiztitle deck label'.split(' ');
const LONGEST_SECTION = 120;
const FEWEST_UNSURE = 3;
const FEWEST_KNOWN = 5;

type JsonMap = Extract<JsonNode, { kind: 'map' }>;

/**
 * `named`: only the name of the question field shows it; `known`: also those of all others, or the name of the
 * list; `none`: nothing does.
 */
type FoundCard = { readonly card: Card; readonly proof: 'whole' | 'known' | 'named' | 'none' };

type Search = {
  readonly layoutOf: ReturnType<typeof layouts>;
  readonly found: FoundCard[];
  readonly silent: JsonNode[];
};

function groupName(map: JsonMap): string | undefined {
  const named = GROUP_NAMES.map((name) => entryOf(map, [name])).find((value) => value?.kind === 'text');
  const text = named ? oneLine(nodeText(named)) : '';
  return text !== '' && text.length <= LONGEST_SECTION ? text : undefined;
}

function sectionNamed(key: string): string | undefined {
  if (CONTAINERS.test(key) || key === '' || key.length > LONGEST_SECTION) return undefined;
  return (/\s/.test(key) ? key : key.replace(/[_-]+/g, ' ')).trim();
}

/** A cloze is the question, under any name. */
const withCloze = (fields: readonly Field[]): readonly Field[] => {
  const cloze = fields.find(([, value]) => value.kind === 'text' && hasCloze(value.text));
  return cloze ? fields.map((field) => (field === cloze ? ['cloze', field[1]] : field)) : fields;
};

/** A group has a title and questions; a question has no objects except its options. */
const isGroup = (map: JsonMap, card: Card): boolean =>
  card.options.length < 2 &&
  map.entries.some(([, value]) => value.kind === 'list' && value.items.some(({ kind }) => kind === 'map'));

const MOST_JUDGED = 200;

/** Of records without the name of a question, in which their texts tell it; undefined for others. */
function recordsLayout(items: readonly JsonNode[], { layoutOf }: Search) {
  const maps = items.filter((item): item is JsonMap => item.kind === 'map').slice(0, MOST_JUDGED);
  const names = maps[0]?.entries.map(([name]) => name) ?? [];
  if (maps.length < FEWEST_KNOWN || names.length < 2 || layoutOf(names)) return undefined;
  const rows = maps.map(({ entries }) => {
    const values = new Map(entries);
    return names.map((name) => {
      const value = values.get(name);
      return value?.kind === 'text' ? value.text : '';
    });
  });
  const layout = layoutByContent(names, rows);
  return layout && { names, layout };
}

function takeCard(
  map: JsonMap,
  section: string | undefined,
  search: Search,
  records?: ReturnType<typeof recordsLayout>,
): boolean {
  const fields = withCloze(map.entries);
  const isRecord = records && fields.map(([name]) => name).join() === records.names.join();
  const layout = isRecord ? records.layout : search.layoutOf(fields.map(([name]) => name));
  const card = layout && cardOf(fields, layout);
  const question = layout && fields[layout.question]?.[1];
  if (!card || !question) return false;
  const isCloze = question.kind === 'text' && hasCloze(question.text);
  const isText = question.kind === 'map' ? standsForText(question) : !/list|flag/.test(question.kind);
  if (!isCloze && (!isText || (!layout.sure && isGroup(map, card)))) return false;
  // A field named `wrong` without options is something else.
  const isSure =
    isCloze ||
    card.options.some(({ right }) => right === true) ||
    (layout.sure && !(layout.fields.has('wrong') && card.options.length < 2));
  const named = isWholeLayout(layout, fields.length) ? 'known' : layout.named || isRecord ? 'named' : 'none';
  const proof = isSure ? 'whole' : named;
  search.found.push({ card: { ...card, section: card.section ?? section }, proof });
  return true;
}

function searchList(
  items: readonly JsonNode[],
  section: string | undefined,
  search: Search,
  depth: number,
): void {
  const silent: JsonNode[] = [];
  const records = recordsLayout(items, search);
  let hasTaken = false;
  for (const item of items) {
    if (item.kind === 'map' && takeCard(item, section, search, records)) hasTaken = true;
    else if (item.kind === 'map' || item.kind === 'list') {
      const before = search.found.length;
      searchNode(item, section, search, depth + 1);
      if (item.kind === 'map' && search.found.length === before) silent.push(item);
    }
  }
  // Not spread: there can be more than a call takes arguments.
  if (hasTaken) for (const each of silent) search.silent.push(each);
}

const isAnswered = ({ card, proof }: FoundCard): boolean =>
  proof === 'none' && card.answers.some(([, value]) => nodeText(value).trim() !== '');

const namesQuestion = (key: string): boolean =>
  fieldsNamed(key).some(({ role, sure }) => role === 'question' && sure);

function searchNode(node: JsonNode, section: string | undefined, search: Search, depth: number): void {
  if (depth > DEEPEST) return;
  if (node.kind === 'list') searchList(node.items, section, search, depth);
  if (node.kind !== 'map' || takeCard(node, section, search)) return;
  const own = groupName(node) ?? section;
  for (const [key, value] of node.entries) {
    const before = search.found.length;
    searchNode(value, sectionNamed(key) ?? own, search, depth + 1);
    // `"questions": [{ "question": … }]` says twice what they are, and `"questions": [{ "title": …, "content": … }]` once.
    if (namesQuestion(key))
      for (const [i, found] of search.found.entries())
        if (i >= before && (found.proof === 'named' || isAnswered(found)))
          search.found[i] = { ...found, proof: 'known' };
  }
}

/**
 * In document order. `silent`: objects that ask nothing.
 * @param guesses accepts vague names if most values ask
 */
function cardsIn(values: readonly JsonNode[], guesses = true) {
  const search: Search = { layoutOf: layouts(), found: [], silent: [] };
  if (values.length > 1) searchList(values, undefined, search, 0);
  else if (values[0]) searchNode(values[0], undefined, search, 0);
  const { found } = search;
  const unsure = found.filter(({ proof }) => proof !== 'whole' && (guesses || proof !== 'none'));
  const believed = unsure.length >= FEWEST_UNSURE && mostlyAsk(unsure.map(({ card }) => card));
  const isSure =
    found.some(({ proof }) => proof === 'whole') ||
    found.filter(({ proof }) => proof === 'known').length >= FEWEST_KNOWN;
  // Among answered questions, one without an answer counts too.
  const isRead = ({ proof }: FoundCard): boolean =>
    proof === 'whole' || (believed && (guesses || proof !== 'none')) || (isSure && proof !== 'none');
  const cards = found.filter(isRead).map(({ card }) => card);
  const left = found.filter((one) => !isRead(one) && asks(one.card.question.text)).map(({ card }) => card);
  return { cards, silent: cards.length > 0 ? search.silent : [], unlike: left };
}

type Notation = 'JSON' | 'YAML' | 'TOML' | 'program';

export function brokenIn(source: Source, faults: readonly number[], notation: Notation): readonly Problem[] {
  const end = source.text.trimEnd().length;
  return faults.map((fault) =>
    problemAt(source, fault, 'error', {
      code: 'question-malformed',
      message:
        fault >= end
          ? `The file ends in the middle of its ${notation}.`
          : `The ${notation} is broken here; the entry was skipped.`,
      hint: 'Fix it, or export it again.',
    }),
  );
}

function readTree(source: Source, { values, faults }: JsonTree, notation: Notation): Drafts {
  const { cards, silent, unlike } = cardsIn(values, notation === 'JSON');
  const remedy =
    notation === 'program'
      ? 'prep does not run the program: write the question out, or delete the entry.'
      : 'Write it under `question`, or delete the entry.';
  const none = noQuestion('entry', remedy);
  const without = silent.map(({ at }) => problemAt(source, at, 'warning', none));
  const read = cardsBank(source, cards, 0, [...brokenIn(source, faults, notation), ...without]);
  return {
    ...read,
    unlike: unlike.map(({ question: { at, text } }) => ({
      line: source.pointAt(at).line,
      title: oneLine(text),
    })),
  };
}

const HEAD_CHARS = 131_072;
const OPENS = /^\ufeff?\s*(?:[[{]|\/[/*])/;

/** What a command of prep prints for scripts, without its exports. */
const OUTPUT = /^\ufeff?\s*\{\s*"v":\s*\d+,\s*"command":\s*"(?!export")/;

/** Lines of answers to a drill: ratings of ids and numbers, unlike cards of single words with their difficulty. */
function areRatings(text: string): boolean {
  const { answers, rejected } = parseDrillAnswers(text);
  return (
    answers.length > rejected.length &&
    answers.every(({ question }) => !/\s/.test(question)) &&
    answers.some(({ question, elapsedMs }) => elapsedMs > 0 || /[-\d]/.test(question))
  );
}

export const jsonBank: BankReader = {
  name: 'json',
  title: 'questions in JSON',
  recognises: ({ text }) => {
    const head = text.slice(0, HEAD_CHARS);
    if (!OPENS.test(text.slice(0, 1000)) || OUTPUT.test(head) || areRatings(head)) return false;
    return cardsIn(jsonTree(head).values).cards.length > 0;
  },
  read: (source) => readTree(source, jsonTree(source.text), 'JSON'),
};

/** Nearly every bank has this near its start. */
const MAY_ASK =
  /[?？؟]|___|\{\{c\d|^[\s"'-]{0,40}(?:\w{0,20}question|front|q|prompt|title|term)\w{0,20}["']?\s?[:=]/im;

/** Most such files are settings: only entries that name a question and its answer make one a bank. */
const settingsBank = (
  notation: Notation,
  title: string,
  isNamed: (file: string) => boolean,
  treeOf: (source: Pick<Source, 'file' | 'text'>) => JsonTree,
  beginsEntry: string,
  { mayAsk = MAY_ASK, fewest = 1 } = {},
): BankReader => ({
  name: notation.toLowerCase(),
  title: `questions in ${title}`,
  recognises: ({ file, text }) => {
    if (!isNamed(file) || !mayAsk.test(text.slice(0, HEAD_CHARS))) return false;
    const end = text.length > HEAD_CHARS ? text.lastIndexOf(beginsEntry, HEAD_CHARS) : -1;
    const head = end === -1 ? text : text.slice(0, end);
    return cardsIn(treeOf({ file, text: head }).values, false).cards.length >= fewest;
  },
  read: (source) => readTree(source, treeOf(source), notation),
});

const isYaml = (file: string): boolean => /\.ya?ml$/i.test(file);
const isToml = (file: string): boolean => /\.toml$/i.test(file);

export const yamlBank = settingsBank('YAML', 'YAML', isYaml, ({ text }) => yamlTree(text), '\n');
export const tomlBank = settingsBank('TOML', 'TOML', isToml, ({ text }) => tomlTree(text), '\n[');

function languageOf(file: string): Language {
  if (/\.py$/i.test(file)) return 'python';
  return /\.[cm]?ts$/i.test(file) ? 'ts' : 'tsx';
}

/** Variables have names for programmers: no section is named like one, but it may say that it has questions. */
function programCards({ file, text }: Pick<Source, 'file' | 'text'>): JsonTree {
  const { values, faults } = programTree(isWebPage(file) ? scriptsIn(text) : text, languageOf(file));
  const named = values.map((value) =>
    value.kind === 'map'
      ? {
          ...value,
          entries: value.entries.map(([name, each]): JsonEntry => [
            name.split(/\W+/).some(namesQuestion) ? 'questions' : '',
            each,
          ]),
        }
      : value,
  );
  return { values: named, faults };
}

/** `question: 'What …`, `answer="…`. */
const KEYED_TEXT = /\w["'\]]?\s{0,4}[:=]\s{0,20}["'`]/;
const hasProgram = (file: string): boolean => isProgram(file) || isWebPage(file);
const LANGUAGES = 'JavaScript, TypeScript, or Python';
export const programBank = settingsBank('program', LANGUAGES, hasProgram, programCards, '\n', {
  mayAsk: KEYED_TEXT,
  fewest: FEWEST_UNSURE,
});
