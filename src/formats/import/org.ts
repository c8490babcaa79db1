// The outline of an Org file as Markdown, line by line, so that places stay true.
import type { Source } from '../../core/base/span.ts';
import { type Fragment, madeOfLines, rawLines } from './made-source.ts';
import { asksOrTells } from './words.ts';

export const isOrg = (file: string): boolean => /\.org$/i.test(file);

const HEADLINE = /^(\*+)[ \t]+(\S.*?)[ \t]*$/;
const HEADLINE_TAGS = /[ \t]+:((?:[\p{L}\p{M}\p{N}_@#%]{1,60}:)+)$/u;
/** Of org-drill, org-fc and others. */
const CARD_TAG = /(?:^|:)(?:drill|fc|(?:flash)?cards?):/i;
/** A state, a priority, a check box, and how many subtasks are done. */
const HEADLINE_MARKS =
  /^(?:(?:TODO|NEXT|DOING|STARTED|WAITING|HOLD|DONE|CANCELL?ED)[ \t]+)?(?:\[#[A-Z0-9]\][ \t]+)?(?:- \[[ Xx-]\][ \t]+)?|[ \t]+\[\d{0,4}(?:\/\d{0,4}|%)\]$/g;
/** The file's own states. */
const OWN_STATES = /^[ \t]*#\+(?:SEQ_|TYP_)?TODO:[ \t]*(.*)$/gim;
const KEYWORD = /^[ \t]*#\+(\w+):[ \t]*(.*)$/;
const COMMENT = /^[ \t]*#(?:[ \t]|$)/;
const DRAWER = /^[ \t]*:([\w-]{1,40}):[ \t]*$/;
/** Dates, and the log that Org keeps of states. */
const PLANNING = /^[ \t]*(?:(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):[ \t]*[<[]|- State "\w)/;
const BLOCK = /^([ \t]*)#\+(begin|end)_(\w+)[ \t]*([\w+#.-]*)/i;
const CODE_BLOCKS = /^(?:src|example|export)$/i;
const RULE = /^[ \t]*-{5,}[ \t]*$/;
const TABLE_RULE = /^[ \t]*\|[-+|]+$/;
const ITEM =
  /^([ \t]*(?:[-+*]|\d{1,4}[.)])[ \t]+)(?:\[([ Xx-])\][ \t]+)?(?:(\S.{0,200}?)[ \t]+::(?:[ \t]+|$))?/;
const DEEPEST_HEADING = 6;
const FEWEST_STATED = 3;

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
function withoutIndent(lines: readonly Fragment[]): readonly Fragment[] {
  const indents = lines.flatMap(({ text }) => (text.trim() === '' ? [] : text.search(/\S/)));
  const indent = indents.reduce((least, each) => Math.min(least, each), Infinity);
  return Number.isFinite(indent) && indent > 0
    ? lines.map((line) => ({ ...line, text: line.text.slice(indent), exact: false }))
    : lines;
}

function lineReader(): (written: string) => string {
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
      if (/^[ \t]*:end:/i.test(written)) drawer = false;
      return '';
    }
    if (DRAWER.test(written)) drawer = true;
    return drawer || PLANNING.test(written) ? '' : plainLine(written);
  };
}

const TITLE = /^[ \t]*#\+title:[ \t]*(\S.*)$/im;

export function orgAsMarkdown(source: Source): Source {
  const { text: whole } = source;
  const titled = TITLE.exec(whole.slice(0, 5000));
  const states = new Set(
    // `DRILL(d!)` is set by a key.
    [...whole.slice(0, 5000).matchAll(OWN_STATES)].flatMap(
      ([, words = '']) => words.replaceAll(/\([^()\n]*\)/g, ' ').match(/[^\s|]+/g) ?? [],
    ),
  );
  const stateOf = (title: string): string => {
    const [first = ''] = title.split(' ', 1);
    return states.has(first) || /^(?:TODO|DONE)$/.test(first) ? first : '';
  };
  const stated = [...whole.matchAll(/^\*+[ \t]+(\S.*)$/gm)].map(([, title = '']) => title).filter(stateOf);
  // Of notes in which most headlines with a state ask, these are the questions.
  const areCards =
    stated.length >= FEWEST_STATED &&
    stated.filter((title) =>
      asksOrTells(title.slice(stateOf(title).length).replace(HEADLINE_TAGS, '').trim()),
    ).length *
      2 >=
      stated.length;
  const all: Fragment[] = titled ? [{ from: titled.index, text: `# ${titled[1]?.trim() ?? ''}` }] : [];
  /** Below the last headline. */
  let body: Fragment[] = [];
  const read = lineReader();
  for (const { text: written, from } of rawLines(source)) {
    const [, stars, words = ''] = HEADLINE.exec(written) ?? [];
    if (stars === undefined) {
      const text = read(written);
      body.push({ from, text, exact: text === written });
    } else {
      const marks = '#'.repeat(Math.min(stars.length + (titled ? 1 : 0), DEEPEST_HEADING));
      const state = stateOf(words);
      const title = words
        .slice(state.length)
        .replace(HEADLINE_TAGS, '')
        .trim()
        .replaceAll(HEADLINE_MARKS, '');
      const isCard = CARD_TAG.test(HEADLINE_TAGS.exec(words)?.[1] ?? '') || (areCards && state !== '');
      const tag = isCard ? ' #card' : '';
      all.push(...withoutIndent(body), { from, text: `${marks} ${inline(title, NO_MARKS)}${tag}` });
      body = [];
    }
  }
  return madeOfLines(source, [...all, ...withoutIndent(body)]);
}
