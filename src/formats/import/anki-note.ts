// A note of Anki as a question: its words, its answer, what else it says.
import { decodeEntities } from '../../core/base/markup.ts';
import { type Difficulty, STAR_PARTS } from '../../core/base/question.ts';
import { oneLine } from '../../core/base/text.ts';
import { ALSO_ATTRIBUTE, NOTE_FIELDS, NOTE_TYPE, type NoteField } from '../export/anki-collection.ts';
import { markdownOf } from '../markdown/from-html.ts';
import { phrasesOf } from '../question/points.ts';
import { fieldsNamed, type Role } from './fields.ts';
import { difficultyOf, numberIn, questionWords } from './words.ts';

/** The text of a cell, quotes taken off, and where its first character stands in the file. */
export type Cell = { readonly text: string; readonly at: number };

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

// Sentences with hidden parts as Anki writes them: `{{c1::hidden}}`, `{{c2::hidden::hint}}`, one inside another.

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

type Part = { readonly opening: string; gaps: string; filled: string; braces: number };

const GAP = '[…]';

/**
 * Reads a sentence. Braces of a formula inside a part (`\frac{1}{2}}}`) are its own, whatever Anki makes of them.
 * Parts that do not end are text.
 * @param shown puts marks around what was hidden
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
      // Anki has a hint behind the first `::`.
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

// Which field of a note is the question, which the answer.

type FieldRole = Extract<Role, 'question' | 'answer' | 'number' | 'difficulty' | 'origin'>;

/** Where the fields of a kind of note stand, as far as their names say what they are; -1 where they do not. */
export type NamedFields = Readonly<Record<FieldRole, number>>;

/** Judges the names of all fields of a kind of note; none when they are not known. */
export function namedFields(names: readonly string[]): NamedFields {
  const known = names.map(fieldsNamed);
  /** The field whose name says most clearly that it has a role. */
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

/** Names that say nothing of a field that is shown after the answer. */
const PLAIN =
  /^(?:(?:back|front|more|add)?[\s_-]{0,2}(?:extras?|remarks?|notes?|comments?|info(?:rmation)?)|field[\s_-]?\d{0,3})$/i;

/** The name of a field as it is shown before what the field holds; empty for one that says nothing. */
export const shownName = (name = ''): string => (PLAIN.test(name.trim()) ? '' : name.trim());

// The words of a note.

/** A kind of note: the names of its fields, where they are known. */
export type NoteKind = {
  readonly names: readonly string[];
  readonly named: NamedFields;
  readonly html: boolean;
};

const SOUND = /\[sound:([^\]\n]{1,300})\]/g;
/** Texts that Anki speaks aloud stand between such marks. */
const SPOKEN = /\[\/?anki:[^\]\n]{0,200}\]/g;

const attribute = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

/** A field as Markdown. */
function fieldText(field: string, html: boolean): string {
  const text = field
    .replaceAll(SPOKEN, '')
    .replaceAll(SOUND, (_, name: string) =>
      html ? `<audio src="${attribute(name)}"></audio>` : `[${name}](<${name}>)`,
    );
  return (html ? markdownOf(text) : text).trim();
}

const INLINE = /<\/?(?:b|i|u|em|strong|span|font|mark)(?:\s[^<>]{0,500})?>/gi;
/** Lines that are more than words: what stands from there on is shown as it is. */
const FORM = /^[ \t]{0,3}(?:[-*+] |\d{1,3}[.)] |[|>]|`{3}|~{3}|!\[|\$\$)/m;
const IMAGE = /!\[([^\]\n]{0,300})\]\((?:<[^<>\n]{0,500}>|[^()\s]{0,500})\)/g;
/** Signs of Markdown that stand for themselves, outside of code and formulas. */
const ESCAPED = /`[^`\n]{0,500}`|\$[^$\n]{0,500}\$|\\([!-/:-@[-`{-~])/g;
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

/** A field that is shown after the answer, with its name where that says something. */
function shownField(field: string, name: string, html: boolean): string {
  const text = fieldText(field, html);
  return name === '' || text === '' ? text : `**${name}:**${/^[-|`>#]|\n/.test(text) ? '\n\n' : ' '}${text}`;
}

const LONGEST_ORIGIN = 500;

/** What fields with a name of their own say. */
function factsOf(
  fields: readonly Cell[],
  { named, html }: NoteKind,
): Pick<NoteWords, (typeof FACTS)[number]> {
  const textAt = (at: number): string => fieldText(fields[at]?.text ?? '', html);
  // Many a field `Origin` is where a muscle or a word comes from.
  const origin = textAt(named.origin);
  return {
    number: numberIn(textAt(named.number)),
    difficulty: difficultyOf(textAt(named.difficulty).slice(0, 40)),
    origin: /^\S*https?:\/\/\S+$/.test(origin) ? origin.slice(0, LONGEST_ORIGIN) : undefined,
  };
}

const FACTS = ['number', 'difficulty', 'origin'] as const;

/** Whether a question is an image with covered parts: nothing that words could ask. */
export const isOcclusion = (text: string): boolean => /\{\{c\d{1,3}::image-occlusion:/.test(text);

/** What an exported card repeats of its question ends here. */
const ANSWER_LINE = /<hr id=["']?answer["']?\s{0,3}\/?>/i;

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

/** The items of a list of single lines. */
const itemsOf = (html: string): readonly string[] =>
  markdown(html)
    .split('\n')
    .flatMap((line) => /^- (.+)$/.exec(line)?.[1] ?? []);

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

type FollowUps = NonNullable<NoteWords['followUps']>;

/** Paragraphs: questions without an answer. */
const alone = (html: string): FollowUps =>
  html
    .split('</p>')
    .map((each) => ({ question: oneLine(markdown(each)), answer: '' }))
    .filter(({ question }) => question !== '');

/** Follow-ups without an answer, and folded ones with theirs. */
function followUpsOf(html: string): FollowUps {
  const [first = '', ...folds] = html.split('<details><summary>');
  return [
    ...alone(first),
    ...folds.flatMap((fold) => {
      const [question = '', ...rest] = fold.split('</summary>');
      const body = rest.join('</summary>');
      const end = body.lastIndexOf('</details>');
      const answer = markdown(end === -1 ? body : body.slice(0, end));
      return [
        { question: oneLine(markdown(question)), answer },
        ...(end === -1 ? [] : alone(body.slice(end))),
      ];
    }),
  ];
}

/** Reads the fields of a note of prep's own kind; undefined when it asks nothing. */
export function ownNoteWords(fields: readonly Cell[]): NoteWords | undefined {
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
