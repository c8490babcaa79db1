// Anki notes: its text export, CrowdAnki's JSON, and packages, which become a text with one note per line.
import { decodeEntities } from '../../core/base/markup.ts';
import type { Problem } from '../../core/base/problem.ts';
import { STAR_PARTS } from '../../core/base/question.ts';
import type { Source } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { isObject, type UnknownFields } from '../../core/base/collections.ts';
import {
  ALSO_ATTRIBUTE,
  hashOfField,
  idOfGuid,
  KEPT_ATTRIBUTE,
  NOTE_FIELDS,
  NOTE_TYPE,
  type NoteField,
  TAGS as TAGS_FIELD,
} from '../export/anki-collection.ts';
import { markdownOf } from '../markdown/from-html.ts';
import { hasTags } from '../markdown/html.ts';
import { type CsvRow, readCsv } from '../notation/csv.ts';
import { type JsonNode, jsonTree, parseJsonText, tryJson } from '../notation/json.ts';
import { phrasesOf } from '../question/points.ts';
import { type BankReader, type Drafts, problemAt } from './draft.ts';
import { recordDraft } from './exported.ts';
import { entryOf, layouts, listIn, nodeText, type Written } from './fields.ts';
import { brokenIn } from './json.ts';
import { makerOf } from './made-source.ts';
import { OPEN_QUOTE } from './table.ts';
import { type Card, cardOf, drafting, type Field, hasCloze, NO_TAG } from './rows.ts';
import { difficultyOf } from './words.ts';

export type DeckNote = {
  readonly guid: string;
  readonly notetype: string;
  /** With `::` between the names of nested decks. */
  readonly deck: string;
  readonly tags: string;
  readonly names: readonly string[];
  readonly fields: readonly string[];
};

type Note = Omit<DeckNote, 'tags' | 'fields'> & {
  readonly tags: readonly string[];
  readonly fields: readonly Written[];
};

/** `html`: undefined if the file does not say. */
type Notes = { readonly notes: readonly Note[]; readonly html?: boolean; readonly open?: number };

const tagsIn = (text: string): readonly string[] => text.split(/[\s\u3000]+/).filter((tag) => tag !== '');

const SPECIAL = ['guid', 'notetype', 'deck', 'tags'];

const SEPARATORS: Readonly<Record<string, string>> = {
  tab: '\t',
  comma: ',',
  semicolon: ';',
  pipe: '|',
  colon: ':',
  space: ' ',
};
const SETTING =
  /^#[ \t]*(separator|html|columns|notetype|deck|tags|if matches|match scope|(?:guid|notetype|deck|tags) column)[ \t]*:(.*)$/i;

/** The `#` lines at the top of an export. Columns count from 0. */
function ankiHead(text: string) {
  const settings = new Map<string, string>();
  let end = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  while (text.startsWith('#', end)) {
    const newline = text.indexOf('\n', end);
    const next = newline === -1 ? text.length : newline + 1;
    const [, name, value = ''] = SETTING.exec(text.slice(end, next).replace(/[\r\n]+$/, '')) ?? [];
    if (name !== undefined) settings.set(name.toLowerCase(), value);
    end = next;
  }
  const setting = (key: string): string => settings.get(key)?.trim() ?? '';
  const word = setting('separator').toLowerCase();
  const separator = SEPARATORS[word] ?? (word.length === 1 ? word : undefined);
  const html = /^(?:true|false)$/i.exec(setting('html'))?.[0].toLowerCase();
  const columns = setting('columns')
    .split(separator ?? '\t')
    .map((name) => name.trim());
  const names = columns.map((name) => name.toLowerCase().replace('note type', 'notetype'));
  const special = new Map(
    SPECIAL.map((kind) => {
      const column = Number.parseInt(setting(`${kind} column`), 10);
      // Anki also finds these columns by name.
      return [kind, column > 0 ? column - 1 : names.indexOf(kind)] as const;
    }).filter(([, at]) => at !== -1),
  );
  return {
    separator,
    html: html === undefined ? undefined : html === 'true',
    special,
    notetype: setting('notetype'),
    deck: setting('deck'),
    tags: tagsIn(setting('tags')),
    columns,
    // Another setting alone could begin other notes.
    isSure: separator !== undefined || html !== undefined || special.size > 0 || settings.size > 1,
    isHead: settings.size > 0,
    end,
  };
}

