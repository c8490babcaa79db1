// The last computed figures. Computing them loads expressions and units; reading them does not.
import type { FigureStore } from '../../context.ts';
import type { Decision } from '../../core/base/question.ts';
import { conditionsIn } from '../../core/fill/conditional.ts';
import type { Value } from '../../core/fill/value.ts';
import type { Figures } from '../../core/fill/values.ts';
import { cachedJson, readCache, replaceCache } from './folder.ts';

type CachedFigures = {
  readonly key: string;
  readonly values: readonly (readonly [string, Value])[];
  readonly inputs: readonly (readonly [string, readonly string[]])[];
  readonly decisions: readonly (readonly [string, Decision])[];
};

type Metrics = Parameters<FigureStore['of']>[0];

/** Everything that figures depend on. Compared as text: hashing would cost a start 4 ms. */
function keyOf(build: string, ...[metrics, fills, style, questions]: Parameters<FigureStore['of']>): string {
  const declared = [...metrics.values()].map(({ name, kind, unit, derive, digits, tier }) => [
    name,
    kind,
    unit,
    derive,
    digits,
    tier,
  ]);
  const conditions = questions ? conditionsIn(questions.values()) : [];
  return JSON.stringify([build, style, fills, declared, conditions]);
}

function readCached(file: string, key: string, metrics: Metrics): Figures | undefined {
  try {
    const cached = cachedJson<CachedFigures>(readCache(file));
    if (cached.key !== key) return undefined;
    const decisions = new Map(cached.decisions);
    return {
      values: Object.assign(new Map(cached.values), { metrics, decisions }),
      inputs: new Map(cached.inputs),
    };
  } catch {
    // A missing or damaged cache is rebuilt.
    return undefined;
  }
}

function writeCached(file: string, key: string, { values, inputs }: Figures): void {
  try {
    const decisions = [...(values.decisions ?? [])];
    replaceCache(file, JSON.stringify({ key, values: [...values], inputs: [...inputs], decisions }));
  } catch {
    // A cache that cannot be written costs only time.
  }
}

/** @param build figures of other builds are not used */
export const openFigures = (cacheFile: string, build: string): FigureStore => ({
  of: async (metrics, fills, style, questions) => {
    const key = keyOf(build, metrics, fills, style, questions);
    const cached = readCached(cacheFile, key, metrics);
    if (cached) return cached;
    const { figuresOf } = await import('../../core/fill/values.ts');
    const figures = figuresOf(metrics, fills, style, questions);
    writeCached(cacheFile, key, figures);
    return figures;
  },
});
