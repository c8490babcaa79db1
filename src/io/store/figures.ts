// The latest computed figures. Computing them loads expressions and units; reading them does not.
import type { FigureStore } from '../../context.ts';
import type { Decision } from '../../core/base/question.ts';
import type { Value } from '../../core/fill/value.ts';
import type { StartFigures } from '../../core/fill/values.ts';
import { cachedJson, readCache, replaceCache } from './folder.ts';

type CachedFigures = {
  readonly key: string;
  readonly values: readonly (readonly [string, Value])[];
  readonly inputs: readonly (readonly [string, readonly string[]])[];
  readonly core: readonly string[];
  readonly decisions: readonly (readonly [string, Decision])[];
};

type Metrics = Parameters<FigureStore['of']>[0]['metrics'];

function readCached(file: string, key: string, metrics: Metrics): StartFigures | undefined {
  try {
    const cached = cachedJson<CachedFigures>(readCache(file)(0));
    if (cached.key !== key) return undefined;
    const decisions = new Map(cached.decisions);
    return {
      values: Object.assign(new Map(cached.values), { metrics, decisions }),
      inputs: new Map(cached.inputs),
      core: cached.core,
    };
  } catch {
    // A missing or damaged cache is rebuilt.
    return undefined;
  }
}

function writeCached(file: string, key: string, { values, inputs, core }: StartFigures): void {
  try {
    const decisions = [...(values.decisions ?? [])];
    replaceCache(file, [JSON.stringify({ key, values: [...values], inputs: [...inputs], core, decisions })]);
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
    const { figuresOf } = await import('../../core/fill/values.ts');
    const figures = figuresOf(bank, fills, style);
    if (key) writeCached(cacheFile, key, figures);
    return figures;
  },
});
