// What every prep started by tests sees of the machine: a fixed zone, language, width and time, and a home of
// its own.
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..', '..');

export const program: readonly string[] = [process.execPath, join(root, 'bin', 'prep.js')];

/** A Tuesday. */
export const testNow = '2026-11-24T10:00:00+01:00';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Takes only PATH from the surroundings.
 * @param home becomes `PREP_HOME`; may be missing
 * @param more set on top; `undefined` removes a variable
 */
export function testEnvironment(home: string, more: Environment = {}): Record<string, string> {
  const all: Environment = {
    PATH: process.env['PATH'],
    HOME: join(home, '..'),
    TZ: 'Europe/Berlin',
    LANG: 'C.UTF-8',
    COLUMNS: '80',
    PREP_HOME: home,
    PREP_NOW: testNow,
    PREP_SEED: '1',
    PREP_PAGER: 'cat',
    ...more,
  };
  const set: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) if (value !== undefined) set[name] = value;
  return set;
}
