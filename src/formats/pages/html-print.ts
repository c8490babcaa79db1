// How the page of a study guide looks on paper: every answer open, nothing to click, no line cut at the edge of the paper.

/** Plain CSS for paper. The script opens the answers as well, for browsers that do not know `::details-content`. */
export const PRINT = `
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
