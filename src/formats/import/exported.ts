// Questions that prep exported, as JSON, a table, or Anki notes: every text verbatim, without heuristics.
import type { Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import type { Range, Source } from '../../core/base/span.ts';
import type { BankColumn } from '../export/outgoing.ts';
import { cellText, type CsvRow, parseCsv, readItems, readTags, readWholeRows } from '../notation/csv.ts';
import { type JsonEntry, type JsonNode, jsonTree } from '../notation/json.ts';
import { phrasesOf, pointWith } from '../question/points.ts';
import { mayTellStory } from '../question/story.ts';
import { type BankReader, type Draft, type Drafts, noQuestion, problemAt } from './draft.ts';
import type { Written } from './fields.ts';
import { makerOf, type TextMaker } from './made-source.ts';

// As in the JSON of an export. Tables and notes give the same record.

function placedParts(
  answer: string,
  start: number,
  star: Readonly<Partial<Record<StarPart, string>>>,
): Draft['star'] {
  let from = 0;
  const parts = STAR_PARTS.flatMap((part) => {
    const text = star[part];
    if (text === undefined || !answer.includes(text)) return [];
    const behind = answer.indexOf(text, from);
    const at = behind === -1 ? answer.indexOf(text) : behind;
    from = at + text.length;
    return [[part, { start: start + at, end: start + from }] as const];
  });
  return Object.fromEntries(parts);
}

const KINDS = ['open', 'star'] as const;
const oneOf = <T extends string>(words: readonly T[], word: string | undefined): T | undefined =>
  words.find((each) => each === word);

export const fieldOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'map' ? node.entries.find(([key]) => key === name)?.[1] : undefined;

const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.kind === 'list' ? node.items : [];

const textOf = (node: JsonNode | undefined): Written | undefined =>
  node?.kind === 'text' ? node : undefined;

const textsOf = (node: JsonNode | undefined): readonly string[] =>
  itemsOf(node).flatMap((item) => textOf(item)?.text ?? []);

/** Parts of a story are passages of the answer, usually in order; otherwise they are found in it. */
export function recordDraft(maker: TextMaker, record: JsonNode): Draft {
  const field = (name: string): JsonNode | undefined => fieldOf(record, name);
  const text = (name: string): string | undefined => textOf(field(name))?.text;
  const number = (name: string): number | undefined => {
    const value = field(name);
    return value?.kind === 'number' ? value.value : undefined;
  };
  /** Empty if absent, at the place of the record. */
  const written = (node: JsonNode | undefined): Written => textOf(node) ?? { text: '', at: record.at };
  const put = (node: JsonNode | undefined): Range => {
    const { text: words, at } = written(node);
    return maker.add(words, at);
  };
  const filled = (name: string): Range | undefined => textOf(field(name)) && put(field(name));
  const answer = put(field('answer'));
  const star = field('star');
  const parts = STAR_PARTS.map((part) => [part, textOf(fieldOf(star, part))?.text] as const);
  const isStory = star?.kind === 'map';
  const kind = oneOf(KINDS, text('kind'));
  const suspended = field('suspended');
  const alternatives = itemsOf(field('pointAlternatives'));
  return {
    exact: true,
    id: text('id'),
    number: number('number'),
    section: text('section'),
    tags: textsOf(field('tags')),
    kind,
    difficulty: oneOf(DIFFICULTIES, text('difficulty')),
    minutes: number('minutes'),
    suspended: suspended?.kind === 'flag' && suspended.value,
    origin: text('source'),
    created: text('created'),
    updated: text('updated'),
    title: written(field('title')).text,
    titleAt: put(field('title')),
    asked: filled('asked'),
    answer,
    star: isStory
      ? placedParts(written(field('answer')).text, answer.start, Object.fromEntries(parts))
      : undefined,
    findsStory:
      !isStory && (kind === undefined ? mayTellStory(written(field('answer')).text) : kind === 'star'),
    keyPoints: itemsOf(field('keyPoints')).flatMap((point, i) => {
      const words = textOf(point);
      const also = phrasesOf(textsOf(alternatives[i]).join(', '));
      return words ? [pointWith(maker.addText(words.text, words.at), also)] : [];
    }),
    followUps: itemsOf(field('followUpTexts')).map((each) => ({
      question: put(fieldOf(each, 'question')),
      answer: put(fieldOf(each, 'answer')),
    })),
    notes: filled('notes'),
  };
}

const isWritten = (value: object): value is Written =>
  'text' in value && typeof value.text === 'string' && 'at' in value && typeof value.at === 'number';

/** Deeper than anything in an export; deeper still, a call for each level would overflow the stack. */
const DEEPEST = 20;

/** Missing values are dropped; those without a place get the record's. */
export function recordOf(value: unknown, at: number, depth = 0): JsonNode {
  const below = (item: unknown): JsonNode => recordOf(item, at, depth + 1);
  if (typeof value === 'string') return { kind: 'text', text: value, at };
  if (typeof value === 'number') return { kind: 'number', value, at };
  if (typeof value === 'boolean') return { kind: 'flag', value, at };
  if (depth > DEEPEST) return { kind: 'nothing', at };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(below), at };
  if (typeof value !== 'object' || value === null) return { kind: 'nothing', at };
  if (isWritten(value)) return { kind: 'text', ...value };
  const entries = Object.entries(value).flatMap(([name, each]): readonly JsonEntry[] =>
    each === undefined ? [] : [[name, below(each)]],
  );
  return { kind: 'map', entries, at };
}

