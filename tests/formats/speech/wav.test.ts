// WAV files of prep: what is written is read back, and what is none is never thrown at anybody.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pcmLevelDb, readWav, wavHeader } from '../../../src/formats/speech/wav.ts';
import { wavOf } from '../../support/wav.ts';

describe('a WAV file', () => {
  it('is read as it was written, within 1/32768', () => {
    fc.assert(
      fc.property(fc.float32Array({ min: -1, max: 1, noNaN: true, maxLength: 50 }), (samples) => {
        const read = readWav(wavOf(samples));
        expect(read?.perSecond).toBe(16_000);
        expect(read?.samples).toHaveLength(samples.length);
        for (const [at, value] of samples.entries())
          expect(Math.abs((read?.samples[at] ?? 2) - value)).toBeLessThanOrEqual(1 / 32_768);
      }),
    );
  });

  it('begins with 44 bytes that say how long it is', () => {
    expect(Buffer.from(wavHeader(6)).toString('latin1')).toBe(
      'RIFF*\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x80>\0\0\0}\0\0\x02\0\x10\0data\x06\0\0\0',
    );
  });

  it('says the longest length that it can of more than 4 GB', () => {
    expect(wavHeader(1e10).slice(4, 8)).toEqual(Uint8Array.of(0xf7, 0xff, 0xff, 0xff));
  });

  it('is read up to where it ends, if prep was killed before the rest was on the disk', () => {
    const whole = wavOf(Float32Array.of(0.5, 0.25, -1));
    expect(readWav(whole.subarray(0, -1))?.samples).toEqual(Float32Array.of(0.5, 0.25));
    expect(readWav(Buffer.concat([whole, Buffer.from('more')]))?.samples).toEqual(
      Float32Array.of(0.5, 0.25, -1),
    );
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a text', Buffer.from('RIFF is not enough, however long this text may be')],
    ['two channels', wavOf(new Float32Array(4)).fill(2, 22, 23)],
    ['another rate', wavOf(new Float32Array(4)).fill(1, 24, 25)],
    ['a size that does not fit the other', wavOf(new Float32Array(4)).fill(0, 40, 41)],
  ])('is not %s', (_, bytes) => {
    expect(readWav(bytes)).toBeUndefined();
  });

  it('never makes it throw, whatever the bytes are', () => {
    const sound = wavOf(Float32Array.of(0.5, 0.25, -1, 0.1));
    const damaged = fc
      .tuple(fc.array(fc.tuple(fc.nat(51), fc.nat(255)), { maxLength: 3 }), fc.nat(60))
      .map(([changes, length]) => {
        const copy = sound.slice(0, length);
        for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), damaged), (bytes) => {
        for (const value of readWav(bytes)?.samples ?? []) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the level', () => {
  const level = (value: number): number | undefined =>
    pcmLevelDb(wavOf(new Float32Array(400).fill(value)).subarray(44));

  it('is in dB below full scale', () => {
    expect(level(1)).toBeCloseTo(0, 2);
    expect(level(0.5)).toBeCloseTo(-6.02, 1);
    expect(level(-0.1)).toBeCloseTo(-20, 1);
  });

  it('is nothing where nothing was heard', () => {
    expect(level(0)).toBe(-Infinity);
    expect(pcmLevelDb(new Uint8Array())).toBeUndefined();
    expect(pcmLevelDb(new Uint8Array(1))).toBeUndefined();
  });
});
