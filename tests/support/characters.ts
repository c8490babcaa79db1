// Any character, for laws. As `unit: 'binary'` of fast-check, which fills a table of all of them first: a second, and 120 MB that
// the collector goes through ever after.
import * as fc from 'fast-check';

const SURROGATES = { first: 0xd8_00, count: 0x8_00 };
const LAST = 0x10_ff_ff;

const characterAt = (place: number): string =>
  String.fromCodePoint(place < SURROGATES.first ? place : place + SURROGATES.count);

/** So that fast-check also tries names such as `__proto__`. */
function placeOf(character: unknown): number {
  const code = typeof character === 'string' ? (character.codePointAt(0) ?? -1) : -1;
  const place = code < SURROGATES.first ? code : code - SURROGATES.count;
  if (place < 0 || characterAt(place) !== character) throw new Error('not one character');
  return place;
}

export const anyCharacter: fc.Arbitrary<string> = fc
  .integer({ min: 0, max: LAST - SURROGATES.count })
  .map(characterAt, placeOf);
