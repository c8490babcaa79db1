// Anki's text export of notes (and of cards) as a bank. Knows what its columns mean; how a note is put into
// words is anki-note.ts' part.
import type { Problem } from '../../core/base/problem.ts';
import type { Difficulty } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { decodeEntities } from '../../core/base/markup.ts';
import { oneLine } from '../../core/base/text.ts';
import { idOfGuid } from '../export/anki-collection.ts';
import { hasTags } from '../markdown/html-tokens.ts';
import { pointWith } from '../question/points.ts';
import { storyStretches } from '../question/story.ts';
import {
  ankiHead,
  type AnkiHead,
  ankiRows,
  ankiTags,
  type Cell,
  hasCloze,
  isOcclusion,
  isOwnNote,
  mainFields,
  namedFields,
  type NamedFields,
  type NoteKind,
  noteWords,
  type NoteWords,
  ownNoteWords,
  separatorOf,
  shownName,
  type SpecialColumn,
} from './anki-note.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './draft.ts';
import { type Maker, makerOf, type Stretch } from './made-source.ts';
import { difficultyOf } from './words.ts';

const LOOK_CHARS = 20_000;
const LOOK_ROWS = 40;
/** Sentences with more hidden parts have no more key points. */
const MOST_POINTS = 20;
/** Tags that Anki gives itself. */
const INTERNAL = /^(?:leech|marked)$/i;
const LEVEL = /^(?:(?:difficulty|level|lvl)(?:::|[-_=])([a-z]+)|(easy|medium|hard))$/i;

/** A row of the table by what its columns are. */
type Note = {
  readonly fields: readonly Cell[];
  readonly guid: string;
  readonly notetype: string;
  readonly deck: string;
  readonly tags: readonly string[];
};

