import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { importPath, linkBetween } from '../../../src/formats/stored/import-manifest.ts';

describe('the path of an imported question', () => {
  it('is folder, section and id, with a number where somebody has it', () => {
    const taken = new Set<string>();
    expect(importPath('guide', 'System Design & APIs', 'why', taken)).toBe('guide/system-design-apis/why.md');
    expect(importPath('guide', 'system design apis', 'why', taken)).toBe('guide/system-design-apis/why-2.md');
    expect(importPath('', '', 'why', taken)).toBe('why.md');
  });

  it('is none that is read as something else, or that a system keeps for a device', () => {
    const path = (section: string, id: string): string => importPath('', section, id, new Set());
    expect(path('Media', 'metrics')).toBe('media-question/metrics-question.md');
    expect(path('con', 'readme')).toBe('con-question/readme-question.md');
  });

  it('never leads out of its folder', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (section) => {
        for (const hostile of [section, `../../${section}`, `/${section}`, `..\\${section}`, `.${section}`])
          expect(importPath('bank', hostile, 'id', new Set())).toMatch(/^bank(?:\/[^/.\\][^/\\]*)?\/id\.md$/);
      }),
      { seed: 5 },
    );
  });
});

it('links lead from one file to another', () => {
  expect(linkBetween('deck/section/id.md', 'deck/media/tree.png')).toBe('../media/tree.png');
  expect(linkBetween('deck/id.md', 'deck/media/tree.png')).toBe('media/tree.png');
  expect(linkBetween('elsewhere/deep/er/id.md', 'deck/media/tree.png')).toBe('../../../deck/media/tree.png');
  expect(linkBetween('id.md', 'media/tree.png')).toBe('media/tree.png');
});
