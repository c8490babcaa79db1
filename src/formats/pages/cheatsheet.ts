// A cheat sheet: the numbers of the user by theme, the stories in two lines each, links, and what is still
// open, on one printed page where that can be.
import type { Metric } from '../../core/base/metric.ts';
import type { Placeholder, Question } from '../../core/base/question.ts';
import { shownPlaceholders } from '../../core/fill/conditional.ts';
import { decisionOf } from '../../core/fill/derive.ts';
import { placeholderLabel } from '../../core/fill/values.ts';
import { type ExportMode, GAP } from '../../core/import/export.ts';
import { outgoing } from '../export/outgoing.ts';
import { escapeHtml, safeAddress, seen, textHtml } from '../markdown/html-text.ts';
import { htmlWriter, type HtmlWriter } from '../markdown/to-html.ts';
import { textEms } from './charts.ts';
import type { PageContent } from './guide-page.ts';
import { COLOURS, type Marks, meanings, openMarks, pageHead } from './page.ts';

// What stands on a cheat sheet: numbers by theme, stories in two lines, links, and what is still open.

/** A number or other value: what it is, and the value itself; undefined where a gap is to be shown. */
type SheetRow = { readonly label: string; readonly value: string | undefined };
type SheetTheme = { readonly name: string; readonly rows: readonly SheetRow[] };
type SheetLink = { readonly label: string; readonly address: string };

/** Everything of the sheet but its stories. */
type SheetNumbers = {
  readonly themes: readonly SheetTheme[];
  readonly links: readonly SheetLink[];
  /** What to call those that have no value yet. */
  readonly open: readonly string[];
};

type Wanted = {
  readonly key: string;
  readonly metric: Metric | undefined;
  readonly placeholder: Placeholder;
  readonly question: Question;
  /** How many questions of each section cite it, in the order in which they come. */
  readonly sections: Map<string, number>;
};

const oneLine = (text: string): string =>
  seen(text)
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

/** Every key that the questions cite, in the order in which they come. */
function wantedIn({ questions, metrics, mode, values }: PageContent): readonly Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const { question } of questions) {
    const shown = shownPlaceholders(question, (condition) =>
      mode === 'filled' ? decisionOf(condition, values) : 'open',
    );
    const cited = new Map(shown.map((placeholder) => [placeholder.key, placeholder]));
    for (const [key, placeholder] of cited) {
      const known = wanted.get(key) ?? {
        key,
        metric: metrics.get(key),
        placeholder,
        question,
        sections: new Map<string, number>(),
      };
      known.sections.set(question.section, (known.sections.get(question.section) ?? 0) + 1);
      wanted.set(key, known);
    }
  }
  return [...wanted.values()];
}

/** The section that cites it most; the first of them where several do. */
function themeOf({ sections }: Wanted): string {
  const most = Math.max(...sections.values());
  return [...sections].find(([, count]) => count === most)?.[0] ?? '';
}

/** What a number is. One that only its place tells is named by the question that it stands in. */
function labelOf({ metric, placeholder, question }: Wanted): string {
  if (metric) return oneLine(metric.prompt);
  const label = oneLine(placeholder.name ?? placeholder.hint ?? '');
  return label === '' ? `${oneLine(placeholderLabel(placeholder))} in: ${oneLine(question.title)}` : label;
}

const nameOf = ({ key, metric, placeholder }: Wanted): string =>
  metric ? key : oneLine(placeholderLabel(placeholder));

/** Numbers by theme, themes in the order of the questions. Without values of their own all of them are gaps to be filled by hand. */
function sheetNumbers(content: PageContent): SheetNumbers {
  const { mode, values } = content;
  const themes = new Map(content.questions.map(({ question }) => [question.section, [] as SheetRow[]]));
  const links: SheetLink[] = [];
  const open: string[] = [];
  for (const wanted of wantedIn(content)) {
    const known = mode === 'filled' ? values.get(wanted.key) : undefined;
    if (known?.origin === 'notMeasured') continue;
    const value = known?.text;
    const label = labelOf(wanted);
    if (value === undefined && mode === 'filled') open.push(nameOf(wanted));
    else if (value !== undefined && wanted.metric?.kind === 'url')
      links.push({ label, address: oneLine(value) });
    else {
      themes.get(themeOf(wanted))?.push({ label, value: value === undefined ? undefined : oneLine(value) });
    }
  }
  const told = [...themes].filter(([, rows]) => rows.length > 0);
  return { themes: told.map(([name, rows]) => ({ name: oneLine(name), rows })), links, open };
}

