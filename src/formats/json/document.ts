// The JSON that scripts rely on (docs/json.md): one document on stdout, `v` and `command` first. Fields may
// be added but never renamed.
import type { Problem } from '../../core/base/problem.ts';

export type JsonFields = Readonly<Record<string, unknown>>;

export function jsonDocument(command: string, fields: JsonFields): string {
  return `${JSON.stringify({ v: 1, command, ...fields })}\n`;
}

export function problemJson(problem: Problem): JsonFields {
  const { file, start } = problem.at;
  const { severity, code, message, hint } = problem;
  return { file, line: start.line, column: start.column, severity, code, message, hint: hint ?? null };
}
