// A study guide as one self-contained page: it requests nothing and runs nothing from an answer.
import highlighter from 'highlight.js/lib/common';
import { countOf } from '../../core/base/wording.ts';
import type { Outgoing } from '../../core/import/export.ts';
import { outgoing } from '../export/outgoing.ts';
import { addressHtml, escapeHtml, seen, textHtml } from '../markdown/html.ts';
import { type HtmlWriter, htmlWriter } from '../markdown/to-html.ts';
import * as style from './assets/guide.css';
import * as script from './assets/guide.js';
import { openMarks, type PageContent, pageHead, titleHtml } from './page.ts';

/** In characters; coloring longer code takes too long. */
const LONGEST_COLORED = 20_000;

function highlightedCode(text: string, language: string): string | undefined {
  if (text.length > LONGEST_COLORED || highlighter.getLanguage(language) === undefined) return undefined;
  return highlighter.highlight(text, { language, ignoreIllegals: true }).value;
}

/** Ids have no spaces in a bank, and must have none in a page. */
const anchorOf = (id: string): string => `q-${seen(id).replaceAll(/\s+/g, '-')}`;

const heading = (text: string): string => `<h4>${text}</h4>\n`;
const labelHtml = ({ number }: Outgoing): string =>
  number === undefined ? '' : `<span class="number">${number}</span> `;

function factsHtml({ difficulty, minutes, draft, own }: Outgoing): string {
  const facts = [
    ['level', difficulty],
    ['time', `${minutes} min`],
    own && ['own', 'your version'],
    draft && ['draft', 'no answer yet'],
  ];
  return facts.flatMap((fact) => (fact ? [`<span class="${fact[0]}">${fact[1]}</span>`] : [])).join(' ');
}

const answerHtml = ({ answer, draft }: Outgoing, writer: HtmlWriter): string =>
  answer.trim() === '' && draft ? '<p class="none">No answer yet.</p>\n' : writer.block(answer);

function followUpHtml(
  { question, answer }: Outgoing['followUps'][number],
  { inline, block }: HtmlWriter,
): string {
  return answer.trim() === ''
    ? `<p class="asked">${inline(question, 'links')}</p>\n`
    : `<details class="fold">\n<summary>${inline(question, 'words')}</summary>\n<div class="reply">\n${block(answer)}</div>\n</details>\n`;
}

function bodyHtml(question: Outgoing, writer: HtmlWriter): string {
  const { asked, keyPoints, followUps, notes, tags, source } = question;
  const points = keyPoints.map((point) => `<li>${writer.inline(point, 'links')}</li>\n`);
  const last = [
    tags.map((tag) => `<span>${textHtml(tag)}</span>`).join(' '),
    source === undefined ? '' : `Source: ${addressHtml(source)}`,
  ].filter((line) => line !== '');
  return [
    asked !== undefined && `<div class="asks">\n${writer.block(asked)}</div>\n`,
    answerHtml(question, writer),
    points.length > 0 &&
      `<div class="points">\n${heading('Key points')}<ul>\n${points.join('')}</ul>\n</div>\n`,
    followUps.length > 0 &&
      `<div class="follow-ups">\n${heading('Follow-ups')}${followUps.map((each) => followUpHtml(each, writer)).join('')}</div>\n`,
    notes !== undefined && `<div class="notes">\n${heading('Notes')}${writer.block(notes)}</div>\n`,
    last.length > 0 && `<p class="tags">${last.join('<br>')}</p>\n`,
  ]
    .filter((part) => part !== false)
    .join('');
}

const questionHtml = (question: Outgoing, writer: HtmlWriter): string =>
  `<article class="question" id="${escapeHtml(anchorOf(question.id))}">
<details>
<summary><h3 dir="auto">${labelHtml(question)}${titleHtml(question.title)}</h3> <span class="facts">${factsHtml(question)}</span></summary>
<div class="answer" dir="auto">
${bodyHtml(question, writer)}</div>
</details>
</article>
`;

type Section = { readonly name: string; readonly id: string; readonly questions: Outgoing[] };

const UNNAMED_SECTION = 'Questions';

function sectionsOf(questions: readonly Outgoing[]): readonly Section[] {
  const sections: Section[] = [];
  for (const each of questions) {
    const name = seen(each.section).trim() || UNNAMED_SECTION;
    const last = sections.at(-1);
    if (last?.name === name) last.questions.push(each);
    else sections.push({ name, id: `section-${sections.length + 1}`, questions: [each] });
  }
  return sections;
}

const entryHtml = (question: Outgoing): string =>
  `<li><a href="#${encodeURIComponent(anchorOf(question.id))}">${labelHtml(question)}${titleHtml(question.title)}</a></li>\n`;

function contentsHtml(sections: readonly Section[]): string {
  const parts = sections.map(
    ({ name, id, questions }) =>
      `<li><a class="section" href="#${id}">${escapeHtml(name)}</a>\n<ol>\n${questions.map(entryHtml).join('')}</ol></li>\n`,
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

export function htmlPage(content: PageContent): string {
  const { mode, values } = content;
  const marks = openMarks(mode);
  const questions = content.questions.map(({ question, own }) =>
    outgoing(question, own, mode, values, marks.write),
  );
  const sections = sectionsOf(questions);
  const writer = htmlWriter({ heading: 4, code: highlightedCode, mark: marks.at });
  const [filled, open] = [marks.count('filled'), marks.count('open')];
  const facts = [
    countOf(questions.length, 'question'),
    countOf(sections.length, 'section'),
    ...(mode === 'filled' && filled + open > 0 ? [`${filled} of ${filled + open} values filled`] : []),
  ];
  const title = textHtml(content.title);
  const body = sections.map(
    ({ name, id, questions: inside }) => `<section>
<h2 id="${id}" dir="auto">${escapeHtml(name)}</h2>
${inside.map((each) => questionHtml(each, writer)).join('')}</section>
`,
  );
  return `${pageHead(title, style, script)}<body>
<a class="skip" href="#questions">Skip to the questions</a>
<header>
<h1>${title}</h1>
<p class="facts">${facts.join(' · ')}</p>
</header>
<div class="columns">
${contentsHtml(sections)}<main id="questions" tabindex="-1">
${body.join('')}</main>
</div>
<script>${script.text}</script>
</body>
</html>
`;
}
