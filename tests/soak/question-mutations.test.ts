// Question files and metrics of the corpus, damaged at random.
import { it } from 'vitest';
import { readQuestionMutations } from '../support/question-mutations.ts';
import { ofCampaign } from '../support/rounds.ts';

const count = ofCampaign(2000);

it(`reads ${count} damaged question files without a crash or a trace`, () => {
  readQuestionMutations(count);
});
