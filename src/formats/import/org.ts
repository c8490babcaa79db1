// The outline of an Org file as Markdown, line by line, so that places stay true. Its flashcards (org-drill, org-fc,
// anki-editor) become headings with `#card`.
import type { Source } from '../../core/base/span.ts';
import { madeOfLines } from './made-source.ts';
import { asksAtEnd, namesAnswer } from './words.ts';

export const isOrg = (file: string): boolean => /\.org$/i.test(file);

type OrgLine = { readonly from: number; readonly written: string; readonly markdown: string };

/** A headline and the lines below it up to the next one. The text above the first has no headline. */
type Section = {
  readonly level: number;
  readonly title: string;
  readonly headline?: Pick<OrgLine, 'from' | 'written'>;
  readonly tags: readonly string[];
  readonly properties: Map<string, string>;
  lines: readonly OrgLine[];
};

const HEADLINE = /^(\*+)[ \t]+(\S.*?)[ \t]*$/;
const HEADLINE_TAGS = /[ \t]+:((?:[\p{L}\p{M}\p{N}_@#%]{1,60}:)+)$/u;
/** A state, a priority, a check box, and how many subtasks are done. */
const HEADLINE_MARKS =
  /^(?:(?:TODO|NEXT|DOING|STARTED|WAITING|HOLD|DONE|CANCELL?ED)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(?:- \[[ Xx-]\][ \t]+)?|[ \t]+\[\d{0,4}(?:\/\d{0,4}|%)\]$/g;
const KEYWORD = /^[ \t]*#\+(\w+):[ \t]*(.*)$/;
const COMMENT = /^[ \t]*#(?:[ \t]|$)/;
const DRAWER = /^[ \t]*:([\w-]{1,40}):[ \t]*$/;
const PROPERTY = /^[ \t]*:([\w-]{1,60}):[ \t]+(\S.*)$/;
/** Dates, and the log that Org keeps of states. */
const PLANNING = /^[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<[]|- State "\w)/;
const BLOCK = /^([ \t]*)#\+(begin|end)_(\w+)[ \t]*([\w+#.-]*)/i;
const CODE_BLOCKS = /^(?:src|example|export)$/i;
const RULE = /^[ \t]*-{5,}[ \t]*$/;
const TABLE_RULE = /^[ \t]*\|[-+|]+$/;
const ITEM =
  /^([ \t]*(?:[-+*]|\d{1,4}[.)])[ \t]+)(?:\[([ Xx-])\][ \t]+)?(?:(\S.{0,200}?)[ \t]+::(?:[ \t]+|$))?/;
const DEEPEST_HEADING = 6;

/** A link, or text in marks at the edges of words. */
const INLINE =
  /\[\[([^[\]\n]{1,500})\](?:\[([^[\]\n]{1,500})\])?\]|(?<![^\s({'"[—-])([*/=~+])(?![\s*/=~+])([^\n]{0,500}?[^\s])\3(?![^\s)}'",.:;!?\]—-])/g;
const IMAGE = /\.(?:png|jpe?g|gif|svg|webp)$/i;

const MARKS: Readonly<Record<string, string>> = { '*': '**', '/': '*', '+': '~~' };
/** Titles have only words and code. */
const NO_MARKS: typeof MARKS = { '*': '', '/': '', '+': '' };

function link(target: string, words: string | undefined): string {
  const address = target.replace(/^file:|(?<=\.\w{1,5})::.*$/g, '');
  if (IMAGE.test(address)) return `![${words ?? ''}](<${address}>)`;
  const isPage = /^(?:https?|mailto|ftp):/.test(address) || address !== target;
  return isPage ? `[${words ?? address}](<${address}>)` : (words ?? target.replace(/^[*#]/, ''));
}

const inline = (text: string, marks = MARKS): string =>
  text.replaceAll(INLINE, (_, target?: string, words?: string, mark = '', inside = '') => {
    if (target !== undefined) return link(target, words);
    const sign = marks[mark];
    return sign === undefined ? `\`${inside}\`` : `${sign}${inline(inside, marks)}${sign}`;
  });

function plainLine(written: string): string {
  if (RULE.test(written) || COMMENT.test(written) || KEYWORD.test(written)) return '';
  if (TABLE_RULE.test(written)) return written.replaceAll('+', '|');
  const fixed = /^([ \t]*): (.*)$/.exec(written);
  if (fixed) return `${fixed[1] ?? ''}    ${fixed[2] ?? ''}`;
  const [whole = '', bullet = '', box, term] = ITEM.exec(written) ?? [];
  const state = box === undefined ? '' : `[${box === '-' ? ' ' : box}] `;
  const named = term === undefined ? '' : `**${inline(term)}**: `;
  return bullet + state + named + inline(written.slice(whole.length));
}

/** Lines below a headline are often indented like it. */
function withoutIndent(lines: readonly OrgLine[]): readonly OrgLine[] {
  const indents = lines.flatMap(({ markdown }) => (markdown.trim() === '' ? [] : markdown.search(/\S/)));
  const indent = indents.reduce((least, each) => Math.min(least, each), Infinity);
  return Number.isFinite(indent) && indent > 0
    ? lines.map((line) => ({ ...line, markdown: line.markdown.slice(indent) }))
    : lines;
}

function lineReader(section: () => Section): (written: string) => string {
  let drawer = false;
  let block: { readonly end: string; readonly fence: string; readonly lead: string } | undefined;
  return (written) => {
    const [, indent = '', side = '', name = '', language = ''] = BLOCK.exec(written) ?? [];
    if (block) {
      if (side.toLowerCase() === 'end' && name.toLowerCase() === block.end) {
        const { fence } = block;
        block = undefined;
        return indent + fence;
      }
      const { lead } = block;
      if (block.fence === '') return plainLine(written).replace(/^[ \t]*/, (blanks) => blanks + lead);
      return written.replace(/^([ \t]*),(?=[*#,])/, '$1');
    }
    if (side.toLowerCase() === 'begin') {
      const fence = CODE_BLOCKS.test(name) ? '````' : '';
      block = { end: name.toLowerCase(), fence, lead: /^quote$/i.test(name) ? '> ' : '' };
      return fence === '' ? '' : indent + fence + (/^src$/i.test(name) ? language : '');
    }
    if (drawer) {
      const [, key = '', value = ''] = PROPERTY.exec(written) ?? [];
      if (key !== '') section().properties.set(key.toUpperCase(), value.trim());
      if (/^[ \t]*:end:/i.test(written)) drawer = false;
      return '';
    }
    if (DRAWER.test(written)) drawer = true;
    return drawer || PLANNING.test(written) ? '' : plainLine(written);
  };
}

function headline(written: string, from: number): Section | undefined {
  const [, stars = '', words = ''] = HEADLINE.exec(written) ?? [];
  if (stars === '') return undefined;
  const tags = HEADLINE_TAGS.exec(words);
  const title = (tags ? words.slice(0, tags.index) : words).trim().replaceAll(HEADLINE_MARKS, '');
  return {
    level: stars.length,
    title: inline(title, NO_MARKS),
    headline: { from, written },
    tags: tags?.[1]?.split(':').filter((tag) => tag !== '') ?? [],
    properties: new Map(),
    lines: [],
  };
}

const TITLE = /^[ \t]*#\+title:[ \t]*(\S.*)$/im;

function sectionsOf(text: string): readonly Section[] {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let last: Section = { level: 0, title: '', tags: [], properties: new Map(), lines: [] };
  const sections = [last];
  let body: OrgLine[] = [];
  const read = lineReader(() => last);
  let at = start;
  for (const line of text.slice(start).split('\n')) {
    const written = line.replace(/\r$/, '');
    const section = headline(written, at);
    if (section) {
      last.lines = withoutIndent(body);
      sections.push(section);
      [last, body] = [section, []];
    } else {
      body.push({ from: at, written, markdown: read(written) });
    }
    at += line.length + 1;
  }
  last.lines = withoutIndent(body);
  return sections;
}

const CARD_TAG = /^(?:drill|fc|anki|flash_?cards?|cards?)$/i;
const CARD_PROPERTIES = ['DRILL_CARD_TYPE', 'FC_TYPE', 'ANKI_NOTE_TYPE', 'ANKI_NOTE_ID'];
const FRONT = /^(?:front|question|text)$/i;
/** Names that templates give to cards. */
const NO_TITLE =
  /^(?:(?:\w+ )?(?:item|card|cloze|entry|note|question|problem|drill)s?[\s\d#.:]*|[<[]?\d{4}-\d\d-\d\d.*)$/i;
/** `[hidden||hint]` of org-drill, `{{hidden}{hint}@0}` of org-fc. */
const HOLE =
  /(?<!!)\[(?!fn:|[ xX-]\])([^[\]|]{1,300})(?:\|{1,2}[^[\]]{1,300})?\](?!\()|\{\{(?!c\d{1,3}::)([^{}\n]{1,300})\}(?:\{[^{}\n]{1,300}\})?(?:@\d{1,3})?\}/g;

const isCard = ({ tags, properties }: Section): boolean =>
  tags.some((tag) => CARD_TAG.test(tag)) || CARD_PROPERTIES.some((name) => properties.has(name));

/**
 * The first line is the question if it asks, if the answer has a headline of its own, or if a template named the
 * card. A cloze is both sides.
 */
function cardLines(
  card: Section,
  below: readonly OrgLine[],
  marks: string,
  isSplit: boolean,
): readonly OrgLine[] {
  const first = below.find(({ markdown }) => markdown.trim() !== '');
  const said = first?.markdown.trim() ?? '';
  const front = said.replaceAll(HOLE, '[…]');
  const isUnnamed = NO_TITLE.test(card.title);
  const isFirst = said !== '' && (isUnnamed || isSplit || front !== said || asksAtEnd(said));
  const words = isFirst ? (isUnnamed ? [front] : [card.title, front]) : [card.title];
  const own = card.tags.filter((tag) => !CARD_TAG.test(tag)).map((tag) => ` #${tag}`);
  const title = `${marks} ${words.join(': ')} #card${own.join('')}`;
  const filled = below.map((line): OrgLine => {
    const isAsked = isFirst && line === first && front === said;
    const shown = line.markdown.replaceAll(HOLE, (_, drill?: string, fc = '') => `**${drill ?? fc}**`);
    return { ...line, markdown: isAsked ? '' : shown };
  });
  return [{ from: 0, written: '', ...card.headline, markdown: title }, ...filled];
}

/** If more headings than cards ask, the file is an outline with a few cards in it. */
function holdsCards(sections: readonly Section[]): boolean {
  const cards = sections.filter(isCard).length;
  return cards > 0 && cards >= sections.filter((one) => !isCard(one) && asksAtEnd(one.title)).length;
}

export function orgAsMarkdown(source: Source): Source {
  const titled = TITLE.exec(source.text.slice(0, 5000));
  const sections = sectionsOf(source.text);
  const hasCards = holdsCards(sections);
  const all: OrgLine[] = [];
  if (titled) all.push({ from: titled.index, written: '', markdown: `# ${titled[1]?.trim() ?? ''}` });
  let card: Section | undefined;
  for (const [i, section] of sections.entries()) {
    if (card && section.level <= card.level) card = undefined;
    const marks = '#'.repeat(Math.min(section.level + (titled ? 1 : 0), DEEPEST_HEADING));
    if (hasCards && isCard(section)) {
      card = section;
      const next = sections[i + 1];
      const inner = next && next.level > section.level ? next : undefined;
      const { lines } = inner && FRONT.test(inner.title) ? inner : section;
      const isSplit = inner !== undefined && lines.some(({ markdown }) => markdown.trim() !== '');
      all.push(...cardLines(section, lines, marks, isSplit));
    } else if (card && card === sections[i - 1] && FRONT.test(section.title)) continue;
    else {
      const isAnswer = card && !isCard(section) && namesAnswer(section.title);
      const name = isAnswer ? 'Answer' : section.title;
      if (section.headline) all.push({ ...section.headline, markdown: `${marks} ${name}` });
      all.push(...section.lines);
    }
  }
  return madeOfLines(
    source,
    all.map(({ from, written, markdown }) => ({ from, text: markdown, exact: markdown === written })),
  );
}
