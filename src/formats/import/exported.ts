// Questions as prep itself wrote them into a file of another notation: every text as it stands, nothing
// judged or guessed.
import type { Problem } from '../../core/base/problem.ts';
import {
  DIFFICULTIES,
  type Difficulty,
  type QuestionKind,
  STAR_PARTS,
  type StarPart,
} from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { BANK_COLUMNS, type BankColumn } from '../export/table.ts';
import {
  type CellText,
  cellText,
  type CsvRow,
  parseCsv,
  readItems,
  readTags,
  readWholeRows,
} from '../notation/csv.ts';
import { type JsonNode, jsonTree } from '../notation/json.ts';
import { phrasesOf, pointWith } from '../question/points.ts';
import { storyOf } from '../question/story.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './draft.ts';
import { type Maker, makerOf, type Stretch } from './made-source.ts';

/** A text, and the offset of the file that it was made of. */
type Told = { readonly text: string; readonly at: number };

type ExportedQuestion = {
  readonly id?: string;
  readonly number?: number;
  readonly section?: string;
  readonly title: Told;
  readonly kind?: QuestionKind;
  readonly tags: readonly string[];
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly suspended?: boolean;
  readonly source?: string;
  readonly created?: string;
  readonly updated?: string;
  readonly asked?: Told;
  readonly answer: Told;
  /** The parts of a story as they are told in the answer; `find` looks for them there. */
  readonly star?: Readonly<Partial<Record<StarPart, string>>> | 'find';
  /** Key points, each with other words for it. */
  readonly points: readonly (Told & { readonly also: readonly string[] })[];
  readonly followUps: readonly { readonly question: Told; readonly answer: Told }[];
  readonly notes?: Told;
};

/** Puts the parts of a story where they stand in the answer; one that does not stand there goes behind all else. */
function placedParts(
  { answer, star }: ExportedQuestion,
  answerAt: Stretch,
  maker: Maker,
): FoundQuestion['star'] {
  if (star === undefined || star === 'find') return undefined;
  const parts: Partial<Record<StarPart, Stretch>> = {};
  let from = 0;
  for (const part of STAR_PARTS) {
    const text = star[part];
    if (text === undefined) continue;
    const behind = answer.text.indexOf(text, from);
    const at = behind === -1 ? answer.text.indexOf(text) : behind;
    if (at === -1) parts[part] = maker.add(text, answer.at);
    else {
      parts[part] = { start: answerAt.start + at, end: answerAt.start + at + text.length };
      from = at + text.length;
    }
  }
  return parts;
}

/** A question whose key points and story are found when all texts are in place. */
type Placed = {
  readonly found: FoundQuestion;
  readonly points: readonly { readonly at: Stretch; readonly also: readonly string[] }[];
  readonly findsStory: boolean;
};

function placed(question: ExportedQuestion, maker: Maker): Placed {
  const { title, asked, answer, points, followUps, notes, kind, tags, source } = question;
  const { id, number, section, difficulty, minutes, suspended, created, updated } = question;
  const put = ({ text, at }: Told): Stretch => maker.add(text, at);
  const answerAt = put(answer);
  const star = placedParts(question, answerAt, maker);
  const found: FoundQuestion = {
    title: title.text,
    titleAt: put(title),
    answer: answerAt,
    tags,
    id,
    number,
    section,
    kind,
    difficulty,
    minutes,
    suspended,
    origin: source,
    created,
    updated,
    asked: asked && put(asked),
    star,
    followUps: followUps.map((each) => ({ question: put(each.question), answer: put(each.answer) })),
    notes: notes && put(notes),
  };
  return {
    found,
    points: points.map((point) => ({ at: put(point), also: point.also })),
    findsStory: question.star === 'find',
  };
}

function finished({ found, points, findsStory }: Placed, source: Source): FoundQuestion {
  const { start, end } = found.answer;
  const story = findsStory ? (storyOf(source, source.textAt(start, end), true) ?? {}) : {};
  const parts = Object.entries(story).map(
    ([part, { at }]) => [part, { start: at.start.offset, end: at.end.offset }] as const,
  );
  const keyPoints = points.map(({ at, also }) => pointWith(source.textAt(at.start, at.end), also));
  return {
    ...found,
    ...(findsStory && { star: Object.fromEntries(parts) }),
    ...(keyPoints.length > 0 && { keyPoints }),
  };
}

