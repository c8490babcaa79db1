// The latest computed figures, in the cache. Computing them loads expressions and units; reading them does
// not.
import type { FigureStore } from '../../context.ts';
import type { Decision } from '../../core/base/question.ts';
import { isLeftOutOr, isObject, isText, isTexts, mapOf } from '../../core/base/unknown.ts';
import { conditionsIn } from '../../core/fill/conditional.ts';
import type { Value } from '../../core/fill/value.ts';
import type { Figures } from '../../core/fill/values.ts';
import { readCache, replaceCache } from './folder.ts';

const ORIGINS: ReadonlySet<unknown> = new Set(['typed', 'file', 'derived', 'notMeasured']);
const DECISIONS: ReadonlySet<unknown> = new Set(['holds', 'fails', 'open', 'invalid']);
const isDecision = (value: unknown): value is Decision => DECISIONS.has(value);

const isValue = (value: unknown): value is Value =>
  isObject(value) &&
  isText(value['text']) &&
  ORIGINS.has(value['origin']) &&
  ['plain', 'unit', 'thousands', 'updatedAt'].every((field) => isLeftOutOr(isText, value[field])) &&
  isLeftOutOr(Number.isFinite, value['number']);

type Metrics = Parameters<FigureStore['of']>[0];

/** Everything that figures depend on. Compared as a text: hashing so much would cost a start 4 ms. */
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
    const cached: unknown = JSON.parse(readCache(file));
    if (!isObject(cached) || cached['key'] !== key) return undefined;
    const values = mapOf(cached['values'], isValue);
    const inputs = mapOf(cached['inputs'], isTexts);
    const decisions = mapOf(cached['decisions'], isDecision);
    return values && inputs && decisions && { values: Object.assign(values, { metrics, decisions }), inputs };
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

/** @param build names this build of prep: figures of other builds are not used */
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
