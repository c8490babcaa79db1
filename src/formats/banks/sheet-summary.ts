// The words of a `<summary>`: the question without the tags around it, and what else stands in the summary. Knows tags;
// knows nothing of the answer.
import type { Source } from '../../core/span.ts';
import { markdownOf } from '../html-markdown.ts';
import type { Details } from './details-elements.ts';
import { wordingOf, type Wording } from './guide-headings.ts';
import type { Stretch } from './made-source.ts';

const TAG_BEFORE =
  /^(?:<\/?(?:b|strong|i|em|u|h[1-6]|p|span|font|div|big|center|br|a|summary)(?:\s[^<>]{0,200})?\/?>|#{1,6}[ \t])/i;
const TAG_BEHIND =
  /<\/?(?:b|strong|i|em|u|h[1-6]|p|span|font|div|big|center|br|a|summary)(?:\s[^<>]{0,200})?\/?>$/i;
/** Where the words of the question end: an empty line, or a list below them. */
const WORDS_END = /\r?\n[ \t]*(?:\r?\n|(?:[-*+]|\d{1,2}[.)])[ \t])/;
const LONGEST_TAG = 240;
const MOST_TAGS = 12;

/** A stretch without blanks and tags around it. */
function bare(text: string, { start, end }: Stretch): Stretch {
  let [from, to] = [start, end];
  for (let round = 0; round < MOST_TAGS; round += 1) {
    while (from < to && /\s/.test(text.charAt(from))) from += 1;
    while (to > from && /\s/.test(text.charAt(to - 1))) to -= 1;
    const before = TAG_BEFORE.exec(text.slice(from, Math.min(to, from + LONGEST_TAG)))?.[0].length ?? 0;
    from += before;
    const behind = TAG_BEHIND.exec(text.slice(Math.max(from, to - LONGEST_TAG), to))?.[0].length ?? 0;
    to -= behind;
    if (before === 0 && behind === 0) break;
  }
  return { start: from, end: Math.max(from, to) };
}

function parted(source: Source, { summary }: Details): { readonly words: Stretch; readonly rest: Stretch } {
  const whole = bare(source.text, summary);
  const stop = source.text.slice(whole.start, whole.end).search(WORDS_END);
  const middle = stop === -1 ? whole.end : whole.start + stop;
  return {
    words: bare(source.text, { start: whole.start, end: middle }),
    rest: { start: middle, end: whole.end },
  };
}

/** The words that ask, with their number and marks. */
export function summaryWording(source: Source, details: Details): Wording {
  const { words } = parted(source, details);
  return wordingOf(source, words.start, words.end);
}

/** What stands in the summary below the words that ask; empty for most. */
export const summaryRest = (source: Source, details: Details): Stretch => parted(source, details).rest;

/** The words of a question on one line, tags and character references turned into plain words and Markdown. */
export function titleWords(text: string): string {
  const words = /[<&]/.test(text) ? markdownOf(text) : text;
  const title = words
    .replace(/\\([!-/:-@[-`{-~])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  return title.replace(/^(\*\*|__)(?=\S)(.{1,600})\1$/, (whole, _mark: string, inner: string) =>
    inner.includes('**') ? whole : inner,
  );
}

const NUMBER = /^(?:\*\*|__)?(?:Q(?:uestion)?\s?)?#?(\d{1,4})\s?[.):](?:\*\*|__)?\s+(?=\S)/i;

/** The words without a number that stood in tags of its own before them. */
export function withoutNumber(title: string): { readonly title: string; readonly number?: number } {
  const found = NUMBER.exec(title);
  return found ? { title: title.slice(found[0].length), number: Number(found[1]) } : { title };
}
