// A study guide as one page that needs nothing else: no address is ever asked for anything, and nothing of
// an answer runs.
import highlighter from 'highlight.js/lib/common';
import type { Metric } from '../../core/base/metric.ts';
import { type Question, STAR_PARTS, type StarPart } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import type { Values } from '../../core/fill/value.ts';
import type { ExportMode, Outgoing } from '../../core/import/export.ts';
import { partName } from '../../core/stories/stories.ts';
import { outgoing } from '../export/outgoing.ts';
import { escapeHtml, safeAddress, seen, textHtml } from '../markdown/html-text.ts';
import { type HtmlWriter, htmlWriter } from '../markdown/to-html.ts';
import { SCRIPT, SCRIPT_HASH } from './guide-script.ts';
import { STYLE, STYLE_HASH } from './guide-style.ts';
import { meanings, type Numbers, openMarks, pageHead } from './page.ts';

// Colours for code: the home of highlight.js.

/** Longer code is shown plainly: colouring it takes long, and nobody reads it in an answer. */
const LONGEST = 20_000;

/** Code as HTML, each word in a class of its kind; undefined for a language that is not known. */
function highlightedCode(text: string, language: string): string | undefined {
  if (text.length > LONGEST || highlighter.getLanguage(language) === undefined) return undefined;
  return highlighter.highlight(text, { language, ignoreIllegals: true }).value;
}

// The parts of a story as they stand in an answer, when nothing but their names stands between them.

type StoryPart = { readonly part: StarPart; readonly text: string };