/** Words that say what a note is about: tags are such, sentences are not. */
const TAGS = /^[\p{L}\p{M}\p{N}_:./+#-]+(?: [\p{L}\p{M}\p{N}_:./+#-]+){0,5}$/u;

/** The head of an export. One of before 2022 has none, and its last column may be the tags: then several notes share some. */
function headOf(text: string): AnkiHead {
  const head = ankiHead(text);
  if (head.sure !== 'no') return head;
  const { rows } = ankiRows(text, head.end, '\t');
  const last = (rows[0]?.length ?? 0) - 1;
  const cells = rows.map((row) => row[last]?.text.trim() ?? '').filter((cell) => cell !== '');
  const isShared = new Set(cells).size < cells.length && cells.every((cell) => TAGS.test(cell.slice(0, 300)));
  return last >= 2 && isShared ? { ...head, special: new Map([['tags', last]]) } : head;
}

function noteOf(row: readonly Cell[], head: AnkiHead): Note {
  const { special } = head;
  const at = (kind: SpecialColumn): string => row[special.get(kind) ?? -1]?.text.trim() ?? '';
  const taken = new Set(special.values());
  return {
    fields: row.filter((_, column) => !taken.has(column)),
    guid: row[special.get('guid') ?? -1]?.text ?? '',
    notetype: at('notetype') || (head.notetype ?? ''),
    deck: at('deck') || (head.deck ?? ''),
    tags: [...new Set([...ankiTags(at('tags')), ...head.tags])],
  };
}

function levelOf(tags: readonly string[]): Difficulty | undefined {
  for (const tag of tags) {
    const [, named, alone] = LEVEL.exec(tag) ?? [];
    const level = difficultyOf(named ?? alone ?? '');
    if (level) return level;
  }
  return undefined;
}

/** The last part of `A::B`; a deck that Anki made itself says nothing. */
function sectionOf(deck: string): string | undefined {
  const name = deck.split('::').at(-1)?.trim() ?? '';
  return name === '' || name === 'Default' ? undefined : name;
}

/** A question whose key points are still stretches of the made source, and whose story has not been looked for. */
type Placed = {
  readonly found: FoundQuestion;
  readonly points: readonly { readonly at: Stretch; readonly also: readonly string[] }[];
};

function placed(note: Note, words: NoteWords, maker: Maker): Placed {
  const { title, question, asked, number, answer, notes, minutes } = words;
  const section = words.section ?? sectionOf(note.deck);
  const difficulty = words.difficulty ?? levelOf(note.tags);
  const tags = note.tags.filter((tag) => !INTERNAL.test(tag) && !(LEVEL.test(tag) && levelOf([tag])));
  const found: FoundQuestion = {
    title,
    titleAt: maker.add(title, question.at),
    ...(asked !== '' && { asked: maker.add(asked, question.at) }),
    answer: maker.add(answer.text, answer.at),
    ...(note.guid !== '' && { id: idOfGuid(note.guid) }),
    number,
    section,
    ...(tags.length > 0 && { tags }),
    difficulty,
    minutes,
    ...(words.followUps && {
      followUps: words.followUps.map((each) => ({
        question: maker.add(each.question, question.at),
        answer: maker.add(each.answer, question.at),
      })),
    }),
    origin: words.origin,
    ...(notes.length > 0 && {
      notes: maker.add(notes.map(({ text }) => text).join('\n\n'), notes[0]?.at ?? question.at),
    }),
  };
  const points = [...new Set(words.points)].slice(0, MOST_POINTS);
  return {
    found,
    points: points.map((point) => ({
      at: maker.add(point, question.at),
      also: words.alternatives?.get(point) ?? [],
    })),
  };
}

function warning(file: Source, at: number, message: string, hint: string): Problem {
  return { severity: 'warning', code: 'question-malformed', at: file.spanAt(at, at), message, hint };
}

const openQuote = (file: Source, at: number): Problem =>
  warning(
    file,
    at,
    'This quote does not end; it is taken as a character.',
    'Close it, or write two of them.',
  );

/** Notes that ask nothing in words, each kind of them counted in one line. */
function leftOut(file: Source, notes: readonly Note[]): readonly Problem[] {
  const isCovered = ({ fields }: Note): boolean => fields.some(({ text }) => isOcclusion(text));
  const count = (some: readonly Note[]): string =>
    some.length === 1 ? 'One note is left out' : `${some.length} notes are left out`;
  const problem = (some: readonly Note[], why: string, hint: string): readonly Problem[] => {
    const [at] = some.flatMap(({ fields }) => fields[0]?.at ?? []);
    return at === undefined ? [] : [warning(file, at, `${count(some)}: ${why}`, hint)];
  };
  return [
    ...problem(
      notes.filter(isCovered),
      'an image with covered parts cannot be asked in words.',
      'Ask for what is covered in words of your own.',
    ),
    ...problem(
      notes.filter((note) => !isCovered(note)),
      'its question is empty.',
      'The first field of a note is its question.',
    ),
  ];
}

/** A question as it is in the finished source: key points with their places, and the parts of a story. */
function finished({ found, points }: Placed, source: Source): FoundQuestion {
  const star = storyStretches(source, found.answer);
  const keyPoints = points.map(({ at, also }) => pointWith(source.textAt(at.start, at.end), also));
  return { ...found, ...(star && { star }), ...(keyPoints.length > 0 && { keyPoints }) };
}

function read(file: Source): ForeignBank {
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
  const all = notes.flatMap((note) => {
    const isOwn = isOwnNote(note.notetype, note.fields.length);
    const words = isOwn ? ownNoteWords(note.fields) : noteWords(note.fields, kind);
    if (!words) silent.push(note);
    return words ? [placed(note, words, maker)] : [];
  });
  const source = maker.source();
  return {
    source,
    found: all.map((each) => finished(each, source)),
    problems: [...leftOut(file, silent), ...(open === undefined ? [] : [openQuote(file, open)])],
  };
}

const OTHER_KIND = /\.(?:md|markdown|csv|json|jsonl|ya?ml|html?|gift)$/i;
/** What only fields of Anki hold. */
const OWN_MARKS = /\[sound:[^\]\n]{1,200}\]|<img src="[^"/]{1,200}"|<br ?\/?>|<div>|&nbsp;/;

