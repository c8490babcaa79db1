import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { draftsContent } from '../../../src/formats/import/draft.ts';
import { makerOf } from '../../../src/formats/import/made-source.ts';

const file = openSource('deck.csv', 'question,answer\n"What, then?","It took [X]ms"\nNext,"a ""b"""\n');

describe('text that was made of a file', () => {
  it('keeps the line and column of what it was made from', () => {
    const maker = makerOf(file);
    const first = maker.add('What, then?', file.text.indexOf('What'));
    const second = maker.add('a "b"', file.text.indexOf('a ""'));
    const source = maker.source();
    expect(first).toMatchObject({
      text: 'What, then?',
      at: { file: 'deck.csv', start: { line: 2, column: 2 } },
    });
    expect(second).toMatchObject({ text: 'a "b"', at: { start: { line: 3, column: 7 } } });
    for (const { at, text } of [first, second])
      expect(source.textAt(at.start.offset, at.end.offset)).toEqual({ text, at });
  });

  it('gives every piece back as it was, whatever the pieces', () => {
    const law = fc.property(fc.array(fc.string(), { maxLength: 8 }), (texts) => {
      const maker = makerOf(file);
      const stretches = texts.map((text, i) => maker.add(text, i));
      const source = maker.source();
      expect(stretches.map(({ text }) => text)).toEqual(texts);
      expect(stretches.map(({ at: { start, end } }) => source.text.slice(start.offset, end.offset))).toEqual(
        texts,
      );
    });
    fc.assert(law, { seed: 5 });
  });
});

describe('questions made of what a reader found', () => {
  const maker = makerOf(file);
  const at = file.text.indexOf('What');
  const titleAt = maker.add('What, then?', at).at;
  const answer = maker.add('It took [X]ms', at + 14);
  const empty = maker.add('', at);
  const one = { title: 'What, then?', titleAt, answer, followUps: [] };
  const found = [
    { ...one, number: 4, tags: ['a'], difficulty: 'hard' as const },
    { ...one, answer: empty, number: 5 },
    { ...one, title: ' ' },
    { ...one, title: 'Written', id: 'my-id', number: 5 },
  ];
  const { questions, problems } = draftsContent({ source: maker.source(), found, problems: [] }, 'bank');

  it('finds placeholders, drafts and proposed points, and leaves out what has no title', () => {
    expect(questions.map(({ id, draft, placeholderKeys }) => [id, draft, placeholderKeys.length])).toEqual([
      ['what-then', false, 1],
      ['what-then-2', true, 0],
      ['my-id', false, 1],
    ]);
    expect(questions[0]).toMatchObject({ line: 2, difficulty: 'hard', tags: ['a'], idWritten: false });
    expect(questions[0]?.placeholders[0]?.written.text).toBe('[X]');
    expect(problems).toEqual([]);
  });

  it('gives a number only to the one question that has it', () => {
    expect(questions.map(({ number }) => number)).toEqual([4, undefined, undefined]);
  });
});
