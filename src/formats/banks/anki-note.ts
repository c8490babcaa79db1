// A note of Anki as a question: its words, its answer, what else it says. Knows what people put into fields; knows nothing of
// files and tables.
import type { Difficulty } from '../../core/question.ts';
import { markdownOf } from '../html-markdown.ts';
import { readCloze } from './anki-cloze.ts';
import { mainFields, shownName, type NamedFields } from './anki-fields.ts';
import type { Cell } from './anki-table.ts';
import { difficultyOf } from './difficulty.ts';
import { questionWords } from './question-words.ts';

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
