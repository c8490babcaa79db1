// Questions that prep exported as a table or JSON: every text verbatim, without heuristics.
import type { Problem } from '../../core/base/problem.ts';
import { DIFFICULTIES, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import type { Range, Source } from '../../core/base/span.ts';
import type { BankColumn } from '../export/table.ts';
import { cellText, type CsvRow, parseCsv, readItems, readTags, readWholeRows } from '../notation/csv.ts';
import { type JsonNode, jsonTree } from '../notation/json.ts';
import { phrasesOf, pointWith } from '../question/points.ts';
import type { BankReader, Draft, Drafts } from './draft.ts';
import type { Written } from './fields.ts';
import { makerOf, type TextMaker } from './made-source.ts';

type Texts = {
  readonly title: Written;
  readonly asked?: Written;
  readonly answer: Written;
  /** Parts of a story are passages of the answer, usually in order. */
  readonly star?: Readonly<Partial<Record<StarPart, string>>>;
  readonly points: readonly (Written & { readonly also: readonly string[] })[];
  readonly followUps: readonly (readonly [question: Written, answer: Written])[];
  readonly notes?: Written;
};

type Facts = Omit<Draft, keyof Texts | 'titleAt' | 'keyPoints'>;

function placedParts(answer: string, start: number, star: NonNullable<Texts['star']>): Draft['star'] {
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

export function exportedDraft(maker: TextMaker, facts: Facts, texts: Texts): Draft {
  const { title, asked, star, followUps, notes, points } = texts;
  const put = ({ text, at }: Written): Range => maker.add(text, at);
  const answer = put(texts.answer);
  return {
    ...facts,
    answer,
    star: star && placedParts(texts.answer.text, answer.start, star),
    title: title.text,
    titleAt: put(title),
    asked: asked && put(asked),
    followUps: followUps.map(([question, reply]) => ({ question: put(question), answer: put(reply) })),
    notes: notes && put(notes),
    keyPoints: points.map(({ text, at, also }) => pointWith(maker.addText(text, at), also)),
  };
}

const KINDS = ['open', 'star'] as const;
const oneOf = <T extends string>(words: readonly T[], word: string | undefined): T | undefined =>
  words.find((each) => each === word);

/** The first fields of the document, with any whitespace: programs that reformat it keep their order. */
const OPENING = /^\ufeff?\s*\{\s*"v"\s*:\s*\d{1,4}\s*,\s*"command"\s*:\s*"export"\s*,\s*"mode"\s*:/;
const VERSION = 1;

const fieldOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'map' ? node.entries.find(([key]) => key === name)?.[1] : undefined;

const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.kind === 'list' ? node.items : [];

const textOf = (node: JsonNode | undefined): Written | undefined =>
  node?.kind === 'text' ? node : undefined;

const textsOf = (node: JsonNode | undefined): readonly string[] =>
  itemsOf(node).flatMap((item) => textOf(item)?.text ?? []);

/** Empty when absent, at the offset of the object. */
const textIn = (node: JsonNode, name: string): Written =>
  textOf(fieldOf(node, name)) ?? { text: '', at: node.at };

function factsIn(node: JsonNode): Facts {
  const text = (name: string): string | undefined => textOf(fieldOf(node, name))?.text;
  const number = (name: string): number | undefined => {
    const field = fieldOf(node, name);
    return field?.kind === 'number' ? field.value : undefined;
  };
  const suspended = fieldOf(node, 'suspended');
  return {
    id: text('id'),
    number: number('number'),
    section: text('section'),
    tags: textsOf(fieldOf(node, 'tags')),
    kind: oneOf(KINDS, text('kind')),
    difficulty: oneOf(DIFFICULTIES, text('difficulty')),
    minutes: number('minutes'),
    suspended: suspended?.kind === 'flag' && suspended.value,
    origin: text('source'),
    created: text('created'),
    updated: text('updated'),
  };
}

function textsIn(node: JsonNode): Texts {
  const star = fieldOf(node, 'star');
  const parts = STAR_PARTS.map((part) => [part, textOf(fieldOf(star, part))?.text] as const);
  const alternatives = itemsOf(fieldOf(node, 'pointAlternatives'));
  return {
    title: textIn(node, 'title'),
    asked: textOf(fieldOf(node, 'asked')),
    answer: textIn(node, 'answer'),
    star: star?.kind === 'map' ? Object.fromEntries(parts) : undefined,
    points: itemsOf(fieldOf(node, 'keyPoints')).flatMap((point, i) => {
      const written = textOf(point);
      return written ? [{ ...written, also: phrasesOf(textsOf(alternatives[i]).join(', ')) }] : [];
    }),
    followUps: itemsOf(fieldOf(node, 'followUpTexts')).map((each) => [
      textIn(each, 'question'),
      textIn(each, 'answer'),
    ]),
    notes: textOf(fieldOf(node, 'notes')),
  };
}

function readJson(source: Source): Drafts {
  const { values, faults } = jsonTree(source.text);
  const [document] = values;
  const problem = (at: number, message: string, hint: string): Problem => ({
    severity: 'error',
    code: 'question-malformed',
    at: source.spanAt(at, at),
    message,
    hint,
  });
  const version = fieldOf(document, 'v');
  if (version?.kind === 'number' && version.value > VERSION) {
    const newer = problem(version.at, 'A newer prep wrote this export.', 'Export it as md, or update prep.');
    return { source, found: [], problems: [newer] };
  }
  const items = itemsOf(fieldOf(document, 'questions')).filter(({ kind }) => kind === 'map');
  const maker = makerOf(source);
  const found = items.map((node) => exportedDraft(maker, factsIn(node), textsIn(node)));
  const problems = faults.map((at) =>
    problem(at, 'This is not the JSON that prep wrote; what can be read of it is.', 'Export it again.'),
  );
  return { source: maker.source(), found, problems, exact: true };
}

export const exportedJson: BankReader = {
  name: 'prep-json',
  title: 'JSON that prep exported',
  recognises: ({ text }) => OPENING.test(text.slice(0, 500)),
  read: readJson,
};

// The table of `prep export --format csv`, perhaps saved by a spreadsheet: columns in any order and case.

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

/** The items of a cell, and what is written behind them, at their lines. */
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
  const plain = text.trim().replace(',', '.');
  const number = /^\d{1,3}(?:\.\d{1,20})?$/.test(plain) ? Number(plain) : 0;
  return number > 0 ? number : undefined;
}

function factsOf(row: Row): Facts {
  const text = (column: BankColumn): string => row(column).text;
  const word = (column: BankColumn): string => text(column).trim().toLowerCase();
  const kind = oneOf(KINDS, word('kind'));
  return {
    id: text('id').trim() || undefined,
    number: /^\s*\d{1,7}\s*$/.test(text('number')) ? Number(text('number')) : undefined,
    section: text('section'),
    tags: readTags(text('tags')),
    difficulty: oneOf(DIFFICULTIES, word('difficulty')),
    minutes: minutesIn(text('minutes')),
    kind,
    findsStory: kind === 'star',
    suspended: word('suspended') === 'true',
    origin: text('source') || undefined,
    created: text('created') || undefined,
    updated: text('updated') || undefined,
  };
}

function textsOfRow(row: Row, whole: string): Texts {
  const filled = (column: BankColumn): Written | undefined =>
    row(column).text === '' ? undefined : row(column);
  const points = itemsIn(row('key points'), whole);
  return {
    title: row('question'),
    asked: filled('asked'),
    answer: row('answer'),
    points: points.map(([point, { text }]) => ({ ...point, also: phrasesOf(text) })),
    followUps: itemsIn(row('follow-ups'), whole),
    notes: filled('notes'),
  };
}

const TAKES = {
  number: 'a whole number',
  minutes: 'a number of minutes',
  difficulty: DIFFICULTIES.join(', '),
  kind: 'open or star',
};
const JUDGED = ['number', 'minutes', 'difficulty', 'kind'] as const;

function readTable(source: Source): Drafts {
  const head = headOf(source);
  if (!head) return { source, found: [], problems: [] };
  const [, ...rows] = readWholeRows(source.text, head.delimiter).rows;
  const maker = makerOf(source);
  const found: Draft[] = [];
  const problems: Problem[] = [];
  for (const cells of rows) {
    const row = rowOf(cells, head.columns);
    const facts = factsOf(row);
    const warn = (column: BankColumn, problem: Pick<Problem, 'code' | 'message' | 'hint'>): void => {
      const { at } = row(column);
      problems.push({ severity: 'warning', at: source.spanAt(at, at), ...problem });
    };
    for (const column of JUDGED) {
      if (facts[column] !== undefined || row(column).text.trim() === '') continue;
      const message = `\`${column}\` takes ${TAKES[column]}.`;
      warn(column, { code: 'question-malformed', message, hint: 'Until then the default holds.' });
    }
    if (row('question').text.trim() !== '')
      found.push(exportedDraft(maker, facts, textsOfRow(row, source.text)));
    else if (cells.cells.some((cell) => cell.trim() !== ''))
      warn('question', {
        code: 'title-missing',
        message: 'This row has no question.',
        hint: 'Write it into the column `question`, or delete the row.',
      });
  }
  return { source: maker.source(), found, problems, exact: true };
}

export const exportedTable: BankReader = {
  name: 'prep-csv',
  title: 'table that prep exported (CSV)',
  recognises: (source) => headOf(source) !== undefined,
  read: readTable,
};
