// What `prep mock` tells of past mocks, and how it says that something cannot be.
import { describe, expect, it } from 'vitest';
import type { Input } from '../../../src/cli.ts';
import { mock } from '../../../src/commands/mock/mock.ts';
import type { MockEvent } from '../../../src/core/mock/mock.ts';
import { heldMock } from '../../support/mock-run.ts';
import { openQuizMachine } from '../../support/quiz-machine.ts';
import { after, INTERVIEW } from '../../support/mocks.ts';

describe('what cannot be', () => {
  const codeOf = (options: Input<'mock'>, plan = {}) =>
    heldMock([], options, plan).then(
      () => 'no failure',
      (error: { readonly code?: string; readonly exit?: number }) => `${error.code} ${error.exit}`,
    );
  const closed = { mocks: { '01M': INTERVIEW } };

  it.each([
    ['no terminal', {}, { interactive: false }, 'no-terminal 2'],
    ['JSON of a mock that asks', { json: true }, {}, 'no-json 2'],
    ['a section that there is not', { section: ['Nowhere'] }, {}, 'section-unknown 2'],
    ['nothing to ask', { section: ['Architecture'], difficulty: 'easy' }, {}, 'mock-empty 2'],
    ['no mock to go on with', { resume: true }, {}, 'mock-none 2'],
    ['a mock that is over', { resume: true }, closed, 'mock-none 2'],
    ['a mock that there is not', { show: 'X' }, closed, 'mock-unknown 2'],
    ['a report that is neither', { report: 'r.pdf' }, {}, 'report-kind 2'],
    ['a report over another file', { report: 'r.md' }, { paths: ['r.md'] }, 'file-exists 2'],
    ['a mock of which nothing is left', { show: '01M' }, { mocks: { '01M': [] } }, 'mock-damaged 2'],
  ] as const)('%s', async (_, options, plan, code) => {
    expect(await codeOf(options, plan)).toBe(code);
  });
});

describe('past mocks', () => {
  const later: readonly MockEvent[] = INTERVIEW.map((event) => ({ ...event, at: after(86_400) }));
  const mocks = { '01M': INTERVIEW, '01N': later };
  const told = async (options: Input<'mock'>): Promise<string> =>
    (await heldMock([], options, { mocks })).data();

  it('are listed, the latest first', async () => {
    expect(await told({ list: true })).toMatch(/1 +2026-11-25 [^]* 1\/2[^]*2 +2026-11-24/);
    const { mocks: listed } = JSON.parse(await told({ list: true, json: true })) as {
      mocks: { id: string }[];
    };
    expect(listed.map(({ id }) => id)).toEqual(['01N', '01M']);
  });

  it('are shown by place and by id', async () => {
    const shown = await told({ show: '2' });
    expect(shown).toMatch(/answered 1 of 2 questions[^]*2026-11-24/);
    expect(await told({ show: '01m' })).toBe(shown);
    expect(await told({ show: '01N' })).not.toBe(shown);
  });

  it('are written as Markdown and as a page, and never over a file', async () => {
    const { created, data } = await heldMock([], { show: '1', report: 'r.html' }, { mocks });
    expect(created.get('r.html')).toMatch(/^<!doctype html>/);
    expect(data()).toBe('');
    const other = await heldMock([], { show: '1', report: 'r.md' }, { mocks });
    expect(other.created.get('r.md')).toMatch(/^# Mock interview/);
  });

  it('are data with --json, also beside a report', async () => {
    const shown = JSON.parse(await told({ show: '1', json: true })) as object;
    expect(shown).toMatchObject({ id: '01N', state: 'finished', questions: 2, answered: 1 });
    const { created, data } = await heldMock([], { show: '1', report: 'r.md', json: true }, { mocks });
    expect(JSON.parse(data())).toEqual(shown);
    expect(created.has('r.md')).toBe(true);
  });

  it('of which there are none say how to begin', async () => {
    expect((await heldMock([], { list: true })).data()).toBe(
      '  No mocks yet. Run `prep mock` to start one.\n',
    );
  });

  it.each([
    [{ unusable: 2 }, 'Mock 01M: 2 lines cannot be used; the rest is.\n'],
    [
      { newer: true },
      'Mock 01M was written by a newer version of prep; this version uses what it can read.\n',
    ],
  ])('that have odd lines say so: %j', async (odd, says) => {
    const { context, talk, data } = openQuizMachine({ mocks: { '01M': INTERVIEW } });
    const store = await context.mocks();
    const read: typeof store.read = (id) => ({ ...store.read(id), ...odd });
    const damaged = { ...context, mocks: () => Promise.resolve({ ...store, read }) };
    expect(await mock(damaged, [], { list: true })).toBe(0);
    expect(talk()).toBe(says);
    expect(data()).toContain('1/2');
  });

  it('that a newer version wrote are not continued', async () => {
    const { context } = openQuizMachine({ mocks: { '01M': INTERVIEW.slice(0, 3) } });
    const store = await context.mocks();
    const read: typeof store.read = (id) => ({ ...store.read(id), newer: true });
    const newer = { ...context, mocks: () => Promise.resolve({ ...store, read }) };
    await expect(mock(newer, [], { resume: true })).rejects.toMatchObject({ code: 'mock-none' });
  });

  it('are written when a mock is finished', async () => {
    const held = await heldMock(
      [
        { answer: '' },
        { key: 'skip' },
        { key: 'skip' },
        { go: true },
        { points: 'as found' },
        { rate: 'suggested' },
      ],
      {
        difficulty: 'hard',
        count: 1,
        report: 'new.md',
      },
    );
    expect(held.created.get('new.md')).toContain('What does attention cost?');
  });
});
