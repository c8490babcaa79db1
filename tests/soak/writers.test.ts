// The full count of the campaign that tests/e2e/writers.test.ts runs in small.
import { it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { writeAtOnce } from '../support/writers.ts';

it('four processes that start eight times each to write lose nothing', () => writeAtOnce(tempFolder(), 8));

it('four processes that write 125 times each lose nothing', () => writeAtOnce(tempFolder(), 125, true));
