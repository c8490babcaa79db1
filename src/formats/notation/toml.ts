// TOML as plain values. smol-toml is used only here: its dates and large integers are converted.
import { parse, TomlDate, TomlError, type TomlValue } from 'smol-toml';

/** Lines and columns count from 1. */
export type TomlText =
  { readonly value: unknown } | { readonly message: string; readonly line: number; readonly column: number };

/**
 * Dates become ISO 8601 texts, integers beyond 2⁵³ the nearest numbers. Never throws.
 * @param deepest nesting limit of lists and tables
 */
export function parseToml(text: string, deepest: number): TomlText {
  try {
    const table = parse(text, { integersAsBigInt: 'asNeeded', maxDepth: deepest });
    return { value: plain(table, deepest + 1) };
  } catch (error) {
    const place = error instanceof TomlError ? error : { line: 1, column: 1 };
    const [first = ''] = (error instanceof Error ? error.message : '').split('\n');
    const message = /excessively nested/.test(first)
      ? TOO_DEEP
      : first.replace(/^Invalid TOML document: /, '');
    return { message, line: place.line, column: place.column };
  }
}

const TOO_DEEP = 'nested too deeply';

function plain(value: TomlValue, deepest: number): unknown {
  if (deepest < 0) throw new RangeError(TOO_DEEP);
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object') return value;
  if (value instanceof TomlDate) return value.toISOString();
  if (Array.isArray(value)) return value.map((item) => plain(item, deepest - 1));
  const copy: { [key: string]: unknown } = { __proto__: null };
  for (const [key, item] of Object.entries(value)) copy[key] = plain(item, deepest - 1);
  return copy;
}
