// A cheat sheet, on one printed page if possible: headlines by theme, the values of answers without one,
// stories in two lines each, links, and metrics without a value.
import * as style from './assets/cheatsheet.css';
import { groupBy, sumOf } from '../../core/base/collections.ts';
import type { Metric } from '../../core/base/metric.ts';
import type { Placeholder, Question } from '../../core/base/question.ts';
import type { Text } from '../../core/base/span.ts';
import { isWithin, shownPlaceholders, type Values } from '../../core/fill/conditional.ts';
import { decisionOf, valueName } from '../../core/fill/values.ts';
import { GAP } from '../../core/import/export.ts';
import { isGoTo } from '../../core/stories/stories.ts';
import { outgoing } from '../export/outgoing.ts';
import { addressHtml, escapeHtml, seen, textHtml } from '../markdown/html.ts';
import { headlineIn } from '../question/story.ts';
import { htmlWriter, type HtmlWriter } from '../markdown/to-html.ts';
import { type Marks, openMarks, type PageContent, pageHead } from './page.ts';

/** `value` is undefined for a placeholder. */
type SheetRow = { readonly label: string; readonly value: string | undefined };

type Cited = {
  readonly key: string;
  readonly metric: Metric | undefined;
  readonly placeholder: Placeholder;
  /** The first that cites it; the value is listed in its section. */
  readonly question: Question;
  /** False for a value that is only in headlines. */
  isListed: boolean;
};

/** Keeps the nonbreaking spaces between number and unit. */
const oneLine = (text: string): string =>
  seen(text)
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

/** What the sheet shows of a question. Your own version replaces it. */
const headlineOf = ({ question, own }: PageContent['questions'][number]): Text | undefined =>
  own === undefined ? question.headline : undefined;

function citedIn({ questions, metrics, mode, values }: PageContent): readonly Cited[] {
  const cited = new Map<string, Cited>();
  for (const each of questions) {
    const { question } = each;
    const headline = headlineOf(each);
    const shown = shownPlaceholders(question, (condition) =>
      mode === 'filled' ? decisionOf(condition, values) : 'open',
    ).filter(({ written }) => !headline || isWithin(written.at, headline.at));
    for (const [key, placeholder] of new Map(shown.map((one) => [one.key, one]))) {
      const metric = metrics.get(key);
      const known = cited.get(key) ?? { key, metric, placeholder, question, isListed: false };
      known.isListed ||= !headline;
      cited.set(key, known);
    }
  }
  return [...cited.values()];
}

const labelOf = ({ metric, placeholder, question }: Cited, values: Values | undefined): string =>
  oneLine(metric?.prompt ?? valueName(question, placeholder, values, true));

/** Themes follow the order of the questions. Without values, every one is a blank to fill in by hand. */
function sheetNumbers(content: PageContent) {
  const { mode, values } = content;
  let told = 0;
  const themes = new Map(content.questions.map(({ question }) => [question.section, [] as SheetRow[]]));
  const links: { readonly label: string; readonly address: string }[] = [];
  const open: string[] = [];
  for (const cited of citedIn(content)) {
    const known = mode === 'filled' ? values.get(cited.key) : undefined;
    if (known?.origin === 'notMeasured') continue;
    const value = known && oneLine(known.text);
    const label = labelOf(cited, mode === 'filled' ? values : undefined);
    if (value === undefined && mode === 'filled') open.push(cited.metric ? cited.key : label);
    else if (value !== undefined && cited.metric?.kind === 'url') links.push({ label, address: value });
    else if (!cited.isListed || cited.metric?.kind === 'event') told += 1;
    else themes.get(cited.question.section)?.push({ label, value });
  }
  /** `told`: how many values are only in headlines. */
  return { themes, told, links, open };
}

/** In ems, on average over English text and figures in Arial; wide letters, as in Chinese, take one. */
const LETTER_EMS = 0.5;
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFFE6]/g;

const textEms = (text: string): number =>
  text.length * LETTER_EMS + (text.match(WIDE)?.length ?? 0) * (1 - LETTER_EMS);

/**
 * Font sizes in points, with the width of a column in ems and the lines of a page in three columns, which A4 and Letter
 * have with the lines and columns of assets/cheatsheet.css. A little is left by ragged lines and columns.
 */
const SIZES = [
  { points: 9.5, ems: 17.38, lines: 183 },
  { points: 8.5, ems: 19.43, lines: 204 },
  { points: 7.5, ems: 22.02, lines: 231 },
  { points: 7, ems: 23.59, lines: 249 },
] as const;
const HEADING_LINES = 2;

/** The largest size that fits on one page; several pages if none fits. */
export function fitSheet(items: readonly number[], headings: number) {
  const fitAt = ({ points, ems, lines }: (typeof SIZES)[number]) => {
    const needed = sumOf(items, (item) => Math.max(1, Math.ceil(item / ems))) + headings * HEADING_LINES;
    return { points, pages: Math.max(1, Math.ceil(needed / lines)) };
  };
  return SIZES.map(fitAt).find(({ pages }) => pages === 1) ?? fitAt(SIZES[2]);
}

/** In ems, between an entry's value and label, and its indent. */
const INDENT = 1;

/** Of one sentence of a story, which the style cuts after three lines. */
const LONGEST_LINE = 62;

