// A cheat sheet, on one printed page if possible: headlines by theme, the values of answers without one (with the sentence or
// row of those that have no name), stories in a few lines each, links, and metrics without a value.
import * as style from './assets/cheatsheet.css';
import { groupBy, sumOf } from '../../core/base/collections.ts';
import type { Placeholder, Question } from '../../core/base/question.ts';
import { sentenceEnds, titleText } from '../../core/base/text.ts';
import { countOf } from '../../core/base/wording.ts';
import { isWithin, type Segment, type Values } from '../../core/fill/conditional.ts';
import {
  fillText,
  rowAround,
  segmentsText,
  sentenceAround,
  shownPlaceholders,
  textOf,
  valueName,
} from '../../core/fill/values.ts';
import { GAP } from '../../core/import/export.ts';
import { isGoTo } from '../../core/stories/stories.ts';
import { outgoing, type WriteText } from '../export/outgoing.ts';
import { addressHtml, escapeHtml, seen } from '../markdown/html.ts';
import { headlineIn } from '../question/story.ts';
import { htmlWriter } from '../markdown/to-html.ts';
import { inOneLine, openMarks, type PageContent, pageHtml } from './page.ts';

type Cited = PageContent['questions'][number] & { readonly placeholder: Placeholder };

/** By key, with the first question that cites it. Your own version of an answer replaces its headline. */
function citedIn({ questions, mode, values }: PageContent) {
  const cited = new Map<string, Cited>();
  /** Not those that are only in headlines. */
  const listed = new Set<string>();
  for (const { question, own } of questions) {
    const headline = own === undefined ? question.headline : undefined;
    const shown = shownPlaceholders(question, mode === 'filled' ? values : new Map()).filter(
      ({ written }) => !headline || isWithin(written.at, headline.at),
    );
    for (const [key, placeholder] of new Map(shown.map((one) => [one.key, one]))) {
      if (!cited.has(key)) cited.set(key, { placeholder, question, own });
      if (!headline) listed.add(key);
    }
  }
  return { cited, listed };
}

type Row = { readonly section: string | undefined; readonly html: string };

const itemsIn = (rows: readonly Row[], section: string | undefined): readonly string[] =>
  rows.flatMap((row) => (row.section === section ? [row.html] : []));

const isStory = ({ kind, draft }: Question): boolean => kind === 'star' && !draft;

/** What its sentence or row answers: the question, or one of its follow-ups; empty for what the lines of a story tell. */
function askedBy({ question, own, placeholder }: Cited, values: Values): string {
  const text = textOf(question, placeholder);
  const followUp = question.followUpTexts.find(({ answer }) => answer === text);
  if (followUp) return segmentsText(fillText(followUp.question, question, values));
  return isStory(question) && own === undefined ? '' : question.title;
}

/** `Time to a node: Before 94 s, After 38 s`; of two columns, the head tells nothing. */
function rowWords(head: readonly string[], row: string): string {
  const [, name = '', ...cells] = row.split('|').map((cell) => cell.trim());
  const named = head.length > 2 ? cells.map((cell, i) => cell && `${head[i + 1] ?? ''} ${cell}`) : cells;
  return [name, named.filter(Boolean).join(', ')].filter(Boolean).join(': ');
}

const entry = (title: string, lines: readonly string[]): string =>
  `<strong>${escapeHtml(seen(titleText(title)))}</strong>${lines.map((line) => `<span>${line}</span>`).join('')}`;

