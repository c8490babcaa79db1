import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTrainer } from '../../../src/io/programs/optimizer.ts';
import { tempHome } from '../../support/home.ts';

it('the trainer says how it is installed when it is not there', () => {
  const home = tempHome();
  expect(() => openTrainer(home, home)).toThrowError(
    expect.objectContaining({
      code: 'optimizer-missing',
      hint: expect.stringContaining(`npm install --prefix "${join(home, 'optimizer')}"`),
    }),
  );
});

/** A home with a trainer whose `computeParameters` has this body. */
function homeWithTrainer(body: string): string {
  const home = tempHome();
  const library = join(home, 'optimizer', 'node_modules', '@open-spaced-repetition', 'binding');
  mkdirSync(library, { recursive: true });
  const script = `
    exports.FSRSBindingReview = class { constructor(rating, deltaT) { Object.assign(this, { rating, deltaT }); } };
    exports.FSRSBindingItem = class { constructor(reviews) { this.reviews = reviews; } };
    exports.computeParameters = async (items, options) => { ${body} };
  `;
  writeFileSync(join(library, 'index.js'), script);
  return home;
}

it('the trainer of the home is given ratings from 1 to 4 with their gaps, and tells how far it is', async () => {
  const home = homeWithTrainer(`
    options.progress(0, 0);
    options.progress(3, 2);
    return items.flatMap(({ reviews }) => reviews.flatMap(({ rating, deltaT }) => [rating, deltaT]));
  `);
  const shares: number[] = [];
  const reviews = [
    { rating: 'again', gapDays: 0 },
    { rating: 'easy', gapDays: 4 },
  ] as const;
  const weights = await openTrainer(home, home).train([{ reviews, dayNumber: 0 }], (share) =>
    shares.push(share),
  );
  expect(weights).toEqual([1, 0, 4, 4]);
  expect(shares).toEqual([1]);
});

it('a training without weights, or with some that are no numbers, is refused', async () => {
  for (const body of ['return [];', 'return [1, NaN];', 'return null;']) {
    const home = homeWithTrainer(body);
    await expect(openTrainer(home, home).train([], () => undefined)).rejects.toMatchObject({
      code: 'optimizer-failed',
    });
  }
});

it('a library that is no trainer counts as none', () => {
  const home = homeWithTrainer('');
  const library = join(home, 'optimizer', 'node_modules', '@open-spaced-repetition', 'binding');
  writeFileSync(join(library, 'index.js'), 'exports.computeParameters = 1;');
  expect(() => openTrainer(home, home)).toThrowError(expect.objectContaining({ code: 'optimizer-missing' }));
});
