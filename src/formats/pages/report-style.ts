// How the report looks: one column of charts with their words below, the same on paper. Plain CSS without a script; it
// loads no font and no picture.
import { COLOURS } from './html-colours.ts';
import { WHOLE_STYLE } from './report-parts.ts';
import { BARS_STYLE } from './svg-bars.ts';

/** Of the style, as the policy of the page wants it; the test of this file says what it has to be after a change. */
export const STYLE_HASH = 'sha256-acXJdpm8fwu0JNzIfSf/5boKivjee6OAESyF/CMgxMU=';

const PAGE = `
*, *::before, *::after { box-sizing: border-box; }
html {
  font: 100%/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  background: var(--page); color: var(--text); -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
body { margin: 0 auto; max-width: 52rem; padding: 0 clamp(1rem, 4vw, 3rem) 4rem; overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 3px; }
header { padding: 3rem 0 .5rem; }
h1 { font-size: clamp(1.8rem, 5vw, 2.4rem); line-height: 1.15; letter-spacing: -.02em; margin: 0; }
header p { margin: .5rem 0 0; color: var(--soft); }
section { margin-top: 2.75rem; }
h2 { margin: 0 0 .75rem; font-size: 1.25rem; line-height: 1.3; }
figure { margin: 0; }
figcaption, section > p { margin: .75rem 0 0; max-width: 46rem; }
details { margin-top: .6rem; font-size: .9rem; }
summary { cursor: pointer; color: var(--accent); width: max-content; max-width: 100%; }
.table { overflow-x: auto; overflow-wrap: normal; margin-top: .5rem; }
table { border-collapse: collapse; font-size: .9rem; line-height: 1.45; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem 1rem .3rem 0; text-align: right; vertical-align: top; white-space: nowrap; border-bottom: 1px solid var(--line); }
th:first-child, td:first-child { text-align: left; white-space: normal; min-width: 7rem; }
thead th { color: var(--soft); font-weight: 600; border-bottom-color: var(--edge); }
tbody th { font-weight: 400; }
.leeches { margin: .75rem 0 0; padding: 0; list-style: none; }
.leeches li { margin: 0 0 .8rem; break-inside: avoid; }
.leeches span { display: block; color: var(--soft); font-size: .9rem; }
code { font: .9em ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; padding: .1em .35em; background: var(--sunk); border-radius: 4px; color: var(--text); }
.legend { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; margin: .6rem 0 0; padding: 0; list-style: none; font-size: .875rem; }
.legend li { display: flex; align-items: center; gap: .4rem; }
.swatch { display: inline-block; width: .8rem; height: .8rem; border-radius: 2px; }
`;

const CHARTS = `
.chart { display: block; width: 100%; max-width: 46rem; font-size: .8125rem; overflow: visible; }
.chart text { fill: var(--text); }
.chart .soft { fill: var(--soft); font-variant-numeric: tabular-nums; }
.chart .value { text-anchor: end; }
.scaled { width: calc(100% - 3.8em); max-width: calc(46rem - 3.8em); margin-left: 3.8em; }
.square { max-width: 20rem; }
.scaled .scale { fill: var(--soft); text-anchor: end; transform: translateX(-.5em); font-variant-numeric: tabular-nums; }
.calendar { font-size: .75rem; }
.calendar text { fill: var(--soft); }
.chart .grid { stroke: var(--line); }
.chart .axis { stroke: var(--edge); }
.chart .bar { fill: var(--accent); }
.chart .bad { fill: var(--hard); }
.chart .line { stroke: var(--accent); stroke-width: 1.5; opacity: .55; }
.chart .dot { fill: var(--accent); }
.chart .range { stroke: var(--soft); stroke-width: 1.5; }
.chart .wished { stroke: var(--medium); stroke-width: 1.5; stroke-dasharray: 5 4; }
.chart .part { stroke: var(--page); }
.chart .again { fill: var(--hard); } .chart .hard { fill: var(--medium); } .chart .good { fill: var(--easy); } .chart .easy { fill: var(--accent); }
.chart .heat-0 { fill: var(--sunk); stroke: var(--line); stroke-width: .5; }
.chart .heat-1, .chart .heat-2, .chart .heat-3, .chart .heat-4 { fill: var(--accent); }
.heat-1 { opacity: .28; } .heat-2 { opacity: .5; } .heat-3 { opacity: .75; }
.swatch { background: var(--accent); }
.swatch.heat-0 { background: var(--sunk); outline: 1px solid var(--line); outline-offset: -1px; }
.swatch.again { background: var(--hard); } .swatch.hard { background: var(--medium); } .swatch.good { background: var(--easy); }
`;

const NARROW = `
@media (max-width: 36rem) {
  header { padding-top: 1.75rem; }
  .calendar .even { display: none; }
  th, td { padding-right: .7rem; }
}
`;

const PAPER = `
@page { margin: 16mm 15mm 17mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #565d66; } }
@media print {
  html { font-size: 10pt; background: none; }
  body { max-width: none; padding: 0; }
  header { padding: 0; }
  section { margin-top: 8mm; }
  h2 { break-after: avoid; }
  figure, .chart, .table, tr { break-inside: avoid; }
  details { display: none; }
  .table { overflow: visible; }
  .chart, .swatch { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;

/** The whole style. */
export const STYLE = [COLOURS, PAGE, BARS_STYLE, WHOLE_STYLE, CHARTS, NARROW, PAPER].join('');
