import { type Placeholder, type Question, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { openSource, type Source, type Span } from '../../core/base/span.ts';
import { oneLine } from '../../core/base/text.ts';
import { checkItems, PART_MEANINGS, toldParts } from '../../core/feedback/feedback.ts';
import { inOrder, isWithin, type Segment, type Values } from '../../core/fill/conditional.ts';
import { type BranchOf, segmentsOf, segmentsText, shownWith, valuesWith } from '../../core/fill/values.ts';
import { partName, type PartText, type StoryText, usualShareText } from '../../core/stories/stories.ts';
import { readingOf } from './placeholders.ts';
import { storyOf } from './story.ts';

type Asked = Pick<Question, 'id' | 'placeholders'>;

/** A fragment has the placeholders of its place in the full answer, where more words surround them, and what it adds. */
function placedIn(
  source: Source,
  known: readonly Placeholder[],
  found: readonly Placeholder[],
): readonly Placeholder[] {
  let from = 0;
  const own = known.flatMap((placeholder) => {
    const written = oneLine(placeholder.written.text);
    const start = source.text.indexOf(written, from);
    if (start === -1) return [];
    from = start + written.length;
    return [{ ...placeholder, written: source.textAt(start, from) }];
  });
  const added = found.filter(({ written }) => !own.some((each) => isWithin(written.at, each.written.at)));
  return inOrder([...own, ...added]);
}

/**
 * A text of or about `question` with the values filled in. Names mean the same as in the model answer, and so
 * does an unnamed placeholder between the same words.
 * @param origin the range of the question's file that the text was taken from
 * @param branchOf overrides the choice of a conditional's branch
 */
export function filledText(
  question: Asked,
  text: string,
  values: Values,
  origin?: Span,
  branchOf?: BranchOf,
): readonly Segment[] {
  const found = readingOf(question, text);
  const known = origin ? question.placeholders.filter(({ written }) => isWithin(written.at, origin)) : [];
  const source = openSource('', text);
  const cited = { ...found, placeholders: placedIn(source, known, found.placeholders) };
  const whole = source.textAt(0, text.length);
  return segmentsOf(shownWith(whole, cited, values, branchOf), values);
}

const isEmpty = (segments: readonly Segment[]): boolean => segmentsText(segments).trim() === '';

/** So that no sentence is omitted. */
function saidUnmeasured(values: Values): Values {
  const said = [...values].map(([key, value]) => {
    const words = { text: `(${value.text})`, origin: 'typed' } as const;
    return [key, value.origin === 'notMeasured' ? words : value] as const;
  });
  return valuesWith(said, values);
}

/** A point that a condition would leave empty is shown as written; one that cites what was not measured says so. */
export const filledPoints = (
  question: Asked & Pick<Question, 'keyPoints'>,
  values: Values,
): readonly (readonly Segment[])[] =>
  question.keyPoints.map(({ text, at }) => {
    const shown = filledText(question, text, values, at);
    if (!isEmpty(shown)) return shown;
    const whole = filledText(question, text, saidUnmeasured(values), at);
    return isEmpty(whole) ? [{ kind: 'plain', text }] : whole;
  });

const CODE_OR_EMPHASIS =
  /(?<!`)(`+)([^`\n]+)\1(?!`)|(?<![\w*\\])(\*{1,3}|_{1,3}|==)(?=[^\s*_=])((?:(?!\3)[^\n])+)(?<=[^\s*_=\\])\3(?![\w*])/g;

/** The words of a line of Markdown: without the marks of emphasis and code. */
const unmarked = (line: string): string =>
  line.replaceAll(CODE_OR_EMPHASIS, (_mark, _ticks, code?: string, _stars?: string, words = '') =>
    code === undefined ? unmarked(String(words)) : code,
  );

/** Plain text: with values, and without marks. */
export function shownItems(question: Question, values: Values): readonly string[] {
  if (question.kind === 'star') return checkItems(question);
  const keyPoints = question.keyPoints.map((point) => ({ ...point, text: unmarked(point.text) }));
  return filledPoints({ ...question, keyPoints }, values).map(segmentsText);
}

const MARK = '<!-- prep: this comment is not stored';
const HINT = '<!-- prep, not stored: ';
const HINTS = /^[ \t]*<!-- prep, not stored: [^\n]{0,500}-->[ \t]*\n?/gm;

/** Comments of prep are gone, and all lines keep their numbers. */
export const withoutHints = (text: string): string => text.replaceAll(HINTS, '\n');

export const hints = (...lines: readonly string[]): string =>
  lines.map((line) => `${HINT}${line} -->\n`).join('');

const starScaffold = (): string =>
  STAR_PARTS.map((part) => {
    const meaning = PART_MEANINGS[part].replace(/^[^:]*: /, '');
    const usual = usualShareText(part);
    const time = usual ? `${usual} of the time` : 'a sentence or two is enough';
    return `## ${partName(part)}\n\n${HINT}${meaning}; ${time} -->\n`;
  }).join('\n');

/** An empty scaffold (S/T/A/R for stories) when there is no answer yet; the model answer as a comment. */
export function answerScaffold(question: Question, present: string | undefined): string {
  const start = present ?? (question.kind === 'star' ? starScaffold() : '\n');
  const model = question.answer.text.replaceAll('-->', '-- >');
  return `${start.trimEnd()}\n\n${MARK}\n\n${question.title}\n\n${model}\n-->\n`;
}

/** The learning is optional, so its empty heading is dropped. */
const EMPTY_LEARNING = /\n*## Learning[ \t]*$/;

/** Whether something is written below the headings of a scaffold. */
const isWritten = (text: string): boolean =>
  text.split('\n').some((line) => line.trim() !== '' && !line.startsWith('## '));

const END = '-->';

/** People also write below prep's comment, at the end of the file. */
function aroundComment(edited: string): readonly string[] {
  const at = edited.indexOf(MARK);
  if (at < 0) return [edited];
  const end = edited.indexOf(END, at);
  return [edited.slice(0, at), end < 0 ? '' : edited.slice(end + END.length)];
}

/** The edited text without prep's comments; empty for an empty scaffold. */
export function answerText(edited: string): string {
  const [above = '', below = ''] = aroundComment(edited).map((part) =>
    part.replaceAll('\r\n', '\n').replaceAll(HINTS, '').trim(),
  );
  const text = isWritten(above) ? `${above}\n\n${below}`.trim() : below;
  return isWritten(text) ? text.replaceAll(/\n{3,}(?=## )/g, '\n\n').replace(EMPTY_LEARNING, '') : '';
}

/** One text per part, under headings; empty if nothing was written. */
export function headedParts(parts: readonly StarPart[], texts: readonly string[]): string {
  if (texts.every((text) => text.trim() === '')) return '';
  return parts.map((part, i) => `## ${partName(part)}\n\n${(texts[i] ?? '').trim()}`.trimEnd()).join('\n\n');
}

const HEADINGS = new RegExp(`^##[ \\t]+(${STAR_PARTS.join('|')})[ \\t]*(?:\\n+|$)`, 'gim');

export const namedParts = (text: string): string => text.replaceAll(HEADINGS, '$1:\n').trimEnd();

export function partTexts(text: string, parts: readonly StarPart[]): readonly string[] {
  const pieces = text.split(new RegExp(`^##[ \\t]+(${parts.join('|')})[ \\t]*(?:\\n|$)`, 'gim'));
  const texts = new Map<string, string>();
  let current: string = parts[0] ?? '';
  for (const [i, piece] of pieces.entries()) {
    if (i % 2 === 1) current = piece.toLowerCase();
    else texts.set(current, (texts.get(current) ?? '') + piece);
  }
  return parts.map((part) => (texts.get(part) ?? '').trim());
}

function storyIn(text: string, declared: boolean): ReturnType<typeof storyOf> {
  const source = openSource('', text);
  return storyOf(source, source.textAt(0, text.length), declared);
}

/** An answer of the person is a story if it has the parts, whatever the question is. */
export const tellsStory = (text: string | undefined): boolean =>
  text !== undefined && storyIn(text, false) !== undefined;

/** Told in one piece, it is divided as for feedback. */
export function ownStory(question: Question, text: string, values: Values): StoryText {
  const story = storyIn(text, true);
  const told = story ? undefined : toldParts(text, question);
  const parts: Partial<Record<StarPart, PartText>> = {};
  for (const part of STAR_PARTS) {
    const place = told?.get(part);
    const written = place ? text.slice(place.start, place.end) : story?.[part]?.text;
    if (written === undefined) continue;
    const segments = filledText(question, written, values);
    const placeholders = segments.filter(({ kind }) => kind === 'open' || kind === 'filled').length;
    parts[part] = { text: segmentsText(segments), placeholders };
  }
  return parts;
}
