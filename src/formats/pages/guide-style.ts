// How the page of a study guide looks on a screen: one column of text with its contents beside it, or above
// it on a phone. Plain CSS; colours and paper have files of their own. It loads no font and no picture.
import { COLOURS } from './page.ts';

// How the page of a study guide looks on paper: every answer open, nothing to click, no line cut at the
// edge of the paper.

/** Plain CSS for paper. The script opens the answers as well, for browsers that do not know `::details-content`. */
const PRINT = `
@page { margin: 17mm 16mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #565d66; } }
@media print {
  html { font-size: 10pt; line-height: 1.4; background: none; }
  body { max-width: none; padding: 0; }
  .skip, .tools, nav { display: none !important; }
  .columns, .part { display: block; }
  header { padding: 0 0 8mm; }
  details::details-content { content-visibility: visible !important; block-size: auto !important; display: block !important; }
  summary::before, summary::after { display: none !important; }
  summary, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid; }
  .question { content-visibility: visible; margin: 0; padding: 0; }
  .question > details > summary { margin: 0; padding: 3mm 0 1mm; }
  main section:not([hidden]) ~ section { margin-top: 9mm; }
  h3 { font-size: 11.5pt; }
  .numbered h3, .numbered summary .facts, .numbered .answer { padding-inline-start: 0; }
  .numbered h3 .number { display: inline; min-width: 0; margin-inline: 0 .4em; padding: 0; }
  .answer { padding: 1mm 0 4mm; font-size: 10pt; line-height: 1.42; }
  .answer p, .answer ul, .answer ol, .answer pre, .answer blockquote, .answer .table { margin-bottom: .75em; }
  .points { padding: 3mm 4mm; margin: 4mm 0; }
  .points, .reply { font-size: 9.5pt; line-height: 1.4; }
  .follow-ups { margin: 4mm 0 0; }
  .fold > summary { padding: 0 0 1mm; font-weight: 600; font-size: 9.5pt; }
  .reply { padding: 0 0 1mm; }
  .tags { margin: 2mm 0 0 !important; font-size: 8pt; }
  h4, h5, h6 { margin: 3mm 0 1mm; }
  .fold > summary, .reply, .asked { padding-left: 0; }
  p, li { orphans: 3; widows: 3; }
  .points, tr, li, .tags { break-inside: avoid; }
  .tags { break-before: avoid; }
  pre, .table, .part, blockquote { overflow: visible; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 8.5pt; padding: 3mm 4mm; }
  table { width: 100%; overflow-wrap: anywhere; }
  a { color: inherit; text-decoration: none; }
  .answer a[href^="http"] { text-decoration: underline; }
  mark, pre, .points, :not(pre) > code, .level::before, .draft, .unfilled { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;

/** Of the style, as the policy of the page wants it; the test of this file says what it has to be after a change. */
export const STYLE_HASH = 'sha256-lNs9RTvgMOP/TDP1C1DyZm6P13AWb88hm9wzSivFv+o=';

const PAGE = `
*, *::before, *::after { box-sizing: border-box; }
html {
  font: 100%/1.6 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  background: var(--page); color: var(--text); scroll-padding-top: 5.5rem;
  -webkit-text-size-adjust: 100%; text-size-adjust: 100%;
}
body { margin: 0 auto; max-width: 76rem; padding: 0 clamp(1rem, 4vw, 3rem) 6rem; overflow-wrap: anywhere; }
[hidden] { display: none !important; }
a { color: var(--accent); text-underline-offset: .15em; text-decoration-thickness: .06em; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 3px; border-radius: 3px; }
main:focus-visible { outline: none; }
.skip { position: absolute; left: -100vw; padding: .5rem 1rem; background: var(--raised); z-index: 3; }
.skip:focus { left: 1rem; top: .5rem; }
header { padding: 3.5rem 0 1rem; }
h1 { font-size: clamp(1.9rem, 5vw, 2.5rem); line-height: 1.15; letter-spacing: -.02em; margin: 0; }
header .facts { margin: .6rem 0 0; color: var(--soft); }
.columns { display: grid; grid-template-columns: minmax(0, 17rem) minmax(0, 46rem); gap: 4rem; }
`;

const TOOLS = `
.tools {
  position: sticky; top: 0; z-index: 2; display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem;
  padding: .75rem 0; margin-bottom: 1.5rem; background: var(--page); border-bottom: 1px solid var(--line);
}
.tools input[type="search"] {
  flex: 1 1 16rem; min-width: 0; padding: .5rem .8rem; font: inherit; color: inherit;
  background: var(--raised); border: 1px solid var(--edge); border-radius: 8px;
}
.tools ::placeholder { color: var(--soft); opacity: 1; }
.buttons { display: flex; flex-wrap: wrap; gap: .5rem; }
button, .keys > summary {
  padding: .5rem .8rem; font: inherit; font-size: .9rem; line-height: 1.5; color: inherit; cursor: pointer; list-style: none;
  background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
}
button:hover, .keys > summary:hover { border-color: var(--edge); }
button[aria-pressed="true"] { background: var(--sunk); border-color: var(--edge); box-shadow: inset 0 0 0 1px var(--edge); }
.keys { position: relative; }
.keys > summary::-webkit-details-marker { display: none; }
.keys .box {
  position: absolute; right: 0; top: calc(100% + .4rem); width: min(21rem, calc(100vw - 2rem)); padding: 1rem 1.2rem;
  font-size: .9rem; background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
  box-shadow: 0 8px 28px rgb(0 0 0 / .16);
}
.keys dl { margin: 0 0 .8rem; }
.keys dl div { display: grid; grid-template-columns: 4.5rem 1fr; gap: .6rem; padding: .15rem 0; }
.keys dd { margin: 0; }
.keys label { display: flex; gap: .5rem; align-items: center; }
kbd {
  padding: .05em .4em; font: .85em ui-monospace, Consolas, "DejaVu Sans Mono", monospace;
  background: var(--sunk); border: 1px solid var(--line); border-radius: 4px;
}
#found { margin: 0; font-size: .9rem; color: var(--soft); }
#found:empty { margin-inline-start: -1rem; }
`;

const CONTENTS = `
nav { font-size: .875rem; line-height: 1.45; }
.contents { position: sticky; top: 5.5rem; max-height: calc(100vh - 7rem); overflow-y: auto; padding: 0 .75rem 1rem 3px; }
.contents > summary { font-weight: 600; cursor: pointer; padding: .2rem 0; }
.contents ol { list-style: none; margin: 0; padding: 0; }
.contents li { margin: .1rem 0; }
.contents a { display: block; padding: .2rem 0; color: var(--soft); text-decoration: none; }
.contents a:hover { color: var(--accent); text-decoration: underline; }
.contents li li a { padding-inline-start: 1.9em; text-indent: -1.9em; }
.contents .number { display: inline-block; min-width: 1.9em; margin: 0 -.3em 0 0; padding-inline-end: .15em; text-indent: 0; }
.contents a.section { margin-top: .9rem; font-weight: 600; color: var(--text); }
`;

const QUESTION = `
main section:not([hidden]) ~ section { margin-top: 3.5rem; }
h2 { margin: 0 0 .5rem; font-size: 1.35rem; line-height: 1.3; letter-spacing: -.01em; }
.question { border-top: 1px solid var(--line); }
@media screen { .question { content-visibility: auto; contain-intrinsic-size: auto 5rem; } }
.question { margin: 0 -.75rem; padding: 0 .75rem; }
.question > details > summary { position: relative; margin: 0 -.75rem; padding: 1rem 2.6rem 1rem .75rem; cursor: pointer; list-style: none; }
.question > details > summary:focus-visible { outline-offset: -3px; }
summary::-webkit-details-marker { display: none; }
.question > details > summary::after, .fold > summary::before {
  content: ""; width: .5em; height: .5em; border: solid var(--soft); border-width: 0 .12em .12em 0; transform: rotate(-45deg);
}
.question > details > summary::after { position: absolute; right: 1.2rem; top: 1.45rem; }
details[open] > summary::after, .fold[open] > summary::before { transform: rotate(45deg) !important; }
@media (hover: hover) { .question > details > summary:hover h3, .fold > summary:hover { color: var(--accent); } }
h3 { margin: 0; font-size: 1.0625rem; font-weight: 600; line-height: 1.45; }
h3 .number { font-weight: 400; color: var(--soft); }
.number { font-variant-numeric: tabular-nums; margin-inline-end: .2em; }
summary .facts { display: flex; flex-wrap: wrap; gap: .1rem .9rem; margin-top: .25rem; font-size: .84rem; color: var(--soft); }
.level::before { content: ""; display: inline-block; width: .5em; height: .5em; margin-right: .45em; border-radius: 50%; background: currentColor; }
.easy { color: var(--easy); } .medium { color: var(--medium); } .hard { color: var(--hard); }
.unfilled, .draft { color: var(--open-text); background: var(--open); border-radius: 4px; padding: 0 .4em; }
.answer { padding: .25rem 0 2.5rem; font-size: 1.0625rem; line-height: 1.7; }
.answer > :first-child { margin-top: 0; }
.answer p, .answer ul, .answer ol, .answer pre, .answer blockquote, .answer .table { margin: 0 0 1.05em; }
.answer ul, .answer ol { padding-left: 1.4em; }
.answer li { margin: .3em 0; }
.answer li.task { list-style: none; margin-left: -1.2em; }
h4, h5, h6 { margin: 1.6em 0 .5em; font-size: 1rem; line-height: 1.4; }
.none, .notes { color: var(--soft); }
.asks { margin-bottom: 1.25em; padding-bottom: .25em; border-bottom: 1px solid var(--line); }
.raw { white-space: pre-wrap; }
.math { font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", Georgia, serif; }
p.math { white-space: pre-wrap; padding-left: 1.5rem; }
.image::before { content: "Image: "; color: var(--soft); }
.part { display: grid; grid-template-columns: 6rem minmax(0, 1fr); gap: 1.2rem; }
.part h4 { margin: .3em 0 0; font-size: .875rem; color: var(--soft); }
.points { padding: 1rem 1.3rem; margin: 1.6rem 0; background: var(--sunk); border-radius: 10px; font-size: 1rem; line-height: 1.55; }
.points ul { margin: 0; }
.points h4, .follow-ups h4, .notes h4 { margin: 0 0 .5em; font-size: .875rem; color: var(--soft); }
.follow-ups { margin: 1.6rem 0; }
.fold > summary { position: relative; padding: .35rem 0 .35rem 1.4rem; cursor: pointer; list-style: none; line-height: 1.5; }
.fold[open] > summary, .asked { font-weight: 600; }
.fold > summary::before { position: absolute; left: .15rem; top: 1em; }
.reply { padding: .25rem 0 .5rem 1.4rem; font-size: 1rem; line-height: 1.65; }
.asked { padding-left: 1.4rem; }
.tags { margin: 1.6rem 0 0 !important; font-size: .84rem; color: var(--soft); }
.tags span { margin-right: .6em; }
.tags span::before { content: "#"; opacity: .75; }
`;

const VALUES = `
mark { padding: .05em .3em; border-radius: 4px; }
.filled { background: var(--filled); color: var(--filled-text); font-weight: 600; box-decoration-break: clone; -webkit-box-decoration-break: clone; }
.open { background: var(--open); color: var(--open-text); outline: 1px dashed currentColor; outline-offset: -1px; }
mark[title] { cursor: help; }
::highlight(hit) { background-color: var(--hit); }
`;

const CODE = `
code, pre { font-family: ui-monospace, "SF Mono", Consolas, "DejaVu Sans Mono", monospace; font-size: .875em; }
:not(pre) > code { padding: .1em .35em; background: var(--sunk); border-radius: 4px; }
pre { overflow-x: auto; padding: .9rem 1.1rem; line-height: 1.55; background: var(--sunk); border-radius: 8px; tab-size: 4; overflow-wrap: normal; }
pre code { font-size: inherit; }
.table { overflow-x: auto; overflow-wrap: normal; }
table { border-collapse: collapse; font-size: .95em; line-height: 1.5; }
th, td { padding: .4rem .9rem .4rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { border-bottom-color: var(--edge); }
.right { text-align: right; } .center { text-align: center; }
blockquote { padding-left: 1.1rem; border-left: 3px solid var(--line); color: var(--soft); margin-left: 0; }
hr { border: 0; border-top: 1px solid var(--line); margin: 1.5rem 0; }
.hljs-keyword, .hljs-selector-tag, .hljs-literal, .hljs-type, .hljs-doctag { color: var(--keyword); }
.hljs-string, .hljs-regexp, .hljs-addition, .hljs-char { color: var(--string); }
.hljs-number, .hljs-symbol, .hljs-variable, .hljs-deletion, .hljs-link { color: var(--number); }
.hljs-title, .hljs-name, .hljs-attr, .hljs-attribute, .hljs-section, .hljs-built_in { color: var(--name); }
.hljs-comment, .hljs-quote, .hljs-meta { color: var(--comment); }
.hljs-emphasis { font-style: italic; } .hljs-strong { font-weight: 600; }
`;

const NARROW = `
@media (min-width: 48rem) {
  .numbered h3, .numbered summary .facts, .numbered .answer { padding-inline-start: 2.25rem; }
  .numbered h3 .number { display: inline-block; min-width: 2.25rem; margin-inline: -2.25rem -.3em; padding-inline-end: .15em; }
}
@media (max-width: 62rem) {
  .columns { display: block; }
  .contents { position: static; max-height: none; overflow: visible; padding: 0; margin-bottom: 2rem; }
  .contents a { padding: .35rem 0; }
}
@media (max-width: 36rem) {
  header { padding-top: 2rem; }
  html { scroll-padding-top: 1rem; }
  .tools { position: static; gap: .5rem; }
  .tools input[type="search"] { flex-basis: 100%; }
  .part { display: block; }
  .keys .box { right: auto; left: 50%; transform: translateX(-50%); }
  .points { margin-left: -.25rem; margin-right: -.25rem; padding: .9rem 1rem; }
}
@media (hover: none) and (pointer: coarse) { .keys { display: none; } }
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** The whole style. */
export const STYLE = [COLOURS, PAGE, TOOLS, CONTENTS, QUESTION, VALUES, CODE, NARROW, PRINT].join('');
