// Archives: what is in them, and those that are damaged or mean harm.
import { strToU8, zipSync, type Zippable } from 'fflate';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/base/problem.ts';
import { readZip, unzipped, unzstd, type ZipLimits } from '../../../src/io/archives/zip.ts';

const LIMITS: ZipLimits = { entries: 10, bytes: 100_000 };
const WHEN = { mtime: new Date('2025-01-01T12:00:00Z') };
const made = (files: Zippable): Uint8Array => zipSync(files, WHEN);

/** All files of an archive, as text. */
const contents = (bytes: Uint8Array, limits = LIMITS): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...readZip(bytes, limits).values()].map((entry) => [
      entry.name,
      new TextDecoder().decode(unzipped(bytes, entry)),
    ]),
  );

function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Failure) return error.code;
    throw error;
  }
  return 'none';
}

/** A copy with the four bytes behind the only `signature` at `offset` changed. */
function patched(
  bytes: Uint8Array,
  signature: number,
  offset: number,
  value: number,
  size: 2 | 4 = 4,
): Uint8Array {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 0; at + 4 <= copy.length; at += 1) {
    if (view.getUint32(at, true) !== signature) continue;
    if (size === 4) view.setUint32(at + offset, value, true);
    else view.setUint16(at + offset, value, true);
    return copy;
  }
  throw new Error('nothing to change');
}
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

const text = 'words '.repeat(1000);
const archive = made({ 'a.txt': strToU8(text), 'ordner/ä.txt': [strToU8('kept'), { level: 0 }] });

describe('an archive', () => {
  it('gives its files, packed and stored', () => {
    expect(contents(archive)).toEqual({ 'a.txt': text, 'ordner/ä.txt': 'kept' });
    expect(contents(made({}))).toEqual({});
  });

  it('may have a comment behind it, and stand behind other bytes in memory', () => {
    const commented = patched(archive, END, 20, 5, 2);
    const inside = new Uint8Array(archive.length + 12);
    inside.set(commented, 7);
    inside.set(strToU8('PK\u0005\u0006!'), 7 + archive.length);
    expect(contents(inside.subarray(7))).toEqual({ 'a.txt': text, 'ordner/ä.txt': 'kept' });
  });

  it('is refused in the format for more than four gigabytes', () => {
    expect(codeOf(() => readZip(patched(archive, END, 10, 0xffff, 2), LIMITS))).toBe('zip-too-large');
    expect(codeOf(() => readZip(patched(archive, END, 16, 0xffffffff), LIMITS))).toBe('zip-too-large');
  });
});

describe('an archive that means harm', () => {
  it('is refused for names that lead out of a folder', () => {
    for (const name of ['../../a', 'a/../../b', '/etc/x', String.raw`..\a`, String.raw`C:\a`, 'C:a', 'a\0b'])
      expect([name, codeOf(() => readZip(made({ [name]: strToU8('x') }), LIMITS))]).toEqual([
        name,
        'zip-unsafe',
      ]);
    expect(codeOf(() => readZip(made({ 'a..b/..c': strToU8('x') }), LIMITS))).toBe('none');
  });

  it('is refused before anything is unpacked when it would come to more than the limits', () => {
    const bomb = made({ a: new Uint8Array(200_000) });
    expect(bomb.length).toBeLessThan(1000);
    expect(codeOf(() => readZip(bomb, LIMITS))).toBe('zip-too-large');
    expect(codeOf(() => readZip(bomb, { ...LIMITS, bytes: 200_000 }))).toBe('none');
    const many = made(Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`f${i}`, new Uint8Array()])));
    expect(codeOf(() => readZip(many, LIMITS))).toBe('zip-too-large');
  });

  it('never gives more than a file announces', () => {
    const lying = patched(made({ a: new Uint8Array(10_000_000) }), CENTRAL, 24, 10);
    const [entry] = [...readZip(lying, LIMITS).values()];
    expect(codeOf(() => entry && unzipped(lying, entry))).toBe('zip-unsafe');
  });

  it('is refused when it is locked, or packed in another way', () => {
    const [locked, other] = [patched(archive, CENTRAL, 8, 1, 2), patched(archive, CENTRAL, 10, 12, 2)];
    expect(codeOf(() => contents(locked))).toBe('zip-encrypted');
    expect(codeOf(() => contents(other))).toBe('zip-damaged');
  });
});

describe('a damaged archive', () => {
  it('is refused wherever it is cut', () => {
    for (let length = 0; length < archive.length; length += 7)
      expect([length, codeOf(() => contents(archive.slice(0, length)))]).toEqual([length, 'zip-damaged']);
  });

  it('gives what it held or one failure, whichever byte is wrong', () => {
    for (let at = 0; at < archive.length; at += 1) {
      for (const bits of [0xff, 0x01, 0x80]) {
        const copy = archive.slice();
        copy[at] = (copy[at] ?? 0) ^ bits;
        expect(codeOf(() => contents(copy))).toMatch(/^(?:none|zip-(?:damaged|encrypted|too-large|unsafe))$/);
      }
    }
  });
});

describe('bytes packed with Zstandard', () => {
  /** A frame of blocks that repeat one byte 128 KB long. */
  const bomb = (blocks: number): Uint8Array => {
    const block = (last: boolean): number[] => [
      ((0x20000 << 3) & 0xff) | 2 | (last ? 1 : 0),
      ((0x20000 << 3) >> 8) & 0xff,
      ((0x20000 << 3) >> 16) & 0xff,
      97,
    ];
    return Uint8Array.of(
      0x28,
      0xb5,
      0x2f,
      0xfd,
      0,
      0x58,
      ...Array.from({ length: blocks }, (_, i) => block(i === blocks - 1)).flat(),
    );
  };

  it('give no more than they may', () => {
    expect(unzstd(bomb(2), 1_000_000)).toHaveLength(262_144);
    expect(unzstd(bomb(20_000), 1_000_000)).toBeUndefined();
  });

  it('are refused when they are none', () => {
    for (const bytes of [Uint8Array.of(), strToU8('no such bytes'), bomb(1).slice(0, 7)])
      expect(() => unzstd(bytes, 1000)).toThrow(Error);
  });
});
