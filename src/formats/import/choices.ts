// Options of multiple-choice questions in Markdown: `- [ ] …`, `- A: …`, `A. …`, which of them are right, and
// keys: answers by number behind all questions.
import { countBy, groupBy } from '../../core/base/collections.ts';
import type { Range } from '../../core/base/span.ts';
import { isTickedBox } from '../markdown/boxes.ts';
import type { Heading, TextLine } from '../markdown/outline.ts';
import { labelAt } from '../question/story.ts';
import { lastBefore, saysNothing } from './made-source.ts';
import {
  gapsBetween,
  linesWithin,
  type Part,
  passage,
  type PassageSource,
  trimmedRange,
  wordsAt,
} from './sheet-passages.ts';
import { asksAtEnd, asksOrTells, mayAsk, namesAnswer, wordCount } from './words.ts';

type Edit = Range & { readonly put: string };

type Choice = Readonly<NonNullable<ReturnType<typeof optionAt>>>;

export type Choices = Pick<Choice, 'style'> & Range & { readonly options: readonly Choice[] };

/** A number behind the box makes it a list of what was learned. */
const BOX = /^([ \t]{0,8})(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}\[([ xX✓✔]?)\][ \t]*(?!\d{1,4}[.)][ \t])(?=\S|$)/u;
const LETTER =
  /^([ \t]{0,8})(?:[-*+][ \t]{1,4})?(?:\*\*|__)?[([]?(\p{L})[)\].:](?:\*\*|__)?[ \t]{1,4}(?=\S)/u;
const NUMBER = /^([ \t]{0,8})([1-9])[.)][ \t]{1,4}(?=\S)/;
const RIGHT =
  /[ \t]{0,3}(?:✅|✔️|✔|☑️|✓|[([](?:correct|right|correct answer)[)\]]|(?:<--?|←)[ \t]?(?:correct|right)(?: answer)?)[ \t]{0,3}$/iu;
const RIGHT_FIRST = /^(?:✅|✔️|✔|☑️|✓)[ \t]{0,3}/u;
/** Words of an option that say so. */
export const isMarkedRight = (words: string): boolean => RIGHT.test(words) || RIGHT_FIRST.test(words);
const LONGEST_MARK = 40;

/** The first letters of alphabets whose letters follow each other in Unicode. */
const FIRST_LABELS: ReadonlySet<string> = new Set('1AАΑאا');

const follows = (before: string, label: string): boolean =>
  label !== '' && label.codePointAt(0) === (before.codePointAt(0) ?? 0) + 1;

/** The words, if all of them are bold. */
function boldIn(text: string, { start, end }: Range, isOpen: boolean): Range | undefined {
  const [, lead = '', words] =
    (isOpen ? /^()([^*]+)\*\*\s*$/ : /^(\*\*)([^*]+)\*\*\s*$/).exec(text.slice(start, end)) ?? [];
  const from = start + lead.length;
  return words === undefined ? undefined : { start: from, end: from + words.length };
}

