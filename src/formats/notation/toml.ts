// The only user of the TOML library, which gives values without places: a text is where it begins next in the file.
import { parse, TomlDate, TomlError } from 'smol-toml';
import { isObject, sumOf } from '../../core/base/collections.ts';
import type { JsonEntry, JsonNode, JsonTree } from './json.ts';

type TomlRead = { readonly value: unknown } | { readonly message: string; readonly offset: number };

const DEEPEST = 50;

/** Dates are texts, and integers beyond 2⁵³ numbers. Fails on what is nested deeper than `deepest`. */
export function parseToml(text: string, deepest = DEEPEST): TomlRead {
  try {
    return { value: settled(parse(text, { integersAsBigInt: 'asNeeded', maxDepth: deepest })) };
  } catch (error) {
    const { line, column } = error instanceof TomlError ? error : { line: 1, column: 1 };
    const [first = ''] = (error instanceof Error ? error.message : '').split('\n');
    const before = sumOf(text.split('\n').slice(0, line - 1), ({ length }) => length + 1);
    const message = /excessively nested/.test(first)
      ? 'nested too deeply'
      : first.replace(/^Invalid TOML document: /, '');
    return { message, offset: before + column - 1 };
  }
}

function settled(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map(settled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, settled(each)]));
}

/** In characters; a text is known by them, up to what is escaped. */
const LONGEST_PLACE = 60;
/** Each is looked for up to the end of the file. */
const MOST_MISSED = 1000;

/** Empty for a broken file, with the place of its first mistake. Never throws. */
export function tomlTree(text: string): JsonTree {
  const read = parseToml(text);
  if ('message' in read) return { values: [], faults: [read.offset] };
  let [at, missed] = [0, 0];
  const placed = (words: string): number => {
    const [start = ''] = words.slice(0, LONGEST_PLACE).split(/["\\\n\r\t]/, 1);
    if (start === '' || missed > MOST_MISSED) return at;
    const next = text.indexOf(start, at);
    if (next === -1) missed += 1;
    else at = next;
    return at;
  };
  const node = (value: unknown): JsonNode => {
    if (Array.isArray(value)) return { kind: 'list', items: value.map(node), at };
    if (isObject(value)) {
      const start = at;
      const entries = Object.entries(value).map(([key, each]): JsonEntry => [key, node(each)]);
      return { kind: 'map', entries, at: start };
    }
    if (typeof value === 'string') return { kind: 'text', text: value, at: placed(value) };
    if (typeof value === 'boolean') return { kind: 'flag', value, at };
    return typeof value === 'number' ? { kind: 'number', value, at } : { kind: 'nothing', at };
  };
  return { values: [node(read.value)], faults: [] };
}
