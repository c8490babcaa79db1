// Org files: their outline as Markdown, line by line, so that places stay true, and their flashcards
// (org-drill, org-fc, anki-editor).
import type { Source } from '../../core/base/span.ts';
import { type BankReader, type Drafts, problemAt } from './draft.ts';
import { recordOf } from './exported.ts';
import { layouts } from './fields.ts';
import { madeOfLines } from './made-source.ts';
import { type Card, cardOf, cardsBank, type Field } from './rows.ts';
import { asksAtEnd } from './words.ts';

export const isOrg = (file: string): boolean => /\.org$/i.test(file);

type OrgLine = { readonly from: number; readonly written: string; readonly markdown: string };

/** A headline and the lines below it up to the next one. */
type Section = {
  readonly level: number;
  readonly title: string;
  readonly from: number;
  readonly tags: readonly string[];
  readonly properties: Map<string, string>;
  readonly lines: OrgLine[];
};

type Outline = { readonly title: string; readonly sections: readonly Section[]; readonly all: OrgLine[] };

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

function lineReader(section: () => Section | undefined): (written: string) => string {
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
      if (key !== '') section()?.properties.set(key.toUpperCase(), value.trim());
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
  const listed = tags?.[1]?.split(':').filter((tag) => tag !== '') ?? [];
  return {
    level: stars.length,
    title: inline(title, NO_MARKS),
    from,
    tags: listed,
    properties: new Map(),
    lines: [],
  };
}