/** The first fields of the document, with any whitespace: programs that reformat it keep their order. */
const OPENING = /^\ufeff?\s*\{\s*"v"\s*:\s*\d{1,4}\s*,\s*"command"\s*:\s*"export"\s*,\s*"mode"\s*:/;
const VERSION = 1;

function readJson(source: Source): Drafts {
  const { values, faults } = jsonTree(source.text);
  const [document] = values;
  const problem = (at: number, message: string, hint: string): Problem =>
    problemAt(source, at, 'error', { code: 'question-malformed', message, hint });
  const version = fieldOf(document, 'v');
  if (version?.kind === 'number' && version.value > VERSION) {
    const newer = problem(
      version.at,
      'A newer version of prep wrote this export.',
      'Export it as md, or update prep.',
    );
    return { source, found: [], problems: [newer] };
  }
  const items = itemsOf(fieldOf(document, 'questions')).filter(({ kind }) => kind === 'map');
  const maker = makerOf(source);
  const found = items.map((node) => recordDraft(maker, node));
  const problems = faults.map((at) =>
    problem(at, 'This JSON was changed after prep wrote it; prep reads what it can.', 'Export it again.'),
  );
  return { source: maker.source(), found, problems };
}

export const exportedJson: BankReader = {
  name: 'prep-json',
  title: 'JSON that prep exported',
  recognises: ({ text }) => OPENING.test(text.slice(0, 500)),
  read: readJson,
};

// The CSV export, perhaps saved by a spreadsheet: columns in any order and case.

const LONGEST_HEADER = 1000;
/** No other table has all of these. */
const TELLING: readonly BankColumn[] = ['id', 'question', 'answer', 'key points', 'follow-ups', 'kind'];

type Head = { readonly delimiter: string; readonly columns: readonly string[] };

function headOf({ text }: Source): Head | undefined {
  const [first = ''] = text.slice(0, LONGEST_HEADER).split(/[\r\n]/, 1);
  if (!first.toLowerCase().includes('key points')) return undefined;
  const heads = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    columns: (parseCsv(first, delimiter)[0] ?? []).map((cell) => cell.trim().toLowerCase()),
  }));
  return heads.find(({ columns }) => TELLING.every((column) => columns.includes(column)));
}

type Row = (column: BankColumn) => Written;

