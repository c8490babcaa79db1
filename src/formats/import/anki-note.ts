// A note of Anki as a question: its words, its answer, what else it says.
import { type Difficulty, STAR_PARTS } from '../../core/base/question.ts';
import { decodeEntities } from '../../core/base/markup.ts';
import { oneLine } from '../../core/base/text.ts';
import { ALSO_ATTRIBUTE, NOTE_FIELDS, NOTE_TYPE, type NoteField } from '../export/anki-collection.ts';
import { markdownOf } from '../markdown/from-html.ts';
import { type CsvRow, readCsv } from '../notation/csv.ts';
import { phrasesOf } from '../question/points.ts';
import { fieldsNamed, type Role } from './fields.ts';
import { difficultyOf, questionWords } from './words.ts';

// Sentences with hidden parts as Anki writes them: `{{c1::hidden}}`, `{{c2::hidden::hint}}`, one inside
// another.

/** A sentence in its three forms. `hidden` in the order in which the parts end, those that hold others after them. */
type Cloze = {
  readonly withGaps: string;
  readonly filled: string;
  readonly hidden: readonly string[];
};

const OPENING = /\{\{c\d{1,3}(?:,\d{1,3}){0,20}::/;
const MARK = /\{\{c\d{1,3}(?:,\d{1,3}){0,20}::|[{}]/g;
const DEEPEST = 8;

/** Whether a text has a hidden part. */
export function hasCloze(text: string): boolean {
  const opening = OPENING.exec(text);
  return opening !== null && text.includes('}}', opening.index + opening[0].length);
}

type Part = { gaps: string; filled: string; braces: number };

/** What a part shows when it is hidden, and what it hides. A hint stands behind the first `::`, as Anki has it. */
function partsOf(text: string): readonly [hidden: string, hint: string] {
  const at = text.indexOf('::');
  return at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at + 2)];
}

const GAP = '[…]';

/**
 * Reads a sentence. Braces of a formula inside a part (`\frac{1}{2}}}`) are its own, whatever Anki makes of them.
 * Parts that do not end are text.
 * @param shown puts marks around what was hidden
 */
export function readCloze(text: string, shown: (hidden: string) => string): Cloze {
  const hidden: string[] = [];
  const open: Part[] = [{ gaps: '', filled: '', braces: 0 }];
  const openings: string[] = [];
  const add = (piece: string): void => {
    const part = open.at(-1);
    if (!part) return;
    part.gaps += piece;
    part.filled += piece;
  };
  const close = (): void => {
    const part = open.pop();
    const outer = open.at(-1);
    openings.pop();
    if (!part || !outer) return;
    const [words, hint] = partsOf(part.filled);
    hidden.push(words);
    outer.gaps += hint === '' ? GAP : `[${hint}]`;
    outer.filled += shown(words);
  };
  let from = 0;
  MARK.lastIndex = 0;
  for (let found = MARK.exec(text); found; found = MARK.exec(text)) {
    const [mark] = found;
    const at = found.index;
    const part = open.at(-1);
    if (at > from) add(text.slice(from, at));
    from = at + mark.length;
    const inside = openings.length > 0 && part !== undefined;
    if (mark.length > 1 && openings.length < DEEPEST) {
      open.push({ gaps: '', filled: '', braces: 0 });
      openings.push(mark);
    } else if (
      mark === '}' &&
      inside &&
      text.charAt(from) === '}' &&
      !(part.braces > 0 && text.charAt(from + 1) === '}')
    ) {
      close();
      from += 1;
      MARK.lastIndex = from;
    } else {
      if (inside) part.braces = Math.max(0, part.braces + (mark === '}' ? -1 : 1));
      add(mark);
    }
  }
  add(text.slice(from));
  while (openings.length > 0) {
    const opening = openings.pop() ?? '';
    const part = open.pop();
    const outer = open.at(-1);
    if (!part || !outer) break;
    outer.gaps += opening + part.gaps;
    outer.filled += opening + part.filled;
  }
  const [whole] = open;
  return { withGaps: whole?.gaps ?? text, filled: whole?.filled ?? text, hidden };
}

// The fields of an Anki note in the order in which prep reads them: the question, the answer, then
// everything else.

/** Names that say nothing of a field that is shown after the answer. */
const PLAIN =
  /^(?:(?:back|front|more|add)?[\s_-]{0,2}(?:extras?|remarks?|notes?|comments?|info(?:rmation)?)|field[\s_-]?\d{0,3})$/i;

/** What fields of a note are for, where their names say it. */
type FieldRole = Extract<Role, 'question' | 'answer' | 'number' | 'difficulty' | 'origin'>;

const rankOf = (name: string, role: FieldRole): number =>
  fieldsNamed(name).find((one) => one.role === role && one.sure)?.rank ?? Infinity;

/** The field whose name says most clearly that it has a role; -1 without one. */
function fieldOf(names: readonly string[], role: FieldRole, except: number): number {
  let best = -1;
  let least = Infinity;
  names.forEach((name, at) => {
    const rank = at === except ? Infinity : rankOf(name, role);
    if (rank < least) [best, least] = [at, rank];
  });
  return best;
}

/** Where the fields of a kind of note stand, as far as their names say what they are; -1 where they do not. */
export type NamedFields = Readonly<Record<FieldRole, number>>;

/** Judges the names of all fields of a kind of note; none when they are not known. */
export function namedFields(names: readonly string[]): NamedFields {
  const question = fieldOf(names, 'question', -1);
  return {
    question,
    answer: fieldOf(names, 'answer', question),
    number: fieldOf(names, 'number', question),
    difficulty: fieldOf(names, 'difficulty', question),
    origin: fieldOf(names, 'origin', question),
  };
}

/**
 * The fields of a note that are its question and its answer: by their names, else the first, and the first other that holds
 * something. A sentence with hidden parts is both.
 */
export function mainFields(
  named: NamedFields,
  values: readonly string[],
): { readonly question: number; readonly answer: number } {
  const cloze = values.findIndex(hasCloze);
  if (cloze !== -1) return { question: cloze, answer: cloze };
  const isFilled = (at: number): boolean => (values[at] ?? '').trim() !== '';
  const question = Math.max(0, named.question);
  const aside = new Set([question, named.number, named.difficulty]);
  const answer = isFilled(named.answer)
    ? named.answer
    : values.findIndex((_, at) => isFilled(at) && !aside.has(at));
  return { question, answer };
}

/** The name of a field as it is shown before what the field holds; empty for one that says nothing. */
export const shownName = (name: string | undefined): string =>
  name === undefined || PLAIN.test(name.trim()) ? '' : name.trim();

/** A kind of note: the names of its fields, where they are known. */
export type NoteKind = {
  readonly names: readonly string[];
  readonly named: NamedFields;
  readonly html: boolean;
};

/** What a note says, as Markdown, each text with the cell that it comes from. */
export type NoteWords = {
  /** Plain words on one line. */
  readonly title: string;
  readonly question: Cell;
  readonly asked: string;
  readonly number?: number;
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly origin?: string;
  readonly section?: string;
  readonly answer: Cell;
  /** What a good answer must contain, where the note says it: the parts that a sentence hides. */
  readonly points: readonly string[];
  /** Other words for the points that have any. */
  readonly alternatives?: ReadonlyMap<string, readonly string[]>;
  readonly followUps?: readonly { readonly question: string; readonly answer: string }[];
  /** Fields that are neither the question nor the answer. */
  readonly notes: readonly Cell[];
};

const SOUND = /\[sound:([^\]\n]{1,300})\]/g;
/** Texts that Anki speaks aloud stand between such marks. */
const SPOKEN = /\[\/?anki:[^\]\n]{0,200}\]/g;
/** What an exported card repeats of its question ends here. */
const ANSWER_LINE = /<hr id=["']?answer["']?\s{0,3}\/?>/i;
const INLINE = /<\/?(?:b|i|u|em|strong|span|font|mark)(?:\s[^<>]{0,500})?>/gi;

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function withMedia(field: string, html: boolean): string {
  if (!field.includes('[')) return field;
  const spoken = field.replaceAll(SPOKEN, '');
  return spoken.replaceAll(SOUND, (_, name: string) =>
    html ? `<audio src="${attribute(name)}"></audio>` : `[${name}](<${name}>)`,
  );
}

/** A field as Markdown. */
function fieldText(field: string, html: boolean): string {
  const text = withMedia(field, html);
  return (html ? markdownOf(text) : text).trim();
}

/** Lines that are more than words: what stands from there on is shown as it is. */
const FORM = /^[ \t]{0,3}(?:[-*+] |\d{1,3}[.)] |[|>]|`{3}|~{3}|!\[|\$\$)/m;
const IMAGE = /!\[([^\]\n]{0,300})\]\((?:<[^<>\n]{0,500}>|[^()\s]{0,500})\)/g;
/** Signs of Markdown that stand for themselves, outside of code and formulas. */
const ESCAPED = /`[^`\n]{0,500}`|\$[^$\n]{0,500}\$|\\([!-/:-@[-`{-~])/g;

const unescaped = (text: string): string => text.replaceAll(ESCAPED, (whole, char?: string) => char ?? whole);

const SUMMARY = /<summary(?:\s[^<>]{0,300})?>([\s\S]*?)<\/summary>/i;

/** What unfolds in a question is its answer: Notion's toggle lists come so. */
const folded = (field: string): string =>
  field.includes('<details') ? (SUMMARY.exec(field)?.[1] ?? field) : field;

/** Takes the words of a question apart: a title, and what is shown below it. */
function askedOf(field: string, html: boolean): Pick<NoteWords, 'title' | 'asked' | 'number'> {
  const text = fieldText(html ? folded(field).replaceAll(INLINE, '') : field, html);
  const form = text.search(FORM);
  const [head, body] = form > 0 ? [text.slice(0, form), text.slice(form)] : [text, ''];
  const { title, rest, number } = questionWords(head);
  const images = title.match(IMAGE) ?? [];
  const words = title.replaceAll(IMAGE, '').replaceAll(/\s+/g, ' ').trim();
  const alone = title.replaceAll(IMAGE, '$1').trim();
  const shown = [...images, rest, body.trimEnd()].filter((each) => each !== '');
  return {
    title: unescaped(words === '' ? alone : words).replace(/^[-*+] (?=\S)/, ''),
    asked: shown.join('\n\n'),
    number,
  };
}

/** A field that is shown after the answer, with its name where that says something. */
function noteOf(cell: Cell, name: string, html: boolean): Cell {
  const text = fieldText(cell.text, html);
  if (name === '' || text === '') return { text, at: cell.at };
  return { text: `**${name}:**${/^[-|`>#]|\n/.test(text) ? '\n\n' : ' '}${text}`, at: cell.at };
}

const LONGEST_ORIGIN = 500;

/** What fields with a name of their own say, and which of them said it. */
function factsOf(fields: readonly Cell[], { named, html }: NoteKind) {
  const textAt = (at: number): string => fieldText(fields[at]?.text ?? '', html);
  const number = /^#?0{0,9}(\d{1,6})\.?$/.exec(textAt(named.number))?.[1];
  const difficulty = difficultyOf(textAt(named.difficulty).slice(0, 40));
  // Many a field `Origin` is where a muscle or a word comes from.
  const place = textAt(named.origin);
  const origin = /^\S*https?:\/\/\S+$/.test(place) ? place.slice(0, LONGEST_ORIGIN) : '';
  const facts = {
    ...(number !== undefined && { number: Number(number) }),
    difficulty,
    ...(origin !== '' && { origin }),
  };
  const said = new Set([
    ...(number === undefined ? [] : [named.number]),
    ...(difficulty ? [named.difficulty] : []),
    ...(origin === '' ? [] : [named.origin]),
  ]);
  return { facts, said };
}

const EMPTY: Cell = { text: '', at: 0 };

/**
 * Reads the fields of a note.
 * @returns undefined for a note that asks nothing in words: an empty one, or an image with covered parts
 */
export function noteWords(fields: readonly Cell[], kind: NoteKind): NoteWords | undefined {
  const { names, named, html } = kind;
  const main = mainFields(
    named,
    fields.map(({ text }) => text),
  );
  const question = fields[main.question];
  if (!question || isOcclusion(question.text)) return undefined;
  const { facts, said } = factsOf(fields, kind);
  const others = fields.flatMap((cell, at) =>
    at === main.question || at === main.answer || said.has(at)
      ? []
      : [noteOf(cell, shownName(names[at]), html)],
  );
  const notes = others.filter(({ text }) => text !== '');
  if (main.answer !== main.question) {
    const asked = askedOf(question.text, html);
    const answer = fields[main.answer] ?? { ...EMPTY, at: question.at };
    const text = fieldText(answer.text.split(ANSWER_LINE).at(-1) ?? '', html);
    return asked.title === ''
      ? undefined
      : { ...asked, ...facts, question, answer: { text, at: answer.at }, points: [], notes };
  }
  const marks = html ? ['<b>', '</b>'] : ['**', '**'];
  const { withGaps, filled, hidden } = readCloze(question.text, (part) =>
    part === '' ? '' : marks.join(part),
  );
  return {
    ...askedOf(withGaps, html),
    ...facts,
    question,
    answer: { text: fieldText(filled, html), at: question.at },
    points: hidden.map((part) => fieldText(part, html).replaceAll(/\s+/g, ' ')).filter((part) => part !== ''),
    notes,
  };
}

/** Whether a question is an image with covered parts: nothing that words could ask. */
export const isOcclusion = (text: string): boolean => /\{\{c\d{1,3}::image-occlusion:/.test(text);

// The table of an Anki text export: the lines with `#` at its head, and its rows.

/** What the head of an export says. Columns count from 0. */
export type AnkiHead = {
  /** A single character; undefined when it is not said. */
  readonly separator?: string;
  /** Whether cells are HTML; undefined when it is not said. */
  readonly html?: boolean;
  /** Columns that are no fields of a note, by what they hold. */
  readonly special: ReadonlyMap<SpecialColumn, number>;
  /** For all rows. */
  readonly notetype?: string;
  readonly deck?: string;
  readonly tags: readonly string[];
  /** Names of all columns, where they are said. */
  readonly columns: readonly string[];
  /** How sure it is that Anki wrote, or is to read, what follows: `maybe` when other notes could begin so. */
  readonly sure: 'yes' | 'maybe' | 'no';
  /** Where the rows begin. */
  readonly end: number;
};

export type SpecialColumn = 'guid' | 'notetype' | 'deck' | 'tags';

/** A cell, quotes taken off, and where its first character stands in the file. */
export type Cell = { readonly text: string; readonly at: number };

type AnkiRows = {
  readonly rows: readonly (readonly Cell[])[];
  /** Where a quote was opened that does not end. */
  readonly open?: number | undefined;
};

const SEPARATORS: ReadonlyMap<string, string> = new Map([
  ['tab', '\t'],
  [String.raw`\t`, '\t'],
  ['comma', ','],
  ['semicolon', ';'],
  ['pipe', '|'],
  ['colon', ':'],
  ['space', ' '],
]);
const SETTING = /^#[ \t]*([A-Za-z ]{2,20}?)[ \t]*:(.*)$/;
const COLUMNS: ReadonlyMap<string, SpecialColumn> = new Map([
  ['guid column', 'guid'],
  ['notetype column', 'notetype'],
  ['deck column', 'deck'],
  ['tags column', 'tags'],
]);
const FOR_ALL = /^(?:columns|notetype|deck|tags|if matches|match scope)$/;

/** The separator that a setting names; a line ends in it where the character itself is a tab. */
function separatorNamed(value: string): string | undefined {
  const word = value.trim().toLowerCase();
  const named = SEPARATORS.get(word);
  return named ?? (word.length === 1 ? word : value.startsWith('\t') ? '\t' : undefined);
}

export const ankiTags = (text: string): readonly string[] =>
  text.split(/[\s\u3000]+/).filter((tag) => tag !== '');

/** Names of columns; programs that write such files do not always part them as the rows are parted. */
function columnNames(value: string, separator: string): readonly string[] {
  const parted = [separator, '\t', ',', ';', '|'].find((each) => value.includes(each));
  const names = value.split(parted ?? separator).map((name) => name.trim());
  return names.some((name) => name !== '') ? names : [];
}

/** Reads the lines with `#` at the head of a text. */
export function ankiHead(text: string): AnkiHead {
  const settings = new Map<string, string>();
  const special = new Map<SpecialColumn, number>();
  let end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (text.charCodeAt(end) === 35) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const [, name = '', value = ''] = SETTING.exec(text.slice(end, next).replace(/[\r\n]+$/, '')) ?? [];
    const key = name.toLowerCase();
    if (COLUMNS.has(key) || FOR_ALL.test(key) || key === 'separator' || key === 'html')
      settings.set(key, value);
    const column = Number.parseInt(value, 10);
    const kind = COLUMNS.get(key);
    if (kind !== undefined && column > 0) special.set(kind, column - 1);
    end = next;
  }
  const separator = separatorNamed(settings.get('separator') ?? '');
  const html = settings.get('html')?.trim().toLowerCase();
  const deck = settings.get('deck')?.trim();
  const notetype = settings.get('notetype')?.trim();
  const names = columnNames(settings.get('columns') ?? '', separator ?? '\t');
  // Anki finds these columns by their names as well.
  names.forEach((name, at) => {
    const kind = COLUMNS.get(`${name.toLowerCase().replace('note type', 'notetype')} column`);
    if (kind !== undefined && !special.has(kind)) special.set(kind, at);
  });
  const isOwn = separator !== undefined || html === 'true' || html === 'false' || special.size > 0;
  return {
    separator,
    ...((html === 'true' || html === 'false') && { html: html === 'true' }),
    special,
    notetype,
    ...(deck !== undefined && deck !== '' && { deck }),
    tags: ankiTags(settings.get('tags') ?? ''),
    columns: names,
    sure: isOwn || settings.size > 1 ? 'yes' : settings.size === 1 ? 'maybe' : 'no',
    end,
  };
}

/** The separator of a text whose head does not say it: the first that its first row has. */
export function separatorOf(text: string, head: AnkiHead): string {
  const newline = text.indexOf('\n', head.end);
  const line = text.slice(head.end, newline === -1 ? text.length : newline);
  return head.separator ?? /\t/.exec(line)?.[0] ?? /[|;,]/.exec(line)?.[0] ?? '\t';
}

const isFilled = ({ cells }: CsvRow): boolean => cells.some((cell) => cell.trim() !== '');

/** Reads the rows that begin at `start`. */
export function ankiRows(text: string, start: number, separator: string): AnkiRows {
  const { rows, open } = readCsv(text, separator, { dialect: 'anki', start });
  const cellsOf = ({ cells, places }: CsvRow): readonly Cell[] =>
    cells.map((cell, i) => {
      const at = places[i] ?? 0;
      return { text: cell, at: text.startsWith('"', at) && at !== open ? at + 1 : at };
    });
  return { rows: rows.filter(isFilled).map(cellsOf), open };
}

// Notes that prep itself exported: each field says one thing of a question.

/** Whether a note is of prep's own kind, as it was exported: people may have added fields since. */
export const isOwnNote = (notetype: string, fields: number): boolean =>
  notetype === NOTE_TYPE && fields === NOTE_FIELDS.length;

const markdown = (html: string): string => markdownOf(html).trim();

/** Signs that Markdown gives a meaning to stand for themselves in a title. */
const plain = (html: string): string => oneLine(markdown(html)).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');

const PART = new RegExp(`^#{3,6} (${STAR_PARTS.join('|')})$`, 'gim');

/** A story has its parts under headings of the second level in a question, and of a deeper one on a card. */
function withParts(answer: string): string {
  const raised = answer.replaceAll(PART, '## $1');
  return /^## situation$/im.test(raised) ? raised : answer;
}

const ITEM = /^- (.+)$/;

/** The items of a list of single lines. */
const itemsOf = (html: string): readonly string[] =>
  markdown(html)
    .split('\n')
    .flatMap((line) => ITEM.exec(line)?.[1] ?? []);

const ALSO = new RegExp(`^[^<>]{0,200} ${ALSO_ATTRIBUTE}="([^"]*)"`);

/** Other words for the points that have any. */
function alternativesIn(html: string): ReadonlyMap<string, readonly string[]> {
  const items = html.split('<li').slice(1);
  return new Map(
    items.flatMap((item) => {
      const also = ALSO.exec(item)?.[1];
      const [point] = also === undefined ? [] : itemsOf(`<ul><li${item}`);
      return point === undefined ? [] : [[point, phrasesOf(decodeEntities(also ?? ''))] as const];
    }),
  );
}

const FOLD = '<details><summary>';

type FollowUps = NonNullable<NoteWords['followUps']>;

/** Paragraphs: questions without an answer. */
const alone = (html: string): FollowUps =>
  html
    .split('</p>')
    .map((each) => oneLine(markdown(each)))
    .filter((question) => question !== '')
    .map((question) => ({ question, answer: '' }));

/** Follow-ups without an answer, and folded ones with theirs. */
function followUpsOf(html: string): FollowUps {
  const [first = '', ...folds] = html.split(FOLD);
  const folded = folds.flatMap((fold) => {
    const [question = '', ...rest] = fold.split('</summary>');
    const told = rest.join('</summary>');
    const end = told.lastIndexOf('</details>');
    const answer = end === -1 ? told : told.slice(0, end);
    const asked = { question: oneLine(markdown(question)), answer: markdown(answer) };
    return [asked, ...(end === -1 ? [] : alone(told.slice(end)))];
  });
  return [...alone(first), ...folded];
}

/** Reads the fields of a note of prep's own kind; undefined when it asks nothing. */
export function ownNoteWords(fields: readonly Cell[]): NoteWords | undefined {
  const cellOf = (name: NoteField): Cell => fields[NOTE_FIELDS.indexOf(name)] ?? { text: '', at: 0 };
  const question = cellOf('Question');
  const [title = '', ...asked] = question.text.split('\n');
  if (plain(title) === '') return undefined;
  const number = Number(cellOf('Number').text);
  const minutes = Number(cellOf('Minutes').text);
  const difficulty = difficultyOf(cellOf('Difficulty').text);
  const origin = plain(cellOf('Source').text);
  const section = plain(cellOf('Section').text);
  const answer = cellOf('Answer');
  const notes = cellOf('Notes');
  const points = cellOf('Key points').text;
  const followUps = followUpsOf(cellOf('Follow-ups').text);
  return {
    title: plain(title),
    question,
    asked: markdown(asked.join('\n')),
    ...(Number.isSafeInteger(number) && number > 0 && { number }),
    difficulty,
    ...(minutes > 0 && minutes < 1000 && { minutes }),
    ...(origin !== '' && { origin }),
    ...(section !== '' && { section }),
    answer: { text: withParts(markdown(answer.text)), at: answer.at },
    points: itemsOf(points),
    alternatives: alternativesIn(points),
    ...(followUps.length > 0 && { followUps }),
    notes: notes.text === '' ? [] : [{ text: markdown(notes.text), at: notes.at }],
  };
}
