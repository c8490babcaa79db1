// Web pages as Markdown, with the places of the page: notes that programs export, and pages saved in a browser.
import { openSource, type Source } from '../../core/base/span.ts';
import { type Element, FORMULA, isElement, pageLines } from '../markdown/from-html.ts';
import { percentDecoded } from '../markdown/html.ts';
import { type Fragment, madeOfLines } from './made-source.ts';

/** Elements by name, classes, id and role that are none of the text (`template`), or another in all but name. */
const MEANT: readonly (readonly [written: RegExp, name: string])[] = [
  [/^(?:nav|footer|select|textarea|button(?![^]* expands)) | (?:navigation|contentinfo) /, 'template'],
  // Of Word, Notion, Confluence, and formulas that are there a second time.
  [
    / MsoToc\d|^table properties | (?:page-(?:metadata|header-icon)|breadcrumbs|expand-control-icon|collapse-source|katex-html) /,
    'template',
  ],
  // Of Word, Google Docs and OneNote.
  [/^p [^]*(?:(?<= )(?:Mso)?title |Light["']?;font-size:20\.0pt)/i, 'h1'],
  [/ expand-container /, 'details'],
  [/^div [^]*(?<= )expand-control /, 'summary'],
  // The end of a head may be missing; options of a form are lines.
  [/^(?:head|dl|label) /, 'div'],
  [/^d[td] /, 'p'],
  [/^annotation /, FORMULA],
];
const BOLD_CLASS = /\.([\w-]+)\s*\{[^{}]*?font-weight\s*:\s*(?:bold|[6-9]00)/gi;
/** Links to the place where they are. */
const SIGN = /^[#¶§🔗\s]*$/u;
/** Google Docs leads links through its own pages. */
const REDIRECT = /^https:\/\/www\.google\.com\/url\?q=([^&]+)&.*$/;
/** Google Docs writes nested lists one after the other. */
const DEPTH = /\blst-kix_\w+-([1-8])\b/;

/** Of a heading of Notion that unfolds. */
const SIZE = /font-size:1\.(875|5|25)em/;
const LEVELS: Readonly<Record<string, string>> = { 875: 'h1', 5: 'h2', 25: 'h3' };

type Nodes = Element['children'];

const elementsIn = (nodes: Nodes): readonly Element[] => nodes.filter(isElement);
const isList = ({ name }: Element): boolean => /^[uo]l$/.test(name);
const classesOf = ({ attribs }: Element): string => attribs['class'] ?? '';
const kindOf = (list: Element): string => `${list.name} ${classesOf(list).replace(/ start\b/, '')}`;

const sizeOf = (summary: Element): string | undefined => SIZE.exec(summary.attribs['style'] ?? '')?.[1];

/** Around each block of Notion, and around a heading that unfolds. */
const isFrame = ({ name, attribs, children }: Element): boolean =>
  /display:\s?contents/.test(attribs['style'] ?? '') ||
  (name === 'details' && elementsIn(children).some((one) => one.name === 'summary' && sizeOf(one)));

const unframed = (nodes: Nodes): Nodes =>
  nodes.flatMap((node) => (isElement(node) && isFrame(node) ? unframed(node.children) : [node]));

function lastItem(nodes: Nodes): Nodes | undefined {
  const list = nodes.findLast(isElement);
  return list && isList(list) ? list.children.findLast(isElement)?.children : undefined;
}

/** Google Docs writes the parts of a nested list one after the other, Notion each item as a list. */
function withWholeLists(nodes: Nodes): Nodes {
  const kept: Nodes = [];
  for (const node of unframed(nodes)) {
    const isPart = isElement(node) && isList(node);
    let home = kept;
    for (let depth = isPart ? Number(DEPTH.exec(classesOf(node))?.[1] ?? 0) : 0; depth > 0; depth -= 1)
      home = lastItem(home) ?? home;
    const before = home.at(-1);
    if (!isPart || !before || !isElement(before) || kindOf(before) !== kindOf(node)) home.push(node);
    else for (const item of node.children) before.children.push(item);
  }
  return kept;
}

/** A list of which each item unfolds, as in Notion, is none. */
const unfolds = (list: Element): boolean =>
  isList(list) &&
  elementsIn(list.children).every(({ children }) => elementsIn(children)[0]?.name === 'details');

function adapter(html: string): (element: Element) => void {
  const bold = new Set([...html.matchAll(BOLD_CLASS)].map(([, name]) => name));
  return (element) => {
    const { name, attribs } = element;
    const [classes, { href = '', style = '', id = '', role = '' }] = [classesOf(element), attribs];
    const written = [name, classes, id, role, 'aria-expanded' in attribs ? 'expands' : style, ''].join(' ');
    element.name = MEANT.find(([pattern]) => pattern.test(written))?.[1] ?? name;
    if (name === 'summary') element.name = LEVELS[sizeOf(element) ?? ''] ?? name;
    // Headings inside what is bold would only be bold.
    const isBold = /^(?:span|p)$/.test(name) && classes.split(/\s+/).some((one) => bold.has(one));
    if (isBold || name === 'dt') attribs['style'] = `${style};font-weight:bold`;
    attribs['href'] = href.replace(REDIRECT, (_, to: string) => percentDecoded(to));
    attribs['class'] = `${classes} ${attribs['data-syntaxhighlighter-params'] ?? ''}`;
    element.children = withWholeLists(element.children);
    const [first, second] = element.children;
    const isSign = name === 'a' && second === undefined && first && 'data' in first && SIGN.test(first.data);
    if (isSign) element.name = 'template';
    const annotations = elementsIn(element.children).filter((one) => one.name === 'annotation');
    if (annotations.length > 0) element.children = [...annotations];
    // Of one line, it is a line; with others in it, a paragraph.
    if (element.name === 'div' && elementsIn(element.children).some((one) => one.name === 'div'))
      element.name = 'figure';
    if (unfolds(element)) for (const one of [element, ...elementsIn(element.children)]) one.name = 'div';
  };
}

/** A page of a website has words beside its text, such as `Found a bug?`, so naming it is no reason to find a question. */
const SITE = /<(?:nav|footer)[\s>]|\srole=["']?navigation/i;
const FENCE = /^[\s>-]*`{3}/;
const FEWEST_PLACED = 0.3;

/** Where hardly any text begins a line, as in pages of Google Docs and Notion, the lines of the text are counted. */
export function pageAsMarkdown(whole: Source): Source {
  const { text: html } = whole;
  const source = { ...whole, named: whole.named && !SITE.test(html) };
  const lines = pageLines(html, adapter(html));
  let code = false;
  const said = lines.filter(({ text }) => {
    if (FENCE.test(text)) code = !code;
    return !code && /\p{L}/u.test(text);
  });
  if (said.filter(({ line }) => line !== undefined).length < said.length * FEWEST_PLACED) {
    const text = lines.map((line) => line.text).join('\n');
    return { ...source, ...openSource(source.file, text, source.folder), path: source.path };
  }
  const starts = [0, ...Array.from(html.matchAll(/\n/g), ({ index }) => index + 1)];
  let from = 0;
  const placed = lines.map(({ text, line = 0 }): Fragment => {
    from = starts[line - 1] ?? from;
    return { text, from };
  });
  return madeOfLines(source, placed);
}