/** An export of before 2022 has no head: then every row must have as many columns, and some field what only Anki writes. */
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

/** Anki's text exports: notes or cards, with the head that it writes since 2022, or without one where that is certain. */
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

// Notes as the text that Anki exports, so that one reader serves decks and text exports. Knows the table;
// what the fields mean is anki-fields.ts' part.

/** A note of a deck. */
export type DeckNote = {
  readonly guid: string;
  readonly notetype: string;
  /** With `::` between the names of a deck and those that it is in. */
  readonly deck: string;
  /** Parted by blanks. */
  readonly tags: string;
  /** Names of the fields of such notes, and what this one has in them, as HTML. */
  readonly names: readonly string[];
  readonly fields: readonly string[];
};

const HEAD =
  '#separator:tab\n#html:true\n#guid column:1\n#notetype column:2\n#deck column:3\n#tags column:4\n';
/** A field of difficulty holds a word or some stars; it goes out as a tag. */
const LONGEST_LEVEL = 60;
const NEEDS_QUOTES = /[\t\n\r"]|^#/;

const cellOf = (text: string): string => (NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const escaped = (name: string): string =>
  name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A field that says how hard a note is, and what it says; -1 without one. */
function levelIn({ fields }: DeckNote, named: NamedFields): { readonly at: number; readonly tag: string } {
  const words = (fields[named.difficulty] ?? '').slice(0, LONGEST_LEVEL).replaceAll(/<[^<>]{0,50}>/g, '');
  const level = difficultyOf(words);
  return level ? { at: named.difficulty, tag: `difficulty::${level}` } : { at: -1, tag: '' };
}

/** The question, the answer, then all other fields that hold something, each behind its name. */
function ordered({ names, fields }: DeckNote, named: NamedFields, level: number): readonly string[] {
  const { question, answer } = mainFields(named, fields);
  const others = fields.flatMap((field, at) => {
    if ([question, answer, level].includes(at) || field.trim() === '') return [];
    const name = shownName(names[at]);
    return [name === '' ? field : `<b>${escaped(name)}:</b> ${field}`];
  });
  const main = answer === question ? [question] : [question, answer];
  return [...main.map((at) => fields[at] ?? ''), ...others];
}

const rowOf = (cells: readonly string[]): string => `${cells.map(cellOf).join('\t')}\n`;

/** A note within an export: where its row begins, and the first words that it has. */
export type ExportedNote = { readonly start: number; readonly words: string };

const LONGEST_WORDS = 100;
const MARKUP = /<[^<>]{0,500}>/g;

function firstWords({ fields }: DeckNote): string {
  const texts = fields.map((field) => oneLine(decodeEntities(field.slice(0, 1000).replaceAll(MARKUP, ' '))));
  const words = texts.find((text) => text !== '') ?? '';
  return Array.from(words).slice(0, LONGEST_WORDS).join('');
}

/** The text export of notes, in their order, and where each of them is in it. */
export function ankiExport(notes: readonly DeckNote[]): {
  readonly text: string;
  readonly notes: readonly ExportedNote[];
} {
  const kinds = new Map<readonly string[], NamedFields>();
  let start = HEAD.length;
  const rows = notes.map((note) => {
    const named = kinds.get(note.names) ?? namedFields(note.names);
    kinds.set(note.names, named);
    const row = exported(note, named);
    const place = { start, words: firstWords(note) };
    start += row.length;
    return { row, place };
  });
  return { text: HEAD + rows.map(({ row }) => row).join(''), notes: rows.map(({ place }) => place) };
}

function exported(note: DeckNote, named: NamedFields): string {
  const { guid, notetype, deck, fields } = note;
  if (isOwnNote(notetype, fields.length)) return rowOf([guid, notetype, deck, note.tags.trim(), ...fields]);
  const level = levelIn(note, named);
  const tags = `${note.tags.trim()} ${level.tag}`.trim();
  return rowOf([guid, notetype, deck, tags, ...ordered(note, named, level.at)]);
}
