import { describe, expect, it } from 'vitest';
import { optimize } from '../../../src/commands/progress/optimize.ts';
import type { Rating } from '../../../src/core/base/attempt.ts';
import { Failure } from '../../../src/core/base/problem.ts';
import { scheduleParams } from '../../../src/core/schedule/days-off.ts';
import type { Entry } from '../../../src/core/schedule/journal.ts';
import type { Trainer } from '../../../src/core/schedule/training.ts';
import type { Config } from '../../../src/core/settings/config.ts';
import { attempt, berlin, noon } from '../../support/entries.ts';
import { type Memory, openMemory } from '../../support/memory-context.ts';

/** Two questions a day, each recalled, or not, some days later. */
function reviews(count: number, rating: (i: number) => Rating): Entry[] {
  return Array.from({ length: count }, (_, i) => [
    attempt(`a${i}`, `q-${i}`, 'good', noon(-100 + Math.floor(i / 8))),
    attempt(`b${i}`, `q-${i}`, rating(i), noon(-92 + Math.floor(i / 8))),
  ]).flat();
}

const OTHERS = [
  6.4, 0.98, 2.96, 0, 1.87, 0.17, 0.79, 1.5, 0.06, 0.26, 1.65, 0.6, 1.87, 0.54, 0.09, 0.06, 0.15,
];
const weights = (...first: readonly number[]): readonly number[] => [...first, ...OTHERS];
/** One who knows everybody forgets within days, and one who knows that nobody does. */
const forgetful = weights(0.2, 0.3, 0.4, 0.5);
const retentive = weights(50, 60, 80, 90);

function machine(entries: readonly Entry[], trained: readonly number[] | Failure): Memory {
  const memory = openMemory({ files: {}, entries });
  const trainer = (): Promise<Trainer> =>
    trained instanceof Failure
      ? Promise.reject(trained)
      : Promise.resolve({
          train: (_, onProgress) => {
            onProgress(0.5);
            return Promise.resolve(trained);
          },
        });
  return { ...memory, context: { ...memory.context, trainer } };
}

const remembered = reviews(650, (i) => (i % 20 === 0 ? 'again' : 'good'));
const json = ({ data }: Memory): Record<string, unknown> => JSON.parse(data()) as Record<string, unknown>;

describe('prep optimize', () => {
  it('stores weights that predict better, and schedules follow them', async () => {
    const memory = machine(remembered, retentive);
    expect(await optimize(memory.context, [], {})).toBe(0);
    const config = memory.config();
    expect(config.memory?.weights).toEqual(retentive);
    expect(config.memory?.reviews).toBeGreaterThan(300);
    expect(scheduleParams(config, berlin).weights).toEqual(retentive);
    expect(memory.data()).toContain('in use');
  });

  it('counts the questions that come back on another day', async () => {
    const memory = machine(remembered, retentive);
    await optimize(memory.context, [], { json: true });
    // The 33 that were not recalled come back at once, whatever the weights.
    expect(json(memory)).toMatchObject({ stored: true, questions: 650, sooner: 0, later: 617 });
    const again = machine(remembered, retentive);
    await optimize(again.context, [], {});
    expect(again.data().replaceAll(/\s+/g, ' ')).toContain(
      'Of 650 questions, 0 come back sooner than before and 617 later.',
    );
  });

  it('keeps the old weights when the new ones predict worse', async () => {
    const memory = machine(remembered, forgetful);
    expect(await optimize(memory.context, [], { json: true })).toBe(0);
    expect(memory.config().memory).toBeUndefined();
    expect(json(memory)).toMatchObject({ better: false, stored: false, missing: 0 });
  });

  it('judges by days that were not trained on', async () => {
    const memory = machine(remembered, retentive);
    await optimize(memory.context, [], { json: true });
    const { reviews: all, trained, heldOut, heldOutFrom } = json(memory);
    expect(Number(trained) + Number(heldOut)).toBe(all);
    expect(heldOutFrom).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('changes nothing in a dry run', async () => {
    const memory = machine(remembered, retentive);
    await optimize(memory.context, [], { dryRun: true, json: true });
    expect(memory.config().memory).toBeUndefined();
    expect(json(memory)).toMatchObject({ better: true, stored: false });
  });

  it('says how many reviews are missing, and needs no trainer for that', async () => {
    const memory = machine(remembered.slice(0, 200), new Failure('optimizer-missing', 'not there'));
    expect(await optimize(memory.context, [], { json: true })).toBe(0);
    expect(json(memory)).toMatchObject({
      reviews: 100,
      missing: 500,
      needed: 600,
      better: null,
      weights: null,
    });
  });

  it('fails with the way to the trainer when it is not installed', async () => {
    const memory = machine(remembered, new Failure('optimizer-missing', 'not there'));
    await expect(optimize(memory.context, [], {})).rejects.toMatchObject({ code: 'optimizer-missing' });
    expect(memory.config().memory).toBeUndefined();
  });

  it('goes back to the published weights with --reset', async () => {
    const memory = machine(remembered, retentive);
    await optimize(memory.context, [], {});
    await optimize(memory.context, [], { reset: true });
    const config: Config = memory.config();
    expect(config.memory).toBeUndefined();
    expect(config.settings).toBeDefined();
    expect(scheduleParams(config, berlin).weights).toBeUndefined();
  });
});
