// Org files that are outlines: what their marks mean in Markdown, and that places are those of the file.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readShaped } from '../../../src/formats/import/index.ts';
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

const read = (text: string, file = 'bank.org') =>
  readShaped(openSource(file, text, 'folder'), 'bank').content;

describe('an outline in Org', () => {
  it('has a card in each headline with a tag that says so', () => {
    const card = (name: string) => `** ${name}      :drill:\n   SCHEDULED: <2026-01-02 Fri>\n   Text.\n`;
    const names = ['Simple group', 'Theorem of Lagrange', 'Euclidean domain'];
    const text = `* Groups\n${names.map(card).join('')}** Reading list\n   Some books.\n`;
    expect(read(text, 'algebra.org').questions.map(({ title }) => title)).toEqual(names);
  });

  it('has states of its own, which are no part of titles, and mark cards where most of them ask', () => {
    const text = `#+TODO: TODO(t) DRILL(d!) IN-PROGRESS | DONE(x@/!) WONT_DO
* Databases
** DRILL What is a lease?
   A lock that expires.
** DRILL [#A] The key of a shard                    :easy:
   The tenant.

   - never the time
** IN-PROGRESS What is a topic?
   A log.
** WONT_DO Why do replicas lag?
** DONE How is it vacuumed?
   #+begin_src sql
   VACUUM;
   #+end_src
** Reading
   Books.
** t is a state that a key sets
   Not here.
`;
    const expected = [
      ['What is a lease?', 'A lock that expires.', 3],
      ['The key of a shard', 'The tenant.\n\n- never the time', 5],
      ['What is a topic?', 'A log.', 9],
      ['Why do replicas lag?', '', 11],
      ['How is it vacuumed?', '````sql\nVACUUM;\n````', 12],
    ];
    const told = (written: string) =>
      read(written).questions.map(({ title, answer, line }) => [title, answer.text, line]);
    expect(told(text)).toEqual(expected);
    expect(told(text.replaceAll('\n', '\r\n')).map(([title]) => title)).toEqual(
      expected.map(([title]) => title),
    );
  });

  it('has no cards where its states are things to do', () => {
    const tasks = ['TODO Call the bank', 'TODO Ship the planner', 'TODO What is the price?', 'DONE Buy milk'];
    expect(
      read(`* Work\n${tasks.map((one) => `** ${one}\n   Today.\n`).join('')}`, 'work.org').questions,
    ).toEqual([]);
  });

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
    expect(readShaped(source, 'bank', { shape: 'guide' }).content.questions).toHaveLength(3);
    expect(readShaped(source, 'bank', { shape: 'table' }).content.questions).toEqual([]);
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
