// How every page of prep begins: what it may load and run, and how it looks.
import type { Metric } from '../../core/base/metric.ts';
import type { Question } from '../../core/base/question.ts';
import type { Segment } from '../../core/fill/value.ts';
import { placeholderLabel } from '../../core/fill/values.ts';
import { type ExportMode, GAP, type WriteText } from '../../core/import/export.ts';
import { escapeHtml, seen, textHtml } from '../markdown/html-text.ts';
import { type MarkShown, markText } from '../markdown/to-html.ts';

/**
 * The beginning of a page, up to and with `</head>`.
 * @param title as HTML
 * @param allowed what the page runs and loads, beside images that it brings along: directives of a content security policy
 * @param style the style sheet, whose digest must be among what is allowed
 */
export function pageHead(title: string, allowed: readonly string[], style: string): string {
  const policy = [
    `default-src 'none'`,
    ...allowed,
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
<style>${style}</style>
</head>
`;
}

// Colours of pages, light and dark. Each pair of a text and what is behind it has a contrast of at least
// 4.5 to 1.

const LIGHT = `
--page: #fcfcfa; --raised: #ffffff; --sunk: #f4f4f0; --line: #dfdfd8; --edge: #8b8f94;
--text: #1f2429; --soft: #565d66; --accent: #1f5f99; --focus: #1f5f99;
--filled: #e2f0e6; --filled-text: #14502f; --open: #fdedcf; --open-text: #7c4300; --hit: #ffe58a;
--easy: #2b6a41; --medium: #7a5200; --hard: #a03030;
--keyword: #8a2463; --string: #1d6136; --number: #964000; --name: #1f5f99; --comment: #626870;
`;

const DARK = `
--page: #15171a; --raised: #1b1e22; --sunk: #202429; --line: #343a41; --edge: #7e868f;
--text: #e3e5e8; --soft: #a3abb4; --accent: #8fbfec; --focus: #8fbfec;
--filled: #1c3a29; --filled-text: #b4e3c4; --open: #44320f; --open-text: #f3cd8d; --hit: #6b5606;
--easy: #86c99d; --medium: #dfb765; --hard: #f09c98;
--keyword: #e59bc6; --string: #9ad2ab; --number: #eeb07c; --name: #8fbfec; --comment: #9aa2ab;
`;

/** Variables of a page: light or dark as the system has it, or as `data-theme` says; light on paper. */
export const COLOURS = `
:root { color-scheme: light; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { color-scheme: dark; ${DARK} } }
@media screen { :root[data-theme="dark"] { color-scheme: dark; ${DARK} } }
`;

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
