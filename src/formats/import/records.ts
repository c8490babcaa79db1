// Records of labeled fields, in any language and order, as a question with its options above its answer:
// `- **Company:** …`, `- **Question:** …`, `- **Options:** A) … B) …`, `- **Answer:** …`.
import type { Source } from '../../core/base/span.ts';
import { fieldsNamed, type Layout, layouts } from './fields.ts';
import { BARE_WORD } from './guide-headings.ts';
import { type Fragment, madeOfLines, type WrittenLine, writtenLines } from './made-source.ts';
import { asksOrTells, namesAnswer } from './words.ts';

/** The words of a label, perhaps behind a symbol. */
const NAME = String.raw`[^\p{L}\p{N}\s*_#>|([]{0,3}[ \t]?(\p{L}[^\n:：*_\x60|]{0,40}?)`;
const NUMBER = String.raw`(?:[ \t]?#?\d{1,4})?[ \t]?`;
/** `- **Question 4:** …`, `Answer: …` */
const LABELED = new RegExp(
  String.raw`^(\ufeff?[ \t]{0,3}(?:[-*+][ \t]+)?)(\*\*|__|)${NAME}${NUMBER}(?:[:：]\2|\2[ \t]?[:：])(?![:：/])[ \t]*`,
  'u',
);
/** `| **Question** | … |`, with no third cell. */
const ROW = new RegExp(
  String.raw`^[ \t]{0,3}\|[ \t]*(?:\*\*|__)?${NAME}${NUMBER}[:：]?(?:\*\*|__)?[ \t]*\|[ \t]*(?=[^|\n]*\|[ \t]*$)`,
  'u',
);
const BELOW_HEADER = /^[ \t]{0,3}\|[ \t:|-]*-[ \t:|-]*$/;
/** `### Question`, without a number. */
const HEADED = new RegExp(String.raw`^ {0,3}(#{1,6})[ \t]+(?:\*\*|__)?${NAME}[:：]?(?:\*\*|__)?[ \t]*$`, 'u');
const HEADING = /^ {0,3}(#{1,6})[ \t]+(.*)$/;
const RULE = /^ {0,3}(?:-{3,}|\*{3,}|_{3,})[ \t]*$/;
const INDENTED = /^(?: {2,3}|\t)(?=[ \t]|\S)/;
const ITEM = /^\s*(?:[-*+]|\d{1,3}[.)])[ \t]/;
const LONGEST_LABEL = 100;
/** A heading that only counts: `Question 4`, `MCQ-001 [L2]`. */
const CODE =
  /^[^\p{L}\p{N}]{0,4}(?:\p{L}{1,12}[ ._#-]{0,2}){1,3}\d{1,4}(?:[-.]\p{L}?\d{1,3})?(?:\s*(?:\[[^\]]*\]|\([^)]*\)))*[^\p{L}\p{N}]*$/u;
/** `A. read()  B. sendfile()` */
const OPTION = /(?<!\S)[([]?([A-H])[.)\]、．:：][ \t]*(?=\S)/g;
const FEWEST = 3;
/** More describe something else, as the fields of a program do. */
const MOST_FIELDS = 15;

/** Lines of the file behind the label and below it. */
type Field = { readonly name: string; readonly lines: Fragment[] };

/** From one line up to another, without empty ones at its end; `above` is the last line with words before it. */
type Stretch = {
  /** How its labels are written: `-`, `|`, `###` or nothing, then the signs of bold words. */
  readonly style: string;
  readonly above: number;
  readonly first: number;
  next: number;
  readonly fields: Field[];
};

type Entry = Readonly<NonNullable<ReturnType<typeof entryOf>>>;

function fieldIn(line: WrittenLine) {
  const head = line.text.slice(0, LONGEST_LABEL);
  const labeled = line.code ? null : LABELED.exec(head);
  const row = line.code || labeled ? null : ROW.exec(line.text);
  const headed = line.code || head !== line.text ? null : HEADED.exec(head);
  const [whole = '', mark = '', bold = ''] = labeled ?? [];
  const name = labeled?.[3] ?? row?.[1] ?? headed?.[2];
  if (name === undefined || (headed && fieldsNamed(name).length === 0)) return undefined;
  const length = whole.length || (row ?? headed)?.[0].length || 0;
  const behind = { text: line.text.slice(length), from: line.from + length };
  const lines = [row ? { ...behind, text: behind.text.replace(/[ \t]*\|[ \t]*$/, '') } : behind];
  return { style: headed?.[1] ?? (row ? '|' : `${mark.trim()} ${bold}`), field: { name, lines } };
}

/** What stands below a label: all up to the next, or what is indented below an item. */
function isBelow({ text }: WrittenLine, [kind = ' ']: string): boolean {
  if (kind === '|') return BELOW_HEADER.test(text);
  return kind === ' ' || kind === '#' || text.trim() === '' || INDENTED.test(text);
}

/** Labels that are written alike. */
function stretchesIn(lines: readonly WrittenLine[]): readonly Stretch[] {
  const found: Stretch[] = [];
  let open: Stretch | undefined;
  let above = -1;
  for (const [at, line] of lines.entries()) {
    const { style = '', field } = fieldIn(line) ?? {};
    const isNext = field && style === open?.style && open.fields.every(({ name }) => name !== field.name);
    const level = line.code ? undefined : HEADING.exec(line.text)?.[1];
    const isDeeper = open?.style.startsWith('#') && (level ?? '').length > open.style.length;
    if ((level !== undefined && !isNext && !isDeeper) || (!line.code && RULE.test(line.text)))
      open = undefined;
    if (open && isNext) open.fields.push(field);
    else if (open && style !== open.style && isBelow(line, open.style)) {
      const [header] = open.fields;
      const isHeader = BELOW_HEADER.test(line.text) && header && fieldsNamed(header.name).length === 0;
      if (isHeader && open.fields.length === 1) open.fields.pop();
      else if (open.style !== '|')
        open.fields.at(-1)?.lines.push({ ...line, text: line.text.replace(INDENTED, '') });
    } else if (field) found.push((open = { style, above, first: at, next: at, fields: [field] }));
    else open = undefined;
    const isBlank = line.text.trim() === '';
    if (!isBlank) above = at;
    if (open && !isBlank) open.next = at + 1;
  }
  return found;
}

/** Undefined if nothing in it asks, or nothing tells the answer. */
function entryOf({ style, fields, ...lines }: Stretch, layout: Layout | undefined, heading: string) {
  if (!layout || !(layout.named || layout.sure) || fields.length > MOST_FIELDS) return undefined;
  const all = fields[layout.question]?.lines ?? [];
  const asked = all.slice(all.findIndex(({ text }) => text.trim() !== ''));
  const [title] = asked;
  if (!title || title.text.trim() === '' || ITEM.test(title.text)) return undefined;
  const roles = ['answer', 'right', 'explanation'] as const;
  const [told = Infinity] = roles.flatMap((role) => layout.fields.get(role) ?? []);
  const [, level, words = ''] = HEADING.exec(heading) ?? [];
  const code = CODE.test(words) && !asksOrTells(words) ? level : undefined;
  // Below a heading that only counts, the answer may have a heading of its own.
  const isTold = told === Infinity ? code !== undefined && style !== '|' : told > layout.question;
  if (!isTold) return undefined;
  const names = fields.map(({ name }) => name);
  const isAnswer = /^a$/i.test(names[1] ?? '') || namesAnswer(names[1] ?? '');
  const areKnown = isAnswer && BARE_WORD.test(names[0] ?? '');
  const isWritten = style.startsWith('#') || (style.startsWith(' ') && code === undefined);
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

function* linesOf({ fields, layout, asked, title, told, code }: Entry): Generator<Fragment> {
  const blank = { text: '', from: title.from };
  yield {
    ...title,
    text: `${code === undefined ? '**Question:**' : `${code} Q:`} ${title.text}`,
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
  const lines = writtenLines(source).map((line) => ({ ...line, text: line.text.replace(/\r$/, '') }));
  const layoutOf = layouts();
  const found = stretchesIn(lines).flatMap((stretch) => {
    const layout = layoutOf(stretch.fields.map(({ name }) => name));
    return entryOf(stretch, layout, lines[stretch.above]?.text ?? '') ?? [];
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
    const kept = lines.slice(done, entry.code === undefined ? entry.first : entry.above);
    made.push(...kept, { text: '', from: entry.title.from }, ...linesOf(entry));
    done = entry.next;
  }
  return madeOfLines(source, [...made, ...lines.slice(done)]);
}
