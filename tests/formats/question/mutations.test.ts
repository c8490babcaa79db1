// A few of the damaged files and values of tests/soak/mutations.test.ts.
import { it } from 'vitest';
import { readMutations } from '../../support/mutations.ts';

it.each([
  ['questionFiles', 100],
  ['journals', 300],
  ['configs', 200],
  ['values', 300],
] as const)('mutations of %s give a result or a problem', (kind, count) => {
  readMutations(kind, count, 2);
});