/** Without values, every one is a blank to fill in by hand. */
function sheetNumbers(content: PageContent) {
  const isFilled = content.mode === 'filled';
  const values: Values = isFilled ? content.values : new Map();
  const { cited, listed } = citedIn(content);
  const measured = [...cited].filter(([key]) => values.get(key)?.origin !== 'notMeasured');
  const rows: Row[] = [];
  const links: string[] = [];
  const sentences: Record<'section' | 'asked' | 'html', string>[] = [];
  const marks = openMarks(content.mode);
  const writer = htmlWriter({ heading: 3, mark: marks.at });
  const open: string[] = [];
  const written = (segments: readonly Segment[]): string =>
    segments.map((one) => marks.write('', one)).join('');
  for (const [key, one] of measured) {
    const { placeholder, question } = one;
    const metric = content.metrics.get(key);
    const label = inOneLine(
      metric?.prompt ?? valueName(question, placeholder, isFilled ? values : undefined, true),
    );
    const value = inOneLine(values.get(key)?.text ?? '');
    const shown = isFilled ? `<b>${escapeHtml(value)}</b>` : `<span class="gap">${GAP}</span>`;
    if (isFilled && !values.has(key)) open.push(escapeHtml(metric ? key : label));
    else if (isFilled && metric?.kind === 'url') links.push(`${escapeHtml(label)}: ${addressHtml(value)}`);
    else if (listed.has(key) && !metric) {
      const [asked, cells] = [askedBy(one, values), rowAround(question, placeholder, values)];
      const said = cells
        ? rowWords(cells.head, written(cells.row))
        : written(sentenceAround(question, placeholder, values));
      const html = writer.inline(plainWords(said), 'words');
      if (asked !== '') sentences.push({ section: question.section, asked, html });
    } else if (listed.has(key) && metric?.kind !== 'event')
      rows.push({ section: question.section, html: `${shown} ${escapeHtml(label)}` });
  }
  const said = [...groupBy(sentences, ({ section, asked }) => `${section}\n${asked}`).values()].map((own) => {
    const lines = [...new Set(own.map(({ html }) => html))];
    return { section: own[0]?.section, html: entry(own[0]?.asked ?? '', lines) };
  });
  return { rows, said, links, open, count: measured.length };
}

/** In ems, on average over English text and figures in Arial; wide letters, as in Chinese, take one. */
const LETTER_EMS = 0.5;
const WIDE = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFFE6]/g;

const textEms = (text: string): number =>
  text.length * LETTER_EMS + (text.match(WIDE)?.length ?? 0) * (1 - LETTER_EMS);

/** In points, as in assets/cheatsheet.css. */
const SIZES = [9, 8, 7];
/** Of a column, and of all lines of the three columns of a page (A4 or Letter), less a little for ragged ends. */
const COLUMN_POINTS = 165;
const PAGE_POINTS = 1735;
const HEADING_LINES = 2;

/**
 * The largest size that fits on one page; several pages of the smallest if none does.
 * @param items in ems
 */
export function fitSheet(items: readonly number[], headings: number) {
  let fit = { points: 0, pages: 0 };
  for (const points of SIZES) {
    const lines = sumOf(items, (item) => Math.max(1, Math.ceil((item * points) / COLUMN_POINTS)));
    const needed = (lines + headings * HEADING_LINES) * points;
    fit = { points, pages: Math.max(1, Math.ceil(needed / PAGE_POINTS)) };
    if (fit.pages === 1) break;
  }
  return fit;
}

/** In ems, between an entry's value and label, and its indent. */
const INDENT = 1;

/** Of the lines of an entry before they wrap. */
const itemEms = (html: string): readonly number[] =>
  html
    .split('<span>')
    .map((line) => textEms(line.replaceAll(/<[^>]*>/g, '').replaceAll(/&\w+;/g, '&')) + INDENT);

