// How every page of prep begins: what it may load and run, and how it looks.
import type { Metric } from '../../core/base/metric.ts';
import type { Question } from '../../core/base/question.ts';
import type { Segment } from '../../core/fill/value.ts';
import { placeholderLabel } from '../../core/fill/values.ts';
import { type ExportMode, GAP, type WriteText } from '../../core/import/export.ts';
import { escapeHtml, seen, textHtml } from '../markdown/html-tokens.ts';
import { type MarkShown, markText } from '../markdown/to-html.ts';

/** A style sheet or a script, and its digest as a content security policy names it. */
type Asset = { readonly text: string; readonly digest: string };

/**
 * The beginning of a page, up to and with `</head>`. Its policy allows this style, this script and images that the page
 * brings along, and nothing else.
 * @param title as HTML
 */
export function pageHead(title: string, style: Asset, script?: Asset): string {
  const policy = [
    `default-src 'none'`,
    ...(script ? [`script-src '${script.digest}'`] : []),
    `style-src '${style.digest}'`,
    'img-src data:',
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="prep">
<title>${title}</title>
<link rel="icon" href="data:,">
<style>${style.text}</style>
</head>
`;
}

// Values and gaps in the texts of a page: kept apart from the words around them while these are Markdown,
// and shown as what they are.

/** Values that stand in a text, and those that are wanted there, by key. */
export type Numbers = { readonly filled: ReadonlySet<string>; readonly open: ReadonlySet<string> };

export type Marks = {
  /** Makes a text with marks in place of values and gaps. */
  readonly write: WriteText;
  /** What stands at a mark. */
  readonly at: (index: number) => MarkShown | undefined;
  /** How many marks have been made so far, repeats included. */
  readonly count: () => number;
  /** What the marks made from `first` on stand for. */
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

function shownAs({ segment, mode }: Marked, meaning: ReadonlyMap<string, string>): MarkShown {
  if (segment.kind === 'plain') return { html: '', words: '' };
  if (segment.kind === 'open' && mode === 'strip')
    return { html: `<span class="gap">${GAP}</span>`, words: GAP };
  // A space that keeps number and unit together stays one.
  const words = seen(segment.text).replaceAll(/[ \t\n]+/g, ' ');
  const told = meaning.get(segment.key);
  const title = told === undefined ? '' : ` title="${textHtml(told)}"`;
  return { html: `<mark class="${segment.kind}"${title}>${escapeHtml(words)}</mark>`, words };
}

/** Opens the marks of one page. The same value for the same key has the same mark everywhere. */
export function openMarks(meaning: ReadonlyMap<string, string>): Marks {
  const marked: Marked[] = [];
  const indexOf = new Map<string, number>();
  const used: number[] = [];
  const markOf = (segment: Exclude<Segment, { kind: 'plain' }>, mode: ExportMode): string => {
    const name = JSON.stringify([segment.kind, segment.key, segment.text, mode]);
    const index = indexOf.get(name) ?? marked.push({ segment, mode }) - 1;
    indexOf.set(name, index);
    used.push(index);
    return markText(index);
  };
  return {
    write: (segments, mode) =>
      segments
        .map((segment) => (segment.kind === 'plain' ? seen(segment.text) : markOf(segment, mode)))
        .join(''),
    at: (index) => {
      const there = marked[index];
      return there && shownAs(there, meaning);
    },
    count: () => used.length,
    numbersSince: (first) => {
      const filled = new Set<string>();
      const open = new Set<string>();
      for (const index of used.slice(first)) {
        const segment = marked[index]?.segment;
        if (segment && segment.kind !== 'plain') (segment.kind === 'filled' ? filled : open).add(segment.key);
      }
      return { filled, open };
    },
  };
}
