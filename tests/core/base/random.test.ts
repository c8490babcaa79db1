import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashText, seededRandom, shuffled } from '../../../src/core/base/random.ts';
import { anyCharacter } from '../../support/characters.ts';

/** The first of the two words that everything follows from. */
const seedOf = (text: string): number => Number.parseInt(hashText(text).slice(0, 7), 36);

describe('hashText', () => {
  it('gives names that never change, because draft files and edited answers are found by them', () => {
    expect(hashText('')).toBe('0ubz85sf174');
    expect(hashText('a')).toBe('16zmor84a1p');
    expect(hashText('attention-complexity')).toBe('0gr7vxl11ua');
    expect(hashText('Zürich 東京 👩‍💻')).toBe('0gmm18hdzqh');
  });

  it('gives eleven digits of base 36 for any string, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), (text) => {
        expect(hashText(text)).toMatch(/^[0-9a-z]{11}$/);
      }),
      { seed: 1 },
    );
    expect(hashText('\ud800')).not.toBe(hashText('\ud801'));
  });

  it('tells 50 000 similar texts apart', () => {
    const hashes = new Set(Array.from({ length: 50_000 }, (_, i) => hashText(`question-${i}`)));
    expect(hashes.size).toBe(50_000);
  });

  it('moves about half of the bits when one character changes', () => {
    let moved = 0;
    for (let i = 0; i < 1000; i++) {
      let bits = seedOf(`drill ${i} a`) ^ seedOf(`drill ${i} b`);
      for (; bits !== 0; bits &= bits - 1) moved++;
    }
    expect(moved / 1000).toBeGreaterThan(15);
    expect(moved / 1000).toBeLessThan(17);
  });
});

describe('seededRandom', () => {
  it('draws the same numbers for the same seed, today and next year', () => {
    const random = seededRandom(42);
    expect([random(), random(), random()]).toEqual([
      0.7208081434946507, 0.4251871861051768, 0.22678425931371748,
    ]);
    expect(seededRandom('2026-11-24/daily')()).toBe(0.38747096969746053);
  });

  it('stays within [0, 1) and fills it evenly', () => {
    const random = seededRandom('even');
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let i = 0; i < 20_000; i++) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    expect(tenths).toHaveLength(10);
    for (const count of tenths) expect(Math.abs(count - 2000)).toBeLessThan(200);
  });

  it('starts differently for neighbouring seeds', () => {
    const firsts = new Set(Array.from({ length: 1000 }, (_, seed) => seededRandom(seed)()));
    expect(firsts.size).toBe(1000);
  });

  it('gives a seed of 32 bits for a text', () => {
    expect(seedOf('2026-11-24/daily')).toBe(4225042633);
  });
});

describe('shuffled', () => {
  it('gives a pinned order for a seed', () => {
    expect(shuffled(['a', 'b', 'c', 'd', 'e', 'f'], seededRandom(7)).join('')).toBe('bedfca');
  });

  it('keeps every item exactly once and leaves the list it was given alone', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer(), (items, seed) => {
        const before = [...items];
        const after = shuffled(items, seededRandom(seed));
        expect(items).toEqual(before);
        expect(after.toSorted((a, b) => a - b)).toEqual(before.toSorted((a, b) => a - b));
      }),
      { seed: 2 },
    );
  });

  it('puts every item in every place about equally often', () => {
    const random = seededRandom('fair');
    const firsts = { a: 0, b: 0, c: 0 };
    for (let i = 0; i < 6000; i++) firsts[shuffled(['a', 'b', 'c'] as const, random)[0] ?? 'a']++;
    for (const count of Object.values(firsts)) expect(Math.abs(count - 2000)).toBeLessThan(150);
  });
});