/** Stories, those that are to be told first before the others. */
function storiesFirst<T extends { readonly question: Question }>(questions: readonly T[]): readonly T[] {
  const stories = questions.filter(({ question }) => question.kind === 'star' && !question.draft);
  const isFirst = ({ question }: T): boolean => question.tags.some((tag) => tag.toLowerCase() === 'go-to');
  return [...stories.filter(isFirst), ...stories.filter((story) => !isFirst(story))];
}

/** True when the sheet shows values rather than gaps. */
const showsValues = (mode: ExportMode): boolean => mode === 'filled';

// How large a cheat sheet can be printed on one page of A4 or Letter, and which labels have to be shortened
// for that. It is estimated from widths of letters.

/** Of the smaller of both papers in either direction, less margins and the title, in millimetres. */
const PAPER = { width: 210 - 16, height: 279 - 17 - 7 };
const SHEET_COLUMNS = 3;
const GAP_MM = 5;
const MM_OF_POINT = 0.3528;
const SHEET_LINE_HEIGHT = 1.2;
/** What words that do not break leave free at the ends of lines, and entries that do not break at those of columns. */
const LINE_USE = 0.95;
const COLUMN_USE = 0.97;
/** Lines that a heading takes with the space above it. */
const HEADING_LINES = 2;
/** Sizes in points, from comfortable to just readable. */
const SIZES = [9.5, 9, 8.5, 8, 7.5, 7, 6.5] as const;
const ELLIPSIS = 1;
/** A label that would lose more than this, in ems, takes another line instead, while letters can be smaller. */
const MOST_LOST = 9;

/** One entry in running text, its widths in ems. */
export type SheetItem = {
  /** What always stays. */
  readonly fixed: number;
  /** The label, which can be shortened. */
  readonly label: number;
  /** What tells the label from all others. */
  readonly telling: number;
};

type SheetFit = {
  readonly points: number;
  /** Width of a column, in ems. */
  readonly room: number;
  /** Numbers of the items whose labels have to go onto the rest of their line. */
  readonly shortened: ReadonlySet<number>;
  /** Pages that it takes, as far as can be told. */
  readonly pages: number;
};

const roomAt = (points: number): number =>
  ((PAPER.width - GAP_MM * (SHEET_COLUMNS - 1)) / SHEET_COLUMNS / (points * MM_OF_POINT)) * LINE_USE;

const linesAt = (points: number): number =>
  Math.floor((PAPER.height / (points * MM_OF_POINT * SHEET_LINE_HEIGHT)) * COLUMN_USE) * SHEET_COLUMNS;

const linesOf = ({ fixed, label }: SheetItem, room: number): number =>
  Math.max(1, Math.ceil((fixed + label) / room));

/** What is lost of the label when the item has one line; nothing can be gained from items without one. */
function lossOf({ fixed, label, telling }: SheetItem, room: number): number {
  const left = room - fixed - ELLIPSIS;
  return label > 0 && left >= telling && label > left ? label - left : Infinity;
}

function fitAt(
  items: readonly SheetItem[],
  headings: number,
  points: number,
): SheetFit & { readonly lost: number } {
  const room = roomAt(points);
  const capacity = linesAt(points);
  let lines = items.reduce((sum, item) => sum + linesOf(item, room), headings * HEADING_LINES);
  const shortened = new Set<number>();
  let lost = 0;
  const byLoss = items
    .map((item, index) => ({ index, loss: lossOf(item, room), gain: linesOf(item, room) - 1 }))
    .filter(({ loss, gain }) => loss < Infinity && gain > 0)
    .toSorted((one, other) => one.loss - other.loss);
  for (const { index, loss, gain } of byLoss) {
    if (lines <= capacity) break;
    shortened.add(index);
    lines -= gain;
    lost = loss;
  }
  return { points, room, shortened, pages: Math.max(1, Math.ceil(lines / capacity)), lost };
}

