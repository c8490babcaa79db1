import { describe, expect, it } from 'vitest';
import { percentDecoded, relinkMedia } from '../../../src/formats/markdown/html.ts';

const places = new Map([
  ['tree.png', '../media/tree.png'],
  ['dirty read.png', '../media/dirty read-2.png'],
  ['a(1).png', '../media/a(1).png'],
]);

function relinked(text: string): readonly [string, ...string[]] {
  const used: string[] = [];
  const placeOf = (name: string): string | undefined => {
    const one = [name, percentDecoded(name)].find((each) => places.has(each));
    if (one !== undefined) used.push(one);
    return places.get(one ?? '');
  };
  return [relinkMedia(text, { get: placeOf }), ...used];
}

describe('links to media', () => {
  it.each([
    ['![](tree.png)', '![](../media/tree.png)', 'tree.png'],
    ['![A tree](tree.png "of life")', '![A tree](../media/tree.png "of life")', 'tree.png'],
    ['[hear](<dirty read.png>)', '[hear](../media/dirty%20read-2.png)', 'dirty read.png'],
    ['![](dirty%20read.png)', '![](../media/dirty%20read-2.png)', 'dirty read.png'],
    ['![](dirty read.png)', '![](../media/dirty%20read-2.png)', 'dirty read.png'],
    ['![](a(1).png)', '![](../media/a%281%29.png)', 'a(1).png'],
    ["<img src='tree.png'>", "<img src='../media/tree.png'>", 'tree.png'],
    ['![[tree.png]]', '![](../media/tree.png)', 'tree.png'],
    ['![[tree.png|300x200]]', '![](../media/tree.png)', 'tree.png'],
    ['![[tree.png|A tree|300]]', '![A tree](../media/tree.png)', 'tree.png'],
    ['`a` ![](tree.png) `b`', '`a` ![](../media/tree.png) `b`', 'tree.png'],
    ['<img alt="x" src="tree.png" width="3">', '<img alt="x" src="../media/tree.png" width="3">', 'tree.png'],
  ])('%s leads to the new place', (text, wanted, name) => {
    expect(relinked(text)).toEqual([wanted, name]);
  });

  it.each([
    '[elsewhere](https://example.com/tree.png)',
    '![](other.png)',
    'tree.png',
    '`tree.png`',
    '`![](tree.png)`',
    '```md\n![](tree.png)\n```',
    '![[tree]]',
    '![](%)',
    '[](tree.png',
  ])('%s stays', (text) => {
    expect(relinked(text)).toEqual([text]);
  });

  // Quadratic time would take minutes.
  it('stay where they are begun a hundred thousand times', () => {
    const begun = [']('.repeat(100_000), `](${'('.repeat(100_000)}`, ` src="${'a'.repeat(200_000)}`];
    for (const text of begun) expect(relinked(text)).toEqual([text]);
  });
});
