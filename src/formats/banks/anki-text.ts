// Anki's text export of notes (and of cards) as a bank. Knows what its columns mean; how a note is put into words is
// anki-note.ts' part.
import type { Problem } from '../../core/problem.ts';
import type { Difficulty } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { idOfGuid } from '../anki-guid.ts';
import { hasTags } from '../html-tokens.ts';
import { pointWith } from '../point-alternatives.ts';
import { hasCloze } from './anki-cloze.ts';
import { namedFields } from './anki-fields.ts';
import { isOcclusion, noteWords, type NoteKind, type NoteWords } from './anki-note.ts';
import { isOwnNote, ownNoteWords } from './anki-own.ts';
import {
  ankiHead,
  ankiRows,
  ankiTags,
  separatorOf,
  type AnkiHead,
  type Cell,
  type SpecialColumn,
} from './anki-table.ts';
import { difficultyOf } from './difficulty.ts';
import type { BankReader, ForeignBank, FoundQuestion } from './found.ts';
import { storyStretches } from './guide-story.ts';
import { makerOf, type Maker, type Stretch } from './made-source.ts';

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
