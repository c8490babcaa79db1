// Questions as headings in an ordered list: `1. ### What is a closure?`, with what belongs to each indented below it.
// Knows lines; knows nothing of the answers.
import type { Source } from '../../core/span.ts';
import type { Heading } from '../outline.ts';
import { asksAtEnd } from './asking.ts';
import { wordingOf } from './guide-headings.ts';
import type { RawHead } from './sheet.ts';
import type { SheetLine } from './sheet-lines.ts';

const LISTED = /^([ \t]{0,4})(?:(\d{1,4})[.)]|[-*+])[ \t]{1,5}(#{1,6})[ \t]+(?=\S)/;
const CLOSING = /[ \t]+#{1,6}[ \t]*$/;
const LONGEST_MARK = 40;
/** A question this far in stands in the answer of another when its heading is deeper. */
const NESTED_INDENT = 2;

function indentOf({ text }: Source, { start }: Heading): number {
  let at = start;
  while (text.charCodeAt(at) === 32) at += 1;
  return at - start;
}

type Found = Omit<RawHead, 'end'> & { readonly level: number; readonly column: number };

function headAt(source: Source, line: SheetLine): Found | undefined {
  const mark = LISTED.exec(source.text.slice(line.start, Math.min(line.end, line.start + LONGEST_MARK)));
  if (!mark) return undefined;
  const from = line.start + mark[0].length;
  const written = source.text.slice(from, line.end);
  const to = line.end - (CLOSING.exec(written.slice(-20))?.[0].length ?? 0);
  const wording = wordingOf(source, from, Math.max(from, to));
  const number = mark[2] === undefined ? wording.number : Number(mark[2]);
  // Headings in plain lists are sections of notes as often as questions.
  if (mark[2] === undefined && !asksAtEnd(written)) return undefined;
  if (wording.titleEnd <= wording.titleStart) return undefined;
  return {
    kind: 'numbered',
    wording: { ...wording, ...(number !== undefined && { number }) },
    sure: true,
    start: line.start,
    bodyStart: line.next,
    indent: mark[0].length - (mark[3]?.length ?? 0) - 1,
    level: mark[3]?.length ?? 0,
    column: mark[1]?.length ?? 0,
  };
}

/**
 * The questions of this kind, in order. Each goes on to the next, or to a heading that stands at the start of its line and
 * is no deeper.
 * @param lines outside code
 * @param headings of the file, in order
 */
export function numberedHeads(
  source: Source,
  lines: readonly SheetLine[],
  headings: readonly Heading[],
  end: number,
): readonly RawHead[] {
  if (!/^[ \t]{0,4}(?:\d{1,4}[.)]|[-*+])[ \t]{1,5}#/m.test(source.text)) return [];
  const found: Found[] = [];
  for (const line of lines) {
    const one = headAt(source, line);
    const last = found.at(-1);
    if (one && !(last && one.column >= NESTED_INDENT && one.level > last.level)) found.push(one);
  }
  let next = 0;
  return found.map(({ level, column, ...one }, i) => {
    const limit = found[i + 1]?.start ?? end;
    while ((headings[next]?.start ?? Infinity) <= one.start) next += 1;
    let stop = limit;
    for (let at = next; (headings[at]?.start ?? Infinity) < limit; at += 1) {
      const heading = headings[at];
      if (heading && column + 1 > indentOf(source, heading) && heading.level <= level) {
        stop = heading.start;
        break;
      }
    }
    return { ...one, end: stop };
  });
}
