// A cheat sheet: the user's numbers by theme, the stories in two lines each, links, and metrics without a
// value, on one printed page if possible.
import type { Metric } from '../../core/base/metric.ts';
import type { Placeholder, Question } from '../../core/base/question.ts';
import { shownPlaceholders } from '../../core/fill/conditional.ts';
import { decisionOf } from '../../core/fill/derive.ts';
import { placeholderLabel } from '../../core/fill/values.ts';
import { GAP } from '../../core/import/export.ts';
import { outgoing } from '../export/outgoing.ts';
import { escapeHtml, safeAddress, seen, textHtml } from '../markdown/html.ts';
import { htmlWriter, type HtmlWriter } from '../markdown/to-html.ts';
import * as style from './assets/cheatsheet.css';
import { ELLIPSIS_EMS, textEms } from './charts.ts';
import { type Marks, openMarks, type PageContent, pageHead } from './page.ts';

/** `value` is undefined for a placeholder. */
type SheetRow = { readonly label: string; readonly value: string | undefined };

type SheetNumbers = {
  readonly themes: readonly { readonly name: string; readonly rows: readonly SheetRow[] }[];
  readonly links: readonly { readonly label: string; readonly address: string }[];
  readonly open: readonly string[];
};

type Cited = {
  readonly key: string;
  readonly metric: Metric | undefined;
  readonly placeholder: Placeholder;
  readonly question: Question;
  readonly sections: Map<string, number>;
};

/** Keeps the nonbreaking spaces between number and unit. */
const oneLine = (text: string): string =>
  seen(text)
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

function citedIn({ questions, metrics, mode, values }: PageContent): readonly Cited[] {
  const cited = new Map<string, Cited>();
  for (const { question } of questions) {
    const shown = shownPlaceholders(question, (condition) =>
      mode === 'filled' ? decisionOf(condition, values) : 'open',
    );
    for (const [key, placeholder] of new Map(shown.map((each) => [each.key, each]))) {
      const metric = metrics.get(key);
      const one = cited.get(key) ?? { key, metric, placeholder, question, sections: new Map() };
      one.sections.set(question.section, (one.sections.get(question.section) ?? 0) + 1);
      cited.set(key, one);
    }
  }
  return [...cited.values()];
}

/** The section that cites it most, the first of several. */
function themeOf({ sections }: Cited): string {
  const most = Math.max(...sections.values());
  return [...sections].find(([, count]) => count === most)?.[0] ?? '';
}

function labelOf({ metric, placeholder, question }: Cited): string {
  if (metric) return oneLine(metric.prompt);
  const label = oneLine(placeholder.name ?? placeholder.hint ?? '');
  return label === '' ? `${oneLine(placeholderLabel(placeholder))} in: ${oneLine(question.title)}` : label;
}

/** Themes follow the order of the questions. Without values, every number is a blank to fill in by hand. */
function sheetNumbers(content: PageContent): SheetNumbers {
  const { mode, values } = content;
  const themes = new Map(content.questions.map(({ question }) => [question.section, [] as SheetRow[]]));
  const links: SheetNumbers['links'][number][] = [];
  const open: string[] = [];
  for (const cited of citedIn(content)) {
    const known = mode === 'filled' ? values.get(cited.key) : undefined;
    if (known?.origin === 'notMeasured') continue;
    const value = known && oneLine(known.text);
    const label = labelOf(cited);
    if (value === undefined && mode === 'filled')
      open.push(cited.metric ? cited.key : oneLine(placeholderLabel(cited.placeholder)));
    else if (value !== undefined && cited.metric?.kind === 'url') links.push({ label, address: value });
    else themes.get(themeOf(cited))?.push({ label, value });
  }
  const filled = [...themes].filter(([, rows]) => rows.length > 0);
  return { themes: filled.map(([name, rows]) => ({ name: oneLine(name), rows })), links, open };
}

// Estimates from letter widths the largest font size for one page of A4 or Letter, and which labels have to
// be shortened. Must match the lines and columns of assets/cheatsheet.css.

