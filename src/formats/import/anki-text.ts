// Anki's text export of notes or cards as a bank. Decks are converted to such a text, so that both have one
// reader.
import { decodeEntities } from '../../core/base/markup.ts';
import type { Problem } from '../../core/base/problem.ts';
import { type Difficulty, STAR_PARTS } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import {
  ALSO_ATTRIBUTE,
  idOfGuid,
  NOTE_FIELDS,
  NOTE_TYPE,
  type NoteField,
} from '../export/anki-collection.ts';
import { markdownOf } from '../markdown/from-html.ts';
import { hasTags } from '../markdown/html.ts';
import { type CsvRow, readCsv } from '../notation/csv.ts';
import { phrasesOf, pointWith } from '../question/points.ts';
import { mayTellStory } from '../question/story.ts';
import type { BankReader, Draft, Drafts } from './draft.ts';
import { fieldsNamed, type Role } from './fields.ts';
import { makerOf, type TextMaker } from './made-source.ts';
import { difficultyOf, numberIn, questionWords } from './words.ts';

/** The unquoted text of a cell, and the offset of its first character. */
type Cell = { readonly text: string; readonly at: number };

type NoteWords = {
  readonly title: string;
  readonly question: Cell;
  readonly asked: string;
  readonly number?: number;
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly origin?: string;
  readonly section?: string;
  readonly answer: Cell;
  /** What a good answer must contain: the hidden parts of a cloze. */
  readonly points: readonly string[];
  readonly alternatives?: ReadonlyMap<string, readonly string[]>;
  readonly followUps?: readonly { readonly question: string; readonly answer: string }[];
  readonly notes: readonly Cell[];
};

/** `{{c1::hidden}}`, `{{c2::hidden::hint}}`, perhaps nested. `hidden` is in the order of the parts' ends. */
type Cloze = {
  readonly withGaps: string;
  readonly filled: string;
  readonly hidden: readonly string[];
};

