// The attempts at a question as one Markdown file, to keep or to give to a coach. Knows Markdown; what the facts are is told.
import { oneLine } from '../core/one-line.ts';

export type HistorySection = {
  readonly heading: string;
  /** A name and what there is to say. */
  readonly facts: readonly (readonly [name: string, text: string])[];
  /** Points by name; a sentence where they have no names. */
  readonly points: readonly { readonly text: string; readonly covered: boolean }[] | string;
  /** What was said; empty when nothing is known of it. */
  readonly text: string;
};

/** A quotation, so that nothing in it is a heading of the file. */
const quoted = (text: string): string =>
  text
    .replaceAll(/\r\n?/g, '\n')
    .trim()
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');

function section({ heading, facts, points, text }: HistorySection): string {
  const known = facts.filter(([, fact]) => fact !== '').map(([name, fact]) => `- ${name}: ${oneLine(fact)}`);
  const ticked =
    typeof points === 'string'
      ? [points].filter(Boolean)
      : points.map((point) => `- [${point.covered ? 'x' : ' '}] ${oneLine(point.text)}`);
  return [
    `## ${oneLine(heading)}`,
    known.join('\n'),
    ticked.join('\n'),
    text.trim() === '' ? '' : quoted(text),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The file. */
export const historyMarkdown = (title: string, sections: readonly HistorySection[]): string =>
  `${[`# ${oneLine(title)}`, ...sections.map(section)].join('\n\n')}\n`;
