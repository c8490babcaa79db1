// What every started prep sees of the machine: a fixed zone, language, width and time, and a home of its own.
import { join } from 'node:path';

/** The folder of the checkout. */
export const root = join(import.meta.dirname, '..', '..');

/** The program under test, as an argument array. */
export const program: readonly string[] = [process.execPath, join(root, 'bin', 'prep.js')];

/** The instant at which tests take place: a Tuesday at ten in the morning in Berlin. */
export const testNow = '2026-11-24T10:00:00+01:00';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a started prep. Nothing is taken over from the surroundings but PATH.
 * @param home becomes `PREP_HOME`; it need not exist
 * @param more set on top; `undefined` takes a variable away
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