function outlineOf(text: string): Outline {
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const title = /^[ \t]*#\+title:[ \t]*(\S.*)$/im.exec(text.slice(0, 5000))?.[1]?.trim() ?? '';
  const shift = title === '' ? 0 : 1;
  const sections: Section[] = [];
  const all: OrgLine[] = [];
  let body: OrgLine[] = [];
  const read = lineReader(() => sections.at(-1));
  const close = (): void => {
    const lines = withoutIndent(body);
    sections.at(-1)?.lines.push(...lines);
    all.push(...lines);
    body = [];
  };
  let at = start;
  for (const line of text.slice(start).split('\n')) {
    const written = line.replace(/\r$/, '');
    const section = headline(written, at);
    if (section) {
      close();
      sections.push(section);
      const marks = '#'.repeat(Math.min(section.level + shift, DEEPEST_HEADING));
      all.push({ from: at, written, markdown: `${marks} ${section.title}` });
    } else if (shift === 1 && /^[ \t]*#\+title:/i.test(written))
      body.push({ from: at, written, markdown: all.length === 0 ? `# ${title}` : '' });
    else body.push({ from: at, written, markdown: read(written) });
    at += line.length + 1;
  }
  close();
  return { title, sections, all };
}

export function orgAsMarkdown(source: Source): Source {
  const { all } = outlineOf(source.text);
  return madeOfLines(
    source,
    all.map(({ from, written, markdown }) => ({ from, text: markdown, exact: markdown === written })),
  );
}

const CARD_TAG = /^(?:drill|fc|anki|flash_?cards?|cards?)$/i;
const CARD_PROPERTIES = ['DRILL_CARD_TYPE', 'FC_TYPE', 'ANKI_NOTE_TYPE', 'ANKI_NOTE_ID'];
const FRONT = /^(?:front|question|text)$/i;
const BACK = /^(?:back|answer|solution)$/i;
/** Names that templates give to cards. */
const NO_TITLE =
  /^(?:(?:\w+ )?(?:item|card|cloze|entry|note|question|problem|drill)s?[\s\d#.:]*|[<[]?\d{4}-\d\d-\d\d.*)$/i;
const FC_HOLE = /\{\{(?!c\d{1,3}::)([^{}\n]{1,300})\}(?:\{([^{}\n]{1,300})\})?(?:@\d{1,3})?\}/g;
const DRILL_HOLE = /(?<!!)\[(?!fn:|[ xX-]\])([^[\]|]{1,300})(?:\|{1,2}([^[\]]{1,300}))?\](?!\()/g;

const isCard = ({ tags, properties }: Section): boolean =>
  tags.some((tag) => CARD_TAG.test(tag)) || CARD_PROPERTIES.some((name) => properties.has(name));

const textOf = ({ lines }: Section): string =>
  lines
    .map(({ markdown }) => markdown)
    .join('\n')
    .trim();

const withHoles = (text: string, hole: RegExp): string =>
  text.replaceAll(hole, (_, hidden: string, hint?: string) =>
    hint === undefined ? `{{c1::${hidden}}}` : `{{c1::${hidden}::${hint}}}`,
  );

type Side = { readonly name: string; readonly text: string };

/** Whatever is below a card's children belongs to them. */
function sidesOf(below: readonly Section[]): readonly Side[] {
  const level = Math.min(...below.map((section) => section.level));
  const sides: Side[] = [];
  for (const section of below) {
    const text = textOf(section);
    const last = section.level === level ? undefined : sides.pop();
    sides.push(
      last
        ? { ...last, text: `${last.text}\n\n**${section.title}**\n\n${text}`.trim() }
        : { name: section.title, text },
    );
  }
  return sides;
}

const told = (shown: readonly Side[]): string =>
  shown
    .map(({ name, text }) => (shown.length === 1 || BACK.test(name) ? text : `**${name}**\n\n${text}`))
    .join('\n\n');

function frontAndBack(section: Section, below: readonly Section[]): readonly [front: string, back: string] {
  const body = textOf(section);
  const { title, tags, properties } = section;
  const sides = sidesOf(below);
  const under = (text: string): string => (NO_TITLE.test(title) ? text : `${title}\n\n${text}`);
  const front = sides.find(({ name }) => FRONT.test(name));
  if (front) return [front.text, told(sides.filter((side) => side !== front)) || body];
  const hasSides =
    sides.length > 1 && (body === '' || /sided/i.test(properties.get('DRILL_CARD_TYPE') ?? ''));
  if (hasSides) return [under(`${body}\n\n${sides[0]?.text ?? ''}`.trim()), told(sides.slice(1))];
  if (sides.length > 0 && body !== '') return [under(body), told(sides)];
  if (sides.length > 0) return [title, told(sides)];
  const cloze = withHoles(tags.includes('drill') ? withHoles(body, DRILL_HOLE) : body, FC_HOLE);
  return cloze.includes('{{c') ? [under(cloze), ''] : [title, body];
}

type Found = { readonly cards: readonly Card[]; readonly left: readonly Section[] };

/** `left`: headings that ask and belong to no card. */
function cardsIn({ title, sections }: Outline): Found {
  const layoutOf = layouts();
  const cards: Card[] = [];
  const left: Section[] = [];
  const above: Section[] = [];
  let at = 0;
  for (let section = sections[0]; section; section = sections[at]) {
    while ((above.at(-1)?.level ?? 0) >= section.level) above.pop();
    const { level, from } = section;
    at += 1;
    if (!isCard(section)) {
      above.push(section);
      if (asksAtEnd(section.title)) left.push(section);
      continue;
    }
    // A card below a card is separate.
    const below: Section[] = [];
    for (let next = sections[at]; next && next.level > level && !isCard(next); next = sections[at]) {
      below.push(next);
      at += 1;
    }
    const [front, back] = frontAndBack(section, below);
    const tags = [
      ...section.tags.filter((tag) => !CARD_TAG.test(tag)),
      ...(section.properties.get('ANKI_TAGS') ?? '').split(/\s+/),
    ];
    const record = recordOf({ question: front, answer: back, tags }, from);
    const row: readonly Field[] = record.kind === 'map' ? record.entries : [];
    const layout = layoutOf(row.map(([name]) => name));
    const card = layout && cardOf(row, layout, /\S/);
    const deck = section.properties.get('ANKI_DECK')?.split('::').at(-1);
    if (card) cards.push({ ...card, section: deck ?? above.at(-1)?.title ?? (title || undefined) });
  }
  return { cards, left };
}

const NO_CARD = {
  code: 'heading-unknown',
  message: 'This heading asks a question but is not a card, so it was skipped.',
  hint: 'Tag it like the cards, or use `prep import --as guide` to read all headings.',
} as const;

/** If more headings than cards ask, the file is an outline with a few cards in it. */
export const orgCards: BankReader = {
  name: 'org-cards',
  title: 'Org flashcards (org-drill, org-fc, anki-editor)',
  recognises: ({ file, text }) => {
    if (!isOrg(file) || !/:(?:drill|fc|anki|(?:flash_?)?cards?)\w{0,20}:/i.test(text)) return false;
    const { cards, left } = cardsIn(outlineOf(text));
    return cards.length > 0 && cards.length >= left.length;
  },
  read: (source): Drafts => {
    const { cards, left } = cardsIn(outlineOf(source.text));
    const problems = left.map(({ from }) => problemAt(source, from, 'warning', NO_CARD));
    return cardsBank(source, cards, 1, problems);
  },
};
