// Questions that prep exported, as JSON, a table, or Anki notes: every text verbatim, without heuristics.
import { isObject, isText, ownField, type UnknownFields } from '../../core/base/collections.ts';
import type { Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES } from '../../core/base/question.ts';
import type { Source, Text } from '../../core/base/span.ts';
import type { BankColumn } from '../export/outgoing.ts';
import { cellText, parseCsv, readItems, readTags, readWholeRows } from '../notation/csv.ts';
import { type JsonNode, jsonTree } from '../notation/json.ts';
import { phrasesOf, pointWith } from '../question/points.ts';
import { mayTellStory } from '../question/story.ts';
import { type BankReader, type Draft, type Drafts, noQuestion, problemAt } from './draft.ts';
import { makerOf, type TextMaker } from './made-source.ts';

// As in the JSON of an export. Tables and notes give the same record.

const textIn = (fields: unknown, name: string): string | undefined => {
  const value = isObject(fields) ? ownField(fields, name) : undefined;
  return isText(value) ? value : undefined;
};

const KINDS = ['open', 'star'] as const;
const oneOf = <T extends string>(words: readonly T[], word: unknown): T | undefined =>
  words.find((each) => each === word);

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textsOf = (value: unknown): readonly string[] => listOf(value).filter(isText);

/** Parts of a story are found in the answer. */
export function recordDraft(maker: TextMaker, record: UnknownFields, at: number): Draft {
  const text = (name: string): string | undefined => textIn(record, name);
  const number = (name: string): number | undefined => {
    const value = ownField(record, name);
    return typeof value === 'number' ? value : undefined;
  };
  const put = (words = ''): Text => maker.add(words, at);
  const filled = (name: string): Text | undefined => (text(name) === undefined ? undefined : put(text(name)));
  const [title = '', told = ''] = [text('title'), text('answer')];
  const kind = oneOf(KINDS, text('kind'));
  const alternatives = listOf(ownField(record, 'pointAlternatives'));
  return {
    exact: true,
    id: text('id'),
    number: number('number'),
    section: text('section'),
    tags: textsOf(ownField(record, 'tags')),
    kind,
    difficulty: oneOf(DIFFICULTIES, text('difficulty')),
    minutes: number('minutes'),
    suspended: ownField(record, 'suspended') === true,
    source: text('source'),
    created: text('created'),
    updated: text('updated'),
    title,
    titleAt: put(title).at,
    asked: filled('asked'),
    answer: put(told),
    findsStory: kind === undefined ? mayTellStory(told) : kind === 'star',
    keyPoints: listOf(ownField(record, 'keyPoints')).flatMap((point, i) => {
      const also = phrasesOf(textsOf(alternatives[i]).join(', '));
      return isText(point) ? [pointWith(maker.add(point, at), also)] : [];
    }),
    followUps: listOf(ownField(record, 'followUpTexts')).map((each) => ({
      question: put(textIn(each, 'question')),
      answer: put(textIn(each, 'answer')),
    })),
    notes: filled('notes'),
  };
}

function valueOf(node: JsonNode | undefined): unknown {
  if (node?.kind === 'text') return node.text;
  if (node?.kind === 'list') return node.items.map(valueOf);
  if (node?.kind === 'map')
    return Object.fromEntries(node.entries.map(([key, each]) => [key, valueOf(each)]));
  return node?.kind === 'number' || node?.kind === 'flag' ? node.value : undefined;
}