/**
 * The largest size at which the items fit on one page, with as few labels shortened as that takes: those that lose least.
 * What fits at no size goes on to more pages, with nothing shortened.
 */
export function fitSheet(items: readonly SheetItem[], headings: number): SheetFit {
  const tries = SIZES.map((points) => fitAt(items, headings, points)).filter(({ pages }) => pages === 1);
  const fit = tries.find(({ lost }) => lost <= MOST_LOST) ?? tries.at(-1);
  if (fit) return fit;
  const points = 7.5;
  const room = roomAt(points);
  const lines = items.reduce((sum, item) => sum + linesOf(item, room), headings * HEADING_LINES);
  return { points, room, shortened: new Set(), pages: Math.ceil(lines / linesAt(points)) };
}

// How a cheat sheet looks: three narrow columns on one page of paper, and as many as fit on a screen. Plain
// CSS; the size of its letters is one of a few classes, since the page lets no element have a style of its
// own.

/** Of the style, as the policy of the page wants it; the test of this file says what it has to be after a change. */
export const STYLE_HASH = 'sha256-M/3hxKiSaxuqXmztZapPgLCw5WvxBYE1+0d38W3lnAA=';

/** Sizes that a sheet can have, in points. */
const SHEET_STYLE_SIZES = [6.5, 7, 7.5, 8, 8.5, 9, 9.5];

/** The class of a size. */
const sizeClass = (points: number): string => `size-${String(points).replace('.', '-')}`;

const SHEET = `
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 84rem; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem;
  font: 1rem/1.45 Arial, Helvetica, "Liberation Sans", sans-serif; overflow-wrap: anywhere;
}
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem 1rem; padding-bottom: .6rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.5em; letter-spacing: -.01em; }
header p { margin: 0; color: var(--soft); }
main { columns: 21rem; column-gap: 2.5rem; }
h2 { margin: 1.3em 0 .4em; font-size: 1em; color: var(--accent); break-after: avoid; }
section:first-child h2 { margin-top: 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding-left: .8em; text-indent: -.8em; margin: .15em 0; break-inside: avoid; }
.stories li { margin: 0 0 .6em; padding: 0; text-indent: 0; }
.stories strong, .stories li > span { display: block; }
.stories li > span { padding-left: .9em; }
mark { background: none; color: inherit; }
b, mark.filled { font-weight: 700; color: var(--filled-text); }
mark.open { color: var(--open-text); }
.still { color: var(--soft); font-size: .92em; }
.still p { margin: 0; }
a { color: var(--accent); }
`;

const SHEET_STYLE_PAPER = `
@page { margin: 8mm 8mm 9mm; @bottom-right { content: counter(page) " / " counter(pages); font: 6pt Arial, sans-serif; color: #565d66; } }
@media print {
  html { background: none; }
  body { max-width: none; padding: 0; line-height: ${SHEET_LINE_HEIGHT}; }
  header { padding-bottom: 1mm; margin-bottom: 2mm; }
  h1 { font-size: 1.3em; }
  main { columns: ${SHEET_COLUMNS}; column-gap: 5mm; }
  h2 { margin: .7em 0 .15em; }
  li { margin: 0; }
  .stories li { margin: 0 0 .25em; }
  .more { display: none; }
  li:has(.more)::after { content: "\\2026"; }
  a { color: inherit; text-decoration: none; }
${SHEET_STYLE_SIZES.map((points) => `  .${sizeClass(points)} { font-size: ${points}pt; }`).join('\n')}
}
`;

/** The whole style. */
export const STYLE = [COLOURS, SHEET, SHEET_STYLE_PAPER].join('');

// Makes texts short for a cheat sheet: one sentence of a story, a label of so many characters.

/** What stands at a mark, in words. */
type WordsAt = (index: number) => string;

