// A few of the damaged files and values of tests/soak/mutations.test.ts.
import { it } from 'vitest';
import { readMutations } from '../../support/mutations.ts';

it.each([
  ['questionFiles', 300],
  ['journals', 1000],
  ['configs', 500],
  ['values', 1000],
] as const)('mutations of %s give a result or a problem', (kind, count) => {
  readMutations(kind, count, 2);
});
