// A study guide as one self-contained page: it requests nothing and runs nothing from an answer.
import highlighter from 'highlight.js/lib/common';
import { countOf } from '../../core/base/wording.ts';
import { type Outgoing, outgoing, withMedia } from '../export/outgoing.ts';
import { addressHtml, escapeHtml, seen, textHtml } from '../markdown/html.ts';
import { type HtmlWriter, htmlWriter } from '../markdown/to-html.ts';
import * as style from './assets/guide.css';
import { openMarks, type PageContent, pageHtml, titleHtml } from './page.ts';

/** In characters; coloring longer code takes too long. */
const LONGEST_COLORED = 20_000;

function highlightedCode(text: string, language: string): string | undefined {
  if (text.length > LONGEST_COLORED || highlighter.getLanguage(language) === undefined) return undefined;
  return highlighter.highlight(text, { language, ignoreIllegals: true }).value;
}

/** Ids have no spaces in a bank, and must have none in a page. */
const anchorOf = (id: string): string => `q-${seen(id).replaceAll(/\s+/g, '-')}`;

function factsText({ difficulty, minutes, draft, own, tags }: Outgoing): string {
  const facts = [difficulty, `${minutes} min`, own && 'your version', draft && !own && 'no answer yet'];
  return [...facts.filter((fact) => fact !== false), ...tags.map((tag) => `#${tag}`)].join(' · ');
}

const followUpHtml = (
  [question, answer]: Outgoing['followUps'][number],
  { inline, block }: HtmlWriter,
): string =>
  answer.trim() === ''
    ? `<p>${inline(question, 'links')}</p>\n`
    : `<details>\n<summary>${inline(question, 'words')}</summary>\n${block(answer)}</details>\n`;

const partHtml = (name: string, inside: string): string =>
  inside === '' ? '' : `<h4>${name}</h4>\n${inside}`;

function bodyHtml(question: Outgoing, writer: HtmlWriter): string {
  const { asked, answer, followUps, notes, source } = question;
  const points = question.points.map((point) => `<li>${writer.inline(point, 'links')}</li>\n`).join('');
  return [
    asked === '' ? writer.block(answer) : writer.block(asked) + partHtml('Answer', writer.block(answer)),
    partHtml('Key points', points && `<ul>\n${points}</ul>\n`),
    partHtml('Follow-ups', followUps.map((each) => followUpHtml(each, writer)).join('')),
    partHtml('Notes', writer.block(notes)),
    partHtml('Source', source === undefined ? '' : `<p>${addressHtml(source)}</p>\n`),
  ].join('');
}

/** The address of a question is within its fold, so that browsers open it. */
const questionHtml = (question: Outgoing, writer: HtmlWriter): string =>
  `<article>
<details>
<summary><h3 dir="auto">${question.number ?? ''} ${titleHtml(question.title)}</h3> <span class="facts">${textHtml(factsText(question))}</span></summary>
<div class="answer" id="${escapeHtml(anchorOf(question.id))}" dir="auto">
${bodyHtml(question, writer)}</div>
</details>
</article>
`;

type Section = { readonly name: string; readonly questions: Outgoing[] };

const UNNAMED_SECTION = 'Questions';

function sectionsOf(questions: readonly Outgoing[]): readonly Section[] {
  const sections: Section[] = [];
  for (const each of questions) {
    const name = seen(each.section).trim() || UNNAMED_SECTION;
    const last = sections.at(-1);
    if (last?.name === name) last.questions.push(each);
    else sections.push({ name, questions: [each] });
  }
  return sections;
}

/** `names`: of images, by question and path as written; `sources`: the images themselves, by name. */
type PageImages = {
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly sources: ReadonlyMap<string, string>;
};

export function htmlPage({ title, questions, mode, values }: PageContent, images?: PageImages): string {
  const marks = openMarks(mode);
  const going = questions.map(({ question, own }) =>
    withMedia(outgoing(question, own, mode, values, marks.write), images?.names.get(question.id)),
  );
  const sections = sectionsOf(going);
  const writer = htmlWriter({
    heading: 4,
    code: highlightedCode,
    mark: marks.at,
    images: images?.sources,
  });
  const [filled, open] = [marks.count('filled'), marks.count('open')];
  const facts = [
    countOf(questions.length, 'question'),
    countOf(sections.length, 'section'),
    ...(mode === 'filled' && filled + open > 0 ? [`${filled} of ${filled + open} values filled`] : []),
  ];
  const links = sections.map(({ name }, at) => `<li><a href="#section-${at}">${escapeHtml(name)}</a></li>\n`);
  const body = sections.map(
    ({ name, questions: inside }, at) => `<section>
<h2 id="section-${at}" dir="auto">${escapeHtml(name)}</h2>
${inside.map((each) => questionHtml(each, writer)).join('')}</section>
`,
  );
  return pageHtml(
    title,
    style,
    `<header>
<h1>${textHtml(title)}</h1>
<p class="facts">${facts.join(' · ')}</p>
</header>
<nav aria-label="Contents">
<ul>
${links.join('')}</ul>
</nav>
<main>
${body.join('')}</main>
`,
  );
}
