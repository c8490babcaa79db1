// How the page of a study guide looks on paper: every answer open, nothing to click, no line cut at the edge of the paper.

/** Plain CSS for paper. The script opens the answers as well, for browsers that do not know `::details-content`. */
export const PRINT = `
@page { margin: 17mm 16mm 18mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt system-ui, sans-serif; color: #565d66; } }
@media print {
  html { font-size: 10.5pt; line-height: 1.45; background: none; }
  body { max-width: none; padding: 0; }
  .skip, .tools, nav { display: none !important; }
  .columns, .part { display: block; }
  header { padding: 0 0 8mm; }
  details::details-content { content-visibility: visible !important; block-size: auto !important; display: block !important; }
  summary::before, summary::after { display: none !important; }
  summary, h2, h3, h4, h5, h6 { break-after: avoid; break-inside: avoid; }
  .question { content-visibility: visible; }
  .question > details > summary { padding: 3mm 0 1mm; }
  main section + section { margin-top: 9mm; }
  h3 { font-size: 12pt; }
  .answer { padding: 1mm 0 5mm; font-size: 10.5pt; line-height: 1.5; }
  .points { padding: 3mm 4mm; margin: 4mm 0; }
  .points, .reply { font-size: 10pt; line-height: 1.45; }
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
