// A cheat sheet: the numbers of the user by theme, the stories in two lines each, links, and what is still open, on one
// printed page where that can be. Knows its elements; what stands on it and what fits is known elsewhere.
import { GAP } from '../../core/export.ts';
import { escapeHtml, safeAddress, seen, textHtml } from '../html-text.ts';
import { htmlWriter, type HtmlWriter } from '../markdown-html.ts';
import { outgoing } from '../outgoing.ts';
import { meanings, openMarks, type Marks } from './marks.ts';
import type { PageContent } from './page-content.ts';
import { pageHead } from './page-head.ts';
import {
  sheetNumbers,
  showsValues,
  storiesFirst,
  type SheetLink,
  type SheetNumbers,
  type SheetRow,
} from './sheet-content.ts';
import { fitSheet, type SheetFit, type SheetItem } from './sheet-fit.ts';
import { sizeClass, STYLE, STYLE_HASH } from './sheet-style.ts';
import { clipped, cutAt, plainWords, sentencesOf, tellingStarts, widthWith } from './sheet-words.ts';
import { textEms } from './text-width.ts';

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