/** Of the lines of a body before they wrap. */
function fitOf(body: string) {
  const plain = body.replaceAll(/<h2>.*<\/h2>/g, '');
  const [, ...lines] = plain.split(/(?=<(?:li|p|span|span class="line")>)/);
  const items = lines.map((line) => {
    const ems = textEms(line.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '&')) + INDENT;
    return line.startsWith('<span class') ? Math.min(LONGEST_LINE, ems) : ems;
  });
  return fitSheet(items, body.split('<h2>').length - 1);
}

const SENTENCE_END = /(?<=[.!?]["'”’)\ufdd1]*)\s+(?=["'“‘(\ufdd0]?[\p{Lu}\p{N}\ufdd0])/u;

export const plainWords = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^[\]\n]{0,300})\]\([^()\n]{0,500}\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/\*{1,3}|`+|~~|(?<![\p{L}\p{N}])__?|__?(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

export const sentencesOf = (words: string): readonly string[] => words.split(SENTENCE_END).filter(Boolean);

type Story = { readonly title: string; readonly lines: readonly string[]; readonly isCut: boolean };

function storyLines(star: Readonly<Record<string, string>>, answer: string): readonly string[] {
  const first = sentencesOf(plainWords(star['situation'] ?? answer));
  const result = sentencesOf(plainWords(star['result'] ?? ''));
  const telling = result.find((sentence) => sentence.includes('\ufdd0')) ?? result[0];
  return [first[0], telling].flatMap((line) => line ?? []);
}

/** Stories have no section; those tagged `go-to` are first. */
function toldIn({ questions, mode, values }: PageContent, marks: Marks) {
  const told = questions.flatMap(({ question, own }) => {
    const { title, star, answer } = outgoing(question, own, mode, values, marks.write);
    const headline = headlineIn(answer);
    const isStory = question.kind === 'star';
    if (isStory ? question.draft : headline === undefined) return [];
    const lines = headline === undefined ? storyLines({ ...star }, answer) : [plainWords(headline)];
    const section = isStory ? undefined : question.section;
    return [
      {
        section,
        isFirst: isStory && isGoTo(question),
        title: seen(title),
        lines,
        isCut: headline === undefined,
      },
    ];
  });
  const inOrder = told.toSorted((a, b) => Number(b.isFirst) - Number(a.isFirst));
  return groupBy(inOrder, ({ section }) => section);
}

const rowHtml = ({ label, value }: SheetRow): string =>
  `${value === undefined ? `<span class="gap">${GAP}</span>` : `<b>${escapeHtml(value)}</b>`} ${escapeHtml(label)}`;

function storyHtml({ title, lines, isCut }: Story, writer: HtmlWriter): string {
  const span = isCut ? '<span class="line">' : '<span>';
  const spans = lines.map((line) => `${span}${writer.inline(line, 'words')}</span>`);
  return `<strong>${escapeHtml(title)}</strong>${spans.join('')}`;
}

const sectionHtml = (name: string, kind: string, inside: string): string =>
  `<section${kind === '' ? '' : ` class="${kind}"`}>\n<h2>${escapeHtml(name)}</h2>\n${inside}</section>\n`;

const listHtml = (name: string, kind: string, items: readonly string[]): string =>
  items.length === 0
    ? ''
    : sectionHtml(name, kind, `<ul>\n${items.map((item) => `<li>${item}</li>\n`).join('')}</ul>\n`);

function bodyHtml(
  { themes, links, open }: ReturnType<typeof sheetNumbers>,
  stories: ReadonlyMap<string | undefined, readonly Story[]>,
  writer: HtmlWriter,
): string {
  const told = (name: string, some: readonly Story[]): string =>
    listHtml(
      name,
      'stories',
      some.map((story) => storyHtml(story, writer)),
    );
  return [
    ...[...themes].flatMap(([section, rows]) => {
      const name = oneLine(section);
      const own = stories.get(section) ?? [];
      const values = own.length > 0 ? `${name}: values` : name || 'Values';
      return [told(name || 'Headlines', own), listHtml(values, 'numbers', rows.map(rowHtml))];
    }),
    told('Stories', stories.get(undefined) ?? []),
    listHtml(
      'Links',
      '',
      links.map(({ label, address }) => `${escapeHtml(label)}: ${addressHtml(address)}`),
    ),
    open.length > 0
      ? sectionHtml('Still unfilled', 'still', `<p>${open.map(escapeHtml).join(', ')}</p>\n`)
      : '',
  ].join('');
}

export function cheatsheet(content: PageContent) {
  const marks = openMarks(content.mode);
  const numbers = sheetNumbers(content);
  const writer = htmlWriter({ heading: 3, mark: marks.at });
  const body = bodyHtml(numbers, toldIn(content, marks), writer);
  const { points, pages } = fitOf(body);
  const { themes, told, links, open } = numbers;
  const filled = sumOf([...themes.values()], (rows) => rows.length) + links.length + told;
  const all = filled + open.length;
  const count = content.mode === 'filled' ? `${filled} of ${all} values filled` : `${all} values to fill in`;
  const title = textHtml(content.title);
  // A class, because the page's policy forbids inline styles.
  const html = `${pageHead(title, style)}<body class="size-${String(points).replace('.', '-')}">
<header><h1>${title}</h1><p>${all === 0 ? 'These answers cite no values.' : count}</p></header>
<main>
${body}</main>
</body>
</html>
`;
  return { html, pages };
}
