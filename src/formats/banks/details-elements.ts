// The `<details>` elements of a Markdown file: where each is, its summary, what it holds, what holds it. Knows tags;
// knows nothing of questions. Forgives what people forget to close. Linear in the length of the file.
import type { CodeFence } from '../outline.ts';
import type { Stretch } from './made-source.ts';
import { insideOf } from './stretches.ts';

/** One element. Offsets in the file. */
export type Details = Stretch & {
  /** What stands between `<summary>` and `</summary>`; empty where there is none. */
  readonly summary: Stretch;
  readonly body: Stretch;
  /** Index of the element around it; -1 for none. */
  readonly parent: number;
};

const TAG = /<(\/?)(details|summary)(?:\s[^<>]{0,300})?>/gi;

type Tag = Stretch & { readonly closes: boolean; readonly name: 'details' | 'summary' };

/** Comments of the text, in order. */
function commentsIn(text: string): readonly Stretch[] {
  const comments: Stretch[] = [];
  for (let at = text.indexOf('<!--'); at !== -1;) {
    const close = text.indexOf('-->', at + 4);
    if (close === -1) break;
    comments.push({ start: at, end: close + 3 });
    at = text.indexOf('<!--', close + 3);
  }
  return comments;
}

function tagsIn(text: string, fences: readonly CodeFence[]): readonly Tag[] {
  const inCode = insideOf(fences.map(({ start, next }) => ({ start, end: next })));
  const inComment = insideOf(commentsIn(text));
  return [...text.matchAll(TAG)].flatMap((match): readonly Tag[] => {
    const { index: start } = match;
    // A tag between backticks is spoken of.
    if (inCode(start) || inComment(start) || text.charAt(start - 1) === '`') return [];
    const name = match[2]?.toLowerCase() === 'summary' ? 'summary' : 'details';
    return [{ start, end: start + match[0].length, closes: match[1] === '/', name }];
  });
}

type Open = { readonly tag: Tag; summary?: Stretch; summaryEnd?: number };
type Shut = { readonly start: number; readonly open: Open; readonly bodyEnd: number; readonly end: number };

/** Where the end of an element that nothing closes is taken to be: the next element, or the next heading. */
function endOfUnclosed(text: string, from: number, tags: readonly Tag[]): number {
  const next = tags.find(({ name, closes, start }) => name === 'details' && !closes && start > from);
  const limit = next?.start ?? text.length;
  const heading = text.slice(from, limit).search(/^#{1,6}[ \t]/m);
  return heading === -1 ? limit : from + heading;
}

/** More unclosed elements than this are not looked after one by one. */
const MOST_UNCLOSED = 200;

function shutElements(text: string, tags: readonly Tag[]): readonly Shut[] {
  const stack: Open[] = [];
  const shut: Shut[] = [];
  const close = (open: Open, bodyEnd: number, end: number): void => {
    shut.push({ start: open.tag.start, open, bodyEnd, end });
  };
  for (const tag of tags) {
    const open = stack.at(-1);
    if (tag.name === 'details' && !tag.closes) stack.push({ tag });
    else if (!open) continue;
    else if (tag.name === 'details') {
      stack.pop();
      close(open, tag.start, tag.end);
    } else if (!tag.closes && !open.summary) open.summary = { start: tag.end, end: tag.end };
    else if (tag.closes && open.summary && open.summaryEnd === undefined) {
      open.summary = { start: open.summary.start, end: tag.start };
      open.summaryEnd = tag.end;
    }
  }
  for (const open of stack.slice(0, MOST_UNCLOSED)) {
    const end = endOfUnclosed(text, open.tag.end, tags);
    close(open, end, end);
  }
  return shut.toSorted((a, b) => a.start - b.start);
}

/** The summary, and where the body begins. A summary that nothing closes is its line. */
function partsOf(text: string, { open, bodyEnd }: Shut): Pick<Details, 'summary' | 'body'> {
  const start = open.tag.end;
  let { summary, summaryEnd } = open;
  if (summary && summaryEnd === undefined) {
    const newline = text.indexOf('\n', summary.start);
    summaryEnd = newline === -1 ? bodyEnd : Math.min(newline, bodyEnd);
    summary = { start: summary.start, end: summaryEnd };
  }
  if (!summary || summary.end > bodyEnd || summaryEnd === undefined)
    return { summary: { start, end: start }, body: { start, end: Math.max(start, bodyEnd) } };
  return { summary, body: { start: summaryEnd, end: Math.max(summaryEnd, bodyEnd) } };
}

/**
 * The elements of the file, in order of their start.
 * @param fences of the file, in order: tags in code are none
 */
export function detailsIn(text: string, fences: readonly CodeFence[]): readonly Details[] {
  if (!/<details/i.test(text)) return [];
  const around: number[] = [];
  const found = shutElements(text, tagsIn(text, fences));
  return found.map((one, i) => {
    while (around.length > 0 && (found[around.at(-1) ?? 0]?.end ?? 0) <= one.start) around.pop();
    const parent = around.at(-1) ?? -1;
    around.push(i);
    return { start: one.start, end: one.end, ...partsOf(text, one), parent };
  });
}
