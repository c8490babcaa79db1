// Options of multiple-choice questions in Markdown: `- [ ] …`, `- A: …`, `A. …`, and which of them are
// right.
import type { Range } from '../../core/base/span.ts';
import type { TextLine } from '../markdown/outline.ts';
import { saysNothing } from './made-source.ts';
import { linesWithin, type Part, passage, type PassageSource, wordsAt } from './sheet-passages.ts';
import { asksAtEnd } from './words.ts';

type ChoiceStyle = 'box' | 'letter' | 'number';

type Choice = {
  readonly label: string;
  readonly marked: boolean;
  readonly text: Range;
  readonly lineEnd: number;
  readonly end: number;
  /** Where its label begins, if it is not a Markdown list item: `A. …`. */
  readonly bare?: number;
  /** What reveals that it is right: the check, the mark. */
  readonly giveaway?: Range;
};

export type Choices = {
  readonly style: ChoiceStyle;
  readonly options: readonly Choice[];
  readonly start: number;
  readonly end: number;
};

const BOX = /^([ \t]{0,8})(?:[-*+]|\d{1,3}[.)])[ \t]{1,4}\[([ xX✓✔]?)\][ \t]*(?=\S|$)/u;
const LETTER =
  /^([ \t]{0,8})(?:[-*+][ \t]{1,4})?(?:\*\*|__)?[([]?(\p{L})[)\].:](?:\*\*|__)?[ \t]{1,4}(?=\S)/u;
const BULLETED_NUMBER = /^([ \t]{0,8})[-*+][ \t]{1,4}(?:\*\*)?([1-9])[).:](?:\*\*)?[ \t]{1,4}(?=\S)/;
const NUMBER = /^([ \t]{0,8})([1-9])[.)][ \t]{1,4}(?=\S)/;
const RIGHT =
  /[ \t]{0,3}(?:✅|✔️|✔|☑️|✓|[([](?:correct|right|correct answer)[)\]]|(?:<--?|←)[ \t]?(?:correct|right)(?: answer)?)[ \t]{0,3}$/iu;
const RIGHT_FIRST = /^(?:✅|✔️|✔|☑️|✓)[ \t]{0,3}/u;
const LONGEST_MARK = 40;

