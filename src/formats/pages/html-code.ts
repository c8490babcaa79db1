// Colours for code: the home of highlight.js. Knows languages that are common in questions; knows nothing of pages.
import highlighter from 'highlight.js/lib/common';

/** Longer code is shown plainly: colouring it takes long, and nobody reads it in an answer. */
const LONGEST = 20_000;

/** Code as HTML, each word in a class of its kind; undefined for a language that is not known. */
export function highlightedCode(text: string, language: string): string | undefined {
  if (text.length > LONGEST || highlighter.getLanguage(language) === undefined) return undefined;
  return highlighter.highlight(text, { language, ignoreIllegals: true }).value;
}
