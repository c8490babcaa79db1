// Notes of Obsidian and Logseq: what their plugins keep is left out, and clozes are cards.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const OBSIDIAN = `---
tags: [flashcards]
---
# Networks

What is TCP?::A reliable transport.
<!--SR:!2026-01-02,28,250-->

What is UDP?:::An unreliable one. <!--SR:!2026-01-02,28,250!2026-01-03,1,230-->

## Layers

Name the layers
?
Physical, link, network.
And transport.
<!--SR:!2026-08-01,28,250-->

Port
??
A number of 16 bits.

The ==kernel== maps pages
into an ==address space==.
<!--SR:!2026-08-01,28,250-->

\`\`\`sh
test a ==b==
\`\`\`
`;

const LOGSEQ = `- What is a mutex? #card
  collapsed:: true
  id:: 63a0
\t- One thread at a time.
- Name the states #card #os
  card-last-interval:: 4
  card-repeats:: 1
\t- running
\t- blocked
- The {{cloze kernel}} maps pages #card
  collapsed:: true
- Some note
\t- that is no card
`;

const found = (text: string, file: string): readonly (readonly unknown[])[] =>
  readBankFile(openSource(file, text), 'bank').questions.map(({ line, title, answer }) => [
    line,
    title,
    answer.text,
  ]);

describe('notes', () => {
  it('of Obsidian are cards in lines, with two sides, and clozes', () => {
    expect(found(OBSIDIAN, 'networks.md')).toEqual([
      [6, 'What is TCP?', 'A reliable transport.'],
      [9, 'What is UDP?', 'An unreliable one.'],
      [13, 'Name the layers', 'Physical, link, network.\nAnd transport.'],
      [19, 'Port', 'A number of 16 bits.'],
      [
        23,
        'The […] maps pages into an […].',
        'The **kernel** maps pages\ninto an **address space**.\n\n```sh\ntest a ==b==\n```',
      ],
    ]);
  });

  it('of Obsidian have no names of blocks and no comments', () => {
    const deck =
      '#flashcards\n\nWhat is TCP?::A transport ^tcp-1\n\nWhat is UDP?::Of size 2 ^16\n\nPort\n?\nA number %%private%% of `%%a%%`, 2 ^16 values\n^37066d\n';
    expect(found(deck, 'networks.md')).toEqual([
      [3, 'What is TCP?', 'A transport'],
      [5, 'What is UDP?', 'Of size 2 ^16'],
      [7, 'Port', 'A number of `%%a%%`, 2 ^16 values'],
    ]);
  });

  it('of Obsidian may stand in quotations', () => {
    const deck =
      '#flashcards\n> What is TCP?::A transport.\n<!--SR:!2026-01-02,28,250-->\n\n> Port\n> ?\n> A number\n> of 16 bits.\n<!--SR:!2026-01-02,28,250-->\n\n> Only a quotation.\n';
    expect(found(deck, 'networks.md')).toEqual([
      [2, 'What is TCP?', 'A transport.'],
      [5, 'Port', 'A number\nof 16 bits.\n\n> Only a quotation.'],
    ]);
  });

  it('of hashcards are lines, and a cloze is one of them', () => {
    const deck =
      'Q: What is a lock?\nA: It keeps others out.\n\nC: The [kernel] maps pages.\n\nC: The [first](a.md) drive.\n';
    expect(found(deck, 'os.md')).toEqual([
      [1, 'What is a lock?', 'It keeps others out.'],
      [4, 'The […] maps pages.', 'The **kernel** maps pages.\n\nC: The [first](a.md) drive.'],
    ]);
    expect(found('C: is the drive [of] the system.\n', 'os.md')).toEqual([]);
  });

  it('of Logseq are tagged blocks and clozes, without the properties of blocks', () => {
    expect(found(LOGSEQ, 'os.md')).toEqual([
      [1, 'What is a mutex?', '- One thread at a time.'],
      [5, 'Name the states', '- running\n- blocked'],
      [10, 'The […] maps pages', '- The **kernel** maps pages'],
    ]);
  });

  it('with marked words alone hold no clozes', () => {
    const note = '# Notes\n\nThe ==kernel== maps pages.\n\nA ==page== has 4 KB.\n\nThe end of ==it==.\n';
    expect(found(note, 'notes.md')).toEqual([]);
  });
});

it('one card in a line whose front asks is a question, below another answer too', () => {
  const text =
    '# Filters\n\n## Why does it diverge?\nThe noise is too low.\n\nWhat is a sigma point?::A sample that keeps the spread.\n';
  const { questions } = readBankFile(openSource('filters.md', text), 'bank');
  expect(questions.map(({ title, answer }) => [title, answer.text])).toEqual([
    ['Why does it diverge?', 'The noise is too low.'],
    ['What is a sigma point?', 'A sample that keeps the spread.'],
  ]);
});