/** Without a setting, the first separator that occurs in the first row. */
function separatorOf(text: string, head: ReturnType<typeof ankiHead>): string {
  const newline = text.indexOf('\n', head.end);
  const line = text.slice(head.end, newline === -1 ? text.length : newline);
  return head.separator ?? /\t/.exec(line)?.[0] ?? /[|;,]/.exec(line)?.[0] ?? '\t';
}

/** Lines that begin with a hash are comments. */
export function ankiRows(text: string, start: number, separator: string) {
  const { rows, open } = readCsv(text, separator, { start });
  const isNote = ({ cells, places }: CsvRow): boolean =>
    !text.startsWith('#', places[0]) && cells.some((cell) => cell.trim() !== '');
  const withPlaces = ({ cells, places }: CsvRow): readonly Written[] =>
    cells.map((cell, i) => {
      const at = places[i] ?? 0;
      return { text: cell, at: text.startsWith('"', at) && !cell.startsWith('"') ? at + 1 : at };
    });
  return { rows: rows.filter(isNote).map(withPlaces), open };
}

function notesOfText(text: string): Notes {
  const head = ankiHead(text);
  const { special } = head;
  const taken = new Set(special.values());
  const names = head.columns.filter((_, column) => !taken.has(column));
  const { rows, open } = ankiRows(text, head.end, separatorOf(text, head));
  const notes = rows.map((row): Note => {
    const at = (kind: string): string => row[special.get(kind) ?? -1]?.text ?? '';
    return {
      guid: at('guid'),
      notetype: at('notetype').trim() || head.notetype,
      deck: at('deck').trim() || head.deck,
      tags: [...tagsIn(at('tags')), ...head.tags],
      names,
      fields: row.filter((_, column) => !taken.has(column)),
    };
  });
  return { notes, html: head.html, open };
}

/** The line of a place is the number of its note. */
export const deckText = (notes: readonly DeckNote[]): string =>
  notes.map((note) => `${JSON.stringify(note)}\n`).join('');

const LONGEST_WORDS = 100;
const MARKUP = /<[^<>]{0,500}>/g;

const plainField = (field: string): string =>
  oneLine(decodeEntities(field.slice(0, 1000).replaceAll(MARKUP, ' ')));

export const firstWords = ({ fields }: DeckNote): string =>
  Array.from(fields.map(plainField).find((words) => words !== '') ?? '')
    .slice(0, LONGEST_WORDS)
    .join('');

