import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLexicon } from '../../../src/core/feedback/lexicon.ts';
import { readLexicon } from '../../../src/io/store/files.ts';
import { root } from '../../support/environment.ts';
import { shippedLexicon as lexicon } from '../../support/lexicon.ts';

const like = (one: string, other: string): number => lexicon?.likenessTo(one)(other) ?? -1;

describe('the shipped lexicon', () => {
  it('knows synonyms and words beside each other', () => {
    expect(like('quick', 'fast')).toBe(0.85);
    expect(like('memory', 'memories')).toBe(0.85);
    expect(like('server', 'computer')).toBe(0.49);
  });

  it('tells opposites, and finds no likeness in strangers and words that it does not know', () => {
    expect(like('increase', 'decrease')).toBe(-1);
    expect(like('increases', 'decreasing')).toBe(-1);
    expect(like('garden', 'gradient')).toBe(0);
    expect(like('xyzzy', 'garden')).toBe(0);
    expect(like('garden', 'xyzzy')).toBe(0);
  });

  it.each(['quick fast', 'server computer', 'increase decrease'])('is the same both ways: %s', (pair) => {
    const [one = '', other = ''] = pair.split(' ');
    expect(like(one, other)).toBeCloseTo(like(other, one), 10);
  });
});

describe('vectors of words', () => {
  const cosine = (one: string, other: string): number => {
    const [a, b] = [one, other].map((word) => [...(lexicon?.vectorOf(word) ?? [])]);
    const dot = (x: readonly number[] = [], y: readonly number[] = []): number =>
      x.reduce((sum, each, i) => sum + each * (y[i] ?? 0), 0);
    return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
  };

  it('are near for words of one subject, without being synonyms', () => {
    expect(like('inflation', 'prices')).toBe(0);
    expect(cosine('inflation', 'prices')).toBeGreaterThan(0.4);
    expect(cosine('inflation', 'virus')).toBeLessThan(0.3);
  });

  it('are none for words that it does not know', () => {
    expect(lexicon?.vectorOf('xyzzy')).toBeUndefined();
  });
});

describe('a lexicon that cannot be read', () => {
  it('is none', async () => {
    const bytes = readFileSync(join(root, 'lexicon', 'words.bin'));
    expect(openLexicon(new Uint8Array())).toBeUndefined();
    expect(openLexicon(bytes.subarray(1))).toBeUndefined();
    expect(openLexicon(bytes.subarray(0, 1_000_000))).toBeUndefined();
    expect(await readLexicon(join(root, 'lexicon', 'no-such.bin'))).toBeUndefined();
  });
});
