// Files of reStructuredText: what their blocks mean in Markdown, and that places are those of the file.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readShaped } from '../../../src/formats/import/index.ts';
import { rstAsMarkdown } from '../../../src/formats/import/rst.ts';

const GUIDE = `====================
Interview questions
====================

:Author: somebody
:Status: draft

.. contents::
   :depth: 1

Memory
======

What does \`\`free\`\` do?
----------------------

It gives a block back to the *allocator* (:math:\`O(1)\`), see \`the page <https://example.org/a>\`_.

* it is not zeroed
  by anyone

  .. code-block:: c

     free(p);
* it took |time|

#. one
#. two

.. note:: Say what a double free does.

What is a page?
---------------

Call it like this::

    mmap(0);

====  ====
Size  Name
====  ====
4 KB  x86
====  ====

.. |time| replace:: [FILL IN: time] ms
.. a comment
   of two lines
`;

const bodies = (text: string, file = 'bank.rst') =>
  readShaped(openSource(file, text, 'folder'), 'bank').content.questions.map(({ title, answer, line }) => ({
    title,
    answer: answer?.text,
    line,
  }));

describe('reStructuredText', () => {
  it('says the same in marks of Markdown', () => {
    const { text } = rstAsMarkdown(openSource('bank.rst', GUIDE, 'folder'));
    expect(text.replaceAll(/\n{2,}/g, '\n\n')).toBe(`# Interview questions

## Memory

### What does \`free\` do?

It gives a block back to the *allocator* ($O(1)$), see [the page](<https://example.org/a>).

- it is not zeroed
  by anyone

  \`\`\`\`c
  free(p);
  \`\`\`\`

- it took [FILL IN: time] ms

1. one
1. two

**Note:** Say what a double free does.

### What is a page?

Call it like this:

\`\`\`\`
mmap(0);
\`\`\`\`

\`\`\`\`
====  ====
Size  Name
====  ====
4 KB  x86
====  ====
\`\`\`\`

`);
  });

  it('has its questions in headings, on the lines of the file', () => {
    expect(bodies(GUIDE).map(({ title, line }) => ({ title, line }))).toEqual([
      { title: 'What does `free` do?', line: 14 },
      { title: 'What is a page?', line: 32 },
    ]);
  });

  it('has them in terms with a definition, and in admonitions', () => {
    const terms =
      'What is a lock?\n    A wait.\n\nWhat is a page?\n    4 KB.\n\nWhy paging?\n    To share.\n';
    expect(bodies(terms).map(({ title }) => title)).toEqual([
      'What is a lock?',
      'What is a page?',
      'Why paging?',
    ]);
    const one = (asked: string, told: string) =>
      `.. admonition:: Exam question\n\n   ${asked}\n\n   *Answer:* ${told}\n\n`;
    const found = bodies(
      one('What is a lock?', 'A wait.') + one('What is a page?', '4 KB.') + one('Why?', 'So.'),
    );
    expect(found.map(({ title }) => title)).toEqual(['What is a lock?', 'What is a page?', 'Why?']);
    expect(found[1]?.answer?.trim()).toBe('4 KB.');
  });

  it('loses no text of odd blocks', () => {
    const odd =
      'Why?\n----\n\n  quoted\n\n.. warning::\n   one\n   two\n\n-----\n\n.. unknown:: said\n   :option: 1\n\n   body\n';
    const { text } = rstAsMarkdown(openSource('odd.rst', odd, 'folder'));
    for (const word of ['quoted', 'one', 'two', 'said', 'body']) expect(text).toContain(word);
  });
});
