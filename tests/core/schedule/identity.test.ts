// The table "which edit keeps the history" of docs/your-questions.md, row by row.
import { describe, expect, it } from 'vitest';
import type { Instant } from '../../../src/core/base/day.ts';
import { proposeRelinks } from '../../../src/core/schedule/identity.ts';
import type { Seen } from '../../../src/core/schedule/progress.ts';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readQuestionFile } from '../../../src/formats/question/question-file.ts';

const KNOWN = { own: '/home/questions', shipped: '/shipped' };

function read(text: string, file = 'a.md', bank = '/notes/interview'): Question {
  const [question] = readQuestionFile(openSource(file, text), bank).questions;
  if (!question) throw new Error('no question');
  return question;
}

/** What the journal remembers of questions that were attempted. */
const seenAs = (...questions: readonly Question[]): ReadonlyMap<string, Seen> =>
  new Map(
    questions.map((question) => [
      question.id,
      {
        attempts: 1,
        lastAt: 0 as Instant,
        lastRating: 'good',
        title: question.title,
        hash: question.answerHash,
        bank: question.bank === KNOWN.shipped ? 'shipped' : 'interview',
      },
    ]),
  );

const before = read('# Why do we divide by the root of d?\n\nSo that the softmax keeps a gradient.\n');
const links = (seen: ReadonlyMap<string, Seen>, ...now: readonly Question[]) =>
  proposeRelinks({ seen }, now, KNOWN);

describe('the history stays without a link when the id stays', () => {
  it.each([
    ['the answer is edited', read('# Why do we divide by the root of d?\n\nAnother answer.\n')],
    [
      'the file is renamed or moved',
      read('# Why do we divide by the root of d?\n\nSo that …\n', 'deep/b.md'),
    ],
  ])('%s', (_edit, now) => {
    expect(now.id).toBe(before.id);
    expect(links(seenAs(before), now)).toEqual([]);
  });

  it('the title of a question with a written id is edited', () => {
    const was = read('---\nid: root-d\n---\n# Old title\n\nText.\n');
    const now = read('---\nid: root-d\n---\n# Something else entirely\n\nText.\n');
    expect(links(seenAs(was), now)).toEqual([]);
    expect(now.id).toBe(was.id);
  });

  it('questions are inserted before it, or reordered', () => {
    const other = read('# What is a head?\n\nA projection.\n');
    expect(links(seenAs(before), other, before)).toEqual([]);
  });

  it('another one with an id of its own and a similar title is there', () => {
    const other = read('---\nid: usart\n---\n# Why do we divide by the root of dk?\n\nBecause.\n');
    expect(links(seenAs(before), other)).toEqual([]);
  });

  it('one of a title with another word in it is there', () => {
    const [spi, i2c] = [read('# What is SPI?\n\nFour wires.\n'), read('# What is I2C?\n\nTwo wires.\n')];
    expect(links(seenAs(spi), i2c)).toEqual([]);
  });

  it('it is deleted and restored', () => {
    expect(links(seenAs(before))).toEqual([]);
    expect(links(seenAs(before), before)).toEqual([]);
  });
});

describe('the history moves when the id goes and one question is known again', () => {
  it('the title is edited and the answer is not', () => {
    const now = read('# Scaled dot products: what for?\n\nSo that the softmax keeps a gradient.\n');
    expect(links(seenAs(before), now)).toEqual([{ from: before.id, to: now.id, why: 'same answer' }]);
  });

  it('the title is edited a little, and the answer too', () => {
    const now = read('# Why do we divide by the root of d_k?\n\nBecause of variance.\n');
    expect(links(seenAs(before), now)).toEqual([{ from: before.id, to: now.id, why: 'similar title' }]);
  });

  it('an id is written down under the same title', () => {
    const now = read('---\nid: root-d\n---\n# Why do we divide by the root of d?\n\nSo …\n');
    expect(links(seenAs(before), now)).toEqual([{ from: before.id, to: 'root-d', why: 'same title' }]);
  });
});

describe('nothing is guessed', () => {
  const first = read('# Why divide by the root of d (part one)?\n\nSo that the softmax keeps a gradient.\n');
  const second = read('# Why divide by the root of d (part two)?\n\nSo that the softmax keeps a gradient.\n');

  it('when a question is split into two that fit', () => {
    expect(links(seenAs(before), first, second)).toEqual([]);
  });

  it('when two are merged into one', () => {
    const merged = read(
      '# Why divide by the root of d (both parts)?\n\nSo that the softmax keeps a gradient.\n',
    );
    expect(links(seenAs(first, second), merged)).toEqual([]);
  });

  it('when the new question has a history of its own', () => {
    const now = read('# Scaled dot products: what for?\n\nSo that the softmax keeps a gradient.\n');
    expect(links(seenAs(before, now), now)).toEqual([]);
  });

  it('when the question is in the own bank, beside the banks that were named', () => {
    const now = read('# Scaled dot products: what for?\n\nSo that the softmax keeps a gradient.\n');
    const moved = proposeRelinks({ seen: seenAs(before) }, [now], KNOWN, [before.id]);
    expect(moved).toEqual([]);
  });

  it('when nothing is alike', () => {
    expect(links(seenAs(before), read('# What is a head?\n\nA projection.\n'))).toEqual([]);
  });

  it('when that move was taken back before', () => {
    const told = { seen: seenAs(before), undoneRelinks: [{ from: before.id, to: first.id }] };
    expect(proposeRelinks(told, [first], KNOWN)).toEqual([]);
    expect(proposeRelinks(told, [first, second], KNOWN)).toEqual([
      { from: before.id, to: second.id, why: expect.any(String) },
    ]);
  });

  it('between banks: a look into another guide takes no history away', () => {
    const elsewhere = read(
      '# Why do we divide by the root of d?\n\nSo that …\n',
      'g.md',
      '/downloads/guide.md',
    );
    const renamed = { ...elsewhere, id: 'other-id' };
    expect(links(seenAs(before), renamed)).toEqual([]);
  });
});
