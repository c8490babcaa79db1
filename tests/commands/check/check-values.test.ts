import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { fill } from '../../../src/commands/fill/fill.ts';
import { status } from '../../../src/commands/quiz/status.ts';
import { openMemory } from '../../support/memory-context.ts';

const metrics = `---
metrics:
  a_ms: { prompt: Latency, unit: ms, max: 100 }
  b_ms: { prompt: Baseline, unit: ms }
  slowdown: { derive: a_ms / b_ms, unit: × }
---
`;
const question = '---\nid: a\n---\n# Why?\n\n[FILL IN: slowdown] of [FILL IN: b_ms].\n';
const fills = {
  a_ms: { value: '200 ms', updatedAt: '' },
  b_ms: { value: '0 apples', updatedAt: '' },
};
const files = { 'metrics.md': metrics, 'a.md': question };

it('places what is wrong with a stored value at the declaration of its metric', async () => {
  const memory = openMemory({ files, fills });
  expect(await check(memory.context, [], { json: true })).toBe(1);
  expect(JSON.parse(memory.data())).toMatchObject({
    problems: [
      { file: 'metrics.md', line: 3, code: 'value-range', hint: 'Run `prep fill a_ms` to enter it again.' },
      { file: 'metrics.md', line: 4, code: 'value-invalid' },
    ],
  });
});

it('finds a division by zero with the values that there are', async () => {
  const zero = { a_ms: { value: '50 ms', updatedAt: '' }, b_ms: { value: '0 ms', updatedAt: '' } };
  const memory = openMemory({ files, fills: zero });
  expect(await check(memory.context, [], { json: true, requireFilled: true })).toBe(1);
  expect(JSON.parse(memory.data())).toMatchObject({
    problems: [
      { file: 'a.md', code: 'placeholder-open', message: '[FILL IN: slowdown] cannot be computed.' },
      { file: 'metrics.md', line: 5, code: 'derive-division', message: 'slowdown: division by zero' },
    ],
  });
});

describe('a value whose place in the text is gone', () => {
  const key = 'restore/letter/last-drill-took-x-minutes';
  const asking = (answer: string) => ({
    files: { 'a.md': `---\nid: restore\nnumber: 25\n---\n# How do you restore?\n\n${answer}\n` },
    fills: { [key]: { value: '70 min', number: 70, unit: 'min', updatedAt: '' } },
  });
  const reworded = asking('Our last exercise was finished in [X] minutes.');
  const toldIn = async (bank: ReturnType<typeof asking>) => {
    const { context, data } = openMemory(bank);
    await check(context, [], { json: true });
    return JSON.parse(data()).problems.map(({ code, message, hint }: Record<string, string>) =>
      [code, message, hint].join(' '),
    );
  };

  it('is told by check and by prep alone', async () => {
    expect(await toldIn(reworded)).toEqual([
      `value-uncited This question no longer cites 70 min (last drill took … minutes). Run \`prep fill 25\` to use it, or \`prep fill --unset ${key}\`.`,
    ]);
    const memory = openMemory(reworded);
    await status(memory.context, [], {});
    expect(memory.data()).toContain('1 to fill, 1 no longer cited (`prep check` shows which)');
  });

  it('is not while an answer has the place, or says the value itself', async () => {
    expect(await toldIn(asking('The last drill took [X] minutes.'))).toEqual([]);
    expect(await toldIn(asking('We restored it in 70 minutes.'))).toEqual([]);
    const kept = asking('We restore every week.');
    const own = { restore: { own: { text: 'The last drill took [X] minutes.', updatedAt: '' } } };
    const memory = openMemory({ ...kept, answers: own });
    expect(await check(memory.context, [], { json: true })).toBe(0);
    expect(memory.data()).not.toContain('value-uncited');
    expect(await toldIn(asking('We restore 70 tables.'))).toHaveLength(1);
  });

  it.each(['y', '70'])('is offered by fill, and moves with %s', async (line) => {
    const memory = openMemory({ ...reworded, lines: [line] });
    expect(await fill(memory.context, ['25'], { plain: true })).toBe(0);
    expect(memory.shown()).toContain('70 min was entered for “last drill took … minutes”');
    expect(memory.shown()).toContain('y = 70 min');
    const { fills: now } = memory.config();
    expect(Object.entries(now).map(([name, { value }]) => [name, value])).toEqual([
      ['restore/letter/was-finished-in-x-minutes', '70 min'],
    ]);
  });

  const MINUTES = 'It was finished in [X] minutes.';
  const TABLE = '| Drill | Took (min) |\n|---|---|\n| last one | [X] |';
  it.each([
    ['backups/letter/was-finished-in-x-minutes-was-123', MINUTES, true],
    ['backups/letter/was-finished-in-x-minutes', MINUTES, false],
    ['backups/letter/was-started-in-x-minutes-was-123', MINUTES, false],
    ['backups/letter/last-one-took-min-x-was-123', TABLE, true],
  ])('in another question is offered for its words: %s', async (name, answer, isOffered) => {
    const typed = { value: '70 min', unit: 'min', updatedAt: '' };
    const memory = openMemory({ ...asking(answer), fills: { [name]: typed }, lines: ['y'] });
    await fill(memory.context, ['25'], { plain: true });
    expect(memory.shown().includes('70 min was entered for')).toBe(isOffered);
    expect(Object.keys(memory.config().fills)).toEqual([
      isOffered ? expect.stringMatching(/^restore\/letter\//) : name,
    ]);
  });

  it('is offered beside the word that it had, where two words are exchanged', async () => {
    const was = (words: string, value: string) => ({
      [`restore/letter/${words}-was-1`]: { value, unit: 'µs', updatedAt: '' },
    });
    const typed = { ...was('encoding-takes-x-μs-and', '12 µs'), ...was('μs-and-decoding-x-μs', '21 µs') };
    const { files: exchanged } = asking('Decoding takes [X] µs and encoding [X] µs.');
    const memory = openMemory({ files: exchanged, fills: typed, lines: ['y', 'y'] });
    await fill(memory.context, ['25'], { plain: true });
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual(['21 µs', '12 µs']);
    expect(Object.keys(memory.config().fills)[0]).toContain('decoding-takes-x');
  });

  it('is offered by its words on either side, where the sentence has one value', async () => {
    const typed = {
      'restore/letter/from-redis-in-x-ms-at': { value: '3.8 ms', unit: 'ms', updatedAt: '' },
      'restore/letter/score-it-in-x-ms': { value: '1.6 ms', unit: 'ms', updatedAt: '' },
    };
    const { files: reordered } = asking(
      'The trees need [X] ms for the score.\nRedis returns them in [Y] ms at the median.',
    );
    const memory = openMemory({ files: reordered, fills: typed, lines: ['y', 'y'] });
    await fill(memory.context, ['25'], { plain: true });
    expect(Object.values(memory.config().fills).map(({ value }) => value)).toEqual(['1.6 ms', '3.8 ms']);
  });

  it('is not offered for another unit', async () => {
    const memory = openMemory({ ...asking('We have [X] replicas and lose [X] MB.'), lines: ['', ''] });
    await fill(memory.context, ['25'], { plain: true });
    expect(memory.shown()).not.toContain('70 min');
    expect(await toldIn(asking('We have [X] replicas.'))).toEqual([
      expect.stringContaining('Write its sentence again, or `prep fill --unset'),
    ]);
  });
});
