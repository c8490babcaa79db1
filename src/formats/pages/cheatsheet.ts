// A cheat sheet, on one printed page if possible: headlines by theme, the values of answers without one (with the sentence of
// those that have no name), stories in two lines each, links, and metrics without a value.
import * as style from './assets/cheatsheet.css';
import { groupBy, sumOf } from '../../core/base/collections.ts';
import type { Placeholder, Question } from '../../core/base/question.ts';
import { sentenceEnds, titleText } from '../../core/base/text.ts';
import { countOf } from '../../core/base/wording.ts';
import { isWithin, type Values } from '../../core/fill/conditional.ts';
import { cellWords, sentenceAround, shownPlaceholders, valueName } from '../../core/fill/values.ts';
import { GAP } from '../../core/import/export.ts';
import { isGoTo } from '../../core/stories/stories.ts';
import { outgoing } from '../export/outgoing.ts';
import { addressHtml, escapeHtml, seen } from '../markdown/html.ts';
import { headlineIn } from '../question/story.ts';
import { htmlWriter } from '../markdown/to-html.ts';
import { inOneLine, openMarks, type PageContent, pageHtml } from './page.ts';

/** By key, with the first question that cites it. Your own version of an answer replaces its headline. */
function citedIn({ questions, mode, values }: PageContent) {
  const cited = new Map<string, { readonly placeholder: Placeholder; readonly question: Question }>();
  /** Not those that are only in headlines. */
  const listed = new Set<string>();
  for (const { question, own } of questions) {
    const headline = own === undefined ? question.headline : undefined;
    const shown = shownPlaceholders(question, mode === 'filled' ? values : new Map()).filter(
      ({ written }) => !headline || isWithin(written.at, headline.at),
    );
    for (const [key, placeholder] of new Map(shown.map((one) => [one.key, one]))) {
      if (!cited.has(key)) cited.set(key, { placeholder, question });
      if (!headline) listed.add(key);
    }
  }
  return { cited, listed };
}

type Row = { readonly section: string | undefined; readonly html: string };

const itemsIn = (rows: readonly Row[], section: string | undefined): readonly string[] =>
  rows.flatMap((row) => (row.section === section ? [row.html] : []));

/** Its sentence tells what it is; a story has lines of its own. */
const isTold = (question: Question, placeholder: Placeholder): boolean =>
  question.kind !== 'star' && cellWords(question, placeholder) === '';

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
  const sentences: { readonly question: Question; readonly html: string }[] = [];
  const marks = openMarks(content.mode);
  const writer = htmlWriter({ heading: 3, mark: marks.at });
  const open: string[] = [];
  for (const [key, { placeholder, question }] of measured) {
    const metric = content.metrics.get(key);
    const label = inOneLine(
      metric?.prompt ?? valueName(question, placeholder, isFilled ? values : undefined, true),
    );
    const value = inOneLine(values.get(key)?.text ?? '');
    const shown = isFilled ? `<b>${escapeHtml(value)}</b>` : `<span class="gap">${GAP}</span>`;
    if (isFilled && !values.has(key)) open.push(escapeHtml(metric ? key : label));
    else if (isFilled && metric?.kind === 'url') links.push(`${escapeHtml(label)}: ${addressHtml(value)}`);
    else if (listed.has(key) && !metric && isTold(question, placeholder)) {
      const said = sentenceAround(question, placeholder, values).map((one) => marks.write('', one));
      sentences.push({ question, html: writer.inline(plainWords(said.join('')), 'words') });
    } else if (listed.has(key) && metric?.kind !== 'event')
      rows.push({ section: question.section, html: `${shown} ${escapeHtml(label)}` });
  }
  const said = [...groupBy(sentences, ({ question }) => question)].map(([{ section, title }, own]): Row => {
    const lines = [...new Set(own.map(({ html }) => html))];
    return { section, html: entry(title, lines) };
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

/** How it began, and what came of it, if possible with a value. */
function storyLines(star: Readonly<Record<string, string>>, answer: string): readonly string[] {
  const [first] = sentencesOf(plainWords(star['situation'] ?? answer));
  const result = sentencesOf(plainWords(star['result'] ?? ''));
  const telling = result.find((sentence) => sentence.includes('\ufdd0')) ?? result[0];
  return [first, telling].flatMap((line) => line ?? []).map(cutSentence);
}

const isFirst = (question: Question): boolean => question.kind === 'star' && isGoTo(question);

/** Headlines by section, and stories under undefined; those tagged `go-to` are first. */
function toldIn({ questions, mode, values }: PageContent): readonly Row[] {
  const marks = openMarks(mode);
  const writer = htmlWriter({ heading: 3, mark: marks.at });
  const inOrder = questions.toSorted((a, b) => Number(isFirst(b.question)) - Number(isFirst(a.question)));
  return inOrder.flatMap(({ question, own }) => {
    const { title, star, answer } = outgoing(question, own, mode, values, marks.write);
    const headline = headlineIn(answer);
    const isStory = question.kind === 'star';
    if (isStory ? question.draft : headline === undefined) return [];
    const lines = headline === undefined ? storyLines({ ...star }, answer) : [plainWords(headline)];
    const html = entry(
      title,
      lines.map((line) => writer.inline(line, 'words')),
    );
    return [{ section: isStory ? undefined : question.section, html }];
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
