import type { Metric } from '../../core/base/metric.ts';
import { markText } from '../../core/base/markup.ts';
import type { Question } from '../../core/base/question.ts';
import { titleText } from '../../core/base/text.ts';
import type { Segment, Values } from '../../core/fill/conditional.ts';
import { type ExportMode, GAP } from '../../core/import/export.ts';
import type { WriteText } from '../export/outgoing.ts';
import { escapeHtml, seen, textHtml } from '../markdown/html.ts';
import type { MarkShown } from '../markdown/to-html.ts';

/** The digest is for the content security policy. */
type Asset = { readonly text: string; readonly digest: string };

/** The policy allows only this style and embedded images. */
export function pageHtml(title: string, style: Asset, body: string): string {
  const policy = `default-src 'none'; style-src '${style.digest}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="prep">
<title>${textHtml(title)}</title>
<link rel="icon" href="data:,">
<style>${style.text}</style>
</head>
<body>
${body}</body>
</html>
`;
}

/** Keeps the nonbreaking spaces between number and unit. */
export const inOneLine = (text: string): string =>
  seen(text)
    .replaceAll(/[ \t\n]+/g, ' ')
    .trim();

export const titleHtml = (title: string): string =>
  textHtml(titleText(title)).replaceAll(/`([^`]+)`/g, '<code>$1</code>');

export type PageContent = {
  readonly title: string;
  /** In page order, each with the user's own version, if wanted. */
  readonly questions: readonly { readonly question: Question; readonly own: string | undefined }[];
  readonly mode: ExportMode;
  readonly values: Values;
  readonly metrics: ReadonlyMap<string, Metric>;
};

type Marked = Exclude<Segment, { kind: 'plain' }>;

function shownAs(segment: Marked, mode: ExportMode): MarkShown {
  if (segment.kind === 'open' && mode === 'strip')
    return { html: `<span class="gap">${GAP}</span>`, words: GAP };
  const words = inOneLine(segment.text);
  return { html: `<mark class="${segment.kind}">${escapeHtml(words)}</mark>`, words };
}

/** The marks of one page: placeholders and values are marks in the Markdown of a text and become HTML last. */
export function openMarks(mode: ExportMode) {
  const marked: Marked[] = [];
  const write: WriteText = (_shown, segment) =>
    segment.kind === 'plain' ? seen(segment.text) : markText(marked.push(segment) - 1);
  return {
    write,
    at: (index: number) => {
      const there = marked[index];
      return there && shownAs(there, mode);
    },
    /** Different ones in all texts so far. */
    count: (kind: Marked['kind']): number =>
      new Set(marked.flatMap((each) => (each.kind === kind ? [each.key] : []))).size,
  };
}
