// Follow-ups of a guide: on the line of their label, as a list below it, or as the paragraph below it.
import type { FollowUp } from '../../core/question.ts';
import { trimmedText, type Source, type Text } from '../../core/span.ts';
import { listItems } from '../list-items.ts';
import type { Label } from './guide-labels.ts';

const QUOTED = /^[\s*_]{0,4}["“«„]([^"“”«»„\n]{1,1000})["”»“][\s*_]{0,4}/;
const ASKED = /[?？]["'”’»)*_]{0,3}(?=\s|$)/;
const LONGEST_QUESTION = 1000;
const ANSWER_LABEL =
  /^\s{0,200}(?:[-*+]\s{1,3})?(?:\*\*|__)?(?:Answer|A)(?:(?:\*\*|__)\s?[:：]|[:：](?:\*\*|__)?)\s{0,3}/i;
const ITEM_BEFORE = /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]/;
const PREFIX = /^Q?\d{0,3}[.):]\s{1,3}/i;

/** The words of a question without quotes and marks around them. */
function bare(source: Source, start: number, end: number): Text {
  const text = source.text.slice(start, end);
  const before = /^[\s*_"“«„]{0,40}/.exec(text)?.[0].length ?? 0;
  const from = start + before + (PREFIX.exec(text.slice(before, before + 12))?.[0].length ?? 0);
  const tail = source.text.slice(Math.max(from, end - 40), end);
  const after = /[\s*_"”»]{0,40}$/.exec(tail)?.[0].length ?? 0;
  return source.textAt(from, Math.max(from, end - after));
}

function answerFrom(source: Source, start: number, end: number): Text {
  const label = ANSWER_LABEL.exec(source.text.slice(start, Math.min(end, start + 260)))?.[0].length ?? 0;
  return trimmedText(source, start + label, Math.max(start + label, end));
}

/** A question that begins at `start`, and its answer: what follows in quotes, up to the question mark, or the line. */
function followUpAt(source: Source, start: number, lineEnd: number, end: number): FollowUp {
  const line = source.text.slice(start, Math.min(lineEnd, start + LONGEST_QUESTION));
  const quoted = QUOTED.exec(line);
  const asked = ASKED.exec(line);
  const length = quoted ? quoted[0].length : asked ? asked.index + asked[0].length : lineEnd - start;
  const questionEnd = Math.min(lineEnd, start + length);
  return { question: bare(source, start, questionEnd), answer: answerFrom(source, questionEnd, end) };
}

function below(source: Source, label: Label, end: number): readonly FollowUp[] {
  const from = label.next + (/^\s*/.exec(source.text.slice(label.next, end))?.[0].length ?? 0);
  const lineStart = source.text.lastIndexOf('\n', from - 1) + 1;
  const first = source.text.slice(lineStart, Math.min(end, lineStart + 200));
  if (ITEM_BEFORE.test(first)) {
    return listItems(source, label.next, end).map(({ at }) => {
      const newline = source.text.indexOf('\n', at.start.offset);
      const lineEnd = newline === -1 || newline > at.end.offset ? at.end.offset : newline;
      return followUpAt(source, at.start.offset, lineEnd, at.end.offset);
    });
  }
  if (from >= end) return [];
  const newline = source.text.indexOf('\n', from);
  return [followUpAt(source, from, newline === -1 || newline > end ? end : newline, end)];
}

/** The follow-ups of one question, in order. An answer goes on to the next follow-up or list of key points. */
export function followUpsIn(source: Source, labels: readonly Label[], bodyEnd: number): readonly FollowUp[] {
  return labels
    .flatMap((label, i) => {
      if (label.kind !== 'follow-up') return [];
      const next = labels.slice(i + 1).find(({ kind }) => kind === 'follow-up' || kind === 'points');
      const end = Math.min(next?.start ?? bodyEnd, bodyEnd);
      const rest = source.text.slice(label.restStart, label.end).trim();
      return rest === '' ? below(source, label, end) : [followUpAt(source, label.restStart, label.end, end)];
    })
    .filter(({ question }) => question.text !== '');
}