const DECK = /^\ufeff?\s*\{"guid":"/;
const CROWD = /^\ufeff?\s*\{(?=[\s\S]{0,2000}"crowdanki_uuid")/;

const textIn = (node: JsonNode, name: string): string =>
  nodeText(entryOf(node, [name]) ?? { kind: 'nothing', at: 0 });
const writtenIn = (node: JsonNode): readonly Written[] =>
  listIn(node, 'fields').map((field) => ({ text: nodeText(field), at: field.at }));

const notesOfDeck = (text: string): Notes => ({
  html: true,
  notes: jsonTree(text).values.map((node) => ({
    guid: textIn(node, 'guid'),
    notetype: textIn(node, 'notetype'),
    deck: textIn(node, 'deck'),
    tags: tagsIn(textIn(node, 'tags')),
    names: listIn(node, 'names').map((name) => nodeText(name)),
    fields: writtenIn(node),
  })),
});

function notesOfCrowd(text: string): Notes {
  const types = new Map<string, Pick<Note, 'notetype' | 'names'>>();
  const notesIn = (node: JsonNode, above: string): readonly Note[] => {
    const deck = `${above}${textIn(node, 'name')}`;
    for (const model of listIn(node, 'note_models'))
      types.set(textIn(model, 'crowdanki_uuid'), {
        notetype: textIn(model, 'name'),
        names: listIn(model, 'flds').map((field) => textIn(field, 'name')),
      });
    const notes = listIn(node, 'notes').map((note) => ({
      ...(types.get(textIn(note, 'note_model_uuid')) ?? { notetype: '', names: [] }),
      guid: textIn(note, 'guid'),
      deck,
      tags: listIn(note, 'tags').map((tag) => nodeText(tag)),
      fields: writtenIn(note),
    }));
    return [...notes, ...listIn(node, 'children').flatMap((child) => notesIn(child, `${deck}::`))];
  };
  return { notes: jsonTree(text).values.flatMap((root) => notesIn(root, '')), html: true };
}

const SOUND = /\[sound:([^\]\n]{1,300})\]/g;
/** Anki's marks around texts for speech. */
const SPOKEN = /\[\/?anki:[^\]\n]{0,200}\]/g;
/** An image with hidden parts, which words cannot ask about. */
const OCCLUSION = /\{\{c\d{1,3}::image-occlusion:/;
/** An exported card repeats its question above this line. */
const ANSWER_LINE = /<hr id=["']?answer["']?\s{0,3}\/?>/i;
const MEDIA = /<(?:img|audio|video|object|svg)\b/i;
const PLAIN_NAME =
  /^(?:(?:back|front|more|add)?[\s_-]{0,2}(?:extras?|remarks?|notes?|comments?|info(?:rmation)?)|field[\s_-]?\d{0,3})$/i;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const withoutSounds = (field: string, html: boolean): string =>
  field
    .replaceAll(SPOKEN, '')
    .replaceAll(SOUND, (_, name: string) =>
      html ? `<audio src="${escaped(name)}"></audio>` : `[${name}](<${name}>)`,
    );

/** Under the field's name, unless the name says nothing. */
function labelled(name: string, text: string, html: boolean): string {
  if (name === '' || PLAIN_NAME.test(name)) return text;
  return html ? `<b>${escaped(name)}:</b> ${text}` : `**${name}:** ${text}`;
}

/** The last part of `A::B`; the name of Anki's default deck says nothing. */
const sectionOf = (deck: string): string | undefined =>
  deck
    .split('::')
    .at(-1)
    ?.trim()
    .replace(/^Default$/, '') || undefined;

/** By name, otherwise the first two filled fields. A cloze is both. Other fields are notes. */
function cardIn(note: Note, html: boolean, layoutOf: ReturnType<typeof layouts>): Card | undefined {
  const { names, fields } = note;
  const layout = layoutOf(names);
  const cloze = fields.findIndex(({ text }) => hasCloze(text));
  const asking = cloze !== -1 ? cloze : layout?.named || layout?.sure ? layout.question : 0;
  const asked = fields[asking];
  if (!asked || OCCLUSION.test(asked.text)) return undefined;
  const text = (words: string, at = asked.at): JsonNode => ({
    kind: 'text',
    text: withoutSounds(words, html),
    at,
  });
  const others = [...fields.keys()].filter((at) => at !== asking && (fields[at]?.text ?? '').trim() !== '');
  const answer =
    cloze !== -1 ? -1 : (layout?.fields.get('answer')?.find((at) => others.includes(at)) ?? others[0] ?? -1);
  const back = fields[answer];
  const notes = others.flatMap((at): readonly Field[] => {
    const field = fields[at];
    if (at === answer || !field || (plainField(field.text) === '' && !MEDIA.test(field.text))) return [];
    return [['notes', text(labelled(names[at]?.trim() ?? '', field.text, html), field.at)]];
  });
  const row: readonly Field[] = [
    ['question', text(asked.text)],
    ['answer', text(back?.text.split(ANSWER_LINE).at(-1) ?? '', back?.at)],
    ['tags', { kind: 'list', items: note.tags.map((tag) => text(tag)), at: asked.at }],
    ...notes,
  ];
  const own = layoutOf(row.map(([name]) => name));
  const card = own && cardOf(row, own, /\S/);
  const id = note.guid === '' ? undefined : idOfGuid(note.guid);
  return card && { ...card, id, section: sectionOf(note.deck) };
}

const isOwn = ({ notetype, fields }: Note): boolean =>
  notetype === NOTE_TYPE && fields.length === NOTE_FIELDS.length;

const markdown = (html: string): string => markdownOf(html).trim();
/** Titles are plain text, without Markdown escapes. */
const plain = (html: string): string => oneLine(markdown(html)).replaceAll(/\\([!-/:-@[-`{-~])/g, '$1');

const POINT = new RegExp(String.raw`<li(?: ${ALSO_ATTRIBUTE}="([^"]*)")?>([\s\S]*?)<\/li>`, 'g');
const FOLLOW_UP = /<details><summary>([\s\S]*?)<\/summary>([\s\S]*?)<\/details>|<p>([\s\S]*?)<\/p>/g;
const PART = new RegExp(`^#{3,6} (${STAR_PARTS.join('|')})$`, 'gim');

/** A story has headings of level 2 in a question, and deeper ones on a card. */
function withParts(answer: string): string {
  const raised = answer.replaceAll(PART, '## $1');
  return /^## situation$/im.test(raised) ? raised : answer;
}

const fieldIn = (fields: readonly string[], name: string): string =>
  fields[NOTE_FIELDS.findIndex((each) => each === name)] ?? '';

/** What the fields show, as in the JSON of an export. */
function shownRecord(
  { guid, deck, fields }: Pick<DeckNote, 'guid' | 'deck' | 'fields'>,
  tags: readonly string[],
): UnknownFields {
  const html = (name: NoteField): string => fieldIn(fields, name);
  const [title = '', ...asked] = html('Question').split('\n');
  const [number, minutes] = [Number(html('Number')), Number(html('Minutes'))];
  const points = [...html('Key points').matchAll(POINT)];
  const followUps = [...html('Follow-ups').matchAll(FOLLOW_UP)];
  return {
    id: guid === '' ? undefined : idOfGuid(guid),
    number: Number.isSafeInteger(number) && number > 0 ? number : undefined,
    section: plain(html('Section')) || sectionOf(deck),
    tags: tags.filter((tag) => !NO_TAG.test(tag)),
    difficulty: difficultyOf(html('Difficulty')),
    minutes: minutes > 0 && minutes < 1000 ? minutes : undefined,
    source: plain(html('Source')) || undefined,
    title: plain(title),
    asked: markdown(asked.join('\n')) || undefined,
    answer: withParts(markdown(html('Answer'))),
    keyPoints: points.map(([, , point = '']) => oneLine(markdown(point))),
    pointAlternatives: points.map(([, also = '']) => phrasesOf(decodeEntities(also))),
    followUpTexts: followUps.map(([, folded, reply = '', alone = '']) => {
      return { question: oneLine(markdown(folded ?? alone)), answer: markdown(reply) };
    }),
    notes: markdown(html('Notes')) || undefined,
  };
}

const KEPT = new RegExp(` ${KEPT_ATTRIBUTE}="([^"]*)"`);

/** With what the fields could not show, unless somebody edited them in Anki. */
function ownRecord(note: Note): UnknownFields {
  const fields = note.fields.map(({ text }) => text);
  const record = new Map(Object.entries(shownRecord({ ...note, fields }, note.tags)));
  const kept = parseJsonText(decodeEntities(KEPT.exec(fieldIn(fields, 'ID'))?.[1] ?? ''));
  const said = 'value' in kept && isObject(kept.value) ? Object.entries(kept.value) : [];
  for (const [field, values] of said) {
    const html = field === TAGS_FIELD ? note.tags.join(' ') : fieldIn(fields, field);
    if (!isObject(values) || (field !== 'ID' && values['was'] !== hashOfField(html))) continue;
    for (const [name, value] of Object.entries(values)) record.set(name, value);
  }
  return Object.fromEntries(record);
}

export const readBack = (note: DeckNote): UnknownFields => shownRecord(note, tagsIn(note.tags));

function problemsOf(file: Source, silent: readonly Note[], open: number | undefined): readonly Problem[] {
  const warning = (at: number, problem: Pick<Problem, 'message' | 'hint'>): Problem =>
    problemAt(file, at, 'warning', { code: 'question-malformed', ...problem });
  const leftOut = (notes: readonly Note[], why: string, hint: string): readonly Problem[] => {
    const [at] = notes.flatMap(({ fields }) => fields[0]?.at ?? []);
    const count = notes.length === 1 ? 'One note is left out' : `${notes.length} notes are left out`;
    return at === undefined ? [] : [warning(at, { message: `${count}: ${why}`, hint })];
  };
  const isCovered = ({ fields }: Note): boolean => fields.some(({ text }) => OCCLUSION.test(text));
  const [covered, empty] = [silent.filter(isCovered), silent.filter((note) => !isCovered(note))];
  return [
    ...leftOut(
      covered,
      'an image occlusion card cannot be asked in words.',
      'Write a question for what is hidden.',
    ),
    ...leftOut(empty, 'its question is empty.', 'The first field of a note is its question.'),
    ...(open === undefined ? [] : [warning(open, OPEN_QUOTE)]),
  ];
}

const LOOK_CHARS = 20_000;
const LOOK_ROWS = 40;

function read(file: Source): Drafts {
  const { text } = file;
  const notesOf = DECK.test(text) ? notesOfDeck : CROWD.test(text) ? notesOfCrowd : notesOfText;
  const { notes, open, ...said } = notesOf(text);
  const fields = notes.slice(0, LOOK_ROWS).flatMap((note) => note.fields);
  const html = said.html ?? fields.some((field) => hasTags(field.text));
  const layoutOf = layouts();
  const maker = makerOf(file);
  const cards = notes.map((note) => (isOwn(note) ? undefined : cardIn(note, html, layoutOf)));
  const draftOf = drafting(
    cards.flatMap((card) => card ?? []),
    1,
    maker,
    html,
  );
  const drafts = notes.map((note, i) => {
    const card = cards[i];
    if (card) return draftOf(card);
    return isOwn(note) ? recordDraft(maker, ownRecord(note), note.fields[0]?.at ?? 0) : undefined;
  });
  const found = drafts.flatMap((draft) => (draft?.title.trim() ? draft : []));
  const silent = notes.filter((_, i) => !drafts[i]?.title.trim());
  const faults = CROWD.test(text) && !tryJson(text) ? jsonTree(text).faults : [];
  const problems = [...brokenIn(file, faults, 'JSON'), ...problemsOf(file, silent, open)];
  return { source: maker.source(), found, problems };
}

const OTHER_KIND = /\.(?:md|markdown|csv|json|jsonl|ya?ml|html?|gift)$/i;

/** With the head that Anki writes since 2022; an export without one is a table of two sides. */
export const ankiText: BankReader = {
  name: 'anki-text',
  title: 'Anki deck or text export',
  recognises: (source) => {
    const start = source.text.slice(0, LOOK_CHARS);
    if (DECK.test(start) || CROWD.test(start)) return true;
    const { isSure, isHead, end } = ankiHead(start);
    return isSure || (isHead && !OTHER_KIND.test(source.file) && start.includes('\t', end));
  },
  read,
};
