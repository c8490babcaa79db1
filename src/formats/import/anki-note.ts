import { decodeEntities } from '../../core/base/markup.ts';
import { type Difficulty, STAR_PARTS } from '../../core/base/question.ts';
import { oneLine } from '../../core/base/text.ts';
import { ALSO_ATTRIBUTE, NOTE_FIELDS, NOTE_TYPE, type NoteField } from '../export/anki-collection.ts';
import { markdownOf } from '../markdown/from-html.ts';
import { phrasesOf } from '../question/points.ts';
import { fieldsNamed, type Role } from './fields.ts';
import { difficultyOf, numberIn, questionWords } from './words.ts';

/** The unquoted text of a cell, and the offset of its first character. */
export type Cell = { readonly text: string; readonly at: number };

export type NoteWords = {
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

export function hasCloze(text: string): boolean {
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
export type NamedFields = Readonly<Record<FieldRole, number>>;

export function namedFields(names: readonly string[]): NamedFields {
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

const PLAIN =
  /^(?:(?:back|front|more|add)?[\s_-]{0,2}(?:extras?|remarks?|notes?|comments?|info(?:rmation)?)|field[\s_-]?\d{0,3})$/i;

/** The label before a field's text; empty for a name that says nothing. */
export const shownName = (name = ''): string => (PLAIN.test(name.trim()) ? '' : name.trim());

export type NoteKind = {
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
export const isOcclusion = (text: string): boolean => /\{\{c\d{1,3}::image-occlusion:/.test(text);

/** An exported card repeats its question above this line. */
const ANSWER_LINE = /<hr id=["']?answer["']?\s{0,3}\/?>/i;

/** @returns undefined for a note without a question in words: an empty one, or an image with covered parts */
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

export const isOwnNote = (notetype: string, fields: number): boolean =>
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

const alone = (html: string): FollowUps =>
  html
    .split('</p>')
    .map((each) => ({ question: oneLine(markdown(each)), answer: '' }))
    .filter(({ question }) => question !== '');

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
