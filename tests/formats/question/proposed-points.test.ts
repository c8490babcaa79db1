// Points that prep proposes for answers without any: sentences with a gap in them come without the marks of Markdown around.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

function pointsOf(answer: string): readonly string[] {
  const text = `# G\n### Q1: What?\n${answer}\n`;
  const [question] = readBankFile(openSource('guide.md', text), 'bank').questions;
  const points = question?.keyPoints ?? [];
  // The place of a point holds what its text says, and no more.
  expect(points.map(({ at }) => text.slice(at.start.offset, at.end.offset).trim())).toEqual(
    points.map((point) => point.text),
  );
  return points.map((point) => point.text);
}

describe('a proposed point', () => {
  it('leaves the mark of the item that follows to that item', () => {
    expect(pointsOf('We kept [X] rows in memory\n- first thing\n- second')).toEqual([
      'We kept [X] rows in memory',
      'first thing',
      'second',
    ]);
    expect(pointsOf('It took [Z] ms\n> and in the quotation [Y] ms')).toEqual([
      'It took [Z] ms',
      'and in the quotation [Y] ms',
    ]);
  });

  it('of a row of a table has no bars around it', () => {
    const table = '| option | cost |\n|---|---|\n| window | [A] µs |\n| bucket | [B] µs |\n\nThe end.';
    expect(pointsOf(table)).toEqual(['window | [A] µs', 'bucket | [B] µs']);
  });

  it('keeps a bar that is the last sign of a sentence outside of a table', () => {
    expect(pointsOf('The norm of [X] is written as |x|')).toEqual(['The norm of [X] is written as |x|']);
  });
});
