import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { slug } from '../../../src/core/base/ids.ts';
import { anyCharacter } from '../../support/characters.ts';

describe('slug', () => {
  // Ids hang on these: a change would cut histories off.
  it.each([
    [
      'What is the computational complexity of attention?',
      'what-is-the-computational-complexity-of-attention',
    ],
    ['Why Q, K & V?', 'why-q-k-v'],
    ["Don't you know?", 'dont-you-know'],
    ['Don’t you know?', 'dont-you-know'],
    ['Größe über Bäume – naïve Ångström', 'große-uber-baume-naive-angstrom'],
    ['  --- Leading and trailing ---  ', 'leading-and-trailing'],
    ['C++ / C#: what differs?', 'c-c-what-differs'],
    ['注意力机制的复杂度是多少？', '注意力机制的复杂度是多少'],
    ['がぎぐ', 'がぎぐ'],
    ['Ｆｕｌｌ ｗｉｄｔｈ ①', 'full-width-1'],
    ['한국어 질문', '한국어-질문'],
    ['О чём это?', 'о-чем-это'],
    ['हिन्दी प्रश्न', 'हिन्दी-प्रश्न'],
    ['O(n²) time', 'o-n2-time'],
  ])('makes %j into %j', (title, id) => {
    expect(slug(title)).toBe(id);
  });

  it('gives titles of signs alone an id by their hash', () => {
    expect(slug('???')).toMatch(/^question-[0-9a-z]{11}$/);
    expect(slug('')).toMatch(/^question-[0-9a-z]{11}$/);
    expect(slug('???')).not.toBe(slug('!!!'));
  });

  it('cuts long titles at 80 units and never a character in two', () => {
    expect(slug('a'.repeat(200))).toHaveLength(80);
    expect(slug(`${'a'.repeat(79)} b`)).toBe('a'.repeat(79));
    expect(slug(`${'a'.repeat(78)}𠮷𠮷`)).toBe(`${'a'.repeat(78)}𠮷`);
    expect(slug(`${'a'.repeat(79)}𠮷`)).toBe('a'.repeat(79));
    expect(slug('𠮷'.repeat(100))).toBe('𠮷'.repeat(40));
  });

  it('is kebab-case for any title, and the same for the same title', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), (title) => {
        const id = slug(title);
        expect(id).toMatch(/^[^\s-]+(?:-[^\s-]+)*$/u);
        expect(id.length).toBeLessThanOrEqual(80);
        expect(slug(title)).toBe(id);
      }),
      { seed: 1 },
    );
  });
});
