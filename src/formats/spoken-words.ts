// Markdown as it is read aloud: words without marks. Code and pictures are for the eyes; that they are there is said.
// Knows nothing of voices.
import { plainLine } from '../core/one-line.ts';

const CODE = /^( {0,3})(`{3,}|~{3,})[^\n]*\n[^]*?(?:^ {0,3}\2[^\n]*$|(?![^]))/gm;
const MARKS: readonly (readonly [RegExp, string])[] = [
  [CODE, '\nThere is code on the screen.\n'],
  [/<!--[^]*?(?:-->|$)/g, ' '],
  [/!\[([^\]]*)\]\([^)\n]*\)/g, '$1'],
  [/\[([^\]]+)\]\([^)\n]*\)/g, '$1'],
  [/<\/?[a-z][^>\n]{0,200}>/gi, ' '],
  [/^ {0,3}#{1,6} +/gm, ''],
  [/^ {0,3}(?:>|[-*+]|\d{1,9}[.)]) +/gm, ''],
  [/^ {0,3}(?:-{3,}|\*{3,}|_{3,}|={3,})$/gm, ''],
  [/`+([^`\n]+)`+/g, '$1'],
  [/(\*\*|__|~~)(?=\S)([^\n]*?\S)\1/g, '$2'],
  [/(?<![\p{L}\p{N}])([*_])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/gu, '$2'],
  [/\\([!-/:-@[-`{-~])/g, '$1'],
];

/** Nobody listens longer than this, in UTF-16 units. */
const LONGEST = 4000;

/** What is said of a question: its title, and the words of what is asked beyond it. */
export function spokenWords(title: string, asked = ''): string {
  const words = MARKS.reduce((text, [mark, by]) => text.replace(mark, by), asked.slice(0, LONGEST));
  const lines = `${title}\n${words}`.split('\n').map(plainLine);
  // A line is a sentence, so that a voice pauses behind it.
  return lines
    .filter((line) => /[\p{L}\p{N}]/u.test(line))
    .map((line) => (/[.?!:;,]$/.test(line) ? line : `${line}.`))
    .join(' ');
}
