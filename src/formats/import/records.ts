// Records of labeled fields, in any language and order, as a question with its options above its answer:
// `- **Company:** …`, `- **Question:** …`, `- **Options:** A) … B) …`, `- **Answer:** …`.
import { countEach, sumOf } from '../../core/base/collections.ts';
import type { Source } from '../../core/base/span.ts';
import { fieldsNamed, type Layout, layouts } from './fields.ts';
import { BARE_WORD, prefixOf } from './guide-headings.ts';
import { type Fragment, madeOfLines, type WrittenLine, writtenLines } from './made-source.ts';
import { asksOrTells, namesAnswer } from './words.ts';

/** The words of a label, perhaps behind a symbol. */
const NAME = String.raw`[^\p{L}\p{N}\s*_#>|([]{0,3}[ \t]?(\p{L}[^\n:：*_\x60|]{0,40}?)`;
const NUMBER = String.raw`(?:[ \t]?#?\d{1,4})?[ \t]?`;
/** `- **Question 4:** …`, `Answer: …`, `**Frage** – …` */
const LABELED = new RegExp(
  String.raw`^(\ufeff?[ \t]{0,8}(?:(?:[-*+]|\d{1,3}[.)])[ \t]+)?)(\*\*|__|[*_]|)${NAME}${NUMBER}(?:[:：]\2|\2[ \t]?[:：]|\2(?<=[*_])[ \t]?[-–—](?=\s))(?![:：/])[ \t]*`,
  'u',
);
/** `| **Question** | … |`, with no third cell. */
const ROW = new RegExp(
  String.raw`^[ \t]{0,3}\|[ \t]*(?:\*\*|__)?${NAME}${NUMBER}[:：]?(?:\*\*|__)?[ \t]*\|[ \t]*(?=[^|\n]*\|[ \t]*$)`,
  'u',
);
const BELOW_HEADER = /^[ \t]{0,3}\|[ \t:|-]*-[ \t:|-]*$/;
/** `### Question`, `**Question**`, without a number, or a term of a list of definitions. */
const HEADED = new RegExp(
  String.raw`^ {0,3}(#{1,6}[ \t]+)?(\*\*|__)?${NAME}[:：]?(?:\*\*|__)?[:：]?[ \t]*$`,
  'u',
);
const DEFINITION = /^ {0,3}:[ \t]+(?=\S)/;
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const QUOTE = /^ {0,3}>[ \t]?/;
/** `[!question] Card 1`, the title of a quotation. */
const CALLOUT = /^\[![\w-]+\]/;
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$/;
const INDENTED = /^(?: {2,3}|\t)(?=[ \t]|\S)/;
export const ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])[ \t]/;
const LONGEST_LABEL = 100;
/** `MCQ-001 [L2]` */
const CODE =
  /^[^\p{L}\p{N}]{0,4}(?:\p{L}{1,12}[ ._#-]{0,2}){1,3}\d{1,4}(?:[-.]\p{L}?\d{1,3})?(?:\s*(?:\[[^\]]*\]|\([^)]*\)))*[^\p{L}\p{N}]*$/u;
/** `A. read()  B. sendfile()` */
const OPTION = /(?<!\S)[([]?([A-H])[.)\]、．:：][ \t]*(?=\S)/g;
const FEWEST = 2;
/** More describe something else, as the fields of a program do. */
const MOST_FIELDS = 15;

/** Lines of the file behind the label and below it. */
type Field = { readonly name: string; readonly lines: Fragment[] };

/** A heading that only counts, as `Question 4` does. */
function isCode(words: string): boolean {
  const { number, length } = prefixOf(words);
  const isNumber = number !== undefined && !/[\p{L}\p{N}]/u.test(words.slice(length));
  return isNumber || (CODE.test(words) && !asksOrTells(words));
}

/** From one line up to another, without empty ones at its end; `above` is the last line with words before it. */
type Stretch = {
  /** How its labels are written: `-`, `|`, `###` or nothing, then the signs of bold words, then a dash if it is one. */
  readonly style: string;
  readonly isIndented: boolean;
  readonly isQuoted: boolean;
  /** How those below the first are written, if they are indented below it. */
  inner?: string;
  /** Of the list item. */
  readonly number: string | undefined;
  readonly above: number;
  readonly first: number;
  next: number;
  readonly fields: Field[];
};

type Entry = Readonly<NonNullable<ReturnType<typeof entryOf>>>;

/** `text` is without the mark of a quotation. */
type Line = WrittenLine & { readonly whole: string; readonly isQuoted: boolean };

function unquoted(line: WrittenLine): Line {
  const whole = line.text.replace(/\r$/, '');
  const mark = line.code ? undefined : QUOTE.exec(whole)?.[0];
  const text = whole.slice(mark?.length ?? 0);
  return { ...line, text, from: line.from + (mark?.length ?? 0), whole, isQuoted: mark !== undefined };
}

/** A label alone on its line, above its value. */
function headedIn({ text }: Line, next: Line | undefined) {
  const [whole = '', level = '', bold = '', name = ''] =
    (text.length < LONGEST_LABEL ? HEADED.exec(text) : null) ?? [];
  const isTerm = next !== undefined && DEFINITION.test(next.text);
  const style = level.trim() || (isTerm ? ':' : bold && ` alone ${bold}`);
  if (style === '' || !(isTerm || fieldsNamed(name).length > 0)) return undefined;
  return { style, name, length: whole.length };
}

function fieldIn(line: Line, next: Line | undefined) {
  if (line.code) return undefined;
  const labeled = LABELED.exec(line.text.slice(0, LONGEST_LABEL));
  const row = labeled ? null : ROW.exec(line.text);
  const headed = labeled ? undefined : headedIn(line, next);
  const [whole = '', mark = '', bold = ''] = labeled ?? [];
  const name = labeled?.[3] ?? row?.[1] ?? headed?.name;
  if (name === undefined) return undefined;
  const length = whole.length || row?.[0].length || headed?.length || 0;
  const behind = { text: line.text.slice(length), from: line.from + length };
  const lines = [row ? { ...behind, text: behind.text.replace(/[ \t]*\|[ \t]*$/, '') } : behind];
  const number = /\d+/.exec(mark)?.[0];
  const dash = /[-–—]?\s*$/.exec(whole)?.[0].trim() ?? '';
  const written = `${mark.trim().replace(/\d+/, '1')} ${bold}${dash}`;
  const style = headed?.style ?? (row ? '|' : written);
  return { style, isIndented: INDENTED.test(line.text), number, field: { name, lines } };
}

const isQuestion = ({ name }: Field): boolean => fieldsNamed(name).some(({ role }) => role === 'question');

/** What stands below a label: all up to the next, or what is indented below an item. */
function isBelow({ text }: Line, [kind = ' ']: string): boolean {
  if (kind === '|') return BELOW_HEADER.test(text);
  return kind === ' ' || kind === '#' || text.trim() === '' || INDENTED.test(text) || DEFINITION.test(text);
}

/** What ends a record, if it is no label in it: a heading, except below one, a rule, and the end of a quotation. */
function isEnd({ text, code, isQuoted }: Line, open: Stretch): boolean {
  if (open.isQuoted && !isQuoted) return true;
  const level = code ? undefined : HEADING.exec(text)?.[1];
  const isDeeper = open.style.startsWith('#') && (level ?? '').length > open.style.length;
  return (level !== undefined && !isDeeper) || (!code && RULE.test(text));
}

function addBelow({ style, fields, isQuoted }: Stretch, { whole, ...line }: Line): void {
  const [header] = fields;
  const isHeader = BELOW_HEADER.test(line.text) && header && fieldsNamed(header.name).length === 0;
  if (style === '|') return void (isHeader && fields.length === 1 && fields.pop());
  const text = (isQuoted ? line.text : whole).replace(style === ':' ? DEFINITION : INDENTED, '');
  fields.at(-1)?.lines.push({ from: line.from, text });
}

/** Labels that are written alike. */
function stretchesIn(lines: readonly Line[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let open: Stretch | undefined;
  let above = -1;
  for (const [at, line] of lines.entries()) {
    const { style = '', isIndented = false, number, field } = fieldIn(line, lines[at + 1]) ?? {};
    const isFirstBelow =
      open?.fields.length === 1 && isIndented && !open.isIndented && /^[-*+\d]/.test(open.style);
    if (open && isFirstBelow) open.inner ??= style;
    const isAlike =
      isIndented === open?.isIndented ? style === open.style : isIndented && style === open?.inner;
    const isNew = open?.fields.every(({ name }) => name !== field?.name);
    const isNext = field && isAlike && isNew && open && open.fields.length <= MOST_FIELDS;
    const isOther = field && !isAlike && isQuestion(field) && !open?.fields.some(isQuestion);
    if (open && !isNext && (isOther || isEnd(line, open))) open = undefined;
    if (open && isNext) open.fields.push(field);
    else if (open && !(field && isAlike) && isBelow(line, open.style)) addBelow(open, line);
    else if (field && (!style.startsWith(' ') || fieldsNamed(field.name).length > 0)) {
      const { isQuoted } = line;
      open = { style, isIndented, isQuoted, number, above, first: at, next: at, fields: [field] };
      found.push(open);
    } else open = undefined;
    const isBlank = line.whole.trim() === '';
    if (!isBlank) above = at;
    if (open && !isBlank) open.next = at + 1;
  }
  return found;
}

/** Under any name, the longest text beside questions for which nothing is named as an answer: `What to say`. */
function longestOf(
  all: readonly { readonly stretch: Stretch; readonly layout: Layout | undefined }[],
): string | undefined {
  const lengths = new Map<string, number>();
  for (const { stretch, layout } of all) {
    if (!layout?.named || layout.sure || stretch.style === ' ') continue;
    for (const { name, lines } of layout.rest.flatMap((at) => stretch.fields[at] ?? []))
      lengths.set(name, (lengths.get(name) ?? 0) + sumOf(lines, ({ text }) => text.length));
  }
  return [...lengths].toSorted(([, a], [, b]) => b - a)[0]?.[0];
}

/** Undefined if nothing in it asks, or nothing tells the answer. */
function entryOf(
  { style, fields, ...lines }: Stretch,
  layout: Layout | undefined,
  heading: string,
  longest: string | undefined,
) {
  if (!layout || !(layout.named || layout.sure) || fields.length > MOST_FIELDS) return undefined;
  const all = fields[layout.question]?.lines ?? [];
  const asked = all.slice(all.findIndex(({ text }) => text.trim() !== ''));
  const [title] = asked;
  if (!title || title.text.trim() === '' || ITEM.test(title.text)) return undefined;
  const roles = ['answer', 'right', 'explanation'] as const;
  const named = roles.flatMap((role) => layout.fields.get(role) ?? []);
  const [told = Infinity] = [...named, ...layout.rest.filter((at) => fields[at]?.name === longest)];
  const [, level, words = ''] = HEADING.exec(heading) ?? [];
  const code = isCode(words) ? level : CALLOUT.test(heading) ? '###' : undefined;
  // Below a heading that only counts, the answer may have a heading of its own.
  const isTold = told === Infinity ? code !== undefined && style !== '|' : told > layout.question;
  if (!isTold) return undefined;
  const names = fields.map(({ name }) => name);
  const isAnswer = /^a$/i.test(names[1] ?? '') || namesAnswer(names[1] ?? '');
  const areKnown = isAnswer && BARE_WORD.test(names[0] ?? '');
  const isWritten = style.startsWith('#') || (/^ .*[^-–—]$|^ $/.test(style) && code === undefined);
  const isUsual = layout.question === 0 && told === 1 && areKnown && isWritten;
  return { ...lines, fields, layout, asked, title, told, code, isUsual };
}

/** Each on a line of its own, if their letters count. */
function optionLines(lines: readonly Fragment[]): readonly Fragment[] {
  return lines.flatMap((line) => {
    const marks = [...line.text.matchAll(OPTION)];
    const areCounting = marks.every(([, letter = ''], i) => letter.charCodeAt(0) === 65 + i);
    if (!areCounting || marks.length < 2) return [line];
    return marks.map(({ index }, i) => ({
      text: line.text.slice(index, marks[i + 1]?.index).trim(),
      from: line.from + index,
    }));
  });
}

function* linesOf({ fields, layout, asked, title, told, code, number }: Entry): Generator<Fragment> {
  const blank = { text: '', from: title.from };
  const label = number === undefined ? '**Question:**' : `**Question ${number}:**`;
  yield {
    ...title,
    text: `${code === undefined ? label : `${code} Q:`} ${title.text}`,
    exact: false,
  };
  yield* [...asked.slice(1), blank];
  const offered = new Set([...layout.options, ...(layout.fields.get('options') ?? [])]);
  for (const at of offered) {
    const { name = '', lines: [first = blank, ...more] = [] } = fields[at] ?? {};
    const isOne = layout.options.includes(at);
    yield* isOne
      ? [{ ...first, text: `${name.slice(-1).toUpperCase()}. ${first.text}` }, ...more]
      : optionLines([first, ...more]);
  }
  yield blank;
  for (const [at, { name, lines }] of fields.entries()) {
    if (at === layout.question || offered.has(at)) continue;
    const [first = blank, ...below] = lines;
    yield { ...first, text: `**${at === told ? 'Answer' : name}:** ${first.text}` };
    yield* [...below, blank];
  }
}

/** The source itself if it has none, or only questions right above their answers. */
export function fromRecords(source: Source): Source {
  const written = writtenLines(source);
  const lines = written.map(unquoted);
  const layoutOf = layouts();
  const all = stretchesIn(lines);
  // A glossary has thousands of labels, each of them once.
  const times = countEach(all.flatMap(({ fields }) => fields.map(({ name }) => name)));
  const isRepeated = ({ name }: Field): boolean => (times.get(name) ?? 0) >= FEWEST;
  const stretches = all
    .filter(({ fields }) => fields.some(isRepeated))
    .map((stretch) => ({ stretch, layout: layoutOf(stretch.fields.map(({ name }) => name)) }));
  const longest = longestOf(stretches);
  const found = stretches.flatMap(({ stretch, layout }) => {
    return entryOf(stretch, layout, lines[stretch.above]?.text ?? '', longest) ?? [];
  });
  // `Prompt` and the like may name anything else.
  const unsure = found.filter(({ layout }) => !layout.named);
  const areAsked = unsure.filter(({ title }) => asksOrTells(title.text)).length * 2 >= unsure.length;
  const entries = areAsked ? found : found.filter(({ layout }) => layout.named);
  const unusual = entries.filter(({ isUsual }) => !isUsual);
  if (unusual.length < FEWEST || unusual.length * 2 < entries.length) return source;
  const made: Fragment[] = [];
  let done = 0;
  for (const entry of entries) {
    const kept = written.slice(done, entry.code === undefined ? entry.first : entry.above);
    made.push(...kept, { text: '', from: entry.title.from }, ...linesOf(entry));
    done = entry.next;
  }
  return madeOfLines(source, [...made, ...written.slice(done)]);
}
