import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { NO_PROGRESS } from '../../../src/core/schedule/progress.ts';
import { progressFromJson, progressToJson } from '../../../src/io/store/journal.ts';
import { anyJournal, params } from '../../support/entries.ts';

const throughText = <T>(json: T): T => JSON.parse(JSON.stringify(json)) as T;

describe('progress as plain JSON', () => {
  it('reads back as it was, for any journal', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const progress = foldJournal(entries, params);
        expect(progressFromJson(throughText(progressToJson(progress)))).toEqual(progress);
      }),
      { seed: 31 },
    );
    expect(progressFromJson(throughText(progressToJson(NO_PROGRESS)))).toEqual(NO_PROGRESS);
  });
});