/** A heading or a label with the name of the part, and nothing else. */
const NAME = /^\s*(?:#{1,6}[ \t]+|[-*+][ \t]+)?[*_]{0,3}\p{L}{4,9}[*_]{0,3}[ \t]?:?[*_]{0,3}[ \t#]*\s*$/u;

/**
 * The parts of `star` in the order in which `answer` tells them.
 * @returns undefined when the answer says anything beside them: then it is to be shown as it is
 */
export function storyParts(
  answer: string,
  star: Readonly<Partial<Record<StarPart, string>>> | undefined,
): readonly StoryPart[] | undefined {
  if (!star) return undefined;
  const parts: StoryPart[] = [];
  let from = 0;
  for (const part of STAR_PARTS) {
    const text = star[part]?.trim();
    if (text === undefined || text === '') continue;
    const at = answer.indexOf(text, from);
    const name = at === -1 ? '' : answer.slice(from, at);
    if (!NAME.test(name) || !name.toLowerCase().includes(part)) return undefined;
    parts.push({ part, text });
    from = at + text.length;
  }
  return parts.length > 0 && answer.slice(from).trim() === '' ? parts : undefined;
}

// One question of a page: what is asked, and what is folded below it.

/** Texts of the question hold marks for the writer. */
type Shown = { readonly question: Outgoing; readonly numbers: Numbers };

/** The name of a question in addresses: an id has no blanks, and none in a page either. */
const anchorOf = (id: string): string => `q-${seen(id).replaceAll(/\s+/g, '-')}`;

const heading = (text: string): string => `<h4>${text}</h4>\n`;
const fold = (asked: string, told: string): string =>
  `<details class="fold">\n<summary>${asked}</summary>\n<div class="reply">\n${told}</div>\n</details>\n`;

/** A title: words as they are, with code in it as code. */
export const titleHtml = (title: string): string =>
  textHtml(title).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

const flag = (kind: string, text: string): string => `<span class="${kind}">${text}</span>`;

function factsOf({ question, numbers }: Shown, flagsOpen: boolean): string {
  const { difficulty, minutes, draft, own } = question;
  const open = flagsOpen ? numbers.open.size : 0;
  return [
    flag(`level ${difficulty}`, difficulty),
    flag('time', `${minutes} min`),
    ...(own ? [flag('own', 'your version')] : []),
    ...(draft ? [flag('draft', 'no answer yet')] : []),
    ...(open > 0 ? [flag('unfilled', `${open} unfilled`)] : []),
  ].join(' ');
}

/** What is asked beyond the title, apart from the answer below it. */
const asksHtml = ({ asked }: Outgoing, writer: HtmlWriter): string =>
  asked === undefined ? '' : `<div class="asks">\n${writer.block(asked)}</div>\n`;

function answerHtml({ answer, star, draft }: Outgoing, writer: HtmlWriter): string {
  if (answer.trim() === '' && draft) return '<p class="none">There is no answer yet.</p>\n';
  const parts = storyParts(answer, star);
  if (!parts) return writer.block(answer);
  const told = parts.map(
    ({ part, text }) =>
      `<div class="part">\n${heading(partName(part))}<div>\n${writer.block(text)}</div>\n</div>\n`,
  );
  return `<div class="story">\n${told.join('')}</div>\n`;
}

function pointsHtml({ keyPoints }: Outgoing, writer: HtmlWriter): string {
  if (keyPoints.length === 0) return '';
  const items = keyPoints.map((point) => `<li>${writer.inline(point, 'links')}</li>\n`);
  return `<div class="points">\n${heading('Key points')}<ul>\n${items.join('')}</ul>\n</div>\n`;
}

function followUpsHtml({ followUps }: Outgoing, writer: HtmlWriter): string {
  if (followUps.length === 0) return '';
  const items = followUps.map(({ question, answer }) =>
    answer.trim() === ''
      ? `<p class="asked">${writer.inline(question, 'links')}</p>\n`
      : fold(writer.inline(question, 'words'), writer.block(answer)),
  );
  return `<div class="follow-ups">\n${heading('Follow-ups')}${items.join('')}</div>\n`;
}

function sourceHtml(source: string): string {
  const address = safeAddress(source);
  const text = textHtml(source);
  return `Source: ${address === undefined ? text : `<a href="${escapeHtml(address)}" rel="noreferrer noopener">${text}</a>`}`;
}

function restHtml({ notes, tags, source }: Outgoing, writer: HtmlWriter): string {
  const last = [
    ...(tags.length > 0 ? [tags.map((tag) => `<span>${textHtml(tag)}</span>`).join(' ')] : []),
    ...(source === undefined ? [] : [sourceHtml(source)]),
  ];
  return [
    ...(notes === undefined
      ? []
      : [`<div class="notes">\n${heading('Notes')}${writer.block(notes)}</div>\n`]),
    ...(last.length > 0 ? [`<p class="tags">${last.join('<br>')}</p>\n`] : []),
  ].join('');
}

/** A question with its answer folded. `flagsOpen`: says how many of its numbers are missing. */
function questionHtml(shown: Shown, writer: HtmlWriter, flagsOpen: boolean): string {
  const { question, numbers } = shown;
  const { number, title, id } = question;
  const label = number === undefined ? '' : `<span class="number">${number}</span> `;
  const open = flagsOpen && numbers.open.size > 0 ? ' data-unfilled' : '';
  return `<article class="question" id="${escapeHtml(anchorOf(id))}"${open}>
<details>
<summary><h3 dir="auto">${label}${titleHtml(title)}</h3> <span class="facts">${factsOf(shown, flagsOpen)}</span></summary>
<div class="answer" dir="auto">
${asksHtml(question, writer)}${answerHtml(question, writer)}${pointsHtml(question, writer)}${followUpsHtml(question, writer)}${restHtml(question, writer)}</div>
</details>
</article>
`;
}

type Section = { readonly name: string; readonly id: string; readonly shown: readonly Shown[] };

/** A section without a name is called this. */
const NAMELESS = 'Questions';

/** Neighbours of the same section together. */
function sectionsOf(all: readonly Shown[]): readonly Section[] {
  const sections: (Section & { shown: Shown[] })[] = [];
  for (const shown of all) {
    const name = seen(shown.question.section).trim() || NAMELESS;
    const last = sections.at(-1);
    if (last?.name === name) last.shown.push(shown);
    else sections.push({ name, id: `section-${sections.length + 1}`, shown: [shown] });
  }
  return sections;
}

function entryHtml({ question: { id, number, title } }: Shown): string {
  const label = number === undefined ? '' : `<span class="number">${number}</span> `;
  return `<li><a href="#${encodeURIComponent(anchorOf(id))}">${label}${titleHtml(title)}</a></li>\n`;
}

function contentsHtml(sections: readonly Section[]): string {
  const parts = sections.map(
    ({ name, id, shown }) =>
      `<li><a class="section" href="#${id}">${escapeHtml(name)}</a>\n<ol>\n${shown.map(entryHtml).join('')}</ol></li>\n`,
  );
  return `<nav aria-label="Contents">
<details class="contents" open>
<summary>Contents</summary>
<ol>
${parts.join('')}</ol>
</details>
</nav>
`;
}

/** How much of what the answers cite is there. */
function countsOf(all: readonly Shown[]): { readonly filled: number; readonly open: number } {
  const keys = (kind: 'filled' | 'open') => new Set(all.flatMap(({ numbers }) => [...numbers[kind]]));
  return { filled: keys('filled').size, open: keys('open').size };
}

function factsOfHtmlPage(all: readonly Shown[], sections: number, mode: ExportMode): string {
  const { filled, open } = countsOf(all);
  const numbers =
    mode === 'filled' && filled + open > 0 ? [`${filled} of ${filled + open} numbers filled`] : [];
  return [countOf(all.length, 'question'), countOf(sections, 'section'), ...numbers].join(' · ');
}

/** Controls; the script shows them, since they are no use without it. */
const toolsHtml = (hasUnfilled: boolean): string => `<div class="tools" role="search" hidden>
<input type="search" id="search" aria-label="Search the questions" placeholder="Search  ( / )" autocomplete="off" spellcheck="false">
<div class="buttons">
<button type="button" id="fold-all">Open all</button>
${hasUnfilled ? '<button type="button" id="only-unfilled" aria-pressed="false">Only unfilled</button>\n' : ''}<button type="button" id="dark" aria-pressed="false">Dark</button>
<details class="keys">
<summary>Keys</summary>
<div class="box">
<dl>
<div><dt><kbd>/</kbd></dt><dd>search</dd></div>
<div><dt><kbd>j</kbd> <kbd>k</kbd></dt><dd>next and previous question; the arrows too while it is folded</dd></div>
<div><dt><kbd>Enter</kbd></dt><dd>open or fold</dd></div>
<div><dt><kbd>o</kbd></dt><dd>open or fold all</dd></div>
<div><dt><kbd>Esc</kbd></dt><dd>fold; leave the search</dd></div>
</dl>
<label><input type="checkbox" id="letters" checked> Single letters are keys</label>
</div>
</details>
</div>
<p id="found" role="status"></p>
</div>
`;

const ALLOWED = [`script-src '${SCRIPT_HASH}'`, `style-src '${STYLE_HASH}'`];

/** All questions with their texts marked. */
function shownIn(
  { questions, mode, values }: PageContent,
  marks: ReturnType<typeof openMarks>,
): readonly Shown[] {
  return questions.map(({ question, own }) => {
    const first = marks.count();
    const going = outgoing(question, own, mode, values, marks.write);
    return { question: going, numbers: marks.numbersSince(first) };
  });
}

/** Writes the page: plain HTML with one style and one script, the same for the same content. */
export function htmlPage(content: PageContent): string {
  const { mode, questions, metrics } = content;
  const marks = openMarks(
    meanings(
      questions.map(({ question }) => question),
      metrics,
    ),
  );
  const shown = shownIn(content, marks);
  const sections = sectionsOf(shown);
  const writer = htmlWriter({ heading: 4, code: highlightedCode, mark: marks.at });
  // Where no value is shown, none is missing.
  const flagsOpen = mode === 'filled';
  const hasUnfilled = flagsOpen && shown.some(({ numbers }) => numbers.open.size > 0);
  const isNumbered = shown.some(({ question }) => question.number !== undefined);
  const title = textHtml(content.title);
  const body = sections.map(
    ({ name, id, shown: inside }) => `<section>
<h2 id="${id}" dir="auto">${escapeHtml(name)}</h2>
${inside.map((each) => questionHtml(each, writer, flagsOpen)).join('')}</section>
`,
  );
  return `${pageHead(title, ALLOWED, STYLE)}<body>
<a class="skip" href="#questions">Skip to the questions</a>
<header>
<h1>${title}</h1>
<p class="facts">${factsOfHtmlPage(shown, sections.length, mode)}</p>
</header>
${toolsHtml(hasUnfilled)}<div class="columns">
${contentsHtml(sections)}<main id="questions" tabindex="-1"${isNumbered ? ' class="numbered"' : ''}>
${body.join('')}</main>
</div>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

// What pages are made of: questions and the values that they cite, before anything is drawn. Types alone.

/** What goes onto a page. */
export type PageContent = {
  readonly title: string;
  /** In the order of the page, each with the user's own version of its answer where that is meant. */
  readonly questions: readonly { readonly question: Question; readonly own: string | undefined }[];
  readonly mode: ExportMode;
  readonly values: Values;
  readonly metrics: ReadonlyMap<string, Metric>;
};
