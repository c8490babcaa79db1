// Question files and metrics of the corpus, damaged at random. PREP_SOAK_COUNT says how often.
import { it } from 'vitest';
import { readQuestionMutations } from '../support/question-mutations.ts';

const count = Number(process.env['PREP_SOAK_COUNT'] ?? 2000);

it(`reads ${count} damaged question files without a crash or a trace`, () => {
  readQuestionMutations(count);
});
