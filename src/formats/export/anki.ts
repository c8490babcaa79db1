// Questions as Anki notes: HTML without anything that runs or that Anki would read as its own notation.
import { escapedUnit } from '../../core/base/text.ts';
import { type DeckNote, readBack } from '../import/anki-text.ts';
import { seen, textHtml } from '../markdown/html.ts';
import { htmlWriter, type HtmlWriter } from '../markdown/to-html.ts';
import { titleHtml } from '../pages/page.ts';
import { phrasesText } from '../question/points.ts';
import { mayTellStory } from '../question/story.ts';
import {
  ALSO_ATTRIBUTE,
  guidOfId,
  hashOfField,
  KEPT_ATTRIBUTE,
  NOTE_FIELDS,
  NOTE_TYPE,
  type NoteField,
  TAGS,
} from './anki-collection.ts';
import { type Outgoing, outgoingJson } from './outgoing.ts';

const DECK = 'prep';

/** Anki's notation for sounds, LaTeX and speech, which is plain text in prep. */
const MARK = /\[(?=sound:|\/?(?:latex|\$\$?)\]|\/?anki:)/gi;
const UNICODE_BRACKET = String.raw`\u005b`;
const MATH = /<(span|p) class="math">([^<]*)<\/\1>/g;

/** In Anki's delimiters for formulas. */
function drawn(formula: string): string {
  const [, double, single] = /^(?:\$\$([\s\S]*)\$\$|\$([\s\S]*)\$)$/.exec(formula) ?? [];
  if (double !== undefined) return `\\[${double}\\]`;
  return single === undefined ? formula : `\\(${single}\\)`;
}

const fieldHtml = (html: string): string =>
  html
    .replaceAll(MATH, (_, element: string, formula: string) =>
      element === 'p' ? `<p>${drawn(formula)}</p>` : drawn(formula),
    )
    .replaceAll(MARK, '&#91;')
    .trim();

function followUpHtml([question, answer]: Outgoing['followUps'][number], writer: HtmlWriter): string {
  if (answer.trim() === '') return `<p>${writer.inline(question, 'links')}</p>\n`;
  return `<details><summary>${writer.inline(question, 'words')}</summary>\n${writer.block(answer)}</details>\n`;
}

function fieldsOf(question: Outgoing, writer: HtmlWriter): Readonly<Record<NoteField, string>> {
  const { title, asked, answer, followUps, notes, number, source } = question;
  const points = question.points.map((point, i) => {
    const also = phrasesText(question.alternatives?.[i] ?? []);
    const attribute = also === '' ? '' : ` ${ALSO_ATTRIBUTE}="${textHtml(also)}"`;
    return `<li${attribute}>${writer.inline(point, 'links')}</li>\n`;
  });
  return {
    Question: titleHtml(title) + (asked === '' ? '' : `\n${writer.block(asked)}`),
    Answer: writer.block(answer),
    'Key points': points.length > 0 ? `<ul>\n${points.join('')}</ul>` : '',
    'Follow-ups': followUps.map((each) => followUpHtml(each, writer)).join(''),
    Notes: writer.block(notes),
    Section: textHtml(question.section),
    Number: number === undefined ? '' : String(number),
    Difficulty: question.difficulty,
    Minutes: String(question.minutes),
    Source: source === undefined ? '' : writer.inline(source, 'links'),
    ID: textHtml(question.id),
  };
}

/** Two colons separate decks, control characters separate fields. */
const deckPart = (section: string): string =>
  seen(section)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/:{2,}/g, ':')
    .replaceAll(/^[\s:]+|[\s:]+$/g, '')
    .normalize('NFC');

function deckNamer(): (section: string) => string {
  const known = new Map<string, string>();
  return (section) => {
    const part = deckPart(section);
    const name = part === '' ? DECK : `${DECK}::${part}`;
    const key = name.toLowerCase();
    const deck = known.get(key) ?? name;
    known.set(key, deck);
    return deck;
  };
}

/** Spaces separate tags, two colons nest them. */
const tagText = (tag: string): string =>
  seen(tag)
    .trim()
    .replaceAll(/[\s\u3000]+/g, '_')
    .normalize('NFC');

function tagsOf({ tags, difficulty }: Outgoing): string {
  const words = [...tags.map(tagText), `difficulty::${difficulty}`];
  return [...new Set(words.filter((word) => word !== ''))].join(' ');
}

/** The parts of an export's JSON that each field shows; those not shown are stored with the note's id. */
const SHOWN: readonly (readonly [field: NoteField | typeof TAGS, names: readonly string[]])[] = [
  ['Question', ['title', 'asked']],
  ['Answer', ['answer']],
  ['Key points', ['keyPoints', 'pointAlternatives']],
  ['Follow-ups', ['followUpTexts']],
  ['Notes', ['notes']],
  ['Section', ['section']],
  ['Number', ['number']],
  ['Difficulty', ['difficulty']],
  ['Minutes', ['minutes']],
  ['Source', ['source']],
  [TAGS, ['tags']],
  ['ID', ['id', 'kind', 'suspended', 'created', 'updated']],
];

/** What would not survive the round trip as HTML, for an attribute of the note's id. */
function keptBeside(note: DeckNote, question: Outgoing): string {
  const back = readBack(note);
  const own = outgoingJson(question);
  const backKind = mayTellStory(question.answer) ? null : 'open';
  const isSame = (name: string): boolean => {
    const shown = name === 'kind' ? backKind : back[name];
    return JSON.stringify(shown || null) === JSON.stringify(own[name] || null);
  };
  const kept = SHOWN.flatMap(([field, names]) => {
    if (names.every(isSame)) return [];
    const html =
      field === TAGS ? note.tags : (note.fields[NOTE_FIELDS.findIndex((name) => name === field)] ?? '');
    const values = names.map((name) => [name, own[name] ?? null] as const);
    return [[field, { ...Object.fromEntries(values), was: hashOfField(html) }] as const];
  });
  if (kept.length === 0) return '';
  // Anki normalizes characters; and neither Anki nor a browser may find its own notation in it.
  return JSON.stringify(Object.fromEntries(kept))
    .replaceAll(MARK, UNICODE_BRACKET)
    .replaceAll(/[^ -~]|[<>&=]|(?<=\w):/g, escapedUnit);
}

export function ankiNotes(
  questions: readonly Outgoing[],
  images: ReadonlySet<string> = new Set(),
): readonly DeckNote[] {
  const sources = new Map(Array.from(images, (name) => [name, name]));
  const writer = htmlWriter({ heading: 4, namesLanguage: true, images: sources });
  const deckOf = deckNamer();
  return questions.map((question) => {
    const fields = fieldsOf(question, writer);
    const note: DeckNote = {
      guid: guidOfId(question.id),
      notetype: NOTE_TYPE,
      deck: deckOf(question.section),
      tags: tagsOf(question),
      names: NOTE_FIELDS,
      fields: NOTE_FIELDS.map((name) => fieldHtml(fields[name])),
    };
    const kept = keptBeside(note, question);
    if (kept === '') return note;
    const id = `<span ${KEPT_ATTRIBUTE}="${textHtml(kept)}">${fields.ID}</span>`;
    return { ...note, fields: note.fields.map((html, i) => (NOTE_FIELDS[i] === 'ID' ? id : html)) };
  });
}