/** The first fields of the document, with any whitespace: programs that reformat it keep their order. */
const OPENING = /^\ufeff?\s*\{\s*"v"\s*:\s*\d{1,4}\s*,\s*"command"\s*:\s*"export"\s*,\s*"mode"\s*:/;
const VERSION = 1;

function readJson(source: Source): Drafts {
  const { values, faults } = jsonTree(source.text);
  const [document] = values;
  const problem = (at: number, message: string, hint: string): Problem =>
    problemAt(source, at, 'error', { code: 'question-malformed', message, hint });
  const entries = new Map(document?.kind === 'map' ? document.entries : []);
  const version = entries.get('v');
  if (version?.kind === 'number' && version.value > VERSION) {
    const newer = problem(
      version.at,
      'A newer version of prep wrote this export.',
      'Export it as md, or update prep.',
    );
    return { source, found: [], problems: [newer] };
  }
  const questions = entries.get('questions');
  const maker = makerOf(source);
  const found = (questions?.kind === 'list' ? questions.items : []).flatMap((node) => {
    const record = valueOf(node);
    return isObject(record) ? [recordDraft(maker, record, node.at)] : [];
  });
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

function headOf({ text }: Source) {
  const [first = ''] = text.slice(0, LONGEST_HEADER).split(/[\r\n]/, 1);
  if (!first.toLowerCase().includes('key points')) return undefined;
  const heads = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    columns: (parseCsv(first, delimiter)[0] ?? []).map((cell) => cell.trim().toLowerCase()),
  }));
  return heads.find(({ columns }) => TELLING.every((column) => columns.includes(column)));
}

/** In some locales, spreadsheets write a decimal comma. */
function minutesIn(text: string): number | undefined {
  const plain = text.replace(',', '.');
  const number = /^\d{1,3}(?:\.\d{1,20})?$/.test(plain) ? Number(plain) : 0;
  return number > 0 ? number : undefined;
}

type Judged = readonly [column: BankColumn, is: string, read: (text: string) => unknown];
const JUDGED: readonly Judged[] = [
  ['number', 'a whole number', (text) => (/^\d{1,7}$/.test(text) ? Number(text) : undefined)],
  ['minutes', 'a number of minutes', minutesIn],
  ['difficulty', DIFFICULTIES.join(', '), (text) => oneOf(DIFFICULTIES, text.toLowerCase())],
  ['kind', 'open or star', (text) => oneOf(KINDS, text.toLowerCase())],
];
/** An empty cell of these is absent. */
const TEXTS = ['asked', 'notes', 'source', 'created', 'updated'] as const;

function recordOfRow(cell: (column: BankColumn) => string): UnknownFields {
  const judged = JUDGED.map(([name, , read]) => [name, read(cell(name).trim())] as const);
  const texts = TEXTS.map((name) => [name, cell(name) || undefined] as const);
  const points = readItems(cell('key points'));
  return {
    ...Object.fromEntries<unknown>([...judged, ...texts]),
    id: cell('id').trim() || undefined,
    section: cell('section'),
    title: cell('question'),
    answer: cell('answer'),
    tags: readTags(cell('tags')),
    suspended: cell('suspended').trim().toLowerCase() === 'true',
    keyPoints: points.map(([point]) => point),
    pointAlternatives: points.map(([, also]) => phrasesOf(also)),
    followUpTexts: readItems(cell('follow-ups')).map(([question, answer]) => ({ question, answer })),
  };
}

function readTable(source: Source): Drafts {
  const { delimiter = '', columns = [] } = headOf(source) ?? {};
  if (delimiter === '') return { source, found: [], problems: [] };
  const [, ...rows] = readWholeRows(source.text, delimiter).rows;
  const maker = makerOf(source);
  const found: Draft[] = [];
  const problems: Problem[] = [];
  for (const { cells, places } of rows) {
    const cell = (column: BankColumn): string => cellText(cells[columns.indexOf(column)] ?? '');
    const placeOf = (column: BankColumn): number => places[columns.indexOf(column)] ?? places[0] ?? 0;
    const record = recordOfRow(cell);
    const warn = (column: BankColumn, problem: Pick<Problem, 'code' | 'message' | 'hint'>): void => {
      problems.push(problemAt(source, placeOf(column), 'warning', problem));
    };
    for (const [column, is] of JUDGED) {
      if (record[column] !== undefined || cell(column).trim() === '') continue;
      const message = `\`${column}\` must be ${is}.`;
      warn(column, { code: 'question-malformed', message, hint: 'The default is used until you fix it.' });
    }
    if (cell('question').trim() !== '') found.push(recordDraft(maker, record, placeOf('question')));
    else if (cells.some((each) => each.trim() !== ''))
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
