// Several processes in one home; tests/soak/writers.test.ts does the same with a thousand writes.
import { it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { writeAtOnce } from '../support/writers.ts';

it('four processes that write at once lose nothing', () => writeAtOnce(tempFolder(), 4));