/** In ems. */
const SHEET_WORDS_ELLIPSIS = 1;
const MARK = /\ufdd0(\d{1,9})\ufdd1/g;
/** Behind these a sentence ends, when a blank follows. */
const SENTENCE_END = /[.!?]["'”’)\ufdd1]*\s+(?=["'“‘(\ufdd0]?[\p{Lu}\p{N}\ufdd0])/u;

/** Words of Markdown, without its signs, on one line. */
export const plainWords = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^[\]\n]{0,300})\]\([^()\n]{0,500}\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/\*{1,3}|`+|~~|(?<![\p{L}\p{N}])__?|__?(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

/** Sentences of a text on one line. */
export const sentencesOf = (words: string): readonly string[] => {
  const sentences: string[] = [];
  let rest = words;
  for (let end = SENTENCE_END.exec(rest); end; end = SENTENCE_END.exec(rest)) {
    sentences.push(rest.slice(0, end.index + end[0].length).trim());
    rest = rest.slice(end.index + end[0].length);
  }
  return rest === '' ? sentences : [...sentences, rest];
};

/** How wide a text is with what stands at its marks, in ems. */
export function widthWith(text: string, at: WordsAt): number {
  const shown = text.replaceAll(MARK, (_, index: string) => at(Number(index)));
  return textEms(shown);
}

/** The text split where it is to be cut: as many whole words as the width holds, and the rest. */
export function cutAt(
  text: string,
  most: number,
  at: WordsAt = () => '',
): readonly [kept: string, rest: string] {
  if (widthWith(text, at) <= most) return [text, ''];
  let end = 0;
  for (const { index } of text.matchAll(/ |$/g)) {
    if (widthWith(text.slice(0, index), at) > most - SHEET_WORDS_ELLIPSIS && end > 0) break;
    end = index;
  }
  const kept = text.slice(0, end).replace(/[\s,;:.–—(-]+$/u, '');
  return [kept, text.slice(kept.length)];
}

/** The text, or as many of its words as the width holds, and an ellipsis. */
export function clipped(text: string, most: number, at: WordsAt): string {
  const [kept, rest] = cutAt(text, most, at);
  return rest === '' ? kept : `${kept}…`;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** The start of each label that tells it from all the others, whole words. */
export function tellingStarts(labels: readonly string[]): readonly string[] {
  const order = labels
    .map((label, index) => ({ label, index }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const starts = [...labels];
  order.forEach(({ label, index }, i) => {
    // Those that have most in common with a label stand beside it.
    const [before, after] = [order[i - 1]?.label ?? '', order[i + 1]?.label ?? ''];
    const common = Math.max(commonLength(label, before), commonLength(label, after));
    const end = label.indexOf(' ', common + 1);
    starts[index] = end === -1 ? label : label.slice(0, end);
  });
  return starts;
}

/** A page, and on how many sheets of paper it goes. */
export type Cheatsheet = { readonly html: string; readonly pages: number };

/** What is told of a story at most in each of its two lines, in ems. */
const LONGEST_LINE = 62;
/** Width of the space between a value and what it is, and of what entries are set in. */
const SPACE = 0.3;
const INDENT = 1;

type Story = { readonly title: string; readonly lines: readonly string[] };

/** Two lines of a story: how it began, and what came of it, with a number when there is one. */
function storyLines(star: Readonly<Record<string, string>>, answer: string, marks: Marks): readonly string[] {
  const at = (index: number): string => marks.at(index)?.words ?? '';
  const first = sentencesOf(plainWords(star['situation'] ?? answer));
  const result = sentencesOf(plainWords(star['result'] ?? ''));
  const telling = result.find((sentence) => sentence.includes('\ufdd0')) ?? result[0];
  return [first[0], telling].flatMap((line) => (line ? [clipped(line, LONGEST_LINE, at)] : []));
}

function storiesOf({ questions, mode, values }: PageContent, marks: Marks): readonly Story[] {
  return storiesFirst(questions).map(({ question, own }) => {
    const { title, star, answer } = outgoing(question, own, mode, values, marks.write);
    return { title: seen(title), lines: storyLines({ ...star }, answer, marks) };
  });
}

const sized = (fixed: number, label = '', telling = ''): SheetItem => ({
  fixed: fixed + SPACE,
  label: textEms(label),
  telling: textEms(telling),
});

function itemsOf(numbers: SheetNumbers, stories: readonly Story[], marks: Marks): readonly SheetItem[] {
  const at = (index: number): string => marks.at(index)?.words ?? '';
  const rows = numbers.themes.flatMap((theme) => theme.rows);
  const starts = tellingStarts(rows.map(({ label }) => label));
  return [
    ...rows.map(({ label, value }, i) => sized(textEms(value ?? GAP, 'bold'), label, starts[i])),
    ...stories.flatMap(({ title, lines }) => [
      sized(textEms(title, 'bold')),
      ...lines.map((line) => sized(widthWith(line, at) + INDENT)),
    ]),
    ...numbers.links.map(({ label, address }) => sized(textEms(`${label}: ${address}`) + INDENT)),
    sized(textEms(numbers.open.join(', '))),
  ];
}

const section = (name: string, inside: string, kind = ''): string =>
  `<section${kind === '' ? '' : ` class="${kind}"`}>\n<h2>${escapeHtml(name)}</h2>\n${inside}</section>\n`;
const list = (items: readonly string[]): string =>
  `<ul>\n${items.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n`;

/** A row; what does not fit on paper is only seen on a screen. */
function rowHtml({ label, value }: SheetRow, room: number | undefined): string {
  const shown = value ?? GAP;
  const left = (room ?? Infinity) - textEms(shown, 'bold') - SPACE;
  const [kept, rest] = cutAt(label, left);
  const words =
    rest === '' ? escapeHtml(kept) : `${escapeHtml(kept)}<span class="more">${escapeHtml(rest)}</span>`;
  return value === undefined
    ? `<span class="gap">${shown}</span> ${words}`
    : `<b>${escapeHtml(shown)}</b> ${words}`;
}

function linkHtml({ label, address }: SheetLink): string {
  const safe = safeAddress(address);
  const words = escapeHtml(address);
  const shown =
    safe === undefined ? words : `<a href="${escapeHtml(safe)}" rel="noreferrer noopener">${words}</a>`;
  return `${escapeHtml(label)}: ${shown}`;
}

function storyHtml({ title, lines }: Story, writer: HtmlWriter): string {
  const told = lines.map((line) => `<span>${writer.inline(line, 'words')}</span>`);
  return `<strong>${escapeHtml(title)}</strong>${told.join('')}`;
}

function bodyHtml(
  numbers: SheetNumbers,
  stories: readonly Story[],
  writer: HtmlWriter,
  fit: SheetFit,
): string {
  const { themes, links, open } = numbers;
  let index = 0;
  const row = (each: SheetRow): string => rowHtml(each, fit.shortened.has(index++) ? fit.room : undefined);
  return [
    ...themes.map(({ name, rows }) => section(name || 'Numbers', list(rows.map(row)))),
    ...(stories.length > 0
      ? [section('Stories', list(stories.map((story) => storyHtml(story, writer))), 'stories')]
      : []),
    ...(links.length > 0 ? [section('Links', list(links.map(linkHtml)))] : []),
    ...(open.length > 0
      ? [section('Still open', `<p>${open.map(escapeHtml).join(', ')}</p>\n`, 'still')]
      : []),
  ].join('');
}

function pageHtml(title: string, facts: string, size: string, body: string): string {
  const head = pageHead(title, [`style-src '${STYLE_HASH}'`], STYLE);
  return `${head}<body class="${size}">
<header><h1>${title}</h1><p>${facts}</p></header>
<main>
${body}</main>
</body>
</html>
`;
}

/** Writes the sheet of what these questions cite. */
export function cheatsheet(content: PageContent): Cheatsheet {
  const marks = openMarks(
    meanings(
      content.questions.map(({ question }) => question),
      content.metrics,
    ),
  );
  const numbers = sheetNumbers(content);
  const stories = storiesOf(content, marks);
  const fit = fitSheet(itemsOf(numbers, stories, marks), numbers.themes.length + 3);
  const writer = htmlWriter({ heading: 3, mark: marks.at });
  const filled = numbers.themes.reduce((sum, { rows }) => sum + rows.length, numbers.links.length);
  const all = filled + numbers.open.length;
  const told = showsValues(content.mode) ? `${filled} of ${all} numbers filled` : `${all} numbers to fill in`;
  const facts = all === 0 ? 'These answers cite no number.' : told;
  const body = bodyHtml(numbers, stories, writer, fit);
  return {
    html: pageHtml(textHtml(content.title), facts, sizeClass(fit.points), body),
    pages: fit.pages,
  };
}
