// WAV files: what recorders write and what those that died leave, read without ever throwing.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWav, wavHeader, writeWav } from '../../../src/formats/speech/wav.ts';

const latin = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

/** A number in some bytes, the lowest first. */
const number = (value: number, width: number): Uint8Array =>
  Uint8Array.from({ length: width }, (_, at) => Math.floor(value / 256 ** at) % 256);

const chunk = (name: string, content: Uint8Array, size = content.length): Uint8Array =>
  joined(latin(name), number(size, 4), content, new Uint8Array(content.length % 2));

type Kind = {
  readonly kind?: number;
  readonly channels?: number;
  readonly rate?: number;
  readonly bits?: number;
};

const format = ({ kind = 1, channels = 1, rate = 16_000, bits = 16 }: Kind = {}): Uint8Array => {
  const frame = (channels * bits) / 8;
  return joined(
    number(kind, 2),
    number(channels, 2),
    number(rate, 4),
    number(rate * frame, 4),
    number(frame, 2),
    number(bits, 2),
  );
};

const riff = (...chunks: readonly Uint8Array[]): Uint8Array => {
  const content = joined(latin('WAVE'), ...chunks);
  return joined(latin('RIFF'), number(content.length, 4), content);
};

function values(bytes: Uint8Array): readonly number[] {
  const read = readWav(bytes);
  if ('fault' in read) throw new Error(read.fault);
  return [...read.samples.samples];
}

function fault(bytes: Uint8Array): string {
  const read = readWav(bytes);
  if (!('fault' in read)) throw new Error('it was read');
  return read.fault;
}

/** Little-endian bytes of floats. */
const floats = (array: Float32Array | Float64Array): Uint8Array => new Uint8Array(array.buffer);

describe('a WAV file', () => {
  it('is read as it was written, within 1/32768', () => {
    fc.assert(
      fc.property(
        fc.float32Array({ min: -1, max: 1, noNaN: true, maxLength: 50 }),
        fc.integer({ min: 1000, max: 192_000 }),
        (samples, perSecond) => {
          const read = readWav(writeWav({ perSecond, samples }));
          if ('fault' in read) throw new Error(read.fault);
          expect(read.samples.perSecond).toBe(perSecond);
          expect(read.samples.samples).toHaveLength(samples.length);
          for (const [at, value] of samples.entries())
            expect(Math.abs((read.samples.samples[at] ?? 2) - value)).toBeLessThanOrEqual(1 / 32_768);
        },
      ),
    );
  });

  it('is written with what is too loud cut off, and what is not a number silent', () => {
    const written = writeWav({
      perSecond: 8000,
      samples: Float32Array.of(2, -2, Number.NaN, Infinity, -Infinity),
    });
    expect(values(written)).toEqual([32_767 / 32_768, -1, 0, 32_767 / 32_768, -1]);
  });

  it('begins with 44 bytes that say how long it is', () => {
    expect([...wavHeader(6, 16_000)]).toEqual([
      ...latin('RIFF'),
      42,
      0,
      0,
      0,
      ...latin('WAVEfmt '),
      16,
      0,
      0,
      0,
      1,
      0,
      1,
      0,
      0x80,
      0x3e,
      0,
      0,
      0,
      0x7d,
      0,
      0,
      2,
      0,
      16,
      0,
      ...latin('data'),
      6,
      0,
      0,
      0,
    ]);
  });

  it('says the longest length that it can of more than 4 GB', () => {
    expect(wavHeader(1e10, 16_000).slice(4, 8)).toEqual(Uint8Array.of(0xf7, 0xff, 0xff, 0xff));
  });

  it.each([
    ['8 bits', { bits: 8 }, [0, 128, 192], [-1, 0, 0.5]],
    ['16 bits', { bits: 16 }, [0, 0x80, 0, 0, 0, 0x40], [-1, 0, 0.5]],
    [
      '24 bits',
      { bits: 24 },
      [0, 0, 0x80, 0, 0, 0, 0, 0, 0x40, 0xff, 0xff, 0xff],
      [-1, 0, 0.5, -1 / 2 ** 23],
    ],
    ['32 bits', { bits: 32 }, [0, 0, 0, 0x80, 0, 0, 0, 0, 0, 0, 0, 0x40], [-1, 0, 0.5]],
    [
      'floats',
      { kind: 3, bits: 32 },
      [...floats(Float32Array.of(-1, 0.25, Number.NaN, 7))],
      [-1, 0.25, 0, 1],
    ],
    [
      'long floats',
      { kind: 3, bits: 64 },
      [...floats(Float64Array.of(-0.5, 0.25, -Infinity))],
      [-0.5, 0.25, -1],
    ],
  ])('is read with %s', (_, kind, bytes, expected) => {
    expect(values(riff(chunk('fmt ', format(kind)), chunk('data', Uint8Array.from(bytes))))).toEqual(
      expected,
    );
  });

  it('has its channels averaged', () => {
    const bytes = Uint8Array.of(0, 0x40, 0, 0x20, 0, 0, 0, 0x40);
    expect(values(riff(chunk('fmt ', format({ channels: 2 })), chunk('data', bytes)))).toEqual([0.375, 0.25]);
  });

  it('is read when its format is extensible', () => {
    const guid = joined(number(3, 2), new Uint8Array(14));
    const extended = joined(
      format({ kind: 0xfffe, bits: 32 }),
      number(22, 2),
      number(32, 2),
      number(4, 4),
      guid,
    );
    expect(values(riff(chunk('fmt ', extended), chunk('data', floats(Float32Array.of(0.5)))))).toEqual([0.5]);
  });

  it('may have other chunks, also of odd length', () => {
    const list = chunk('LIST', latin('odd'));
    expect(
      values(riff(list, chunk('fmt ', format()), list, chunk('data', Uint8Array.of(0, 0x40)), list)),
    ).toEqual([0.5]);
  });

  it.each([0, 0xffff_ffff, 0x7fff_f000, 100])(
    'counts to its end when the recorder left the size at %s',
    (size) => {
      const data = chunk('data', Uint8Array.of(0, 0x40, 0, 0x20, 7), size);
      expect(values(riff(chunk('fmt ', format()), data).subarray(0, -1))).toEqual([0.5, 0.25]);
    },
  );

  it('is read from the middle of other bytes', () => {
    const file = writeWav({ perSecond: 8000, samples: Float32Array.of(0.5) });
    expect(values(joined(Uint8Array.of(1, 2, 3), file, Uint8Array.of(9)).subarray(3, -1))).toEqual([0.5]);
  });

  it('may have no sound at all', () => {
    expect(values(writeWav({ perSecond: 8000, samples: new Float32Array() }))).toEqual([]);
  });
});