/** Begins a line that gives or explains the answer. */
export const SAYS_ANSWER =
  /^[\s>*_#]{0,12}(?:(?:correct|right)\s)?(?:answers?|ans|solution|explanation|correct)[*_]{0,3}\s{0,3}[:：]/i;

type Marker = {
  readonly style: ChoiceStyle;
  readonly indent: number;
  readonly label: string;
  readonly ticked: boolean;
  readonly length: number;
  readonly bulleted: boolean;
  readonly tick?: Range;
};

function markerOf(head: string): Marker | undefined {
  const box = BOX.exec(head);
  if (box) {
    const at = box[0].lastIndexOf('[') + 1;
    const ticked = (box[2] ?? '').trim() !== '';
    const tick = { start: at, end: at + (box[2] ?? '').length };
    return {
      style: 'box',
      indent: (box[1] ?? '').length,
      label: '',
      ticked,
      length: box[0].length,
      bulleted: true,
      tick: ticked ? tick : undefined,
    };
  }
  const letter = LETTER.exec(head);
  const found = letter ?? BULLETED_NUMBER.exec(head) ?? NUMBER.exec(head);
  if (!found) return undefined;
  return {
    style: letter ? 'letter' : 'number',
    indent: (found[1] ?? '').length,
    label: (found[2] ?? '').toUpperCase(),
    ticked: false,
    length: found[0].length,
    bulleted: !letter || /^[ \t]*[-*+]/.test(letter[0]),
  };
}

const ALPHABETS = [
  'ABCDEFGHIJ',
  'АБВГДЕЖЗ',
  'АБВГҐДЕЄ',
  'ΑΒΓΔΕΖΗΘ',
  'أبجدهوز',
  'ابجدهوز',
  'אבגדהוזח',
  'กขคงจฉ',
  '123456789',
];
const FIRST_LABELS: ReadonlySet<string> = new Set(ALPHABETS.map((letters) => letters.charAt(0)));

const follows = (before: string, label: string): boolean =>
  before !== '' && label !== '' && ALPHABETS.some((letters) => letters.includes(before + label));

function choiceAt(text: string, line: TextLine, marker: Marker): Choice {
  const start = line.start + marker.length;
  const words = text.slice(start, line.end);
  const tail = RIGHT.exec(words);
  const first = RIGHT_FIRST.exec(words);
  const shift = (one: Range): Range => ({ start: line.start + one.start, end: line.start + one.end });
  const giveaway = marker.tick
    ? shift(marker.tick)
    : tail
      ? { start: start + tail.index, end: line.end }
      : first
        ? { start, end: start + first[0].length }
        : undefined;
  return {
    label: marker.label,
    marked: marker.ticked || tail !== null || first !== null,
    text: {
      start: first && !marker.tick ? start + first[0].length : start,
      end: tail ? start + tail.index : line.end,
    },
    lineEnd: line.end,
    end: line.next,
    bare: marker.bulleted ? undefined : line.start + marker.indent,
    giveaway,
  };
}

type Reading = { readonly marker: Marker; readonly options: Choice[]; holdsCode: boolean; last: number };

const continues = (reading: Reading, marker: Marker): boolean =>
  marker.style === reading.marker.style &&
  Math.abs(marker.indent - reading.marker.indent) <= 1 &&
  (marker.style === 'box' || follows(reading.options.at(-1)?.label ?? '', marker.label));

const begins = ({ style, label }: Marker): boolean => style === 'box' || FIRST_LABELS.has(label);

function extend(reading: Reading, line: TextLine): void {
  const option = reading.options.at(-1);
  if (option) reading.options.splice(-1, 1, { ...option, end: line.next });
}

export function choicesAt(
  text: string,
  lines: readonly TextLine[],
  from: number,
  to: number,
): Choices | undefined {
  const head = (line: TextLine): string =>
    text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK));
  const opening = lines[from];
  const marker = opening && !opening.code ? markerOf(head(opening)) : undefined;
  if (!opening || !marker || !begins(marker)) return undefined;
  const reading: Reading = {
    marker,
    options: [choiceAt(text, opening, marker)],
    holdsCode: false,
    last: from,
  };
  let blank = false;
  let codeSince = false;
  for (let i = from + 1; i < to; i += 1) {
    const line = lines[i];
    if (!line) break;
    if (line.code) {
      codeSince = true;
      // After the last option, code belongs to it only when others have code too.
      if (!blank || reading.holdsCode) extend(reading, line);
      continue;
    }
    const words = head(line);
    if (words.trim() === '') {
      blank = true;
      continue;
    }
    const next = markerOf(words);
    if (next && continues(reading, next)) {
      // Text between two options belongs to the first.
      const above = lines[i - 1];
      if (codeSince && above) extend(reading, above);
      if (codeSince) reading.holdsCode = true;
      reading.options.push(choiceAt(text, line, next));
    } else if (next && begins(next) && (next.style !== 'box' || marker.style !== 'box')) break;
    // The next item of the list around the options.
    else if (marker.style === 'letter' && /^\d{1,4}[.)][ \t]/.test(words)) break;
    else if (SAYS_ANSWER.test(words)) break;
    else if (!blank && (/^\s/.test(words) || !/^[#>*_<]/.test(words)) && !codeSince) extend(reading, line);
    else if (/^[ \t]{2,}\S/.test(words) && words.search(/\S/) > marker.indent + 1) extend(reading, line);
    else break;
    [blank, codeSince] = [false, false];
  }
  const { options } = reading;
  const asks = (one: Choice): boolean => asksAtEnd(text.slice(one.text.start, one.text.end));
  if (options.length < 2 || (marker.style === 'number' && options.some(asks))) return undefined;
  return { style: marker.style, options, start: opening.start, end: options.at(-1)?.end ?? opening.next };
}

export function choiceLists(text: string, lines: readonly TextLine[]): readonly Choices[] {
  const lists: Choices[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const choices = choicesAt(text, lines, i, lines.length);
    if (!choices) continue;
    lists.push(choices);
    while ((lines[i + 1]?.start ?? Infinity) < choices.end) i += 1;
  }
  return lists;
}

function findChoices(text: string, lines: readonly TextLine[]): Choices | undefined {
  for (let i = 0; i < lines.length; i += 1) {
    const choices = choicesAt(text, lines, i, lines.length);
    if (choices) return choices;
  }
  return undefined;
}

type RightAnswer = {
  readonly right: readonly number[];
  /** The line with the answer, if it says nothing else; empty when options are marked. */
  readonly said?: Range;
};

const ANSWER =
  /^[\s>]{0,12}(?:#{1,6}\s{1,3})?(?:[-+]\s{1,3})?[*_]{0,3}(?:[✅✔👉]\ufe0f?\s{0,2})?(?:the\s)?(?:(?:correct|right|expected)\s)?(?:answers?|ans|key|solution|correct|correct options?)(?:\s?\(s\))?(?:\s(?:is|are))?(?=[\s*_.:：=–—-])[\s*_`([.:：=–—-]{0,12}/iu;
/** In an element called `Answer`, in any language. */
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
function labelsAt(
  words: string,
  choices: Choices,
): { readonly right: readonly number[]; readonly length: number } {
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

const optionWords = (text: string, choices: Choices): readonly string[] =>
  choices.options.map(({ text: { start, end } }) => plain(text.slice(start, end)));

function optionNamed(text: string, words: string, choices: Choices): number {
  const said = plain(words);
  if (said === '') return -1;
  const options = optionWords(text, choices);
  const same = options.indexOf(said);
  return same === -1 ? options.findIndex((each) => each.length > 2 && said.startsWith(each)) : same;
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

function answerOn(
  text: string,
  line: TextLine,
  choices: Choices,
  inElement: boolean,
): RightAnswer | undefined {
  const words = text.slice(line.start, Math.min(line.end, line.start + LONGEST_LINE));
  const opening =
    ANSWER.exec(words) ?? (inElement ? (ANY_LABEL.exec(words) ?? BARE_LABEL.exec(words)) : null);
  if (!opening) return undefined;
  const rest = words.slice(opening[0].length);
  const { right, length } = labelsAt(rest, choices);
  const from = line.start + opening[0].length;
  if (right.length > 0) {
    const more = repeated(text, rest.slice(length), choices, right);
    return { right, said: { start: line.start, end: Math.min(line.end, from + length + more) } };
  }
  const named = optionNamed(text, rest, choices);
  return named === -1 ? undefined : { right: [named], said: { start: line.start, end: line.end } };
}

/**
 * Undefined if nothing says which are right.
 * @param below lines that may say so
 * @param inElement for lines of an element called `Answer`
 */
export function rightAnswer(
  text: string,
  choices: Choices,
  below: readonly TextLine[],
  inElement: boolean,
): RightAnswer | undefined {
  const marked = choices.options.flatMap(({ marked: is }, i) => (is ? [i] : []));
  if (marked.length > 0 && (marked.length < choices.options.length || choices.style === 'box'))
    return { right: marked };
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

type ChoiceTexts = {
  readonly above: readonly Range[];
  readonly hidden: readonly Range[];
  readonly below: readonly Range[];
  readonly columns: number;
};

function trimmed(text: string, { start, end }: Range): Range {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  return { start: Math.min(from, end), end: Math.max(from, start + raw.trimEnd().length) };
}

function without(text: string, whole: Range, cut: Range): readonly Range[] {
  if (cut.end <= whole.start || cut.start >= whole.end) return [whole];
  const parts = [
    { start: whole.start, end: Math.max(whole.start, cut.start) },
    { start: Math.min(cut.end, whole.end), end: whole.end },
  ];
  return parts.filter(({ start, end }) => !saysNothing(text, start, end));
}

/** Removes marks, makes a list, unchecks boxes. */
function changesOf({ options, style }: Choices): readonly (Range & { readonly put: string })[] {
  return options.flatMap(({ bare, giveaway }) => [
    ...(bare === undefined ? [] : [{ start: bare, end: bare, put: '- ' }]),
    ...(giveaway ? [{ ...giveaway, put: style === 'box' ? ' ' : '' }] : []),
  ]);
}

function askedIn(part: Range, choices: Choices): readonly Part[] {
  const stop = Math.min(part.end, choices.end);
  const pieces: Part[] = [];
  let at = part.start;
  for (const { start, end, put } of changesOf(choices)) {
    if (start < at || end > stop) continue;
    pieces.push({ start: at, end: start });
    if (put !== '') pieces.push(wordsAt(put, start));
    at = end;
  }
  return stop > at ? [...pieces, { start: at, end: stop }] : pieces;
}

function askedParts(parts: readonly Range[], choices: Choices): readonly Part[] {
  const asked = parts.filter(({ start }) => start < choices.end);
  return asked.flatMap((part, i) => [
    ...(i === 0 ? [] : [wordsAt('\n\n', part.start)]),
    ...askedIn(part, choices),
  ]);
}

function namedParts(whole: string, { label, text, lineEnd, end }: Choice, listed: boolean): readonly Part[] {
  const lead = `${listed ? '- ' : ''}${label === '' ? '' : `**${label}.** `}`;
  const name: readonly Part[] = lead === '' ? [text] : [wordsAt(lead, text.start), text];
  const stop = lineEnd + whole.slice(lineEnd, end).trimEnd().length;
  return stop > lineEnd ? [...name, { start: lineEnd, end: stop }] : name;
}

function answerParts(
  { source: { text } }: PassageSource,
  choices: Choices,
  { right, said }: RightAnswer,
  explanations: readonly Range[],
): readonly Part[] {
  const named = right.flatMap((index, i): readonly Part[] => {
    const option = choices.options[index];
    if (!option) return [];
    const parts = namedParts(text, option, right.length > 1);
    return i === 0 ? parts : [wordsAt('\n', option.text.start), ...parts];
  });
  const told = explanations.flatMap((one) => (said ? without(text, one, said) : [one]));
  const filled = told
    .filter(({ start, end }) => !saysNothing(text, start, end))
    .map((one) => trimmed(text, one));
  const explained = filled.flatMap((one, i) =>
    i === 0 && named.length === 0 ? [one] : [wordsAt('\n\n', one.start), one],
  );
  return [...named, ...explained];
}

/** Undefined without options, or if nothing says which are right. */
export function choiceCut(
  desk: PassageSource,
  { above, hidden, below, columns }: ChoiceTexts,
): { readonly asked: Range; readonly answer: Range } | undefined {
  const { text } = desk.source;
  const lines = above.flatMap((one) => linesWithin(desk.lines, one));
  const choices = findChoices(text, lines);
  if (!choices) return undefined;
  const after = lines.filter(({ start }) => start >= choices.end);
  const told = hidden.flatMap((one) => linesWithin(desk.lines, one));
  const right =
    (hidden.length > 0 ? rightAnswer(text, choices, told, true) : undefined) ??
    rightAnswer(text, choices, [...after, ...below.flatMap((one) => linesWithin(desk.lines, one))], false);
  if (!right) return undefined;
  const rest = above
    .filter(({ end }) => end > choices.end)
    .map(({ start, end }) => ({ start: Math.max(start, choices.end), end }));
  const asked = passage(desk, askedParts(above, choices), columns);
  const answer = passage(desk, answerParts(desk, choices, right, [...rest, ...hidden, ...below]), columns);
  return { asked, answer };
}
