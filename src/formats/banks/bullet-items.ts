// Lists of a Markdown file as trees of items: the words of each, what belongs to it, the heading above. Knows markers, columns
// and blank lines; knows nothing of what the items say.
import { outline, type CodeFence, type Heading } from '../outline.ts';
import type { Stretch } from './made-source.ts';
import { sheetLines, type SheetLine } from './sheet-lines.ts';

/** An item of a list. Its own words are its first paragraph; `end` is behind all that belongs to it. */
export type BulletItem = {
  readonly words: Stretch;
  readonly end: number;
  /** The number in front of it in an ordered list. */
  readonly number?: number;
  /** Columns in front of its words. */
  readonly indent: number;
  readonly children: readonly BulletItem[];
};

/** Items that stand together below one heading, those within others left out. */
export type BulletList = { readonly heading?: Heading; readonly items: readonly BulletItem[] };

export type Bullets = {
  readonly lists: readonly BulletList[];
  readonly headings: readonly Heading[];
  readonly fences: readonly CodeFence[];
  readonly lines: readonly SheetLine[];
  /** Characters of text that is in no list and no heading. */
  readonly prose: number;
};

const MARKER = /^([ \t]*)(?:[-*+•]|(\d{1,4})[.)])[ \t]+(?:\[[ xX]\][ \t]+)?(?=\S)/;
/** An item without words. */
const EMPTY = /^[ \t]*[-*+•][ \t]*$/;
const RULE = /^[ \t]*(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
const BLOCK = /^[ \t]*(?:[|>#<]|!\[|\$\$)/;
const LONGEST_MARKER = 80;

const columnsOf = (blanks: string): number => blanks.replaceAll('\t', '    ').length;

type Open = {
  readonly start: number;
  readonly column: number;
  readonly indent: number;
  readonly number: number | undefined;
  wordsEnd: number;
  end: number;
  /** True while lines may still go on with its words. */
  saying: boolean;
  readonly children: Open[];
};

const itemOf = ({ start, wordsEnd, end, indent, number, children }: Open): BulletItem => ({
  words: { start, end: wordsEnd },
  end,
  indent,
  number,
  children: children.map(itemOf),
});

/** Items as they are collected, line by line. */
type Collected = { readonly roots: Open[]; open: Open[]; blank: boolean };

function begin(collected: Collected, line: SheetLine, marker: RegExpExecArray): void {
  const { open } = collected;
  const column = columnsOf(marker[1] ?? '');
  // Two columns more than its parent has are within it; what stands between belongs beside it.
  while ((open.at(-1)?.column ?? -2) + 2 > column) open.pop();
  const number = Number.parseInt(marker[2] ?? '', 10);
  const item: Open = {
    start: line.start + marker[0].length,
    column,
    indent: marker[0].length,
    number: Number.isNaN(number) ? undefined : number,
    wordsEnd: line.end,
    end: line.end,
    saying: true,
    children: [],
  };
  (open.at(-1)?.children ?? collected.roots).push(item);
  open.push(item);
}

/** Takes a line that belongs to the items that are open. `ownWords`: it may go on with the words of the last one. */
function goOn({ open }: Collected, line: SheetLine, ownWords: boolean): void {
  const last = open.at(-1);
  if (last?.saying && ownWords) last.wordsEnd = line.end;
  else if (last) last.saying = false;
}

/** Takes a line that is no heading. False for one that belongs to no item. */
function takeLine(collected: Collected, text: string, line: SheetLine): boolean {
  const head = text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARKER));
  const last = collected.open.at(-1);
  if ((head.trim() === '' || EMPTY.test(head)) && !line.code) {
    collected.blank = true;
    if (last) last.saying = false;
    return true;
  }
  const isRule = !line.code && RULE.test(head);
  const marker = line.code || isRule ? null : MARKER.exec(head);
  const belongs = collected.open.length > 0 && !isRule && (/^[ \t]/.test(head) || !collected.blank);
  collected.blank = false;
  if (marker) begin(collected, line, marker);
  else if (belongs) goOn(collected, line, !line.code && !BLOCK.test(head));
  else {
    collected.open = [];
    return false;
  }
  for (const item of collected.open) item.end = line.end;
  return true;
}

/** Every list of `text` from `start` on. Linear in its length. */
export function bulletsIn(text: string, start: number): Bullets {
  const { headings, fences } = outline(text, start, text.length);
  const lines = sheetLines(text, start, text.length, fences);
  const lists: BulletList[] = [];
  let collected: Collected = { roots: [], open: [], blank: false };
  let heading: Heading | undefined;
  let [next, prose] = [0, 0];
  const close = (): void => {
    const items = collected.roots.map(itemOf);
    if (items.length > 0) lists.push({ heading, items });
    collected = { roots: [], open: [], blank: false };
  };
  for (const line of lines) {
    const here = headings[next];
    if (here && line.start >= here.start) {
      if (line.start === here.start) close();
      if (line.next < here.next) continue;
      heading = here;
      next += 1;
    } else if (!takeLine(collected, text, line)) prose += line.end - line.start;
  }
  close();
  return { lists, headings, fences, lines, prose };
}
