// Notes as the text that Anki exports, so that one reader serves decks and text exports. Knows the table; what the fields
// mean is anki-fields.ts' part.
import { decodeEntities } from '../../core/entities.ts';
import { oneLine } from '../../core/one-line.ts';
import { difficultyOf } from './difficulty.ts';
import { isOwnNote } from './anki-own.ts';
import { mainFields, namedFields, shownName, type NamedFields } from './anki-fields.ts';

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
