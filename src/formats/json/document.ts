// The JSON that scripts rely on (docs/json.md): one document on stdout, `v` and `command` first, fields
// added and never renamed.
import type { Problem } from '../../core/base/problem.ts';

/** Fields by name, as `JSON.stringify` takes them: null for what there is none of. */
export type JsonFields = Readonly<Record<string, unknown>>;

/** One document, ready for stdout. */
export function jsonDocument(command: string, fields: JsonFields): string {
  return `${JSON.stringify({ v: 1, command, ...fields })}\n`;
}

/** A problem as every command gives it. */
export function problemJson(problem: Problem): JsonFields {
  const { file, start } = problem.at;
  const { severity, code, message, hint } = problem;
  return { file, line: start.line, column: start.column, severity, code, message, hint: hint ?? null };
}
