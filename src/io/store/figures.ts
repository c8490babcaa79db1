// The last computed figures. Computing them loads expressions and units; reading them does not.
import type { FigureStore } from '../../context.ts';
import { lateMap } from '../../core/base/collections.ts';
import type { Decision } from '../../core/base/question.ts';
import type { Value } from '../../core/fill/conditional.ts';
import type { StartFigures } from '../../core/fill/values.ts';
import { cachedJson, readCache, writeCache } from './cache.ts';

type CachedFigures = Pick<StartFigures, 'core' | 'unfilled'> & {
  readonly values: readonly (readonly [string, Value])[];
  readonly inputs: readonly (readonly [string, readonly string[]])[];
};
/** On a line of its own: a start needs none of them. */
type CachedDecisions = readonly (readonly [string, Decision])[];

/**
 * Figures of a bank without a version are computed each time: its files were parsed, which takes far longer.
 * @param build figures of other builds are not used
 */
export const openFigures = (cacheFile: string, build: string): FigureStore => ({
  of: async (bank, fills, style) => {
    const key = bank.version && JSON.stringify([build, bank.version, style, fills]);
    const cached = key ? readCache(cacheFile, key) : undefined;
    if (cached) {
      const { values, inputs, ...rest } = cachedJson<CachedFigures>(cached(0));
      const decisions = lateMap(() => new Map(cachedJson<CachedDecisions>(cached(1))));
      const computed = Object.assign(new Map(values), { metrics: bank.metrics, decisions });
      return { values: computed, inputs: new Map(inputs), ...rest };
    }
    const [{ figuresOf }, { openKeys }] = await Promise.all([
      import('../../core/fill/values.ts'),
      import('../../core/fill/gaps.ts'),
    ]);
    const found = figuresOf(bank, fills, style);
    const { values, inputs, core } = found;
    const unfilled = openKeys(bank, found).size;
    const figures: CachedFigures = { values: [...values], inputs: [...inputs], core, unfilled };
    if (key)
      writeCache(cacheFile, key, [JSON.stringify(figures), JSON.stringify([...(values.decisions ?? [])])]);
    return { ...found, unfilled };
  },
});
