// The trainer of FSRS weights: a native library that few people need, looked for beside prep and in `optimizer`
// in the user's data.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { RATINGS } from '../../core/base/attempt.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Sequence, Trainer } from '../../core/schedule/training.ts';

const LIBRARY = '@open-spaced-repetition/binding';
const VERSION = '0.5.0';

type Binding = {
  readonly FSRSBindingReview: new (rating: number, deltaT: number) => object;
  readonly FSRSBindingItem: new (reviews: readonly object[]) => object;
  readonly computeParameters: (
    items: readonly object[],
    options: {
      readonly enableShortTerm: boolean;
      /** Returning false stops the training. */
      readonly progress: (current: number, total: number) => boolean;
      /** Milliseconds between those calls, not a limit. */
      readonly timeout: number;
    },
  ) => Promise<readonly number[]>;
};

const PROGRESS_EVERY_MS = 200;

function isBinding(library: unknown): library is Binding {
  if (typeof library !== 'object' || library === null) return false;
  const names = ['FSRSBindingReview', 'FSRSBindingItem', 'computeParameters'];
  return names.every((name) => typeof Reflect.get(library, name) === 'function');
}

function loadFrom(folders: readonly string[]): Binding | undefined {
  for (const folder of folders) {
    try {
      const library: unknown = createRequire(join(folder, 'package.json'))(LIBRARY);
      if (isBinding(library)) return library;
    } catch {
      // Missing, or built for another machine: the next folder may have it.
    }
  }
  return undefined;
}

const itemOf = ({ FSRSBindingItem, FSRSBindingReview }: Binding, { reviews }: Sequence): object =>
  new FSRSBindingItem(
    reviews.map(({ rating, gapDays }) => new FSRSBindingReview(RATINGS.indexOf(rating) + 1, gapDays)),
  );

/**
 * Throws `Failure` with the install command.
 * @param home the user's data
 * @param beside the folder of prep
 */
export function openTrainer(home: string, beside: string): Trainer {
  const own = join(home, 'optimizer');
  const library = loadFrom([own, beside]);
  if (!library) {
    throw new Failure('optimizer-missing', `Training needs ${LIBRARY}, which is not installed.`, {
      hint: `install it with: npm install --prefix "${own}" ${LIBRARY}@${VERSION}`,
    });
  }
  return {
    train: async (sequences, onProgress) => {
      const items = sequences.map((sequence) => itemOf(library, sequence));
      const weights: unknown = await library.computeParameters(items, {
        enableShortTerm: true,
        progress: (current, total) => {
          if (total > 0) onProgress(Math.min(1, current / total));
          return true;
        },
        timeout: PROGRESS_EVERY_MS,
      });
      if (Array.isArray(weights) && weights.length > 0 && weights.every(Number.isFinite))
        return weights.map(Number);
      throw new Failure('optimizer-failed', 'The training returned no weights, so the old ones are kept.');
    },
  };
}
