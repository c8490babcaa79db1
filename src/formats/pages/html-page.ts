// A study guide as one page that needs nothing else: no address is ever asked for anything, and nothing of an answer runs.
// Knows the page around the questions; what is inside them, how it looks and what the keys do is known elsewhere.
import type { ExportMode } from '../../core/export.ts';
import { countOf } from '../../core/wording.ts';
import { escapeHtml, seen, textHtml } from '../html-text.ts';
import { htmlWriter } from '../markdown-html.ts';
import { outgoing } from '../outgoing.ts';
import { highlightedCode } from './html-code.ts';
import { anchorOf, questionHtml, titleHtml, type Shown } from './html-question.ts';
import { SCRIPT, SCRIPT_HASH } from './html-script.ts';
import { STYLE, STYLE_HASH } from './html-style.ts';
import { meanings, openMarks } from './marks.ts';
import type { PageContent } from './page-content.ts';
import { pageHead } from './page-head.ts';

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

function factsOf(all: readonly Shown[], sections: number, mode: ExportMode): string {
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
<p class="facts">${factsOf(shown, sections.length, mode)}</p>
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
