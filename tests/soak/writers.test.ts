// Four processes that write to one home at once.
import { it } from 'vitest';
import { tempFolder } from '../support/home.ts';
import { ofCampaign } from '../support/rounds.ts';
import { writeAtOnce } from '../support/writers.ts';

const STARTS = ofCampaign(8);
const WRITES = ofCampaign(125);

it(`four processes that start ${STARTS} times each to write lose nothing`, () =>
  writeAtOnce(tempFolder(), STARTS));

it(`four processes that write ${WRITES} times each lose nothing`, () =>
  writeAtOnce(tempFolder(), WRITES, true));
