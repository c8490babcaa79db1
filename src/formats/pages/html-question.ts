// One question of a page: what is asked, and what is folded below it. Knows the elements; knows nothing of the page.
import type { Outgoing } from '../../core/export.ts';
import { partName } from '../../core/star-shares.ts';
import { escapeHtml, safeAddress, seen, textHtml } from '../html-text.ts';
import type { HtmlWriter } from '../markdown-html.ts';
import type { Numbers } from './marks.ts';
import { storyParts } from './story-parts.ts';

/** Texts of the question hold marks for the writer. */
export type Shown = { readonly question: Outgoing; readonly numbers: Numbers };

/** The name of a question in addresses: an id has no blanks, and none in a page either. */
export const anchorOf = (id: string): string => `q-${seen(id).replaceAll(/\s+/g, '-')}`;

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
export function questionHtml(shown: Shown, writer: HtmlWriter, flagsOpen: boolean): string {
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