function optionAt(text: string, line: TextLine) {
  const head = text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK));
  const boxed = BOX.exec(head);
  const isValue = boxed?.[2] === 'X' && !isTickedBox(text, line.start + head.indexOf('['));
  const box = isValue ? null : boxed;
  const letter = boxed ? null : LETTER.exec(head);
  const number = boxed || letter ? null : NUMBER.exec(head);
  const found = box ?? letter ?? number;
  if (!found) return undefined;
  const [mark, indent = '', label = ''] = found;
  const start = line.start + mark.length;
  const words = text.slice(start, line.end);
  const isTicked = box !== null && label.trim() !== '';
  const first = isTicked ? undefined : RIGHT_FIRST.exec(words)?.[0].length;
  const tail = RIGHT.exec(words)?.index;
  const tick = line.start + mark.lastIndexOf('[') + 1;
  const bare = line.start + indent.length;
  const said = { start: start + (first ?? 0), end: tail === undefined ? line.end : start + tail };
  // `**B. Both**`, whose mark has one pair of asterisks, or `B. **Both**`.
  const isLabelBold = mark.split('**').length === 2;
  const bold = boldIn(text, said, isLabelBold);
  const { start: from, end: to } = bold ?? said;
  const opening = line.start + mark.indexOf('**');
  const style: 'box' | 'letter' | 'number' = box ? 'box' : letter ? 'letter' : 'number';
  return {
    style,
    indent: indent.length,
    label: box ? '' : label.toUpperCase(),
    marked: isTicked || first !== undefined || tail !== undefined,
    isBold: bold !== undefined,
    /** Without its label and its marks. */
    text: { start: from, end: to },
    lineEnd: line.end,
    end: line.next,
    /** Make it an unmarked item of a Markdown list. */
    edits: [
      ...(letter && !/^[ \t]*[-*+][ \t]/.test(mark) ? [{ start: bare, end: bare, put: '- ' }] : []),
      ...(bold && isLabelBold ? [{ start: opening, end: opening + 2, put: '' }] : []),
      ...(isTicked ? [{ start: tick, end: tick + label.length, put: ' ' }] : []),
      ...(from > start ? [{ start, end: from, put: '' }] : []),
      ...(to < line.end ? [{ start: to, end: line.end, put: '' }] : []),
    ],
  };
}

const begins = ({ style, label }: Choice): boolean => style === 'box' || FIRST_LABELS.has(label);

const continues = (last: Choice, next: Choice, { style, indent }: Choice): boolean =>
  next.style === style &&
  Math.abs(next.indent - indent) <= 1 &&
  (style === 'box' || follows(last.label, next.label));

const MOST_BOXES = 12;

const ITEM = /^[ \t]{0,8}[-*+][ \t]{1,4}(?=\S)/;

/** Up to the item that a text belongs to. */
const MOST_OF_ITEM = 20;

/** The first box of a list, not one among other items, which may have text below them. */
function beginsList(text: string, lines: readonly TextLine[], at: number, indent: number): boolean {
  const around = lines.slice(Math.max(0, at - MOST_OF_ITEM), at);
  const above = around.slice(-3).findLast(({ start, end }) => text.slice(start, end).trim() !== '');
  if (above === undefined || above.code) return true;
  const isBelow = ({ start, end }: TextLine): boolean => {
    const words = text.slice(start, end).trimStart();
    return words === '' || end - start - words.length > indent;
  };
  const item =
    isBelow(above) && !ITEM.test(text.slice(above.start, above.end))
      ? around.findLast((one) => !isBelow(one))
      : above;
  return item === undefined || !ITEM.test(text.slice(item.start, item.end));
}

