// Sixty-six thousand damaged files and values; tests/formats/question/mutations.test.ts reads a few of them.
import { it } from 'vitest';
import { readMutations } from '../support/mutations.ts';
import { ofCampaign } from '../support/rounds.ts';

it.each([
  ['questionFiles', 6000],
  ['journals', 30_000],
  ['configs', 15_000],
  ['values', 15_000],
] as const)('mutations of %s give a result or problems', (kind, count) =>
  readMutations(kind, ofCampaign(count)),
);
