// The JSON that scripts rely on (docs/json.md): one document on stdout, `v` and `command` first. Fields may
// be added but never renamed.
import { isObject } from '../../core/base/collections.ts';
import type { Problem } from '../../core/base/problem.ts';
import { escapedUnit } from '../../core/base/text.ts';

export type JsonFields = Readonly<Record<string, unknown>>;

/** Controls that JSON leaves as they are, and marks that turn the direction of what follows on a terminal. */
const UNSAFE = /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

export function jsonDocument(command: string, fields: JsonFields): string {
  return `${JSON.stringify({ v: 1, command, ...fields }).replace(UNSAFE, escapedUnit)}\n`;
}

/** Numbers have four digits, since more would be noise; what is undefined is null. */
function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toFixed(4));
  if (Array.isArray(value)) return value.map(rounded);
  return isObject(value) ? roundedFields(value) : (value ?? null);
}

const roundedFields = (fields: JsonFields): JsonFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, rounded(value)]));

/** The figures of `prep stats` and `prep plan` as they are computed. */
export const figuresJson = (command: string, figures: JsonFields): string =>
  jsonDocument(command, roundedFields(figures));

export function problemJson(problem: Problem): JsonFields {
  const { file, start } = problem.at;
  const { severity, code, message, hint } = problem;
  return { file, line: start.line, column: start.column, severity, code, message, hint: hint ?? null };
}
