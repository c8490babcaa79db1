// LaTeX as Markdown: questions of the exam class and sections that ask, what commands mean, and the lines of the document.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readShaped } from '../../../src/formats/import/index.ts';
import { latexAsMarkdown } from '../../../src/formats/import/latex.ts';

const read = (text: string, file = 'exam.tex') =>
  readShaped(openSource(file, text), 'bank').content.questions;
const markdown = (text: string): string => latexAsMarkdown(openSource('a.tex', text)).text.trim();

const EXAM = String.raw`\documentclass[addpoints]{exam}
\usepackage{tikz} % \question None?
\title{Operating systems}
\begin{document}
\maketitle
\begin{questions}
\section*{Memory}

\question[2] Which of these is \textbf{not} a page size of x86-64?
\begin{choices}
  \choice 4 KiB
  \CorrectChoice 8 KiB
  \choice 2 MiB
\end{choices}

\question What does this print?
\begin{verbatim}
printf("%d\n", 1 << 3); % eight
\end{verbatim}
\begin{solution}
It prints 8, because $1 \cdot 2^3 = 8$.
\end{solution}

\question Explain demand paging.
\begin{solution}
Pages are loaded
when they are used:
\begin{enumerate}
  \item a fault, \emph{then}
  \item a read.
\end{enumerate}
\end{solution}
\end{questions}
\end{document}
`;

describe('LaTeX', () => {
  it('has the questions of the exam class, with their choices, code and solutions', () => {
    expect(
      read(EXAM).map(({ title, asked, answer, section }) => [title, asked?.text, answer.text, section]),
    ).toEqual([
      [
        'Which of these is **not** a page size of x86-64?',
        '- A. 4 KiB\n- B. 8 KiB\n- C. 2 MiB',
        '**B.** 8 KiB',
        'Memory',
      ],
      [
        'What does this print?',
        '````\nprintf("%d\\n", 1 << 3); % eight\n````',
        'It prints 8, because $1 \\cdot 2^3 = 8$.',
        'Memory',
      ],
      [
        'Explain demand paging.',
        undefined,
        'Pages are loaded when they are used:\n\n1. a fault, *then*\n2. a read.',
        'Memory',
      ],
    ]);
  });

  it('asks all that is below a question of an exam, if nothing answers it', () => {
    const text = String.raw`\begin{questions}\question What is even?\begin{choices}\choice 1\choice 2\end{choices}
\question What does this print?\begin{verbatim}
f(2);
\end{verbatim}
\section{Stories}\question Why us?\end{questions}`;
    expect(
      read(text).map(({ title, asked, answer, section }) => [title, asked?.text, answer.text, section]),
    ).toEqual([
      ['What is even?', '- A. 1\n- B. 2', '', 'bank'],
      ['What does this print?', '````\nf(2);\n````', '', 'bank'],
      ['Why us?', undefined, '', 'Stories'],
    ]);
  });

  it('has the lines of the document', () => {
    expect(read(EXAM).map(({ titleAt }) => titleAt.start.line)).toEqual([9, 16, 24]);
  });

  it('has sections that ask, and what people make of the commands of the class', () => {
    const text = String.raw`\section{Sta je atribut?}
Karakteristika objekta.
\section{Sta je \v{c}vor?}
Vrednost: "50\%", cena 3\,\$ i ${'``'}navodnici''.
\mcquestion{Which keyword inherits?}{
\choice implements
\choice extends
}
\begin{exercise}Prove that $n > 1$.\end{exercise}
`;
    expect(
      read(text, 'a.tex').map(({ title, asked, answer }) => [title, asked?.text ?? answer.text]),
    ).toEqual([
      ['Sta je atribut?', 'Karakteristika objekta.'],
      ['Sta je čvor?', 'Vrednost: "50%", cena 3 $ i “navodnici”.'],
      ['Which keyword inherits?', '- A. implements\n- B. extends'],
      ['Prove that $n > 1$.', ''],
    ]);
  });

  it.each([
    [
      'lists within lists',
      String.raw`\begin{itemize}\item a\begin{enumerate}\item b\item c\end{enumerate}\item[x] d\end{itemize}`,
      '- a\n\n  1. b\n  2. c\n\n- **x** d',
    ],
    [
      'tables',
      String.raw`\begin{tabular}{ll}\hline A & B|C \\ \hline 1 & 2 \\ \end{tabular}`,
      '| A | B\\|C |\n| --- | --- |\n| 1 | 2 |',
    ],
    [
      'tables and images with captions',
      String.raw`\begin{table}[h]\centering\begin{tabular}{l}A\\1\end{tabular}\caption{Sizes}\end{table}\begin{minipage}{2cm}{\bf Beside} it\end{minipage}`,
      '| A |\n| --- |\n| 1 |\n\nSizes\n\nBeside it',
    ],
    [
      'links, images and notes',
      String.raw`\href{https://a.example}{a}\includegraphics[width=2cm]{b.png} c\footnote{d}`,
      '[a](<https://a.example>)![](<b.png>) c (d)',
    ],
    [
      'what is above, below or in place of letters',
      String.raw`na\"{\i}ve \'etude \c{c}a \ss{} \^{} \ldots{} \LaTeX{} x~y`,
      'naïve étude ça ß ^ … LaTeX x y',
    ],
    [
      'quotation marks of other languages',
      String.raw`Was ist \glqq Quenchen\grqq? \flqq Rien\frqq, \glq a\grq`,
      'Was ist „Quenchen“? «Rien», ‚a‘',
    ],
    ['formulas on lines of their own', String.raw`a \[ x^2 \] b`, 'a\n\n$$\nx^2\n$$\n\nb'],
    [
      'commands that say nothing',
      String.raw`\vspace{1em}\label{a}\unknown{kept} \noindent text`,
      'kept text',
    ],
  ])('keeps %s', (_, text, made) => {
    expect(markdown(text).normalize('NFC')).toBe(made.normalize('NFC'));
  });

  it('is read although an environment is open, or a brace closed that is not', () => {
    const text = String.raw`\begin{questions} a } \question Why? \question How?`;
    expect(read(text).map(({ title }) => title)).toEqual(['Why?', 'How?']);
  });
});
