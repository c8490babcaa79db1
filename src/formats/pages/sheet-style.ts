// How a cheat sheet looks: three narrow columns on one page of paper, and as many as fit on a screen. Plain CSS; the size
// of its letters is one of a few classes, since the page lets no element have a style of its own.
import { COLOURS } from './html-colours.ts';
import { SHEET_COLUMNS, SHEET_LINE_HEIGHT } from './sheet-fit.ts';

/** Of the style, as the policy of the page wants it; the test of this file says what it has to be after a change. */
export const STYLE_HASH = 'sha256-M/3hxKiSaxuqXmztZapPgLCw5WvxBYE1+0d38W3lnAA=';

/** Sizes that a sheet can have, in points. */
const SIZES = [6.5, 7, 7.5, 8, 8.5, 9, 9.5];

/** The class of a size. */
export const sizeClass = (points: number): string => `size-${String(points).replace('.', '-')}`;

const SHEET = `
*, *::before, *::after { box-sizing: border-box; }
html { background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 84rem; padding: 1.5rem clamp(1rem, 4vw, 2.5rem) 3rem;
  font: 1rem/1.45 Arial, Helvetica, "Liberation Sans", sans-serif; overflow-wrap: anywhere;
}
header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .2rem 1rem; padding-bottom: .6rem; margin-bottom: 1rem; border-bottom: 1px solid var(--line); }
h1 { margin: 0; font-size: 1.5em; letter-spacing: -.01em; }
header p { margin: 0; color: var(--soft); }
main { columns: 21rem; column-gap: 2.5rem; }
h2 { margin: 1.3em 0 .4em; font-size: 1em; color: var(--accent); break-after: avoid; }
section:first-child h2 { margin-top: 0; }
ul { list-style: none; margin: 0; padding: 0; }
li { padding-left: .8em; text-indent: -.8em; margin: .15em 0; break-inside: avoid; }
.stories li { margin: 0 0 .6em; padding: 0; text-indent: 0; }
.stories strong, .stories li > span { display: block; }
.stories li > span { padding-left: .9em; }
mark { background: none; color: inherit; }
b, mark.filled { font-weight: 700; color: var(--filled-text); }
mark.open { color: var(--open-text); }
.still { color: var(--soft); font-size: .92em; }
.still p { margin: 0; }
a { color: var(--accent); }
`;

const PAPER = `
@page { margin: 8mm 8mm 9mm; @bottom-right { content: counter(page) " / " counter(pages); font: 6pt Arial, sans-serif; color: #565d66; } }
@media print {
  html { background: none; }
  body { max-width: none; padding: 0; line-height: ${SHEET_LINE_HEIGHT}; }
  header { padding-bottom: 1mm; margin-bottom: 2mm; }
  h1 { font-size: 1.3em; }
  main { columns: ${SHEET_COLUMNS}; column-gap: 5mm; }
  h2 { margin: .7em 0 .15em; }
  li { margin: 0; }
  .stories li { margin: 0 0 .25em; }
  .more { display: none; }
  li:has(.more)::after { content: "\\2026"; }
  a { color: inherit; text-decoration: none; }
${SIZES.map((points) => `  .${sizeClass(points)} { font-size: ${points}pt; }`).join('\n')}
}
`;

/** The whole style. */
export const STYLE = [COLOURS, SHEET, PAPER].join('');