const SENTENCE_END = /[.!?]["'”’)\ufdd1]*\s+(?=["'“‘(\ufdd0]?[\p{Lu}\p{N}\ufdd0])/gu;

export const plainWords = (markdown: string): string =>
  markdown
    .replaceAll(/!?\[([^[\]\n]{0,300})\]\([^()\n]{0,500}\)/g, '$1')
    .replaceAll(/^[ \t]*(?:#{1,6}|[-*+>]|\d{1,3}[.)])[ \t]+/gm, '')
    .replaceAll(/\*{1,3}|`+|~~|(?<![\p{L}\p{N}])__?|__?(?![\p{L}\p{N}])/gu, '')
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

export function sentencesOf(words: string): readonly string[] {
  const ends = sentenceEnds(words, SENTENCE_END).map(({ 0: end, index }) => index + end.length);
  return [...ends, words.length].map((end, i) => words.slice(ends[i - 1] ?? 0, end).trim()).filter(Boolean);
}

/** Up to about three lines, at a word. */
const cutSentence = (sentence: string): string => sentence.replace(/^(.{100}\S*)\s.*$/u, '$1…');

/** How it began, what came of it, if possible with a value, and the values that nothing else on the sheet tells. */
function storyLines(
  star: Readonly<Record<string, string>>,
  answer: string,
  isUntold: (sentence: string) => boolean,
): readonly string[] {
  const parts = new Map(Object.entries(star).map(([part, text]) => [part, sentencesOf(plainWords(text))]));
  const all = parts.size > 0 ? [...parts.values()].flat() : sentencesOf(plainWords(answer));
  const [first] = parts.get('situation') ?? all;
  const result = parts.get('result') ?? [];
  const telling = result.find((sentence) => sentence.includes('\ufdd0')) ?? result[0];
  const lines = all.filter((line) => line === first || line === telling || isUntold(line));
  return [...new Set(lines)].map((line) => (isUntold(line) ? line : cutSentence(line)));
}

const isFirst = (question: Question): boolean => question.kind === 'star' && isGoTo(question);

/** Headlines by section, and stories under undefined; those tagged `go-to` are first. */
function toldIn({ questions, mode, values, metrics }: PageContent): readonly Row[] {
  const marks = openMarks(mode);
  const writer = htmlWriter({ heading: 3, mark: marks.at });
  const inOrder = questions.toSorted((a, b) => Number(isFirst(b.question)) - Number(isFirst(a.question)));
  return inOrder.flatMap(({ question, own }) => {
    const untold: string[] = [];
    const write: WriteText = (shown, segment) => {
      const text = marks.write(shown, segment);
      const isShown = segment.kind === (mode === 'filled' ? 'filled' : 'open');
      if (isShown && !metrics.has(segment.key)) untold.push(text);
      return text;
    };
    const { title, star, answer } = outgoing(question, own, mode, values, write);
    const headline = headlineIn(answer);
    const isTold = question.kind === 'star' ? isStory(question) : headline !== undefined;
    if (!isTold) return [];
    const isUntold = (sentence: string): boolean => untold.some((text) => sentence.includes(text));
    const lines = headline === undefined ? storyLines({ ...star }, answer, isUntold) : [plainWords(headline)];
    const html = entry(
      title,
      lines.map((line) => writer.inline(line, 'words')),
    );
    return [{ section: question.kind === 'star' ? undefined : question.section, html }];
  });
}

export function cheatsheet(content: PageContent) {
  const { rows, said, links, open, count } = sheetNumbers(content);
  const told = [...toldIn(content), ...said];
  const names = new Set(content.questions.map(({ question }) => question.section));
  const parts = [
    ...[...names].flatMap((section) => {
      const name = inOneLine(section);
      const own = itemsIn(told, section);
      const valuesName = own.length > 0 ? `${name}: values` : name || 'Values';
      return [
        { name: name || 'Headlines', kind: 'stories', items: own },
        { name: valuesName, kind: 'numbers', items: itemsIn(rows, section) },
      ];
    }),
    { name: 'Stories', kind: 'stories', items: itemsIn(told, undefined) },
    { name: 'Links', kind: 'links', items: links },
    { name: 'Still unfilled', kind: 'open', items: open.length > 0 ? [open.join(', ')] : [] },
  ].filter(({ items }) => items.length > 0);
  const ems = parts.flatMap(({ items }) => items.flatMap(itemEms));
  const { points, pages } = fitSheet(ems, parts.length);
  const sections = parts.map(({ name, kind, items }) => {
    const list = items.map((item) => `<li>${item}</li>\n`).join('');
    return `<section class="${kind}">\n<h2>${escapeHtml(name)}</h2>\n<ul>\n${list}</ul>\n</section>\n`;
  });
  const filled =
    content.mode === 'filled'
      ? `${count - open.length} of ${count} values on this sheet filled`
      : `${countOf(count, 'value')} to fill in`;
  const body = `<header>
<h1>${escapeHtml(seen(content.title))}</h1>
<p>${count === 0 ? 'These answers cite no values.' : filled}</p>
</header>
<main class="size-${points}">
${sections.join('')}</main>
`;
  return { html: pageHtml(content.title, style, body), pages };
}
