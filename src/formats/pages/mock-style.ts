// How the report of a mock looks as a page: one column, light and dark, the same on paper. Plain CSS; nothing is loaded.
import { COLOURS } from './html-colours.ts';
import { WHOLE_STYLE } from './report-parts.ts';
import { BARS_STYLE } from './svg-bars.ts';

/** Of the style, as the policy of the page wants it; the test of this file says what it has to be after a change. */
export const STYLE_HASH = 'sha256-fnYkfnYOUYycKM1gQULu5Z/HQX9PdSXFxAQItV5Pbt8=';

const PAGE = `
*, *::before, *::after { box-sizing: border-box; }
html { font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif; background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 50rem; padding: 2rem clamp(1rem, 4vw, 3rem) 5rem; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.7rem, 5vw, 2.3rem); line-height: 1.15; letter-spacing: -.02em; margin: 1rem 0 .5rem; }
h2 { margin: 2.5rem 0 .75rem; font-size: 1.3rem; line-height: 1.3; }
h3 { margin: 2rem 0 .25rem; font-size: 1.0625rem; line-height: 1.45; }
h4 { margin: 1rem 0 .25rem; font-size: .875rem; color: var(--soft); }
p { margin: .5rem 0; }
ul { margin: .5rem 0; padding-left: 1.4em; }
.facts { padding: 0; list-style: none; display: flex; flex-wrap: wrap; gap: .1rem 1.2rem; color: var(--soft); }
.told { color: var(--soft); font-size: .9375rem; }
.points { list-style: none; padding-left: 0; }
.points li { padding-left: 1.6em; text-indent: -1.6em; }
.points .mark { display: inline-block; width: 1.6em; text-indent: 0; font-weight: 600; }
.covered .mark { color: var(--easy); } .missed .mark { color: var(--hard); }
.filled { background: var(--filled); color: var(--filled-text); font-weight: 600; padding: .05em .3em; border-radius: 4px; }
.uncited { background: var(--open); color: var(--open-text); padding: .05em .3em; border-radius: 4px; }
article .bars { margin: 1rem 0; }
blockquote { margin: .75rem 0; padding-left: 1.1rem; border-left: 3px solid var(--line); white-space: pre-wrap; }
.next { margin-top: 2.5rem; padding: 1rem 1.3rem; background: var(--sunk); border-radius: 10px; }
code { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
`;

const PAPER = `
@page { margin: 17mm 16mm 18mm; }
@media print {
  html { font-size: 10pt; line-height: 1.4; background: none; }
  body { max-width: none; padding: 0; }
  h2, h3, h4 { break-after: avoid; }
  li, .next { break-inside: avoid; }
  .filled, .uncited, .next { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;

/** The whole style. */
export const STYLE = [COLOURS, PAGE, BARS_STYLE, WHOLE_STYLE, PAPER].join('');