describe('what is no sound that prep reads', () => {
  it.each([
    ['nothing', new Uint8Array()],
    ['a text', latin('RIFF is not enough')],
    ['a file of another kind', joined(latin('RIFF'), number(4, 4), latin('AVI '))],
  ])('is named: %s', (_, bytes) => {
    expect(fault(bytes)).toBe('It is not a WAV file.');
  });

  it.each([
    ['a lacking format', riff(chunk('data', Uint8Array.of(1, 2))), /does not name its sound format/],
    [
      'a format that is cut off',
      riff(chunk('fmt ', format().subarray(0, 10))),
      /does not name its sound format/,
    ],
    ['a lacking sound', riff(chunk('fmt ', format())), /ends before/],
    [
      'a compressed sound',
      riff(chunk('fmt ', format({ kind: 85 })), chunk('data', latin('mp3'))),
      /format 85/,
    ],
    ['12 bits', riff(chunk('fmt ', format({ bits: 12 })), chunk('data', latin('abc'))), /12 bits/],
    ['no channel', riff(chunk('fmt ', format({ channels: 0 })), chunk('data', latin('ab'))), /no channels/],
    [
      'one sample a second',
      riff(chunk('fmt ', format({ rate: 1 })), chunk('data', latin('ab'))),
      /1 samples/,
    ],
  ])('is named: %s', (_, bytes, expected) => {
    expect(fault(bytes)).toMatch(expected);
  });

  it('is named when it is longer than fits into memory', () => {
    const file = new Uint8Array(100_000_100);
    file.set(riff(chunk('fmt ', format({ bits: 8 })), chunk('data', new Uint8Array())));
    expect(fault(file)).toMatch(/too long/);
  });

  it('never makes it throw, whatever the bytes are', () => {
    const sound = fc.constant(riff(chunk('fmt ', format({ channels: 2 })), chunk('data', latin('abcdefgh'))));
    const damaged = fc
      .tuple(sound, fc.array(fc.tuple(fc.nat(60), fc.nat(255)), { maxLength: 6 }), fc.nat(60))
      .map(([bytes, changes, length]) => {
        const copy = bytes.slice(0, length);
        for (const [at, value] of changes) if (at < copy.length) copy[at] = value;
        return copy;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 80 }), damaged), (bytes) => {
        const read = readWav(bytes);
        if ('fault' in read) expect(read.fault).toMatch(/^[A-Z].*\.$/);
        else for (const value of read.samples.samples) expect(Math.abs(value)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
