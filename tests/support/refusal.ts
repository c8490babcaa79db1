// Only for files that vitest runs.
import { expect } from 'vitest';
import type { Outcome } from './cli.ts';

/** Expects a failure that reads like all others, and gives what it says. */
export function refusalOf({ stdout, stderr, status }: Outcome): string {
  expect(stderr).toMatch(/^prep: [^]+\.\n {6}\S[^]*\n$/);
  expect(stderr).not.toMatch(/^ +at /m);
  expect({ stdout, status }).toEqual({ stdout: '', status: 2 });
  return stderr;
}