const OPENING = /\{\{c\d{1,3}(?:,\d{1,3}){0,20}::/;
const MARK = /\{\{c\d{1,3}(?:,\d{1,3}){0,20}::|[{}]/g;
const DEEPEST = 8;

function hasCloze(text: string): boolean {
  const opening = OPENING.exec(text);
  return opening !== null && text.includes('}}', opening.index + opening[0].length);
}

type Part = { readonly opening: string; gaps: string; filled: string; braces: number };

const GAP = '[…]';

/**
 * The braces of a formula inside a part (`\frac{1}{2}}}`) belong to the formula, although Anki ends the part
 * there. Unclosed parts are text.
 * @param shown wraps a hidden part
 */
export function readCloze(text: string, shown: (hidden: string) => string): Cloze {
  const hidden: string[] = [];
  const whole: Part = { opening: '', gaps: '', filled: '', braces: 0 };
  const open = [whole];
  const innermost = (): Part => open.at(-1) ?? whole;
  const add = (gaps: string, filled = gaps): void => {
    const part = innermost();
    part.gaps += gaps;
    part.filled += filled;
  };
  let from = 0;
  MARK.lastIndex = 0;
  for (let found = MARK.exec(text); found; found = MARK.exec(text)) {
    const [mark] = found;
    add(text.slice(from, found.index));
    from = found.index + mark.length;
    const part = innermost();
    const isInside = open.length > 1;
    const ends = isInside && mark === '}' && text.charAt(from) === '}';
    if (mark.length > 1 && open.length <= DEEPEST)
      open.push({ opening: mark, gaps: '', filled: '', braces: 0 });
    else if (ends && !(part.braces > 0 && text.charAt(from + 1) === '}')) {
      open.pop();
      // In Anki, the hint follows the first `::`.
      const [words = '', ...hint] = part.filled.split('::');
      hidden.push(words);
      add(hint.join('::') === '' ? GAP : `[${hint.join('::')}]`, shown(words));
      from += 1;
      MARK.lastIndex = from;
    } else {
      if (isInside) part.braces = Math.max(0, part.braces + (mark === '}' ? -1 : 1));
      add(mark);
    }
  }
  add(text.slice(from));
  for (let part = open.pop(); part && part !== whole; part = open.pop())
    add(part.opening + part.gaps, part.opening + part.filled);
  return { withGaps: whole.gaps, filled: whole.filled, hidden };
}

type FieldRole = Extract<Role, 'question' | 'answer' | 'number' | 'difficulty' | 'origin'>;

/** Index of each role's field by its name; -1 when no name fits. */
type NamedFields = Readonly<Record<FieldRole, number>>;

function namedFields(names: readonly string[]): NamedFields {
  const known = names.map(fieldsNamed);
  const fieldOf = (role: FieldRole, except: number): number => {
    let [best, least] = [-1, Infinity];
    known.forEach((means, at) => {
      const rank = means.find((one) => one.role === role && one.sure)?.rank ?? Infinity;
      if (at !== except && rank < least) [best, least] = [at, rank];
    });
    return best;
  };
  const question = fieldOf('question', -1);
  return {
    question,
    answer: fieldOf('answer', question),
    number: fieldOf('number', question),
    difficulty: fieldOf('difficulty', question),
    origin: fieldOf('origin', question),
  };
}

/** By name; else the first field and the first other nonempty one. A cloze is both question and answer. */
function mainFields(
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

const PLAIN =
  /^(?:(?:back|front|more|add)?[\s_-]{0,2}(?:extras?|remarks?|notes?|comments?|info(?:rmation)?)|field[\s_-]?\d{0,3})$/i;

/** The label before a field's text; empty for a name that says nothing. */
const shownName = (name = ''): string => (PLAIN.test(name.trim()) ? '' : name.trim());

type NoteKind = {
  readonly names: readonly string[];
  readonly named: NamedFields;
  readonly html: boolean;
};

const SOUND = /\[sound:([^\]\n]{1,300})\]/g;
/** Anki's marks around texts for speech. */
const SPOKEN = /\[\/?anki:[^\]\n]{0,200}\]/g;

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

function fieldText(field: string, html: boolean): string {
  const text = field
    .replaceAll(SPOKEN, '')
    .replaceAll(SOUND, (_, name: string) =>
      html ? `<audio src="${attribute(name)}"></audio>` : `[${name}](<${name}>)`,
    );
  return (html ? markdownOf(text) : text).trim();
}

const INLINE = /<\/?(?:b|i|u|em|strong|span|font|mark)(?:\s[^<>]{0,500})?>/gi;
/** Lines that are more than plain words: text is shown verbatim from here. */
const FORM = /^[ \t]{0,3}(?:[-*+] |\d{1,3}[.)] |[|>]|`{3}|~{3}|!\[|\$\$)/m;
const IMAGE = /!\[([^\]\n]{0,300})\]\((?:<[^<>\n]{0,500}>|[^()\s]{0,500})\)/g;
const ESCAPED = /`[^`\n]{0,500}`|\$[^$\n]{0,500}\$|\\([!-/:-@[-`{-~])/g;
const SUMMARY = /<summary(?:\s[^<>]{0,300})?>([\s\S]*?)<\/summary>/i;

/** Folded text in a question is its answer: Notion exports toggle lists like this. */
const folded = (field: string): string =>
  field.includes('<details') ? (SUMMARY.exec(field)?.[1] ?? field) : field;

function askedOf(field: string, html: boolean): Pick<NoteWords, 'title' | 'asked' | 'number'> {
  const text = fieldText(html ? folded(field).replaceAll(INLINE, '') : field, html);
  const form = text.search(FORM);
  const [head, body] = form > 0 ? [text.slice(0, form), text.slice(form)] : [text, ''];
  const { title, rest, number } = questionWords(head);
  const words = title.replaceAll(IMAGE, '').replaceAll(/\s+/g, ' ').trim();
  const shown = [...(title.match(IMAGE) ?? []), rest, body.trimEnd()].filter((each) => each !== '');
  return {
    title: (words === '' ? title.replaceAll(IMAGE, '$1').trim() : words)
      .replaceAll(ESCAPED, (whole, char?: string) => char ?? whole)
      .replace(/^[-*+] (?=\S)/, ''),
    asked: shown.join('\n\n'),
    number,
  };
}

function shownField(field: string, name: string, html: boolean): string {
  const text = fieldText(field, html);
  return name === '' || text === '' ? text : `**${name}:**${/^[-|`>#]|\n/.test(text) ? '\n\n' : ' '}${text}`;
}

const LONGEST_ORIGIN = 500;

function factsOf(
  fields: readonly Cell[],
  { named, html }: NoteKind,
): Pick<NoteWords, (typeof FACTS)[number]> {
  const textAt = (at: number): string => fieldText(fields[at]?.text ?? '', html);
  // In many decks, `Origin` is that of a muscle or a word.
  const origin = textAt(named.origin);
  return {
    number: numberIn(textAt(named.number)),
    difficulty: difficultyOf(textAt(named.difficulty).slice(0, 40)),
    origin: /^\S*https?:\/\/\S+$/.test(origin) ? origin.slice(0, LONGEST_ORIGIN) : undefined,
  };
}

const FACTS = ['number', 'difficulty', 'origin'] as const;

/** An image with covered parts, which words can't ask for. */
const isOcclusion = (text: string): boolean => /\{\{c\d{1,3}::image-occlusion:/.test(text);

/** An exported card repeats its question above this line. */
const ANSWER_LINE = /<hr id=["']?answer["']?\s{0,3}\/?>/i;

/** @returns undefined for a note without a question in words: an empty one, or an image with covered parts */
function noteWords(fields: readonly Cell[], kind: NoteKind): NoteWords | undefined {
  const { names, named, html } = kind;
  const main = mainFields(
    named,
    fields.map(({ text }) => text),
  );
  const question = fields[main.question];
  if (!question || isOcclusion(question.text)) return undefined;
  const facts = factsOf(fields, kind);
  const shown = new Set([
    main.question,
    main.answer,
    ...FACTS.flatMap((fact) => (facts[fact] === undefined ? [] : [named[fact]])),
  ]);
  const notes = fields
    .map(({ text, at }, i) => ({ text: shown.has(i) ? '' : shownField(text, shownName(names[i]), html), at }))
    .filter(({ text }) => text !== '');
  if (main.answer !== main.question) {
    const { title, asked, number } = askedOf(question.text, html);
    const answer = fields[main.answer] ?? { text: '', at: question.at };
    const text = fieldText(answer.text.split(ANSWER_LINE).at(-1) ?? '', html);
    return title === ''
      ? undefined
      : {
          ...facts,
          title,
          asked,
          number: facts.number ?? number,
          question,
          answer: { text, at: answer.at },
          points: [],
          notes,
        };
  }
  const mark = html ? ['<b>', '</b>'] : ['**', '**'];
  const cloze = readCloze(question.text, (part) => (part === '' ? '' : mark.join(part)));
  const { title, asked, number } = askedOf(cloze.withGaps, html);
  return {
    ...facts,
    title,
    asked,
    number: facts.number ?? number,
    question,
    answer: { text: fieldText(cloze.filled, html), at: question.at },
    points: cloze.hidden
      .map((part) => fieldText(part, html).replaceAll(/\s+/g, ' '))
      .filter((part) => part !== ''),
    notes,
  };
}

const isOwnNote = (notetype: string, fields: number): boolean =>
  notetype === NOTE_TYPE && fields === NOTE_FIELDS.length;

const markdown = (html: string): string => markdownOf(html).trim();

/** Titles are plain text, without Markdown escapes. */
const plain = (html: string): string => oneLine(markdown(html)).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');

const PART = new RegExp(`^#{3,6} (${STAR_PARTS.join('|')})$`, 'gim');

/** A story has headings of level 2 in a question, and deeper ones on a card. */
function withParts(answer: string): string {
  const raised = answer.replaceAll(PART, '## $1');
  return /^## situation$/im.test(raised) ? raised : answer;
}

const itemsOf = (html: string): readonly string[] =>
  markdown(html)
    .split('\n')
    .flatMap((line) => /^- (.+)$/.exec(line)?.[1] ?? []);

const ALSO = new RegExp(`^[^<>]{0,200} ${ALSO_ATTRIBUTE}="([^"]*)"`);

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

type FollowUps = NonNullable<NoteWords['followUps']>;

const questionAlone = (html: string): FollowUps =>
  html
    .split('</p>')
    .map((each) => ({ question: oneLine(markdown(each)), answer: '' }))
    .filter(({ question }) => question !== '');

function followUpsOf(html: string): FollowUps {
  const [first = '', ...folds] = html.split('<details><summary>');
  return [
    ...questionAlone(first),
    ...folds.flatMap((fold) => {
      const [question = '', ...rest] = fold.split('</summary>');
      const body = rest.join('</summary>');
      const end = body.lastIndexOf('</details>');
      const answer = markdown(end === -1 ? body : body.slice(0, end));
      return [
        { question: oneLine(markdown(question)), answer },
        ...(end === -1 ? [] : questionAlone(body.slice(end))),
      ];
    }),
  ];
}

function ownNoteWords(fields: readonly Cell[]): NoteWords | undefined {
  const cellOf = (name: NoteField): Cell => fields[NOTE_FIELDS.indexOf(name)] ?? { text: '', at: 0 };
  const question = cellOf('Question');
  const [title = '', ...asked] = question.text.split('\n');
  if (plain(title) === '') return undefined;
  const number = Number(cellOf('Number').text);
  const minutes = Number(cellOf('Minutes').text);
  const answer = cellOf('Answer');
  const notes = cellOf('Notes');
  const points = cellOf('Key points').text;
  return {
    title: plain(title),
    question,
    asked: markdown(asked.join('\n')),
    number: Number.isSafeInteger(number) && number > 0 ? number : undefined,
    difficulty: difficultyOf(cellOf('Difficulty').text),
    minutes: minutes > 0 && minutes < 1000 ? minutes : undefined,
    origin: plain(cellOf('Source').text) || undefined,
    section: plain(cellOf('Section').text) || undefined,
    answer: { text: withParts(markdown(answer.text)), at: answer.at },
    points: itemsOf(points),
    alternatives: alternativesIn(points),
    followUps: followUpsOf(cellOf('Follow-ups').text),
    notes: notes.text === '' ? [] : [{ text: markdown(notes.text), at: notes.at }],
  };
}

type SpecialColumn = 'guid' | 'notetype' | 'deck' | 'tags';

/** The `#` lines at the top of an export. Columns count from 0. */
type AnkiHead = {
  readonly separator?: string;
  readonly html?: boolean;
  readonly special: ReadonlyMap<SpecialColumn, number>;
  readonly notetype: string;
  readonly deck: string;
  readonly tags: readonly string[];
  readonly columns: readonly string[];
  /** Whether the text is certainly for Anki; `maybe` when other notes could begin like this. */
  readonly sure: 'yes' | 'maybe' | 'no';
  readonly end: number;
};

type AnkiRows = {
  readonly rows: readonly (readonly Cell[])[];
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
/** `#name: value`. */
const SETTING = /^#[ \t]*([A-Za-z ]{2,20}?)[ \t]*:(.*)$/;
const COLUMNS: ReadonlyMap<string, SpecialColumn> = new Map([
  ['guid column', 'guid'],
  ['notetype column', 'notetype'],
  ['deck column', 'deck'],
  ['tags column', 'tags'],
]);
const KNOWN = /^(?:separator|html|columns|notetype|deck|tags|if matches|match scope)$/;

/** A word, or the character itself; a tab is then the end of the line. */
function separatorNamed(value: string): string | undefined {
  const word = value.trim().toLowerCase();
  const named = SEPARATORS.get(word);
  return named ?? (word.length === 1 ? word : value.startsWith('\t') ? '\t' : undefined);
}

const tagsIn = (text: string): readonly string[] => text.split(/[\s\u3000]+/).filter((tag) => tag !== '');

function columnNames(value: string, separator: string): readonly string[] {
  const parted = [separator, '\t', ',', ';', '|'].find((each) => value.includes(each));
  const names = value.split(parted ?? separator).map((name) => name.trim());
  return names.some((name) => name !== '') ? names : [];
}

function ankiHead(text: string): AnkiHead {
  const settings = new Map<string, string>();
  const special = new Map<SpecialColumn, number>();
  let end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (text.startsWith('#', end)) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const [, name = '', value = ''] = SETTING.exec(text.slice(end, next).replace(/[\r\n]+$/, '')) ?? [];
    const key = name.toLowerCase();
    const kind = COLUMNS.get(key);
    if (kind !== undefined || KNOWN.test(key)) settings.set(key, value);
    const column = Number.parseInt(value, 10);
    if (kind !== undefined && column > 0) special.set(kind, column - 1);
    end = next;
  }
  const setting = (key: string): string | undefined => settings.get(key)?.trim();
  const separator = separatorNamed(settings.get('separator') ?? '');
  const html = ['true', 'false'].indexOf(setting('html')?.toLowerCase() ?? '');
  const columns = columnNames(settings.get('columns') ?? '', separator ?? '\t');
  // Anki also finds these columns by name.
  columns.forEach((name, at) => {
    const kind = COLUMNS.get(`${name.toLowerCase().replace('note type', 'notetype')} column`);
    if (kind !== undefined && !special.has(kind)) special.set(kind, at);
  });
  const isOwn = separator !== undefined || html !== -1 || special.size > 0;
  return {
    separator,
    html: html === -1 ? undefined : html === 0,
    special,
    notetype: setting('notetype') ?? '',
    deck: setting('deck') ?? '',
    tags: tagsIn(setting('tags') ?? ''),
    columns,
    sure: isOwn || settings.size > 1 ? 'yes' : settings.size === 1 ? 'maybe' : 'no',
    end,
  };
}

/** Without a setting, the first separator that occurs in the first row. */
function separatorOf(text: string, head: AnkiHead): string {
  const newline = text.indexOf('\n', head.end);
  const line = text.slice(head.end, newline === -1 ? text.length : newline);
  return head.separator ?? /\t/.exec(line)?.[0] ?? /[|;,]/.exec(line)?.[0] ?? '\t';
}

export function ankiRows(text: string, start: number, separator: string): AnkiRows {
  const { rows, open } = readCsv(text, separator, { dialect: 'anki', start });
  const withPlaces = ({ cells, places }: CsvRow): readonly Cell[] =>
    cells.map((cell, i) => {
      const at = places[i] ?? 0;
      return { text: cell, at: text.startsWith('"', at) && at !== open ? at + 1 : at };
    });
  return { rows: rows.filter(({ cells }) => cells.some((cell) => cell.trim() !== '')).map(withPlaces), open };
}

const LOOK_CHARS = 20_000;
const LOOK_ROWS = 40;
/** A cloze with more parts gives no more key points. */
const MOST_POINTS = 20;
const INTERNAL = /^(?:leech|marked)$/i;
const LEVEL = /^(?:(?:difficulty|level|lvl)(?:::|[-_=])([a-z]+)|(easy|medium|hard))$/i;

type Note = {
  readonly fields: readonly Cell[];
  readonly guid: string;
  readonly notetype: string;
  readonly deck: string;
  readonly tags: readonly string[];
};

const TAGS = /^[\p{L}\p{M}\p{N}_:./+#-]+(?: [\p{L}\p{M}\p{N}_:./+#-]+){0,5}$/u;

/**
 * Exports from before 2022 have no head, and their last column may be tags: then several notes share some.
 */
function headOf(text: string): AnkiHead {
  const head = ankiHead(text);
  if (head.sure !== 'no') return head;
  const { rows } = ankiRows(text, head.end, '\t');
  const last = (rows[0]?.length ?? 0) - 1;
  const cells = rows.map((row) => row[last]?.text.trim() ?? '').filter((cell) => cell !== '');
  const isShared = new Set(cells).size < cells.length && cells.every((cell) => TAGS.test(cell.slice(0, 300)));
  return last >= 2 && isShared ? { ...head, special: new Map([['tags', last]]) } : head;
}

function noteOf(row: readonly Cell[], { special, ...head }: AnkiHead): Note {
  const at = (kind: SpecialColumn): string => row[special.get(kind) ?? -1]?.text ?? '';
  const taken = new Set(special.values());
  return {
    fields: row.filter((_, column) => !taken.has(column)),
    guid: at('guid'),
    notetype: at('notetype').trim() || head.notetype,
    deck: at('deck').trim() || head.deck,
    tags: [...new Set([...tagsIn(at('tags')), ...head.tags])],
  };
}

/** `difficulty::hard`, `easy`. */
function levelOf(tag: string): Difficulty | undefined {
  const [, named, alone] = LEVEL.exec(tag) ?? [];
  return difficultyOf(named ?? alone ?? '');
}

/** The last part of `A::B`; the name of Anki's default deck says nothing. */
function sectionOf(deck: string): string | undefined {
  const name = deck.split('::').at(-1)?.trim() ?? '';
  return name === '' || name === 'Default' ? undefined : name;
}

function foundOf(note: Note, words: NoteWords, maker: TextMaker): Draft {
  const { title, question, asked, answer, notes, followUps = [] } = words;
  const levels = note.tags.map(levelOf);
  const tags = note.tags.filter((tag, i) => !INTERNAL.test(tag) && !levels[i]);
  const points = [...new Set(words.points)].slice(0, MOST_POINTS);
  return {
    title,
    titleAt: maker.add(title, question.at),
    asked: asked === '' ? undefined : maker.add(asked, question.at),
    answer: maker.add(answer.text, answer.at),
    findsStory: mayTellStory(answer.text),
    id: note.guid === '' ? undefined : idOfGuid(note.guid),
    number: words.number,
    section: words.section ?? sectionOf(note.deck),
    tags: tags.length > 0 ? tags : undefined,
    difficulty: words.difficulty ?? levels.find((level) => level),
    minutes: words.minutes,
    followUps: followUps.map((each) => ({
      question: maker.add(each.question, question.at),
      answer: maker.add(each.answer, question.at),
    })),
    origin: words.origin,
    notes: notes[0] && maker.add(notes.map(({ text }) => text).join('\n\n'), notes[0].at),
    keyPoints: points.map((point) =>
      pointWith(maker.addText(point, question.at), words.alternatives?.get(point) ?? []),
    ),
  };
}

const warning = (file: Source, at: number, message: string, hint: string): Problem => ({
  severity: 'warning',
  code: 'question-malformed',
  at: file.spanAt(at, at),
  message,
  hint,
});

function leftOut(file: Source, notes: readonly Note[], why: string, hint: string): readonly Problem[] {
  const [at] = notes.flatMap(({ fields }) => fields[0]?.at ?? []);
  const count = notes.length === 1 ? 'One note is left out' : `${notes.length} notes are left out`;
  return at === undefined ? [] : [warning(file, at, `${count}: ${why}`, hint)];
}

function problemsOf(file: Source, silent: readonly Note[], open: number | undefined): readonly Problem[] {
  const isCovered = ({ fields }: Note): boolean => fields.some(({ text }) => isOcclusion(text));
  const quote = 'This quote does not end; it is taken as a character.';
  return [
    ...leftOut(
      file,
      silent.filter(isCovered),
      'an image with covered parts cannot be asked in words.',
      'Ask for what is covered in words of your own.',
    ),
    ...leftOut(
      file,
      silent.filter((note) => !isCovered(note)),
      'its question is empty.',
      'The first field of a note is its question.',
    ),
    ...(open === undefined ? [] : [warning(file, open, quote, 'Close it, or write two of them.')]),
  ];
}

function read(file: Source): Drafts {
  const { text } = file;
  const head = headOf(text);
  const { rows, open } = ankiRows(text, head.end, separatorOf(text, head));
  const notes = rows.map((row) => noteOf(row, head));
  const taken = new Set(head.special.values());
  const names = head.columns.filter((_, column) => !taken.has(column));
  const html =
    head.html ?? notes.slice(0, LOOK_ROWS).some(({ fields }) => fields.some((cell) => hasTags(cell.text)));
  const kind: NoteKind = { names, named: namedFields(names), html };
  const maker = makerOf(file);
  const silent: Note[] = [];
  const found = notes.flatMap((note) => {
    const isOwn = isOwnNote(note.notetype, note.fields.length);
    const words = isOwn ? ownNoteWords(note.fields) : noteWords(note.fields, kind);
    if (!words) silent.push(note);
    return words ? [foundOf(note, words, maker)] : [];
  });
  return { source: maker.source(), found, problems: problemsOf(file, silent, open) };
}

const OTHER_KIND = /\.(?:md|markdown|csv|json|jsonl|ya?ml|html?|gift)$/i;
const OWN_MARKS = /\[sound:[^\]\n]{1,200}\]|<img src="[^"/]{1,200}"|<br ?\/?>|<div>|&nbsp;/;

/** Without a head, every row needs the same number of columns, and some field Anki's own notation. */
function isHeadless({ file, text }: Source): boolean {
  if (OTHER_KIND.test(file) || !text.slice(0, LOOK_CHARS).includes('\t')) return false;
  const start = text.slice(0, LOOK_CHARS);
  const whole = text.length > LOOK_CHARS ? start.slice(0, start.lastIndexOf('\n') + 1) : start;
  const { rows } = ankiRows(whole, whole.charCodeAt(0) === 0xfeff ? 1 : 0, '\t');
  const [first] = rows;
  if (!first || first.length < 2 || first.length > 30) return false;
  const isNamed = namedFields(first.map((cell) => cell.text)).question !== -1;
  const isEven = rows.every((row) => row.length === first.length);
  return (
    isEven &&
    !isNamed &&
    rows.some((row) => row.some((cell) => hasCloze(cell.text) || OWN_MARKS.test(cell.text)))
  );
}

/** With the head that Anki writes since 2022, or without one when the text is certainly Anki's. */
export const ankiText: BankReader = {
  name: 'anki-text',
  title: 'Anki deck or text export',
  recognises: (source) => {
    const start = source.text.slice(0, LOOK_CHARS);
    if (!/^\ufeff?#/.test(start)) return isHeadless(source);
    const { sure, end } = ankiHead(start);
    return sure === 'yes' || (sure === 'maybe' && !OTHER_KIND.test(source.file) && start.includes('\t', end));
  },
  read,
};

export type DeckNote = {
  readonly guid: string;
  readonly notetype: string;
  /** With `::` between the names of nested decks. */
  readonly deck: string;
  readonly tags: string;
  readonly names: readonly string[];
  readonly fields: readonly string[];
};

export type ExportedNote = { readonly start: number; readonly words: string };

const HEAD =
  '#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n';
const LONGEST_LEVEL = 60;
const LONGEST_WORDS = 100;
const MARKUP = /<[^<>]{0,500}>/g;
const NEEDS_QUOTES = /[\t\n\r"]|^#/;

const escaped = (name: string): string =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function firstWords({ fields }: DeckNote): string {
  const texts = fields.map((field) => oneLine(decodeEntities(field.slice(0, 1000).replaceAll(MARKUP, ' '))));
  const words = texts.find((text) => text !== '') ?? '';
  return Array.from(words).slice(0, LONGEST_WORDS).join('');
}

/** Columns: the tags, the question, the answer, then all other fields under their names. */
function cellsOf({ notetype, tags, names, fields }: DeckNote, named: NamedFields): readonly string[] {
  if (isOwnNote(notetype, fields.length)) return [tags.trim(), ...fields];
  const difficulty = (fields[named.difficulty] ?? '').slice(0, LONGEST_LEVEL);
  const level = difficultyOf(difficulty.replaceAll(/<[^<>]{0,50}>/g, ''));
  const { question, answer } = mainFields(named, fields);
  const shown = new Set([question, answer, level ? named.difficulty : -1]);
  const others = fields.flatMap((field, at) => {
    if (shown.has(at) || field.trim() === '') return [];
    const name = shownName(names[at]);
    return [name === '' ? field : `<b>${escaped(name)}:</b> ${field}`];
  });
  return [
    `${tags.trim()} ${level ? `difficulty::${level}` : ''}`.trim(),
    ...[...new Set([question, answer])].map((at) => fields[at] ?? ''),
    ...others,
  ];
}

/** In order, with the place of each note. */
export function ankiExport(notes: readonly DeckNote[]): {
  readonly text: string;
  readonly notes: readonly ExportedNote[];
} {
  const kinds = new Map<readonly string[], NamedFields>();
  const places: ExportedNote[] = [];
  const rows: string[] = [];
  let start = HEAD.length;
  for (const note of notes) {
    const named = kinds.get(note.names) ?? namedFields(note.names);
    kinds.set(note.names, named);
    const cells = [note.guid, note.notetype, note.deck, ...cellsOf(note, named)].map((cell) =>
      NEEDS_QUOTES.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
    );
    const row = `${cells.join('\t')}\n`;
    places.push({ start, words: firstWords(note) });
    rows.push(row);
    start += row.length;
  }
  return { text: HEAD + rows.join(''), notes: places };
}