/** Makes a bank of questions that prep wrote. */
function exportedBank(
  file: Source,
  questions: readonly ExportedQuestion[],
  problems: readonly Problem[],
): ForeignBank {
  const maker = makerOf(file);
  const all = questions.map((question) => placed(question, maker));
  const source = maker.source();
  return { source, found: all.map((each) => finished(each, source)), problems, exact: true };
}

// The document that `prep export --format json` writes (docs/json.md), read as it was written: ids, stories
// and all. Knows the names of its fields; JSON of any other kind is read by json-bank.ts.

/** The first fields of the document, wherever blanks are: programs that lay it out anew keep their order. */
const OPENING = /^\ufeff?\s*\{\s*"v"\s*:\s*\d{1,4}\s*,\s*"command"\s*:\s*"export"\s*,\s*"mode"\s*:/;
const VERSION = 1;

const fieldOf = (node: JsonNode | undefined, name: string): JsonNode | undefined =>
  node?.kind === 'map' ? node.entries.find(([key]) => key === name)?.[1] : undefined;

const itemsOf = (node: JsonNode | undefined): readonly JsonNode[] =>
  node?.kind === 'list' ? node.items : [];

const toldBy = (node: JsonNode | undefined): Told | undefined =>
  node?.kind === 'text' ? { text: node.text, at: node.at } : undefined;

/** The text of a field of an object; empty, at the object, where there is none. */
const toldIn = (node: JsonNode, name: string): Told =>
  toldBy(fieldOf(node, name)) ?? { text: '', at: node.at };

function starOf(node: JsonNode | undefined): ExportedQuestion['star'] {
  if (node?.kind !== 'map') return undefined;
  const parts = STAR_PARTS.flatMap((part) => {
    const told = toldBy(fieldOf(node, part));
    return told ? [[part, told.text] as const] : [];
  });
  return Object.fromEntries(parts);
}

/** Facts that are texts, numbers or flags; whatever is something else is left out. */
function factsOf(
  node: JsonNode,
): Omit<ExportedQuestion, 'title' | 'answer' | 'points' | 'followUps' | 'tags'> {
  const text = (name: string): string | undefined => toldBy(fieldOf(node, name))?.text;
  const number = (name: string): number | undefined => {
    const field = fieldOf(node, name);
    return field?.kind === 'number' ? field.value : undefined;
  };
  const suspended = fieldOf(node, 'suspended');
  const facts = {
    id: text('id'),
    number: number('number'),
    section: text('section'),
    kind: (['open', 'star'] as const).find((kind) => kind === text('kind')),
    difficulty: DIFFICULTIES.find((level) => level === text('difficulty')),
    minutes: number('minutes'),
    suspended: suspended?.kind === 'flag' ? suspended.value : undefined,
    source: text('source'),
    created: text('created'),
    updated: text('updated'),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

/** Key points; their other words stand in a list of lists beside them. */
function pointsOf(node: JsonNode): ExportedQuestion['points'] {
  const alternatives = itemsOf(fieldOf(node, 'pointAlternatives'));
  return itemsOf(fieldOf(node, 'keyPoints')).flatMap((point, i) => {
    const told = toldBy(point);
    const phrases = itemsOf(alternatives[i]).flatMap((phrase) => toldBy(phrase)?.text ?? []);
    return told ? [{ ...told, also: phrasesOf(phrases.join(', ')) }] : [];
  });
}

function questionOf(node: JsonNode): ExportedQuestion {
  const star = starOf(fieldOf(node, 'star'));
  const [asked, notes] = [toldBy(fieldOf(node, 'asked')), toldBy(fieldOf(node, 'notes'))];
  return {
    ...factsOf(node),
    title: toldIn(node, 'title'),
    ...(asked && { asked }),
    answer: toldIn(node, 'answer'),
    ...(star && { star }),
    tags: itemsOf(fieldOf(node, 'tags')).flatMap((tag) => toldBy(tag)?.text ?? []),
    points: pointsOf(node),
    followUps: itemsOf(fieldOf(node, 'followUpTexts')).map((each) => ({
      question: toldIn(each, 'question'),
      answer: toldIn(each, 'answer'),
    })),
    ...(notes && { notes }),
  };
}

function read(source: Source): ForeignBank {
  const { values, faults } = jsonTree(source.text);
  const [document] = values;
  const fault = (at: number, message: string, hint: string): Problem => ({
    severity: 'error',
    code: 'question-malformed',
    at: source.spanAt(at, at),
    message,
    hint,
  });
  const version = fieldOf(document, 'v');
  if (version?.kind === 'number' && version.value > VERSION) {
    const newer = fault(version.at, 'A newer prep wrote this export.', 'Export it as md, or update prep.');
    return { source, found: [], problems: [newer] };
  }
  const problems = faults.map((at) =>
    fault(at, 'This is not the JSON that prep wrote; what can be read of it is.', 'Export it again.'),
  );
  const items = itemsOf(fieldOf(document, 'questions')).filter(({ kind }) => kind === 'map');
  return exportedBank(source, items.map(questionOf), problems);
}

/** Reads documents that prep exported. */
export const exportedJson: BankReader = {
  name: 'prep-json',
  title: 'JSON that prep exported',
  recognises: ({ text }) => OPENING.test(text.slice(0, 500)),
  read,
};

// The table that `prep export --format csv` writes, also after a spreadsheet had it: read as it was
// written, column by column. Knows the names of the columns, in any order and case; tables by other names
// are read by table-bank.ts.

/** A longer first row is none of this table. */
const LONGEST_HEADER = 1000;
/** Columns that no other table has together. */
const TELLING: readonly BankColumn[] = ['id', 'question', 'answer', 'key points', 'follow-ups', 'kind'];

type Columns = ReadonlyMap<BankColumn, number>;
type Head = { readonly delimiter: string; readonly columns: Columns };

function columnsOf(header: readonly string[]): Columns {
  const words = header.map((cell) => cell.trim().toLowerCase());
  return new Map(
    BANK_COLUMNS.map((column) => [column, words.indexOf(column)] as const).filter(([, index]) => index >= 0),
  );
}

/** What separates cells, and where the columns are; undefined for another table. */
function headOf({ text }: Source): Head | undefined {
  const [first = ''] = /^\ufeff?[^\r\n]*/.exec(text.slice(0, LONGEST_HEADER)) ?? [];
  if (!first.toLowerCase().includes('key points')) return undefined;
  const heads = [',', ';', '\t'].map((delimiter) => ({
    delimiter,
    columns: columnsOf(parseCsv(first, delimiter)[0] ?? []),
  }));
  return heads.find(({ columns }) => TELLING.every((column) => columns.has(column)));
}

/** Offsets of the lines of a cell in the file. */
function linesFrom(text: string, start: number, count: number): readonly number[] {
  const lines = [start];
  for (let at = start; lines.length < count;) {
    const newline = text.indexOf('\n', at);
    if (newline === -1) break;
    at = newline + 1;
    lines.push(at);
  }
  return lines;
}

/** One row: its cells by column, and where they stand. */
type Row = {
  readonly text: (column: BankColumn) => string;
  readonly at: (column: BankColumn) => number;
};

function rowOf({ cells, places }: CsvRow, columns: Columns): Row {
  const first = places[0] ?? 0;
  return {
    text: (column) => cellText(cells[columns.get(column) ?? -1] ?? ''),
    at: (column) => places[columns.get(column) ?? -1] ?? first,
  };
}

const wholeNumber = (text: string): number | undefined =>
  /^\s*\d{1,7}\s*$/.test(text) ? Number(text) : undefined;
/** Spreadsheets of some countries write commas. */
function minutesIn(text: string): number | undefined {
  const plain = text.trim().replace(',', '.');
  const number = /^\d{1,3}(?:\.\d{1,20})?$/.test(plain) ? Number(plain) : 0;
  return number > 0 ? number : undefined;
}

/** The facts of a row, and the columns whose cell cannot be what it should be. */
function factsOfExportedTable({ text }: Row): {
  readonly facts: Omit<ExportedQuestion, 'title' | 'answer' | 'points' | 'followUps'>;
  readonly wrong: readonly BankColumn[];
} {
  const word = (column: BankColumn): string => text(column).trim().toLowerCase();
  const number = wholeNumber(text('number'));
  const minutes = minutesIn(text('minutes'));
  const difficulty = DIFFICULTIES.find((level) => level === word('difficulty'));
  const kind = (['open', 'star'] as const).find((one) => one === word('kind'));
  const known = { number, minutes, difficulty, kind };
  const wrong = (['number', 'minutes', 'difficulty', 'kind'] as const).filter(
    (column) => known[column] === undefined && word(column) !== '',
  );
  const id = text('id').trim();
  const texts = (['source', 'created', 'updated'] as const).flatMap((column) => {
    const cell = text(column);
    return cell === '' ? [] : [[column, cell] as const];
  });
  return {
    facts: {
      ...(id !== '' && { id }),
      number,
      section: text('section'),
      tags: readTags(text('tags')),
      difficulty,
      minutes,
      kind,
      suspended: word('suspended') === 'true',
      ...Object.fromEntries(texts),
    },
    wrong,
  };
}

function questionOfExportedTable(
  row: Row,
  source: Source,
): { question: ExportedQuestion; wrong: readonly BankColumn[] } {
  const told = (column: BankColumn): Told => ({ text: row.text(column), at: row.at(column) });
  const within = (column: BankColumn): ((one: CellText) => Told) => {
    const lines = linesFrom(source.text, row.at(column), row.text(column).split('\n').length);
    return ({ text, line }) => ({ text, at: lines[line] ?? row.at(column) });
  };
  const { facts, wrong } = factsOfExportedTable(row);
  const [point, asked] = [within('key points'), within('follow-ups')];
  const question: ExportedQuestion = {
    ...facts,
    title: told('question'),
    ...(row.text('asked') !== '' && { asked: told('asked') }),
    answer: told('answer'),
    ...(facts.kind === 'star' && { star: 'find' as const }),
    points: readItems(row.text('key points')).map(({ item, reply }) => ({
      ...point(item),
      also: phrasesOf(reply.text),
    })),
    followUps: readItems(row.text('follow-ups')).map(({ item, reply }) => ({
      question: asked(item),
      answer: asked(reply),
    })),
    ...(row.text('notes') !== '' && { notes: told('notes') }),
  };
  return { question, wrong };
}

const TAKES: Readonly<Partial<Record<BankColumn, string>>> = {
  number: 'a whole number',
  minutes: 'a number of minutes',
  difficulty: DIFFICULTIES.join(', '),
  kind: 'open or star',
};

function readOfExportedTable(source: Source): ForeignBank {
  const head = headOf(source);
  if (!head) return { source, found: [], problems: [] };
  const [, ...rows] = readWholeRows(source.text, head.delimiter).rows;
  const questions: ExportedQuestion[] = [];
  const problems: Problem[] = [];
  for (const cells of rows) {
    if (cells.cells.every((cell) => cell.trim() === '')) continue;
    const row = rowOf(cells, head.columns);
    const { question, wrong } = questionOfExportedTable(row, source);
    const warn = (column: BankColumn, problem: Pick<Problem, 'code' | 'message' | 'hint'>): void => {
      problems.push({
        severity: 'warning',
        at: source.spanAt(row.at(column), row.at(column)),
        ...problem,
      });
    };
    for (const column of wrong)
      warn(column, {
        code: 'question-malformed',
        message: `\`${column}\` takes ${TAKES[column]}.`,
        hint: 'Until then the default holds.',
      });
    if (question.title.text.trim() !== '') questions.push(question);
    else
      warn('question', {
        code: 'title-missing',
        message: 'This row has no question.',
        hint: 'Write it into the column `question`, or delete the row.',
      });
  }
  return exportedBank(source, questions, problems);
}

/** Reads tables that prep wrote. */
export const exportedTable: BankReader = {
  name: 'prep-csv',
  title: 'table that prep exported (CSV)',
  recognises: (source) => headOf(source) !== undefined,
  read: readOfExportedTable,
};
