import { describe, expect, it } from 'vitest';
import { plan } from '../../../src/commands/progress/plan.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import { at, attempt } from '../../support/entries.ts';
import type { Memory } from '../../support/memory-context.ts';
import { openVerbs } from '../../support/verbs.ts';

/** What is looked at of a document. */
type Printed = {
  readonly today: string;
  readonly interviewDay: string | null;
  readonly short: readonly unknown[];
  readonly days: readonly { readonly day: string; readonly reviews: readonly string[] }[];
};
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a test reads what it looks for
const documentOf = (memory: Memory): Printed => JSON.parse(memory.data()) as Printed;
const failureOf = (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'none',
    (error: unknown) => (error instanceof Failure ? error.code : String(error)),
  );

describe('prep plan', () => {
  it('plans towards the interview date of the settings', async () => {
    const memory = openVerbs({ settings: { interviewDate: '2026-12-15' } });
    expect(await plan(memory.context, [], { json: true })).toBe(0);
    const { days, ...made } = documentOf(memory);
    expect(days).toHaveLength(21);
    expect(made).toMatchObject({ today: '2026-11-24', interviewDay: '2026-12-15' });
    expect(made).toMatchObject({ questions: 5, short: [], change: null });
  });

  it('plans towards another day without changing anything', async () => {
    const memory = openVerbs({ settings: { interviewDate: '2026-12-15' } });
    await plan(memory.context, [], { json: true, until: '2026-11-26' });
    const { interviewDay, short } = documentOf(memory);
    expect([interviewDay, short.length]).toEqual(['2026-11-26', 5]);
    expect(memory.config().settings.interviewDate).toBe('2026-12-15');
    expect(memory.entries).toEqual([]);
  });

  it('counts what was done under the date that it is asked about', async () => {
    const entries = [attempt('1', 'attention', 'easy', at('2026-11-20T10:00:00+01:00'))];
    const far = openVerbs({ entries });
    await plan(far.context, [], { json: true, until: '2027-06-01' });
    const near = openVerbs({ entries });
    await plan(near.context, [], { json: true, until: '2026-11-28' });
    const due = (memory: Memory): string =>
      documentOf(memory).days.find(({ reviews }) => reviews.length > 0)?.day ?? '';
    expect(due(near) < due(far)).toBe(true);
  });

  it.each([
    ['soon', 'day-invalid'],
    ['2026-02-30', 'day-invalid'],
    ['2026-11-24', 'day-past'],
    ['2020-01-01', 'day-past'],
  ])('refuses --until %s', async (until, code) => {
    expect(await failureOf(plan(openVerbs().context, [], { until }))).toBe(code);
  });

  it('shows at most as many days as are asked for', async () => {
    const memory = openVerbs({ settings: { interviewDate: '2026-12-15' } });
    await plan(memory.context, [], { json: true, days: 3 });
    expect(documentOf(memory).days).toHaveLength(3);
  });

  it('shows it on the screen', async () => {
    const memory = openVerbs();
    expect(await plan(memory.context, [], {})).toBe(0);
    expect(memory.data()).toContain('Tue, Nov 24');
  });
});
