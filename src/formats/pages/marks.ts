// Values and gaps in the texts of a page: kept apart from the words around them while these are Markdown, and shown as
// what they are. Knows what each stands for in words; knows nothing of where on the page it stands.
import { GAP, type ExportMode, type WriteText } from '../../core/export.ts';
import type { Segment } from '../../core/fill.ts';
import type { Metric } from '../../core/metric.ts';
import { placeholderLabel } from '../../core/placeholder.ts';
import type { Question } from '../../core/question.ts';
import { escapeHtml, seen } from '../html-text.ts';
import { markText, type MarkShown } from '../markdown-html.ts';

/** Values that stand in a text, and those that are wanted there, by key. */
export type Numbers = { readonly filled: ReadonlySet<string>; readonly open: ReadonlySet<string> };

export type Marks = {
  /** Makes a text with marks in place of values and gaps. */
  readonly write: WriteText;
  /** What stands at a mark. */
  readonly at: (index: number) => MarkShown | undefined;
  /** How many marks there are so far. */
  readonly count: () => number;
  /** What the marks from `first` on stand for. */
  readonly numbersSince: (first: number) => Numbers;
};

type Marked = { readonly segment: Segment; readonly mode: ExportMode };

/** What each key stands for, in words: the prompt of its metric, or what its author says is wanted. */
export function meanings(
  questions: readonly Question[],
  metrics: ReadonlyMap<string, Metric>,
): ReadonlyMap<string, string> {
  const known = new Map([...metrics].map(([name, { prompt }]) => [name, prompt] as const));
  for (const { placeholders } of questions)
    for (const placeholder of placeholders)
      if (!known.has(placeholder.key)) known.set(placeholder.key, placeholderLabel(placeholder));
  return known;
}

/** Opens the marks of one page. */
export function openMarks(meaning: ReadonlyMap<string, string>): Marks {
  const marked: Marked[] = [];
  const shown = ({ segment, mode }: Marked): MarkShown => {
    if (segment.kind === 'plain') return { html: '', words: '' };
    const isGap = segment.kind === 'open' && mode === 'strip';
    const words = isGap ? GAP : seen(segment.text).replaceAll(/\s+/g, ' ');
    if (isGap) return { html: `<span class="gap">${words}</span>`, words };
    const told = meaning.get(segment.key);
    const title = told === undefined ? '' : ` title="${escapeHtml(seen(told))}"`;
    const element = segment.kind === 'filled' ? 'filled' : 'open';
    return { html: `<mark class="${element}"${title}>${escapeHtml(words)}</mark>`, words };
  };
  return {
    write: (segments, mode) =>
      segments
        .map((segment) =>
          segment.kind === 'plain' ? seen(segment.text) : markText(marked.push({ segment, mode }) - 1),
        )
        .join(''),
    at: (index) => {
      const there = marked[index];
      return there && shown(there);
    },
    count: () => marked.length,
    numbersSince: (first) => {
      const keys = (kind: Segment['kind']): ReadonlySet<string> =>
        new Set(
          marked.slice(first).flatMap(({ segment }) => {
            return segment.kind !== 'plain' && segment.kind === kind ? [segment.key] : [];
          }),
        );
      return { filled: keys('filled'), open: keys('open') };
    },
  };
}
