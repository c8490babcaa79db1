import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldJournal } from '../../../src/core/schedule/fold.ts';
import { NO_PROGRESS } from '../../../src/core/schedule/progress.ts';
import { progressFromJson, progressToJson } from '../../../src/formats/stored/progress-cache.ts';
import { anyJournal, attempt, noon, params } from '../../support/entries.ts';

const throughText = (json: unknown): unknown => JSON.parse(JSON.stringify(json));

describe('progress as plain JSON', () => {
  it('reads back as it was, for any journal', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const progress = foldJournal(entries, params);
        expect(progressFromJson(throughText(progressToJson(progress)))).toEqual(progress);
      }),
      { seed: 31, numRuns: 150 },
    );
    expect(progressFromJson(throughText(progressToJson(NO_PROGRESS)))).toEqual(NO_PROGRESS);
  });

  it('gives nothing when a part is damaged, and never throws', () => {
    const journal = [
      attempt('1', 'a', 'good', noon(0), { points: [1, 0], title: 'A' }),
      { type: 'note', id: '2', at: noon(0), question: 'a', text: 'n' } as const,
      { type: 'suspend', id: '3', at: noon(0), question: 'b' } as const,
    ];
    const text = JSON.stringify(progressToJson(foldJournal(journal, params)));
    expect(progressFromJson(JSON.parse(text))).toBeDefined();
    const damages = [
      ['"lastRating":["good"]', '"lastRating":["best"]'],
      ['"stabilityDays":[2.3065]', '"stabilityDays":[0]'],
      ['"state":["review"]', '"state":["done"]'],
      ['"difficulty":[2', '"difficulty":[-2'],
      ['"coverage":[0.5]', '"coverage":[1.5]'],
      ['"coverage":[0.5]', '"coverage":[]'],
      ['"due":[', '"due":[1,'],
      ['"keys":["a"]', '"keys":[7]'],
      ['"reps":', '"repz":'],
      ['"attempts":[1]', '"attempts":["1"]'],
      ['"attempts":[1]', '"attempts":[null]'],
      ['"suspended":["b"]', '"suspended":[{}]'],
      ['"suspended":["b"]', '"suspended":{}'],
      ['"text":"n"', '"text":7'],
      ['"days":{', '"daze":{'],
      ['"latestAt":', '"latestAt":0.5,"x":'],
    ] as const;
    for (const [from, to] of damages) {
      expect(text).toContain(from);
      expect(progressFromJson(JSON.parse(text.replace(from, to))), to).toBeUndefined();
    }
    for (const json of [
      undefined,
      null,
      1,
      'x',
      [],
      {},
      { schedules: [['a']] },
      { schedules: { keys: ['a'] } },
    ])
      expect(progressFromJson(json)).toBeUndefined();
  });

  it('never throws on any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(() => progressFromJson(json)).not.toThrow();
      }),
      { seed: 32, numRuns: 200 },
    );
  });
});
