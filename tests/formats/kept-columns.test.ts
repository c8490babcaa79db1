// A journal without its words as columns: what comes back is what was kept.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantOf } from '../../src/core/day.ts';
import { mergeEntries } from '../../src/core/journal.ts';
import { keptOf, type KeptEntry } from '../../src/core/kept.ts';
import { keptColumns, keptFrom } from '../../src/formats/kept-columns.ts';
import { anyJournal, attempt, noon } from '../support/entries.ts';

const through = (entries: readonly KeptEntry[]) => keptFrom(keptColumns(entries));

describe('kept entries', () => {
  it('come back as they were, each in its place', () => {
    fc.assert(
      fc.property(anyJournal, (entries) => {
        const kept = mergeEntries(entries).map(keptOf);
        expect(through(kept)).toEqual(kept);
      }),
    );
  });

  it('keep every field that folds and statistics read, to the last digit', () => {
    const full = attempt('1', 'a\u2028"\uD800', 'easy', instantOf(-2_208_988_800_000), {
      elapsedMs: 0.1,
      mode: 'speak',
      points: [1, 0, 1],
      cited: ['x', ''],
      text: ' ',
      recording: 'recordings/1.wav',
      predicted: 1 / 3,
      session: 's',
      by: 'mock',
      cram: true,
      title: '',
      questionHash: 'h',
      bank: 'own',
    });
    const { text: _text, recording: _recording, session: _session, ...rest } = full;
    expect(through([keptOf(full)])).toStrictEqual([{ ...rest, worded: false }]);
  });

  it('are none when the parts do not belong together', () => {
    const [one, two] = [[attempt('1', 'a', 'good', noon(0))], []].map((list) =>
      keptColumns(list.map(keptOf)),
    );
    if (!one || !two) throw new Error('two lists were given');
    expect(keptFrom({ ...one, ints: two.ints })).toBeUndefined();
    expect(keptFrom({ ...one, doubles: two.doubles })).toBeUndefined();
    expect(keptFrom({ ...one, text: two.text })).toBeUndefined();
    expect(keptFrom({ ...one, text: '[]' })).toBeUndefined();
  });
});
