// A stretch of a body without what belongs to no answer at its ends: rules, links to the top, anchors, comments by which
// programs remember something. Knows lines; knows nothing of answers.
import type { Source } from '../../core/span.ts';
import { isFooter } from './footers.ts';
import type { BodyLine } from './guide-labels.ts';
import type { Stretch } from './made-source.ts';

const COMMENT = /^[ \t]{0,3}<!--(?:[^-]|-(?!->)){0,300}-->[ \t]*$/;

function saysNothing({ text }: Source, { start, end }: BodyLine): boolean {
  const line = text.slice(start, end);
  return isFooter(line) || (line.length < 320 && COMMENT.test(line));
}

/**
 * The part of `[start, end)` that says something.
 * @param lines of the file that stand outside code, in order
 */
export function bodyStretch(source: Source, lines: readonly BodyLine[], start: number, end: number): Stretch {
  const own = lines.filter((line) => line.start >= start && line.start < end);
  let stop = end;
  for (const line of own.toReversed()) {
    // A line that does not touch what was passed so far: code stands between.
    if (line.next < stop || !saysNothing(source, line)) break;
    stop = line.start;
  }
  let from = start;
  for (const line of own) {
    if (line.start !== from || line.next > stop || !saysNothing(source, line)) break;
    from = line.next;
  }
  return { start: from, end: Math.max(from, stop) };
}
