import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FILLERS_UNDERCOUNT,
  fillersIn,
  speechOf,
  wordsPerMinute,
} from '../../../src/core/speech/transcript.ts';
import { anyCharacter } from '../../support/characters.ts';

describe('words', () => {
  it.each([
    ['', 0],
    ['  \n… – ', 0],
    ['It took 45 ms.', 4],
    ["we don't, it's fine", 4],
    ['forty-five milliseconds', 3],
    ['forty five milliseconds', 3],
    ['0.82 of 1,200 at 82%', 5],
    ['O(n²) and $0.20/h', 4],
    ['e-mail, k-means, I-JEPA', 3],
    ['a state-of-the-art model', 6],
    ['and/or', 2],
    ['well...so—yes', 3],
    ['naïve Schrödinger', 2],
  ])('of %j are %i', (text, words) => {
    expect(speechOf(text).words).toBe(words);
  });
});

describe('fillers', () => {
  it.each([
    ['um so the time is, uh, quadratic', 'um, uh'],
    ['Erm. Hmm, er, mmm, uhh, uhm', 'erm, hmm, er, mmm, uhh, uhm'],
    ['it was, like, ten times slower', 'like'],
    ['and um like one layer', 'um'],
    ['You know, we measured it', 'you know'],
    ['um you know the first one', 'um'],
    ['I mean, it works', 'i mean'],
    ['It is slow, sort of.', 'sort of'],
    ['Basically, it is a lookup', 'basically'],
    ['So, actually, it was not', 'actually'],
    ['um actually it was not', 'um'],
    ['uh, you know, like, um', 'uh, you know, like, um'],
  ])('of %j are %j', (text, found) => {
    expect(fillersIn(text).join(', ')).toBe(found);
  });

  it.each([
    'it looks like a good fit',
    'it works like the other one',
    'I like really good tests',
    'models like BERT',
    'we would like to ship',
    'it is like a table',
    'Do you know how it works?',
    'if you know the answer',
    'as you know it is quadratic',
    'the people you know there',
    'you know that it is quadratic',
    'what I mean is the mean',
    'I mean the projections',
    'I mean it',
    'a kind of index',
    'what kind of index it is',
    'this sort of thing',
    'all sorts of kinds of things',
    'that is kind of you',
    'what it does basically nobody knows',
    'what actually happens',
    'it did actually run',
    'the ER diagram of the UM campus',
    'uh-huh',
    'a 5 mm gap',
    'umbrella, number, error, hum',
    'err on the safe side',
    'it is kind of slow, and you know we measured it',
  ])('of %j are none', (text) => {
    expect(fillersIn(text)).toEqual([]);
  });

  it('and words are not looked for in the headings of a story', () => {
    const text = '## Situation\n\num it was slow\n\n## Task\n\nmine\n\n## Nothing that prep writes\n\nso';
    expect(speechOf(text)).toMatchObject({ words: 5 + 5, fillers: 1 });
  });

  it('are counted for a hundred words', () => {
    const speech = speechOf(`um ${'word '.repeat(48)} uh`);
    expect(speech).toMatchObject({ words: 50, fillers: 2, fillersPer100: 4 });
    expect(speechOf('').fillersPer100).toBe(0);
    expect(FILLERS_UNDERCOUNT).toMatch(/the real number is higher/);
  });

  it('are no more than there are words, whatever the text', () => {
    const word = fc.constantFrom(
      ...'um uh like you know I mean kind of sort it is a , . basically really'.split(' '),
    );
    const spoken = fc.array(word).map((all) => all.join(' '));
    fc.assert(
      fc.property(fc.oneof(spoken, fc.string({ unit: anyCharacter })), (text) => {
        const { fillers, words } = speechOf(text);
        expect(fillers).toBeLessThanOrEqual(words);
      }),
      { seed: 7 },
    );
    expect(fillersIn(`${' '.repeat(90_000)}like`)).toEqual(['like']);
  });
});

describe('pace', () => {
  it('is in words a minute, and unknown without words or time', () => {
    expect(wordsPerMinute(70, 30_000)).toBe(140);
    expect([wordsPerMinute(0, 1000), wordsPerMinute(5, 0), wordsPerMinute(5, Number.NaN)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
