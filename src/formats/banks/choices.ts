// Options of multiple-choice questions: `- [ ] …`, `- A: …`, `A. …`, and which of them are marked as right. Knows lists of
// options; knows nothing of what is asked and of the text below.
import { asksAtEnd } from './asking.ts';
import type { Stretch } from './made-source.ts';
import type { SheetLine } from './sheet-lines.ts';

type ChoiceStyle = 'box' | 'letter' | 'number';

export type Choice = {
  /** `A`, `2`; empty for boxes. */
  readonly label: string;
  /** Marked as right where it stands: a ticked box, ✅, `(correct)`. */
  readonly marked: boolean;
  /** The words on its first line, where that ends, and where it ends with the lines that go on with it. */
  readonly text: Stretch;
  readonly lineEnd: number;
  readonly end: number;
  /** Where its mark begins, when it stands in no list that Markdown knows: `A. …`. */
  readonly bare?: number;
  /** What gives the answer away: the tick, the mark. */
  readonly giveaway?: Stretch;
};

export type Choices = {
  readonly style: ChoiceStyle;
  readonly options: readonly Choice[];
  /** From the first option to the end of the last. */
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

/** Begins a line that says which answer is right, or why: it belongs to no option and asks nothing. */
export const SAYS_ANSWER =
  /^[\s>*_#]{0,12}(?:(?:correct|right)\s)?(?:answers?|ans|solution|explanation|correct)[*_]{0,3}\s{0,3}[:：]/i;

type Marker = {
  readonly style: ChoiceStyle;
  readonly indent: number;
  readonly label: string;
  readonly ticked: boolean;
  readonly length: number;
  readonly bulleted: boolean;
  /** Where the tick stands, from the start of the line. */
  readonly tick?: Stretch;
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
      ...(ticked && { tick }),
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

/** Letters by which people count. */
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

/** Whether `label` follows `before` in a list: `B` after `A`. */
const follows = (before: string, label: string): boolean =>
  before !== '' && label !== '' && ALPHABETS.some((letters) => letters.includes(before + label));

function choiceAt(text: string, line: SheetLine, marker: Marker): Choice {
  const start = line.start + marker.length;
  const words = text.slice(start, line.end);
  const tail = RIGHT.exec(words);
  const first = RIGHT_FIRST.exec(words);
  const shift = (one: Stretch): Stretch => ({ start: line.start + one.start, end: line.start + one.end });
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
    ...(!marker.bulleted && { bare: line.start + marker.indent }),
    giveaway,
  };
}

/** Items of a numbered list that ask are questions, no options. */
const asks = (text: string, { text: { start, end } }: Choice): boolean => asksAtEnd(text.slice(start, end));

type Reading = { readonly marker: Marker; readonly options: Choice[]; holdsCode: boolean; last: number };

const continues = (reading: Reading, marker: Marker): boolean =>
  marker.style === reading.marker.style &&
  Math.abs(marker.indent - reading.marker.indent) <= 1 &&
  (marker.style === 'box' || follows(reading.options.at(-1)?.label ?? '', marker.label));

const begins = ({ style, label }: Marker): boolean => style === 'box' || FIRST_LABELS.has(label);

/** Goes on with the last option: nothing but a blank line may stand between. */
function extend(reading: Reading, line: SheetLine): void {
  const option = reading.options.at(-1);
  if (option) reading.options.splice(-1, 1, { ...option, end: line.next });
}

/** Reads a list of two and more options that begins at `lines[from]`; undefined where none does. */
export function choicesAt(
  text: string,
  lines: readonly SheetLine[],
  from: number,
  to: number,
): Choices | undefined {
  const head = (line: SheetLine): string =>
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
      // Below the last option code is its own only where others have some too.
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
      // What stands between two options belongs to the first.
      const above = lines[i - 1];
      if (codeSince && above) extend(reading, above);
      if (codeSince) reading.holdsCode = true;
      reading.options.push(choiceAt(text, line, next));
    } else if (next && begins(next) && (next.style !== 'box' || marker.style !== 'box')) break;
    else if (SAYS_ANSWER.test(words)) break;
    else if (!blank && (/^\s/.test(words) || !/^[#>*_<]/.test(words)) && !codeSince) extend(reading, line);
    else if (/^[ \t]{2,}\S/.test(words) && words.search(/\S/) > marker.indent + 1) extend(reading, line);
    else break;
    [blank, codeSince] = [false, false];
  }
  const { options } = reading;
  if (options.length < 2 || (marker.style === 'number' && options.some((one) => asks(text, one))))
    return undefined;
  return { style: marker.style, options, start: opening.start, end: options.at(-1)?.end ?? opening.next };
}

/** Every list of options in `lines`, in order. */
export function choiceLists(text: string, lines: readonly SheetLine[]): readonly Choices[] {
  const lists: Choices[] = [];
  for (let i = 0; i < lines.length; i += 1) {
    const choices = choicesAt(text, lines, i, lines.length);
    if (!choices) continue;
    lists.push(choices);
    while ((lines[i + 1]?.start ?? Infinity) < choices.end) i += 1;
  }
  return lists;
}

/** The first list of two and more options in `lines`. */
export function findChoices(text: string, lines: readonly SheetLine[]): Choices | undefined {
  for (let i = 0; i < lines.length; i += 1) {
    const choices = choicesAt(text, lines, i, lines.length);
    if (choices) return choices;
  }
  return undefined;
}
