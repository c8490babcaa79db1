import { describe, expect, it } from 'vitest';
import { type Opposite, oppositeOf } from '../../../src/core/feedback/opposites.ts';

const opposite = (sentence: string, text: string, ...also: readonly string[]): Opposite | undefined =>
  oppositeOf(sentence, { text, also });

describe('a plain opposite', () => {
  it.each([
    ['Attention is linear in the length.', 'Attention is quadratic in the length', 'linear', 'quadratic'],
    ['The score matrix takes O(n) memory.', 'Score matrix O(n²) memory', 'O(n)', 'O(n²)'],
    ['BERT is a decoder.', 'BERT is an encoder', 'decoder', 'encoder'],
    ['A large rate keeps it stable.', 'A small rate keeps it stable', 'large', 'small'],
    ['Writes become faster.', 'Writes become slower', 'faster', 'slower'],
    ['It stays on at inference.', 'Switched off at inference', 'on', 'off'],
  ])('%j contradicts %j', (sentence, point, said, meant) => {
    expect(opposite(sentence, point)).toEqual({
      reason: `says "${said}"; the point says "${meant}"`,
      isPlain: true,
    });
  });
});

describe('a doubtful one', () => {
  it.each([
    ['The matrix needs no memory per head.', 'The matrix needs memory per head'],
    ['The loss never diverges.', 'The loss diverges'],
    ['It works with a handshake.', 'It works without a handshake'],
    ['Adam keeps 8 bytes per parameter.', 'Adam keeps 16 bytes per parameter'],
    ['Bulb B is still in a closed path.', 'Bulb A is in a closed path'],
    ['Terminal 4 is connected to the battery.', 'Terminal 6 is connected to the battery'],
    ['The positive terminal and the battery are not separated.', 'A gap has separated terminal and battery'],
    ['Recall improves with it.', 'It lowers recall'],
    ['The asymmetric key is not used for the traffic.', 'The traffic is encrypted with a symmetric key'],
    ['The bias is high and the variance small.', 'Low bias and high variance'],
    ['Reads always see the latest write.', 'Reads see the latest write'],
  ])('%j makes %j doubtful, no more', (sentence, point) => {
    expect(opposite(sentence, point)).toMatchObject({ isPlain: false });
  });
});

describe('no opposite', () => {
  it.each([
    ['Attention is quadratic in the length.', 'Attention is quadratic in the length'],
    ['It is not linear but quadratic in the length.', 'Quadratic in the length'],
    ['Unlike GPT, which is a decoder, BERT is an encoder.', 'BERT is an encoder'],
    ['The memory does not decrease, it grows.', 'It needs more memory'],
    ['A phantom cannot occur.', 'Phantoms cannot occur'],
    [
      'it is not the goal you know look at curves then plot both and select on the validation result',
      'Select on the validation result',
    ],
    ['Reads always see the latest write.', 'Each read always sees the latest write'],
    ['Bulbs a and b are in a closed path, and so is C.', 'Bulb A and B are in a closed path'],
    ['A bulb in the path is lit.', 'Bulb B in the path is lit'],
    ['Adam keeps sixteen bytes per parameter.', 'Adam keeps 16 bytes per parameter'],
    ['Something else was said here.', 'Writes become slower'],
    ['', 'Writes become slower'],
  ])('%j and %j', (sentence, point) => {
    expect(opposite(sentence, point)).toBeUndefined();
  });

  it('is found against the wording that the sentence is nearest to', () => {
    const sentence = 'Nothing of the score matrix is ever stored in main memory.';
    expect(
      opposite(sentence, 'Linear extra memory', 'nothing of the score matrix is stored'),
    ).toBeUndefined();
  });
});