const rowOf =
  ({ cells, places }: CsvRow, columns: readonly string[]): Row =>
  (column) => {
    const index = columns.indexOf(column);
    return { text: cellText(cells[index] ?? ''), at: places[index] ?? places[0] ?? 0 };
  };

function itemsIn({ text, at }: Written, whole: string): readonly (readonly [Written, Written])[] {
  const lines = [at];
  for (const _ of text.matchAll(/\n/g)) lines.push(whole.indexOf('\n', lines.at(-1)) + 1);
  return readItems(text).map(({ item, reply }) => [
    { text: item.text, at: lines[item.line] ?? at },
    { text: reply.text, at: lines[reply.line] ?? at },
  ]);
}

/** In some locales, spreadsheets write a decimal comma. */
function minutesIn(text: string): number | undefined {
  const plain = text.replace(',', '.');
  const number = /^\d{1,3}(?:\.\d{1,20})?$/.test(plain) ? Number(plain) : 0;
  return number > 0 ? number : undefined;
}

const JUDGED = {
  number: ['a whole number', (text: string) => (/^\d{1,7}$/.test(text) ? Number(text) : undefined)],
  minutes: ['a number of minutes', minutesIn],
  difficulty: [DIFFICULTIES.join(', '), (text: string) => oneOf(DIFFICULTIES, text.toLowerCase())],
  kind: ['open or star', (text: string) => oneOf(KINDS, text.toLowerCase())],
} as const;
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- its own names, and no others
const JUDGED_NAMES = Object.keys(JUDGED) as readonly (keyof typeof JUDGED)[];
/** An empty cell of these is absent. */
const TEXTS = ['asked', 'notes', 'source', 'created', 'updated'] as const;

function recordOfRow(row: Row, whole: string): JsonNode {
  const judged = JUDGED_NAMES.map((name) => [name, JUDGED[name][1](row(name).text.trim())] as const);
  const texts = TEXTS.map((name) => [name, row(name).text === '' ? undefined : row(name)] as const);
  const points = itemsIn(row('key points'), whole);
  return recordOf(
    {
      ...Object.fromEntries<unknown>([...judged, ...texts]),
      id: row('id').text.trim() || undefined,
      section: row('section'),
      title: row('question'),
      answer: row('answer'),
      tags: readTags(row('tags').text),
      suspended: row('suspended').text.trim().toLowerCase() === 'true',
      keyPoints: points.map(([point]) => point),
      pointAlternatives: points.map(([, also]) => phrasesOf(also.text)),
      followUpTexts: itemsIn(row('follow-ups'), whole).map(([question, answer]) => ({ question, answer })),
    },
    row('question').at,
  );
}

function readTable(source: Source): Drafts {
  const head = headOf(source);
  if (!head) return { source, found: [], problems: [] };
  const [, ...rows] = readWholeRows(source.text, head.delimiter).rows;
  const maker = makerOf(source);
  const found: Draft[] = [];
  const problems: Problem[] = [];
  for (const cells of rows) {
    const row = rowOf(cells, head.columns);
    const record = recordOfRow(row, source.text);
    const warn = (column: BankColumn, problem: Pick<Problem, 'code' | 'message' | 'hint'>): void => {
      problems.push(problemAt(source, row(column).at, 'warning', problem));
    };
    for (const column of JUDGED_NAMES) {
      if (fieldOf(record, column) !== undefined || row(column).text.trim() === '') continue;
      const message = `\`${column}\` must be ${JUDGED[column][0]}.`;
      warn(column, { code: 'question-malformed', message, hint: 'The default is used until you fix it.' });
    }
    if (row('question').text.trim() !== '') found.push(recordDraft(maker, record));
    else if (cells.cells.some((cell) => cell.trim() !== ''))
      warn('question', noQuestion('row', 'Write it in the column `question`, or delete the row.'));
  }
  return { source: maker.source(), found, problems };
}

export const exportedTable: BankReader = {
  name: 'prep-csv',
  title: 'table that prep exported (CSV)',
  recognises: (source) => headOf(source) !== undefined,
  read: readTable,
};
