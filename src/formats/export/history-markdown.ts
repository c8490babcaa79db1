// The attempts at a question as one Markdown file, to keep or to give to a coach.
import type { NamedPoint } from '../../core/base/attempt.ts';
import { onOneLine, quoted, tickList } from '../markdown/html-text.ts';

export type HistorySection = {
  readonly heading: string;
  /** A name and what there is to say. */
  readonly facts: readonly (readonly [name: string, text: string])[];
  /** Points by name; a sentence where they have no names. */
  readonly points: readonly NamedPoint[] | string;
  /** What was said; empty when nothing is known of it. */
  readonly text: string;
};

function section({ heading, facts, points, text }: HistorySection): string {
  const known = facts
    .filter(([, fact]) => fact !== '')
    .map(([name, fact]) => `- ${name}: ${onOneLine(fact)}`);
  return [
    `## ${onOneLine(heading)}`,
    known.join('\n'),
    typeof points === 'string' ? points : tickList(points),
    text.trim() === '' ? '' : quoted(text.trim()),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** The file. */
export const historyMarkdown = (title: string, sections: readonly HistorySection[]): string =>
  `${[`# ${onOneLine(title)}`, ...sections.map(section)].join('\n\n')}\n`;
