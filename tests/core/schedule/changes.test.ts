import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesBetween, ownVersions, reverted } from '../../../src/core/schedule/changes.ts';
import type { ChangeEntry, Entry } from '../../../src/core/schedule/journal.ts';
import {
  type Config,
  CONFIG_VERSION,
  DEFAULT_DRILLS,
  DEFAULT_SETTINGS,
} from '../../../src/core/settings/config.ts';
import { noon } from '../../support/entries.ts';

const own = (text: string, updatedAt = '') => ({ text, updatedAt });
const anyName = fc.constantFrom('a', 'b', '__proto__', 'constructor');
const anyText = fc.constantFrom('one', 'two', 'three');

/** Any own answers and values; of one question there is a typed answer, which no step here touches. */
const anyConfig: fc.Arbitrary<Config> = fc
  .record({
    owns: fc.uniqueArray(fc.tuple(anyName, anyText), { selector: ([name]) => name }),
    fills: fc.uniqueArray(fc.tuple(anyName, anyText), { selector: ([name]) => name }),
  })
  .map(({ owns, fills }) => ({
    version: CONFIG_VERSION,
    settings: DEFAULT_SETTINGS,
    banks: [],
    drills: DEFAULT_DRILLS,
    answers: Object.fromEntries(owns.map(([name, text]) => [name, { own: own(text) }])),
    fills: Object.fromEntries(fills.map(([name, value]) => [name, { value, updatedAt: '' }])),
  }));

describe('a step that is undone', () => {
  it('leaves own answers and values as they were before it', () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, (before, after) => {
        const changes = changesBetween(before, after);
        const taken = changes ? reverted(after, changes) : after;
        if (!taken) throw new Error('what was not changed since can be taken back');
        expect(changesBetween(before, taken)).toBeUndefined();
      }),
    );
  });

  it('changes nothing where anything of it was changed since', () => {
    fc.assert(
      fc.property(anyConfig, anyConfig, anyConfig, (before, after, since) => {
        const changes = changesBetween(before, after);
        const taken = changes && reverted(since, changes);
        if (!changes || !taken) return;
        // All of it is as the step left it, or as it was before: none is a third thing.
        const rest = changesBetween(since, taken) ?? {};
        const back = new Map(changes.own?.map((each) => [each.name, each.before?.text]));
        for (const { name, after: now } of rest.own ?? []) expect(now?.text).toBe(back.get(name));
      }),
    );
  });
});

describe('versions', () => {
  let serial = 0;
  const change = (name: string, before: string | undefined, after: string | undefined): ChangeEntry => {
    serial++;
    const id = `id-${String(serial).padStart(3, '0')}`;
    const each = { name, ...(before && { before: own(before) }), ...(after && { after: own(after) }) };
    return { type: 'change', id, at: noon(serial), own: [each] };
  };
  const textsOf = (entries: readonly Entry[], present?: string) =>
    ownVersions(entries, 'q', present === undefined ? undefined : own(present)).map(({ text, isPresent }) =>
      isPresent ? `${text} *` : text,
    );

  it('are everything that it ever was, each once in a row, and one of them is in use', () => {
    const first = change('q', 'old', 'one');
    const second = change('q', 'one', undefined);
    const third = change('q', undefined, 'old');
    expect(textsOf([first, second, third], 'old')).toEqual(['old', 'one', 'old *']);
    expect(textsOf([third, second, first])).toEqual(['old', 'one', 'old']);
  });

  it('have those that were undone, and one that nothing recorded', () => {
    const kept = change('q', 'good', 'garbage');
    const undo: Entry = { type: 'undo', id: 'u', at: noon(400), target: kept.id };
    expect(textsOf([kept, undo], 'good')).toEqual(['good *', 'garbage']);
    expect(textsOf([kept], 'by hand')).toEqual(['good', 'garbage', 'by hand *']);
    expect(textsOf([], 'good')).toEqual(['good *']);
  });

  it('are each there once, in order of their times, after two machines merged into each other', () => {
    const [one, two] = [own('one', '2026-11-24T10:00:00+01:00'), own('two', '2026-11-24T11:00:00+01:00')];
    const merged = (at: number, before: typeof one | undefined, after: typeof one): Entry => ({
      ...change('q', undefined, ''),
      at: noon(at),
      own: [{ name: 'q', before, after }],
    });
    const entries = [
      merged(1, undefined, two),
      merged(2, two, one),
      merged(3, undefined, one),
      merged(4, one, two),
    ];
    expect(ownVersions(entries, 'q', two)).toEqual([
      { ...one, number: 1, isPresent: false },
      { ...two, number: 2, isPresent: true },
    ]);
  });

  it('move with a question, and are of no other', () => {
    const before = change('former', undefined, 'one');
    const relink: Entry = { type: 'relink', id: 'r', at: noon(401), from: 'former', to: 'q' };
    expect(textsOf([before, change('other', undefined, 'two'), relink], 'one')).toEqual(['one *']);
  });
});
