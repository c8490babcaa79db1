import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pcmLevelDb, QUIETEST_DB, wavHeader, wavLayout, writeWav } from '../../../src/formats/speech/wav.ts';

const wav = Buffer.from(writeWav({ perSecond: 16_000, samples: new Float32Array(800) }));

/** The same with other sizes, as a recorder leaves them that did not come to its end. */
function torn(riff: number, data: number): Buffer {
  const bytes = Buffer.from(wav);
  bytes.writeUInt32LE(riff, 4);
  bytes.writeUInt32LE(data, 40);
  return bytes;
}

describe('the layout of a WAV file', () => {
  it('says where the sound is and corrects nothing in a complete one', () => {
    expect(wavLayout(wav, wav.length)).toEqual({
      dataBytes: 1600,
      bytesPerSecond: 32_000,
      corrections: [],
    });
  });

  it.each([
    ['zeros', 0, 0],
    ['the most that fits', 0xffff_ffff, 0xffff_ffff],
    ['more than there is', 0x7fff_ffff, 0x7fff_f000],
  ])('corrects sizes that were left as %s', (_, riff, data) => {
    const bytes = torn(riff, data);
    const layout = wavLayout(bytes, bytes.length);
    for (const { at, value } of layout?.corrections ?? []) bytes.writeUInt32LE(value, at);
    expect(layout?.dataBytes).toBe(1600);
    expect(bytes).toEqual(wav);
  });

  it('leaves other chunks alone', () => {
    const list = Buffer.concat([Buffer.from('LIST'), Buffer.from([3, 0, 0, 0]), Buffer.from('abc\0')]);
    const bytes = Buffer.concat([wav.subarray(0, 36), list, wav.subarray(36)]);
    expect(wavLayout(bytes, bytes.length)).toMatchObject({ dataBytes: 1600 });
    const behind = Buffer.concat([wav, list]);
    expect(wavLayout(behind, behind.length)).toMatchObject({ dataBytes: 1600, corrections: [] });
  });

  it('is nothing for what is no WAV file, and never throws', () => {
    expect(wavLayout(Buffer.from('RIFF'), 4)).toBeUndefined();
    expect(wavLayout(wav.subarray(0, 40), 40)).toBeUndefined();
    expect(wavLayout(Buffer.from(`ID3${'\0'.repeat(50)}`), 53)).toBeUndefined();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), fc.nat(), (tail, size) => {
        wavLayout(Buffer.concat([wav.subarray(0, 12), tail]), size);
      }),
    );
  });

  it('agrees with the header that prep writes', () => {
    expect(wavLayout(wavHeader(320, 16_000), 364)).toMatchObject({
      dataBytes: 320,
      corrections: [],
    });
  });
});

describe('the level', () => {
  const level = (value: number): number | undefined =>
    pcmLevelDb(writeWav({ perSecond: 16_000, samples: new Float32Array(400).fill(value) }).subarray(44));

  it('is in dB below full scale', () => {
    expect(level(1)).toBeCloseTo(0, 2);
    expect(level(0.5)).toBeCloseTo(-6.02, 1);
    expect(level(-0.1)).toBeCloseTo(-20, 1);
  });

  it('has an end for silence, and is nothing where nothing was heard', () => {
    expect(level(0)).toBe(QUIETEST_DB);
    expect(pcmLevelDb(new Uint8Array())).toBeUndefined();
    expect(pcmLevelDb(new Uint8Array(1))).toBeUndefined();
  });
});
