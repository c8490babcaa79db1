// AsciiDoc as Markdown, with the places of the document.
import downdoc from 'downdoc';
import type { Source } from '../../core/base/span.ts';
import { type Fragment, madeOfLines, rawLines } from './made-source.ts';

export const isAsciidoc = (file: string): boolean => /\.(?:adoc|asciidoc)$/i.test(file);

/** In characters. Lines are known again by what they begin with; their marks change. */
const KNOWN_BY = 24;
/** In lines. */
const MOST_MOVED = 200;
const lettersOf = (line: string): string => line.replaceAll(/[^\p{L}\p{N}]/gu, '');

/** `What is an outbox?::` above its answer, or before it. Terms that do not ask stay a list. */
const TERM = /^(\S.{0,300}?[?？])::(?:[ \t]+|$)/gm;
const FEWEST_TERMS = 2;

/** Questions as headings, so that a list in an answer is none of its list; blocks below need no `+` then. */
function withHeadings(text: string): string {
  if ((text.match(TERM) ?? []).length < FEWEST_TERMS) return text;
  return text
    .replaceAll(/^(\S.{0,300}?)::(?:[ \t]+(?=\S)|$)/gm, '\n====== $1\n\n')
    .replaceAll(/^(?:\+|\[qanda\])$/gm, '');
}

export function asciidocAsMarkdown(source: Source): Source {
  const written = rawLines(source).map(({ text, from }) => ({ from, letters: lettersOf(text) }));
  let last = 0;
  const lines = downdoc(withHeadings(source.text))
    .split('\n')
    .map((converted): Fragment => {
      // `<number>` may be to fill in.
      const text = converted.replaceAll('&lt;', '<');
      // A list's number and a code's language are not in the document.
      const letters = lettersOf(text.replace(/^\s*\d+\./, '')).slice(0, KNOWN_BY);
      const nearby = letters === '' ? [] : written.slice(last, last + MOST_MOVED);
      last += Math.max(
        0,
        nearby.findIndex((line) => line.letters.includes(letters)),
      );
      return { text, from: written[last]?.from ?? 0 };
    });
  return madeOfLines(source, lines);
}
