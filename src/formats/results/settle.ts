// Makes a document of what a parser gave: finite numbers, bounded depth. Knows no syntax.
import type { Json } from '../../core/result.ts';
import { MAX_DEPTH } from './limits.ts';

/**
 * A parsed value as a document; undefined when it is nested too deeply. Numbers that are not finite (`1e400`, `.nan`)
 * become words. The value is changed in place: a copy of a large file would cost as much as reading it.
 */
export function settle(value: unknown): Json | undefined {
  let tooDeep = false;
  const settled = (each: unknown, depth: number): unknown => {
    if (typeof each === 'number') return Number.isFinite(each) ? each : String(each);
    if (typeof each !== 'object' || each === null) return each;
    if (depth > MAX_DEPTH) tooDeep = true;
    else if (Array.isArray(each)) settleList(each, (item) => settled(item, depth + 1));
    else settleFields(each, (item) => settled(item, depth + 1));
    return each;
  };
  const document = settled(value, 1);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- parsers give what JSON can hold, and the rest was settled above
  return tooDeep ? undefined : (document as Json);
}

function settleList(list: unknown[], settled: (item: unknown) => unknown): void {
  for (const [at, item] of list.entries()) {
    const next = settled(item);
    if (next !== item) list[at] = next;
  }
}

function settleFields(fields: object, settled: (item: unknown) => unknown): void {
  for (const key of Object.keys(fields)) {
    const item: unknown = Reflect.get(fields, key);
    const next = settled(item);
    if (next !== item) Object.defineProperty(fields, key, { value: next, enumerable: true });
  }
}
