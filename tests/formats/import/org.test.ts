// Org files that are outlines: what their marks mean in Markdown, and that places are those of the file.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readAs, readShaped } from '../../../src/formats/import/index.ts';
import { orgAsMarkdown } from '../../../src/formats/import/org.ts';

const BANK = `#+TITLE: Interview questions
#+AUTHOR: somebody

* Memory                                                          :c:
** TODO [#A] What does =free= do to a *block*? [1/2]                           :easy:
   DEADLINE: <2026-01-02 Fri>
   :PROPERTIES:
   :ID: 17
   :END:
   It gives a block back to the /allocator/.
   - size :: it is *not* zeroed
   - [X] read [[file:heap.png]] and [[https://example.org/a_b][the page]]

   #+begin_src c
   free(p);
   ,* no headline
   #+end_src
   -----
** What is a page?
   | size | name |
   |------+------|
   | 4 KB | x86  |
* Threads
** What is a mutex?
   # a comment
   #+begin_quote
   One at a time.
   #+end_quote
   : lock(m)
`;

const DRILL = `* Threads
** Locks                                                        :drill:
   SCHEDULED: <2026-01-02 Fri>
   Who holds one?
*** Answer
    One /thread/.
* Memory
** Item                                                         :drill:
   A page has [4 KB||size] on most [x86] machines.
`;
const FC = `* Memory
** TODO [#A] What is a page fault?                               :fc:os:
:PROPERTIES:
:FC_TYPE: normal
:END:
See =mmap=.
** Cloze                                                           :fc:
The {{kernel}{of what?}@0} maps pages.
`;
const ANKI = `* Layers
** 2026-01-05
:PROPERTIES:
:ANKI_NOTE_TYPE: Basic
:END:
*** Front
Which layer delivers?
*** Back
The transport layer.
`;

const read = (text: string, file = 'bank.org') =>
  readShaped(openSource(file, text, 'folder'), 'bank').content;

describe('an outline in Org', () => {
  it('is read as the same outline in Markdown', () => {
    const { questions, problems } = read(BANK);
    expect(problems).toEqual([]);
    expect(questions.map(({ line, section, title }) => [line, section, title])).toEqual([
      [5, 'Memory', 'What does `free` do to a block?'],
      [19, 'Memory', 'What is a page?'],
      [24, 'Threads', 'What is a mutex?'],
    ]);
    expect(questions.map(({ answer }) => answer.text)).toEqual([
      `It gives a block back to the *allocator*.
- **size**: it is **not** zeroed
- [X] read ![](<heap.png>) and [the page](<https://example.org/a_b>)

\`\`\`\`c
free(p);
* no headline
\`\`\`\``,
      '| size | name |\n|------|------|\n| 4 KB | x86  |',
      '> One at a time.\n\n    lock(m)',
    ]);
  });

  it.each([
    ['with CRLF', BANK.replaceAll('\n', '\r\n')],
    ['with a BOM', `\ufeff${BANK}`],
  ])('is the same %s', (_, text) => {
    expect(read(text).questions.map(({ line, answer }) => [line, answer.text])).toEqual(
      read(BANK).questions.map(({ line, answer }) => [line, answer.text]),
    );
  });

  it('has the places of the file', () => {
    const source = openSource('bank.org', BANK);
    const outlined = orgAsMarkdown(source);
    for (const words of ['not', 'x86', 'One at a time', 'What is a mutex'])
      expect(outlined.pointAt(outlined.text.indexOf(words)).line).toBe(
        source.pointAt(BANK.indexOf(words)).line,
      );
  });

  it('can be read as one of the shapes of Markdown', () => {
    const source = openSource('bank.org', BANK);
    expect(readAs('guide', source, 'bank').content.questions).toHaveLength(3);
    expect(readAs('table', source, 'bank').content.questions).toEqual([]);
  });

  it('with a few cards in it stays one, and with more cards than headings that ask is a deck', () => {
    const card = '** What is a fence?                                     :drill:\nA barrier.\n';
    expect(read(`${BANK}${card}`).questions).toHaveLength(4);
    const { questions, account } = read(`* Threads\n** What is a race?\nTwo writers.\n${card}`);
    expect(questions.map(({ title }) => title)).toEqual(['What is a fence?']);
    expect(account?.unread.map(({ line, title }) => [line, title])).toEqual([[2, 'What is a race?']]);
  });

  it.each([
    [
      'org-drill',
      DRILL,
      [
        [2, 'Locks: Who holds one?', 'One *thread*.', []],
        [8, 'A page has […] on most […] machines.', 'A page has **4 KB** on most **x86** machines.', []],
      ],
    ],
    [
      'org-fc',
      FC,
      [
        [2, 'What is a page fault?', 'See `mmap`.', ['os']],
        [7, 'The […] maps pages.', 'The **kernel** maps pages.', []],
      ],
    ],
    ['anki-editor', ANKI, [[2, 'Which layer delivers?', 'The transport layer.', []]]],
  ])('of cards is a deck: %s', (_, text, expected) => {
    expect(
      read(text).questions.map(({ line, title, answer, tags }) => [line, title, answer.text, tags]),
    ).toEqual(expected);
  });

  it('is no bank because it is an outline', () => {
    expect(read('* Groceries\n** Fruit\n- apples\n** Bread\n* Work\nCall Ada.\n').questions).toEqual([]);
  });

  it.each(['* '.repeat(20_000), '#+begin_src\n'.repeat(20_000), '[['.repeat(50_000), '*a '.repeat(50_000)])(
    'is read to its end, whatever it repeats',
    (text) => {
      expect(read(text).questions).toEqual([]);
    },
  );
});