/** In millimeters: the smaller dimension of both papers, less margins and title. */
const PAPER = { width: 210 - 16, height: 279 - 17 - 7 };
const COLUMNS = 3;
const GAP_MM = 5;
const MM_OF_POINT = 0.3528;
const LINE_HEIGHT = 1.2;
/** The share left by ragged line ends and column ends. */
const LINE_USE = 0.95;
const COLUMN_USE = 0.97;
const HEADING_LINES = 2;
/** In points, from comfortable to barely readable. */
const SIZES = [9.5, 9, 8.5, 8, 7.5, 7, 6.5] as const;
/** In ems. A label that would lose more takes a second line instead, unless the font can be smaller. */
const MOST_LOST = 9;

/** In ems. */
export type SheetItem = {
  readonly fixed: number;
  readonly label: number;
  /** The prefix of the label that tells it from all others. */
  readonly telling: number;
};

type SheetFit = {
  readonly points: number;
  readonly columnEms: number;
  readonly shortened: ReadonlySet<number>;
  readonly pages: number;
};

const columnEmsAt = (points: number): number =>
  ((PAPER.width - GAP_MM * (COLUMNS - 1)) / COLUMNS / (points * MM_OF_POINT)) * LINE_USE;

const linesAt = (points: number): number =>
  Math.floor((PAPER.height / (points * MM_OF_POINT * LINE_HEIGHT)) * COLUMN_USE) * COLUMNS;

const linesOf = ({ fixed, label }: SheetItem, columnEms: number): number =>
  Math.max(1, Math.ceil((fixed + label) / columnEms));

function lossOf({ fixed, label, telling }: SheetItem, columnEms: number): number {
  const left = columnEms - fixed - ELLIPSIS_EMS;
  return label > 0 && left >= telling && label > left ? label - left : Infinity;
}

/** @param most what a label may lose, in ems */
function fitAt(items: readonly SheetItem[], headings: number, points: number, most: number): SheetFit {
  const columnEms = columnEmsAt(points);
  const capacity = linesAt(points);
  let lines = items.reduce((sum, item) => sum + linesOf(item, columnEms), headings * HEADING_LINES);
  const shortened = new Set<number>();
  const byLoss = items
    .map((item, index) => ({ index, loss: lossOf(item, columnEms), gain: linesOf(item, columnEms) - 1 }))
    .filter(({ loss, gain }) => loss < Infinity && loss <= most && gain > 0)
    .toSorted((one, other) => one.loss - other.loss);
  for (const { index, gain } of byLoss) {
    if (lines <= capacity) break;
    shortened.add(index);
    lines -= gain;
  }
  return { points, columnEms, shortened, pages: Math.max(1, Math.ceil(lines / capacity)) };
}

/**
 * The largest size that fits one page, shortening as few labels as possible, those that lose least first.
 * Content that fits at no size takes several pages, with nothing shortened.
 */
export function fitSheet(items: readonly SheetItem[], headings: number): SheetFit {
  const at = (points: number, most: number): SheetFit => fitAt(items, headings, points, most);
  const fits = ({ pages }: SheetFit): boolean => pages === 1;
  const smallest = SIZES[SIZES.length - 1] ?? 0;
  return (
    SIZES.map((points) => at(points, MOST_LOST)).find(fits) ??
    [at(smallest, Infinity)].find(fits) ??
    at(7.5, -Infinity)
  );
}

/** A class, because the page's policy forbids inline styles. */
const sizeClass = (points: number): string => `size-${String(points).replace('.', '-')}`;

type WordsAt = (index: number) => string;