function choicesAt(text: string, lines: readonly TextLine[], from: number): Choices | undefined {
  const [opening] = lines.slice(from, from + 1);
  const first = opening && !opening.code ? optionAt(text, opening) : undefined;
  if (!opening || !first || !begins(first)) return undefined;
  if (first.style === 'box' && !beginsList(text, lines, from, first.indent)) return undefined;
  const options = [first];
  let last = first;
  const extend = (end: number): void => {
    last = { ...last, end };
    options.splice(-1, 1, last);
  };
  const most = first.style === 'box' ? MOST_BOXES : Infinity;
  let [blank, codeSince, holdsCode] = [false, false, false];
  for (let i = from + 1; i < lines.length; i += 1) {
    const line = lines[i];
    if (!line) break;
    const words = text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK));
    if (line.code) {
      codeSince = true;
      // After the last option, code belongs to it only when others have code too.
      if (!blank || holdsCode) extend(line.next);
      continue;
    }
    if (words.trim() === '') {
      blank = true;
      continue;
    }
    const next = optionAt(text, line);
    if (next && continues(last, next, first)) {
      // Text between two options belongs to the first.
      if (codeSince) extend(lines[i - 1]?.next ?? last.end);
      holdsCode ||= codeSince;
      options.push((last = next));
      if (options.length > most) return undefined;
    } else if (next && begins(next) && (next.style !== 'box' || first.style !== 'box')) break;
    // The next item of the list around the options.
    else if (first.style === 'letter' && /^\d{1,4}[.)][ \t]/.test(words)) break;
    else if (ANSWER.test(words) || !/[\p{L}\p{N}]/u.test(words)) break;
    else if (!blank && !codeSince && (/^\s/.test(words) || !/^[#>*_<]/.test(words))) extend(line.next);
    else break;
    [blank, codeSince] = [false, false];
  }
  // What asks is a list of questions. An option may only quote one.
  const asking = options.filter((one) =>
    /[?？؟][*_"'”’»)`]*(?!\S)/.test(text.slice(one.text.start, one.text.end)),
  ).length;
  const fewest = { box: options.length / 2, letter: options.length / 2, number: 1 }[first.style];
  if (options.length < 2 || asking >= fewest) return undefined;
  return { style: first.style, options, start: opening.start, end: last.end };
}

export function choiceLists(text: string, lines: readonly TextLine[], most = Infinity): readonly Choices[] {
  const lists: Choices[] = [];
  for (let i = 0; i < lines.length && lists.length < most; i += 1) {
    const choices = choicesAt(text, lines, i);
    if (!choices) continue;
    lists.push(choices);
    while ((lines[i + 1]?.start ?? Infinity) < choices.end) i += 1;
  }
  return lists;
}

const ANSWER =
  /^[\s>]{0,12}(?:#{1,6}\s{1,3})?(?:[-+]\s{1,3})?[*_]{0,3}(?:[✅✔👉]\ufe0f?\s{0,2})?(?:the\s)?(?:(?:correct|right|expected)\s)?(?:answers?|ans|key|solution|correct|correct options?)(?:\s?\(s\))?(?:\s(?:is|are))?(?=[\s*_.:：=–—-])[\s*_`([.:：=–—-]{0,12}/iu;
/** In any language: in an element called `Answer`, or above nothing but the letters of options. */
const ANY_LABEL =
  /^[\s>]{0,12}(?:#{1,6}\s{1,3})?[*_]{0,3}(?:[^\s:：]{1,30}\s{1,2}){0,3}[^\s:：]{0,30}\s{0,2}[:：][\s*_`([]{0,8}/u;
const BARE_LABEL = /^[\s>]{0,12}(?:#{1,6}\s{1,3})?[*_`([]{0,4}(?=[\p{L}1-9](?:[*_`)\].:\s]|$))/iu;
const LABEL = /^(?:option\s)?([\p{L}1-9])(?![\p{L}\p{M}\p{N}])/iu;
const BETWEEN =
  /^[*_`)\].]{0,4}\s{0,2}(?:,|&|\/|\+|and\b|y\b|und\b|et\b|e\b|и\b|、|，)\s{0,2}(?:and\s)?[*_`([]{0,4}/iu;
const LONGEST_LINE = 600;
/** How far below the options to look for the answer. */
const MOST_LINES = 60;

const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[*_`\\]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[.;,\s]+$/, '')
    .trim();

/** Which options the beginning of `words` names, and the length of these labels. */
function labelsAt(words: string, choices: Choices) {
  const right: number[] = [];
  let length = 0;
  for (let at = 0; at < words.length;) {
    const label = LABEL.exec(words.slice(at, at + 12));
    const index = choices.options.findIndex((one) => one.label === label?.[1]?.toUpperCase());
    if (!label || index === -1) break;
    right.push(index);
    length = at + label[0].length;
    const between = BETWEEN.exec(words.slice(length, length + 24));
    if (!between) break;
    at = length + between[0].length;
  }
  return { right: [...new Set(right)], length };
}

function optionNamed(text: string, words: string, { options }: Choices): number {
  const said = plain(words);
  if (said === '') return -1;
  return options.findIndex((one) => plain(text.slice(one.text.start, one.text.end)) === said);
}

function repeated(text: string, words: string, choices: Choices, right: readonly number[]): number {
  const start = /^[*_`)\].,;:：\s–—-]*/.exec(words)?.[0].length ?? 0;
  const only = right.length === 1 ? choices.options[right[0] ?? 0] : undefined;
  const option = only && text.slice(only.text.start, only.text.end).trim();
  if (!option || !plain(words.slice(start)).startsWith(plain(option))) return start;
  const after = words.slice(start);
  const length = after.startsWith(option) ? option.length : after.length;
  return start + length + (/^[*_`)\].,;:：\s–—-]*/.exec(after.slice(length))?.[0].length ?? 0);
}

/** `said`: the line with the answer, if it says nothing else. */
function answerOn(text: string, line: TextLine, choices: Choices, inElement: boolean) {
  const words = text.slice(line.start, Math.min(line.end, line.start + LONGEST_LINE));
  const named = ANSWER.exec(words);
  const opening = named ?? ANY_LABEL.exec(words) ?? (inElement ? BARE_LABEL.exec(words) : null);
  if (!opening) return undefined;
  const rest = words.slice(opening[0].length);
  const { right, length } = labelsAt(rest, choices);
  const from = line.start + opening[0].length;
  if (right.length > 0) {
    const end = from + length + repeated(text, rest.slice(length), choices, right);
    // `Odgovor: b)` has no other words.
    const isOnly = choices.style === 'letter' && end >= line.start + words.trimEnd().length;
    if (!named && !inElement && !isOnly) return undefined;
    return { right, said: { start: line.start, end: Math.min(line.end, end) } };
  }
  if (!named && !inElement) return undefined;
  const option = optionNamed(text, rest, choices);
  return option === -1 ? undefined : { right: [option], said: { start: line.start, end: line.end } };
}

/**
 * Undefined if nothing says which are right.
 * @param below lines that may say so
 * @param inElement for lines of an element called `Answer`
 */
export function rightAnswer(text: string, choices: Choices, below: readonly TextLine[], inElement: boolean) {
  const { options, style } = choices;
  const marked = options.flatMap(({ marked: is }, i) => (is ? [i] : []));
  if (marked.length > 0 && (marked.length < options.length || style === 'box'))
    return { right: marked, said: undefined };
  const bold = options.flatMap(({ isBold }, i) => (isBold ? [i] : []));
  if (style === 'letter' && bold.length > 0 && bold.length * 2 < options.length)
    return { right: bold, said: undefined };
  let seen = 0;
  for (const line of below) {
    if (line.code || text.slice(line.start, line.end).trim() === '') continue;
    seen += 1;
    const answer = answerOn(text, line, choices, inElement && seen === 1);
    if (answer) return answer;
    if (seen > MOST_LINES) break;
  }
  return undefined;
}

function namedInKey(words: string, choices: Choices) {
  const { right } = labelsAt(words.replace(/^[\s*_([]+/, ''), choices);
  return right.length > 0 ? { right, said: undefined } : undefined;
}

/** `loose`: below a line, not a heading. */
export type AnswerKey = Range & { readonly answers: ReadonlyMap<number, Range>; readonly loose?: true };

const FEWEST_IN_KEY = 3;
/** Some may have no answer yet. */
const FEWEST_ANSWERED = 0.75;
/** In characters. */
const LONGEST_NAME = 60;
const KEY_ENTRY =
  /^[ \t]{0,3}(?:[-*+][ \t]{1,3})?(?:\*\*|__)?(\d{1,3})(?:\*\*|__)?[ \t]?[.)\]:–-](?:\*\*|__)?[ \t]*(?=\S)/;

/** `## Answers`, and below it a list with numbers. */
function keyBelow(text: string, lines: readonly TextLine[], heading: Heading, end: number): AnswerKey {
  const answers = new Map<number, Range>();
  let last: { readonly number: number; readonly start: number } | undefined;
  const close = (at: number): void => {
    if (last && !answers.has(last.number))
      answers.set(last.number, trimmedRange(text, { start: last.start, end: at }));
  };
  for (const line of linesWithin(lines, { start: heading.next, end })) {
    const entry = line.code ? null : KEY_ENTRY.exec(text.slice(line.start, line.end));
    if (!entry) continue;
    close(line.start);
    last = { number: Number(entry[1]), start: line.start + entry[0].length };
  }
  close(end);
  return { start: heading.start, end, answers };
}

/** `PAGE 2: ANSWERS`, `Second interview: answers`, `=== Answers ===`: a line alone that names them as a heading would. */
const nameOnLine = (words: string): string =>
  words.replace(/^\P{L}*(?:\p{L}{1,10} \d{1,3}\s?[:.–-]|[^:\n]{1,40}(?::|\s[–—-])\s)?|[^\p{L}\p{N}]*$/gu, '');

/** The lines that name answers, as headings. */
function lineHeadings(text: string, lines: readonly TextLine[]): readonly Heading[] {
  const isBlank = (line: TextLine | undefined): boolean =>
    line === undefined || text.slice(line.start, line.end).trim() === '';
  return lines.flatMap((line, at) => {
    const words = line.end - line.start < LONGEST_NAME ? text.slice(line.start, line.end) : '';
    const isAlone = !line.code && isBlank(lines[at - 1]) && isBlank(lines[at + 1]);
    if (!isAlone || /^[ \t]*(?:#|>)/.test(words) || !namesAnswer(nameOnLine(words))) return [];
    return [{ level: 1, start: line.start, next: line.next, textStart: line.start, textEnd: line.end }];
  });
}

const askingIn = (entries: readonly string[]): number => entries.filter(asksOrTells).length;

/** A list in the words of no answer: it has the numbers of the list of questions below the heading before, and does not ask. */
function mirrored(
  text: string,
  lines: readonly TextLine[],
  headings: readonly Heading[],
): readonly AnswerKey[] {
  const lists = headings.map((one, i) => keyBelow(text, lines, one, headings[i + 1]?.start ?? text.length));
  const said = lists.map(({ answers }) =>
    [...answers.values()].map(({ start, end }) => text.slice(start, end).trim()),
  );
  return lists.flatMap((list, i): readonly AnswerKey[] => {
    const [own = [], above = []] = [said[i], said[i - 1]];
    // The last is followed by whatever ends the section.
    const areLines = above.slice(0, -1).every((entry) => !entry.includes('\n'));
    const isAbove = areLines && askingIn(above) * 2 > above.length;
    const areAlike =
      own.length >= FEWEST_IN_KEY &&
      own.length <= above.length &&
      own.length >= above.length * FEWEST_ANSWERED &&
      [...list.answers.keys()].every((number) => lists[i - 1]?.answers.has(number));
    return areAlike && isAbove && askingIn(own) * 4 < own.length ? [{ ...list, loose: true }] : [];
  });
}

/** Answers by number, behind the questions that they belong to. */
export function answerKeys(
  text: string,
  lines: readonly TextLine[],
  headings: readonly Heading[],
): readonly AnswerKey[] {
  // Without headings of its own.
  const keys = headings.flatMap((one, i) => {
    const next = headings[i + 1];
    const isLeaf = next === undefined || next.level <= one.level;
    const words = text.slice(one.textStart, one.textEnd);
    if (!isLeaf || !namesAnswer(nameOnLine(words))) return [];
    const key = keyBelow(text, lines, one, next?.start ?? text.length);
    return namesAnswer(words) ? key : { ...key, loose: true as const };
  });
  const named = keys.length === 0 ? lineHeadings(text, lines) : [];
  // More are labels.
  if (named.length === 1)
    for (const one of named) {
      const next = headings.find(({ start }) => start > one.start);
      const key = keyBelow(text, lines, one, next?.start ?? text.length);
      const asking = [...key.answers.values()].filter(({ start, end }) => asksAtEnd(text.slice(start, end)));
      if (asking.length * 4 < key.answers.size) keys.push({ ...key, loose: true });
    }
  return keys.length > 0
    ? keys.filter(({ answers }) => answers.size >= FEWEST_IN_KEY)
    : mirrored(text, lines, headings);
}

const FEWEST_LISTS = 3;
const IS_LINK = /^\[[^\]\n]{0,300}\]\([^()\n]{0,400}\)\s*$/;
/** In characters. */
const LONGEST_OPTION = 250;

/** Lists of options, unlike lists with letters in an answer. */
export function toldChoices(
  text: string,
  lines: readonly TextLine[],
  lists: readonly Choices[],
): readonly Choices[] {
  const lettered = new Set(
    lists.filter(({ style, options }) => {
      const said = options.map((one) => text.slice(one.text.start, one.text.end));
      // Clauses of a law have letters, too; an item that asks or gives a task is a follow-up.
      const clauses = options.filter(({ text: { start }, end }) => end - start > LONGEST_OPTION);
      const tasks = said.filter((words) => mayAsk(words));
      return (
        style === 'letter' &&
        clauses.length * 3 <= said.length &&
        tasks.length * 2 < said.length &&
        !said.some((words) => asksAtEnd(words))
      );
    }),
  );
  return lists.filter((list, i) => {
    // A table of contents, ticked off.
    if (list.options.every((one) => IS_LINK.test(text.slice(one.text.start, one.text.end)))) return false;
    // Letters below several lines are options, whether or not the file says which are right.
    if (lettered.size >= FEWEST_LISTS && lettered.has(list)) return true;
    const end = Math.min(lists[i + 1]?.start ?? text.length, list.end + 6000);
    return rightAnswer(text, list, linesWithin(lines, { start: list.end, end }), false) !== undefined;
  });
}

/** Of the questions of a file, and of their lists. */
const MOST_ALIKE = 0.6;

const isMost = (count: number, all: number): boolean => count >= FEWEST_LISTS && count >= all * MOST_ALIKE;

/**
 * Where lists begin that are options even though nothing says which are right: most questions have one, and most of these lists are
 * equally long. Lists in answers differ in length.
 */
export function openChoices(told: readonly Choices[], questions: readonly Range[]): ReadonlySet<number> {
  const lettered = told.filter(({ style }) => style === 'letter');
  const above = lastBefore(questions);
  const lists = groupBy(lettered, ({ start }) => above(start));
  const firsts = questions.flatMap((one) => lists.get(one)?.slice(0, 1) ?? []);
  const lengths = [...countBy(firsts, ({ options }) => options.length).values()];
  const areOptions = isMost(firsts.length, questions.length) && isMost(Math.max(...lengths), firsts.length);
  return new Set(areOptions ? firsts.map(({ start }) => start) : []);
}

/** Boxes are options everywhere if several lists, and most, have one ticked: those to do have any number. */
export function isQuiz(told: readonly Choices[]): boolean {
  const boxes = told.filter(({ style }) => style === 'box');
  const single = boxes.filter(({ options }) => options.filter(({ marked }) => marked).length === 1);
  return single.length >= FEWEST_LISTS && single.length * 2 > boxes.length;
}

/** Sentences that ask nothing; fewer words may be `Choose all that apply.` */
function isProse(text: string, lines: readonly TextLine[]): boolean {
  const said = lines
    .map(({ start, end, code }) => (code ? '' : text.slice(start, end).trim()))
    .filter((line) => /\p{L}/u.test(line) && !/^(?:[#>|<]|!\[|[-*+][ \t])/.test(line));
  const isSaid = said.some((line) => /[.!…。]["'”’»)\]*_]*$/u.test(line)) && !said.some(asksAtEnd);
  return isSaid && wordCount(said.join(' ')) > 5;
}

function edited({ start, end }: Range, edits: readonly Edit[]): readonly Part[] {
  const pieces: Part[] = [];
  let at = start;
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) continue;
    pieces.push({ start: at, end: edit.start });
    if (edit.put !== '') pieces.push(wordsAt(edit.put, edit.start));
    at = edit.end;
  }
  return end > at ? [...pieces, { start: at, end }] : pieces;
}

/** The name of a right option, and its text. */
function namedParts(whole: string, { label, text, lineEnd, end }: Choice, listed: boolean): readonly Part[] {
  const lead = `${listed ? '- ' : ''}${label === '' ? '' : `**${label}.** `}`;
  const name = lead === '' ? [text] : [wordsAt(lead, text.start), text];
  const stop = lineEnd + whole.slice(lineEnd, end).trimEnd().length;
  return stop > lineEnd ? [...name, { start: lineEnd, end: stop }] : name;
}

type ChoiceTexts = Readonly<Record<'above' | 'hidden' | 'below', readonly Range[]>> & {
  readonly columns: number;
  /** What a key says to its number. */
  readonly keyed?: Range;
  /** The words above ask, so that prose below them answers, and boxes below it are a checklist. */
  readonly isAnswered: boolean;
  /** From `openChoices`. */
  readonly open: ReadonlySet<number>;
};

/** Undefined without options, or if nothing says which are right and the list is not `open`. */
export function choiceCut(desk: PassageSource, texts: ChoiceTexts) {
  const { above, hidden, below, columns, isAnswered, keyed, open } = texts;
  const { text } = desk.source;
  const linesOf = (ranges: readonly Range[]): readonly TextLine[] =>
    ranges.flatMap((one) => linesWithin(desk.lines, one));
  const lines = linesOf(above);
  const [choices] = choiceLists(text, lines, 1);
  if (!choices) return undefined;
  const before = lines.filter(({ start }) => start < choices.start);
  const isBelowAnswer = before.some((line) => !line.code && labelAt(desk.source, line)?.kind === 'answer');
  if (isBelowAnswer) return undefined;
  if (isAnswered && choices.style === 'box' && hidden.length === 0 && isProse(text, before)) return undefined;
  const after = lines.filter(({ start }) => start >= choices.end);
  const answer =
    (hidden.length > 0 ? rightAnswer(text, choices, linesOf(hidden), true) : undefined) ??
    rightAnswer(text, choices, [...after, ...linesOf(below)], false) ??
    (keyed && namedInKey(text.slice(keyed.start, keyed.end), choices));
  if (!answer && !open.has(choices.start)) return undefined;
  const edits = choices.options.flatMap((option) => option.edits);
  const asked = above
    .filter(({ start }) => start < choices.end)
    .flatMap((part, i) => [
      ...(i === 0 ? [] : [wordsAt('\n\n', part.start)]),
      ...edited({ start: part.start, end: Math.min(part.end, choices.end) }, edits),
    ]);
  const right = (answer?.right ?? []).flatMap((at) => choices.options[at] ?? []);
  const named = right.flatMap((option, i): readonly Part[] => [
    ...(i === 0 ? [] : [wordsAt('\n', option.text.start)]),
    ...namedParts(text, option, right.length > 1),
  ]);
  const rest = above.flatMap(({ start, end }) =>
    end > choices.end ? [{ start: Math.max(start, choices.end), end }] : [],
  );
  const explained = [...rest, ...hidden, ...below]
    .flatMap((one) => gapsBetween(one, answer?.said ? [answer.said] : []))
    .filter(({ start, end }) => !saysNothing(text, start, end))
    .flatMap((one, i) => {
      const part = trimmedRange(text, one);
      return i === 0 && named.length === 0 ? [part] : [wordsAt('\n\n', part.start), part];
    });
  return {
    asked: passage(desk, asked, columns),
    answer: passage(desk, [...named, ...explained], columns),
    isChosen: answer !== undefined,
  };
}
