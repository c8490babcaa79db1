// Sixty-six thousand damaged files and values; tests/formats/question/mutations.test.ts reads a few of them.
import { it } from 'vitest';
import { readMutations } from '../support/mutations.ts';

it('6000 mutations of question files give questions or problems', () => readMutations('questionFiles', 6000));
it('30 000 mutations of journals give entries or problems', () => readMutations('journals', 30_000));
it('15 000 mutations of config files give settings or problems', () => readMutations('configs', 15_000));
it('15 000 mutations of values give a number or a sentence', () => readMutations('values', 15_000));
