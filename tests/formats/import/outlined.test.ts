// AsciiDoc, reStructuredText and LaTeX: what their marks mean in Markdown, and that places are those of the file.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile, readShaped } from '../../../src/formats/import/index.ts';
import { outlinedAsMarkdown } from '../../../src/formats/import/outlined.ts';

const read = (file: string, text: string) =>
  readBankFile(openSource(file, text), 'bank').questions.map(({ title, answer, line }) => [
    line,
    title,
    answer.text,
  ]);

describe('AsciiDoc', () => {
  const text = `= Interview questions
:solution:

== What does \`free\` do?
[source,c]
----
free(p); // == no heading
----

ifdef::solution[]
.Answer
It gives the block back, see https://example.org/heap[the heap].

* not zeroed
** nor kept
endif::solution[]

== What is a page?
====
Part of memory.
====
`;

  it('has headings, listings and lists', () => {
    const [first, second] = read('bank.adoc', text);
    expect(first?.slice(0, 2)).toEqual([4, 'What does `free` do?']);
    expect(first?.[2]).toContain('see [the heap](<https://example.org/heap>).\n\n- not zeroed\n  - nor kept');
    expect(second).toEqual([18, 'What is a page?', 'Part of memory.']);
    expect(readBankFile(openSource('bank.adoc', text), 'bank').questions[0]?.asked?.text).toBe(
      '````c\nfree(p); // == no heading\n````',
    );
  });

  it('asks below headings that all say Question', () => {
    const names = ['What is a?', 'Name b.', 'What is c?', 'What is d?'];
    const headed = names.map((name) => `=== Question\n${name}\n\n.Answer\nThat.\n\n`).join('');
    expect(read('q.adoc', headed).map(([, title]) => title)).toEqual(names);
  });
});

describe('reStructuredText', () => {
  const text = `Questions
=========

What is a page?
---------------

Part of \`\`memory\`\`, see \`the manual <https://example.org>\`_.

.. note:: Not of a book.

What does this print?
---------------------

.. code-block:: c
   :linenos:

   puts("a");

The letter a::

    a

It ends here.
`;

  it('has headings by their underlines, code and links', () => {
    expect(read('bank.rst', text)).toEqual([
      [4, 'What is a page?', 'Part of `memory`, see [the manual](https://example.org).\n\nNot of a book.'],
      [
        11,
        'What does this print?',
        expect.stringMatching(/The letter a:\n\n`{4}\na\n+`{4}\n\nIt ends here\.$/),
      ],
    ]);
    expect(outlinedAsMarkdown(openSource('bank.rst', text)).text).toMatch(/`{4}c\nputs\("a"\);\n+`{4}/);
  });

  it('is taken for nothing but notation: a manual is no bank', () => {
    const manual = 'Usage\n=====\n\nRun it.\n\nInstall\n=======\n\nUnpack it.\n\nLicense\n=======\n\nMIT.\n';
    expect(read('manual.rst', manual)).toEqual([]);
  });
});

describe('LaTeX', () => {
  const text = String.raw`\documentclass{article}
\newenvironment{antwoord}{}{}
\begin{document}
\section{Memory}
\subsection{What is a \emph{page}?}
\begin{antwoord}
% to be written
Part of \textbf{memory}, about 5\% of it:
\begin{itemize}
  \item not of a book
\end{itemize}
\end{antwoord}
\subsection{What does this print?}
\begin{verbatim}
puts("a"); % a
\end{verbatim}
The letter a.
\end{document}
`;

  it('has sections, lists, and answers in an environment of that name', () => {
    expect(read('exam.tex', text)).toEqual([
      [5, 'What is a *page*?', 'Part of **memory**, about 5% of it:\n\n- not of a book'],
      [13, 'What does this print?', '````\nputs("a"); % a\n````\nThe letter a.'],
    ]);
  });
});

it('a person can say how to read such a file', () => {
  const text = 'Page\n----\n\nPart of memory.\n\nBlock\n-----\n\nPart of a page.\n';
  const { content } = readShaped(openSource('terms.rst', text), 'bank', { shape: 'plain-headings' });
  expect(content.questions.map(({ title }) => title)).toEqual(['Page', 'Block']);
});
