import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import type { Progress } from '../../../src/core/schedule/progress.ts';
import { progressFromJson, progressText } from '../../../src/io/store/journal.ts';
import { anyJournal, params, NO_PROGRESS } from '../../support/entries.ts';

const throughText = (progress: Progress): Progress =>
  progressFromJson(JSON.parse(progressText(progress)) as Parameters<typeof progressFromJson>[0]);

describe('progress as plain JSON', () => {
  it('reads back as it was, for any journal', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const progress = foldJournal(entries, params);
        expect(throughText(progress)).toEqual(progress);
      }),
      { seed: 31 },
    );
    expect(throughText(NO_PROGRESS)).toEqual(NO_PROGRESS);
  });
});
