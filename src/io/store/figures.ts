// The last computed figures. Computing them loads expressions and units; reading them does not.
import type { FigureStore } from '../../context.ts';
import { lateMap } from '../../core/base/collections.ts';
import type { Decision } from '../../core/base/question.ts';
import type { Value } from '../../core/fill/conditional.ts';
import type { StartFigures } from '../../core/fill/values.ts';
import { cachedJson, readCache, replaceCache } from './folder.ts';

type CachedFigures = {
  readonly key: string;
  readonly values: readonly (readonly [string, Value])[];
  readonly inputs: readonly (readonly [string, readonly string[]])[];
  readonly core: readonly string[];
  readonly unfilled: number;
};
/** On a line of its own: a start needs none of them. */
type CachedDecisions = readonly (readonly [string, Decision])[];

type Metrics = Parameters<FigureStore['of']>[0]['metrics'];

function readCached(file: string, key: string, metrics: Metrics): StartFigures | undefined {
  try {
    const lineAt = readCache(file);
    const cached = cachedJson<CachedFigures>(lineAt(0));
    if (cached.key !== key) return undefined;
    const { core, unfilled } = cached;
    const decisions = lateMap(() => new Map(cachedJson<CachedDecisions>(lineAt(1))));
    const values = Object.assign(new Map(cached.values), { metrics, decisions });
    return { values, inputs: new Map(cached.inputs), core, unfilled };
  } catch {
    // A missing or damaged cache is rebuilt.
    return undefined;
  }
}

function writeCached(file: string, key: string, { values, inputs, core, unfilled }: StartFigures): void {
  try {
    const decisions = [...(values.decisions ?? [])];
    const figures = { key, values: [...values], inputs: [...inputs], core, unfilled };
    replaceCache(file, [JSON.stringify(figures), JSON.stringify(decisions)]);
  } catch {
    // A cache that cannot be written costs only time.
  }
}

/**
 * Figures of a bank without a version are computed each time: its files were parsed, which takes far longer.
 * @param build figures of other builds are not used
 */
export const openFigures = (cacheFile: string, build: string): FigureStore => ({
  of: async (bank, fills, style) => {
    const key = bank.version && JSON.stringify([build, bank.version, style, fills]);
    const cached = key && readCached(cacheFile, key, bank.metrics);
    if (cached) return cached;
    const [{ figuresOf }, { openKeys }] = await Promise.all([
      import('../../core/fill/values.ts'),
      import('../../core/fill/gaps.ts'),
    ]);
    const found = figuresOf(bank, fills, style);
    const figures = { ...found, unfilled: openKeys(bank, found).size };
    if (key) writeCached(cacheFile, key, figures);
    return figures;
  },
});
