import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { predictedRecall } from '../../src/core/schedule/memory.ts';
import { seededRandom } from '../../src/core/base/random.ts';
import { judge, type Sequence, type TimedReview } from '../../src/core/schedule/training.ts';
import { openTrainer } from '../../src/io/programs/optimizer.ts';
import { params } from '../support/entries.ts';
import { tempHome } from '../support/home.ts';

/** A folder into which the trainer was installed, as its message says. */
const installed = process.env['PREP_OPTIMIZER'] ?? '';

/** Reviews of somebody who forgets far more slowly than most. */
function learned(count: number, seed: string): readonly Sequence[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, i) => {
    const gaps = [3, 10, 30].slice(0, 1 + (i % 3));
    const later = gaps.map((gapDays): TimedReview => ({
      rating: random() < 0.99 ? 'good' : 'again',
      gapDays,
    }));
    return { reviews: [{ rating: 'good', gapDays: 0 }, ...later], dayNumber: 20_000 + i };
  });
}

describe('the trainer', () => {
  it('gives 21 weights that predict the reviews of such a person better than the published ones', async () => {
    const home = tempHome();
    // The folder of a first run is not there yet.
    mkdirSync(home, { recursive: true });
    symlinkSync(installed, join(home, 'optimizer'));
    const shares: number[] = [];
    const trainer = openTrainer(home, home);
    const weights = await trainer.train(learned(1500, 'train'), (share) => shares.push(share));
    expect(weights).toHaveLength(21);
    const fresh = learned(600, 'fresh');
    const chances = (given: typeof params): readonly number[] =>
      fresh.map(({ reviews }) => predictedRecall(reviews, given));
    const { better, before, after } = judge(fresh, chances(params), chances({ ...params, weights }));
    expect(after.logLoss).toBeLessThan(before.logLoss);
    expect(better).toBe(true);
  });
});
