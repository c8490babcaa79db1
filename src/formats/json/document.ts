// The JSON that scripts rely on (docs/json.md): `v` and `command` first. Fields are added but never renamed.

import type { Problem } from '../../core/base/problem.ts';
import { escapedUnit } from '../../core/base/text.ts';

export type JsonFields = Readonly<Record<string, unknown>>;

/** Controls that JSON leaves as they are, and marks that turn the direction of what follows on a terminal. */
const UNSAFE = /[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

type Written = (name: string, value: unknown) => unknown;

export const jsonDocument = (command: string, fields: JsonFields, written?: Written): string =>
  `${JSON.stringify({ v: 1, command, ...fields }, written).replace(UNSAFE, escapedUnit)}\n`;

/** Numbers have four digits, since more would be noise; what is undefined is null. */
const rounded: Written = (_, value) =>
  typeof value === 'number' ? Number(value.toFixed(4)) : (value ?? null);

/** The figures of `prep stats` and `prep plan` as they are computed. */
export const figuresJson = (command: string, figures: JsonFields): string =>
  jsonDocument(command, figures, rounded);

export function problemJson(problem: Problem): JsonFields {
  const { file, start } = problem.at;
  const { severity, code, message, hint } = problem;
  return { file, line: start.line, column: start.column, severity, code, message, hint: hint ?? null };
}