const MARK = /\ufdd0(\d{1,9})\ufdd1/g;
/** A sentence ends after these when a space follows. */
const SENTENCE_END = /[.!?]["'”’)\ufdd1]*\s+(?=["'“‘(\ufdd0]?[\p{Lu}\p{N}\ufdd0])/u;

export const plainWords = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^[\]\n]{0,300})\]\([^()\n]{0,500}\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/\*{1,3}|`+|~~|(?<![\p{L}\p{N}])__?|__?(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

export const sentencesOf = (words: string): readonly string[] => {
  const sentences: string[] = [];
  let rest = words;
  for (let end = SENTENCE_END.exec(rest); end; end = SENTENCE_END.exec(rest)) {
    sentences.push(rest.slice(0, end.index + end[0].length).trim());
    rest = rest.slice(end.index + end[0].length);
  }
  return rest === '' ? sentences : [...sentences, rest];
};

/** In ems, with the words that replace its marks. */
export function widthWith(text: string, at: WordsAt): number {
  const shown = text.replaceAll(MARK, (_, index: string) => at(Number(index)));
  return textEms(shown);
}

export function cutAt(
  text: string,
  most: number,
  at: WordsAt = () => '',
): readonly [kept: string, rest: string] {
  if (widthWith(text, at) <= most) return [text, ''];
  let end = 0;
  for (const { index } of text.matchAll(/ |$/g)) {
    if (widthWith(text.slice(0, index), at) > most - ELLIPSIS_EMS && end > 0) break;
    end = index;
  }
  const kept = text.slice(0, end).replace(/[\s,;:.–—(-]+$/u, '');
  return [kept, text.slice(kept.length)];
}

export function clipped(text: string, most: number, at: WordsAt): string {
  const [kept, rest] = cutAt(text, most, at);
  return rest === '' ? kept : `${kept}…`;
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

/** The shortest unique prefix of each label, in whole words. */
export function tellingStarts(labels: readonly string[]): readonly string[] {
  const order = labels
    .map((label, index) => ({ label, index }))
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const starts = [...labels];
  order.forEach(({ label, index }, i) => {
    // In sorted order, the most similar labels are neighbors.
    const [before, after] = [order[i - 1]?.label ?? '', order[i + 1]?.label ?? ''];
    const common = Math.max(commonLength(label, before), commonLength(label, after));
    const end = label.indexOf(' ', common + 1);
    starts[index] = end === -1 ? label : label.slice(0, end);
  });
  return starts;
}

/** In ems. */
const LONGEST_LINE = 62;
/** In ems: between a value and its label, and the indent of entries. */
const SPACE = 0.3;
const INDENT = 1;

type Story = { readonly title: string; readonly lines: readonly string[] };

/** The beginning and the result, with a number if there is one. */
function storyLines(star: Readonly<Record<string, string>>, answer: string, at: WordsAt): readonly string[] {
  const first = sentencesOf(plainWords(star['situation'] ?? answer));
  const result = sentencesOf(plainWords(star['result'] ?? ''));
  const telling = result.find((sentence) => sentence.includes('\ufdd0')) ?? result[0];
  return [first[0], telling].flatMap((line) => (line ? [clipped(line, LONGEST_LINE, at)] : []));
}

function storiesOf({ questions, mode, values }: PageContent, marks: Marks, at: WordsAt): readonly Story[] {
  const stories = questions.filter(({ question }) => question.kind === 'star' && !question.draft);
  const isGoTo = ({ question }: (typeof stories)[number]): boolean =>
    question.tags.some((tag) => tag.toLowerCase() === 'go-to');
  return [...stories.filter(isGoTo), ...stories.filter((story) => !isGoTo(story))].map(
    ({ question, own }) => {
      const { title, star, answer } = outgoing(question, own, mode, values, marks.write);
      return { title: seen(title), lines: storyLines({ ...star }, answer, at) };
    },
  );
}

const entry = (fixed: number, label = '', telling = ''): SheetItem => ({
  fixed: fixed + SPACE,
  label: textEms(label),
  telling: textEms(telling),
});

function itemsOf(numbers: SheetNumbers, stories: readonly Story[], at: WordsAt): readonly SheetItem[] {
  const rows = numbers.themes.flatMap((theme) => theme.rows);
  const starts = tellingStarts(rows.map(({ label }) => label));
  return [
    ...rows.map(({ label, value }, i) => entry(textEms(value ?? GAP, 'bold'), label, starts[i])),
    ...stories.flatMap(({ title, lines }) => [
      entry(textEms(title, 'bold')),
      ...lines.map((line) => entry(widthWith(line, at) + INDENT)),
    ]),
    ...numbers.links.map(({ label, address }) => entry(textEms(`${label}: ${address}`) + INDENT)),
    entry(textEms(numbers.open.join(', '))),
  ];
}

/** @param columnEms width at which the label is shortened for paper; screens show it in full */
function rowHtml({ label, value }: SheetRow, columnEms: number | undefined): string {
  const shown = value ?? GAP;
  const left = (columnEms ?? Infinity) - textEms(shown, 'bold') - SPACE;
  const [kept, rest] = cutAt(label, left);
  const more = rest === '' ? '' : `<span class="more">${escapeHtml(rest)}</span>`;
  const first = value === undefined ? `<span class="gap">${shown}</span>` : `<b>${escapeHtml(shown)}</b>`;
  return `${first} ${escapeHtml(kept)}${more}`;
}

function linkHtml({ label, address }: SheetNumbers['links'][number]): string {
  const safe = safeAddress(address);
  const words = escapeHtml(address);
  const shown =
    safe === undefined ? words : `<a href="${escapeHtml(safe)}" rel="noreferrer noopener">${words}</a>`;
  return `${escapeHtml(label)}: ${shown}`;
}

function storyHtml({ title, lines }: Story, writer: HtmlWriter): string {
  const spans = lines.map((line) => `<span>${writer.inline(line, 'words')}</span>`);
  return `<strong>${escapeHtml(title)}</strong>${spans.join('')}`;
}

const sectionHtml = (name: string, kind: string, inside: string): string =>
  `<section${kind === '' ? '' : ` class="${kind}"`}>\n<h2>${escapeHtml(name)}</h2>\n${inside}</section>\n`;

const listHtml = (name: string, kind: string, items: readonly string[]): string =>
  items.length === 0
    ? ''
    : sectionHtml(name, kind, `<ul>\n${items.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n`);

function bodyHtml(
  { themes, links, open }: SheetNumbers,
  stories: readonly Story[],
  writer: HtmlWriter,
  { shortened, columnEms }: SheetFit,
): string {
  let index = 0;
  const row = (each: SheetRow): string => rowHtml(each, shortened.has(index++) ? columnEms : undefined);
  return [
    ...themes.map(({ name, rows }) => listHtml(name || 'Numbers', '', rows.map(row))),
    listHtml(
      'Stories',
      'stories',
      stories.map((story) => storyHtml(story, writer)),
    ),
    listHtml('Links', '', links.map(linkHtml)),
    open.length > 0 ? sectionHtml('Still open', 'still', `<p>${open.map(escapeHtml).join(', ')}</p>\n`) : '',
  ].join('');
}

export function cheatsheet(content: PageContent): { readonly html: string; readonly pages: number } {
  const marks = openMarks(content);
  const wordsAt = (index: number): string => marks.at(index)?.words ?? '';
  const numbers = sheetNumbers(content);
  const stories = storiesOf(content, marks, wordsAt);
  const fit = fitSheet(itemsOf(numbers, stories, wordsAt), numbers.themes.length + 3);
  const filled = numbers.themes.reduce((sum, { rows }) => sum + rows.length, numbers.links.length);
  const all = filled + numbers.open.length;
  const count =
    content.mode === 'filled' ? `${filled} of ${all} numbers filled` : `${all} numbers to fill in`;
  const title = textHtml(content.title);
  const html = `${pageHead(title, style)}<body class="${sizeClass(fit.points)}">
<header><h1>${title}</h1><p>${all === 0 ? 'These answers cite no number.' : count}</p></header>
<main>
${bodyHtml(numbers, stories, htmlWriter({ heading: 3, mark: marks.at }), fit)}</main>
</body>
</html>
`;
  return { html, pages: fit.pages };
}
