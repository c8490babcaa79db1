// Notes that prep itself exported: each field says one thing of a question. Knows those fields; knows nothing of files.
import { ALSO_ATTRIBUTE, NOTE_FIELDS, NOTE_TYPE, type NoteField } from '../anki-notetype.ts';
import { decodeEntities } from '../../core/entities.ts';
import { oneLine } from '../../core/one-line.ts';
import { STAR_PARTS } from '../../core/question.ts';
import { markdownOf } from '../html-markdown.ts';
import { phrasesOf } from '../point-alternatives.ts';
import type { Cell } from './anki-table.ts';
import type { NoteWords } from './anki-note.ts';
import { difficultyOf } from './difficulty.ts';

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
