// Questions that do not look like any: topics of exams, paragraphs, tables, and records under unknown names.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const read = (file: string, text: string, folder = 'notes', names: readonly string[] = []) =>
  readBankFile({ ...openSource(file, text, folder), siblings: () => names }, 'bank').questions;
const titles = (...given: Parameters<typeof read>) => read(...given).map(({ title }) => title);

const LONG = 'A text of some length about it, in several sentences. It goes into details.\n\n'.repeat(5);

describe('topics of an exam', () => {
  const topics = ['Sets', 'Matrices', 'Series', 'Limits', 'Integrals'];
  const headed = (mark: (i: number) => string) =>
    topics.map((name, i) => `## ${mark(i)}${name}\n\n${LONG}### Proof ${name}\n\nText.\n\n`).join('');

  it('are the outermost numbered headings of a file that says so, long as their answers are', () => {
    expect(
      titles(
        'zagadnienia.md',
        headed((i) => `${i + 1}. `),
      ),
    ).toEqual(topics);
    expect(
      titles(
        'zagadnienia.md',
        headed((i) => `K.${i + 1}. `),
      ),
    ).toEqual(topics.map((name, i) => `K.${i + 1}. ${name}`.replace(/^K\.\d\. /, '')));
    expect(
      titles(
        'book.md',
        headed((i) => `${i + 1}. `),
      ),
    ).toEqual([]);
  });

  it('need no number where some of them ask', () => {
    const named = headed(() => '')
      .replace('## Sets', '## What is a set?')
      .replace('## Limits', '## How is a limit defined?')
      .replace('## Series', '## Explain series');
    expect(titles('exam-questions.md', named)).toEqual([
      'What is a set?',
      'Matrices',
      'Explain series',
      'How is a limit defined?',
      'Integrals',
    ]);
    expect(
      titles(
        'your-questions.md',
        topics.map((name, i) => `## ${name}\n\n${LONG.repeat(1 + i * i)}`).join(''),
      ),
    ).toEqual([]);
  });

  it('are below headings that only count', () => {
    const text = topics.map((name, i) => `## ${i + 1}. tétel\n\n### ${name} and more\n\n${LONG}`).join('');
    expect(titles('tetelek.md', text)).toEqual(topics.map((name) => `${name} and more`));
  });

  it('are files with a number in a folder that says so', () => {
    const text = `# 7. Operating systems\n\n${LONG}`;
    expect(titles('07-os.md', text, 'maturita')).toEqual(['Operating systems']);
    expect(titles('os.md', text, 'maturita')).toEqual(['Operating systems']);
    expect(titles('07-os.md', text, 'book')).toEqual([]);
  });

  it('are files with a number below a README that says so', () => {
    const asked = (above: string) =>
      readBankFile(
        { ...openSource('07-os.md', `# 7. Operating systems\n\n${LONG}`, '07'), readme: () => above },
        'bank',
      ).questions.length;
    expect(asked('# Maturitní otázky z informatiky\n\nText.')).toBe(1);
    expect(asked('# A book\n\nIt has no interview questions.')).toBe(0);
  });

  it('are asked by the names of files', () => {
    const names = [
      '1 What is a set.md',
      '2 How is a limit defined.md',
      '3 Why a proof.md',
      '4 What is a graph.md',
      '5 What is a tree.md',
    ];
    expect(titles('2 How is a limit defined.md', LONG, 'notes', names)).toEqual(['How is a limit defined']);
    // Among them, a name of four words needs no word that asks.
    const mostly = [...names, '6 Limits and their proofs.md', '7 Limits.md'];
    expect(titles('6 Limits and their proofs.md', LONG, 'notes', mostly)).toEqual([
      'Limits and their proofs',
    ]);
    expect(titles('7 Limits.md', LONG, 'notes', mostly)).toEqual([]);
  });
});

describe('paragraphs that ask', () => {
  it('are questions with the text below them, in a bank or where there are many', () => {
    const asked = [
      'What is a page?',
      'What is a block?',
      'How does paging work?',
      'Explain what a page fault is.',
    ];
    const text = asked.map((one) => `${one}\n\n- That.\n\n`).join('');
    expect(read('interview.md', text).map(({ title, answer }) => [title, answer.text])).toEqual(
      asked.map((one) => [one, '- That.']),
    );
    expect(titles('article.md', text)).toEqual([]);
    const many = Array.from({ length: 9 }, (_, i) => `What is number ${i}?\nIt is ${i}.\n\n`).join('');
    expect(titles('article.md', many)).toHaveLength(9);
  });

  it('are none between prose', () => {
    const prose = Array.from({ length: 9 }, (_, i) => `But what is number ${i}?\n\n${LONG}`).join('');
    expect(titles('essay.md', prose)).toEqual([]);
  });
});

describe('rows of a Markdown table', () => {
  const rows =
    '| 1 | What is a page? | Part of memory. |\n| 2 | Name \\| explain | It \\| is. |\n| 3 | What is a block? | A part. |\n';

  it('are questions where its columns say so, or where a column asks', () => {
    const asking = Array.from(
      { length: 6 },
      (_, i) => `| ${i} | What is number ${i}? | It is ${i}. |\n`,
    ).join('');
    for (const head of ['# | Kérdés | Válasz', 'n | x | y'])
      expect(read('terms.md', `# Terms\n\n| ${head} |\n|---|---|---|\n${asking}`)[5]).toMatchObject({
        title: 'What is number 5?',
        line: 10,
      });
    expect(titles('terms.md', `| # | Question | Answer |\n|---|---|---|\n${rows}`)).toEqual([
      'What is a page?',
      'Name | explain',
      'What is a block?',
    ]);
  });

  it('are none where they are facts, or contents that link to the questions', () => {
    expect(titles('sizes.md', '| Name | Size |\n|---|---|\n| a | 1 |\n| b | 2 |\n| c | 3 |\n')).toEqual([]);
    const linked = rows.replaceAll(/(What[^|]*\?)/g, '[$1](#there)');
    expect(titles('terms.md', `| # | Question | Page |\n|---|---|---|\n${linked}`)).toEqual([]);
  });
});

describe('records under unknown names', () => {
  const asked = ['What is a page?', 'What is a block?', 'How does paging work?'];

  it('are judged by what their fields hold, in JSON as in tables', () => {
    const json = JSON.stringify(
      asked.map((words, i) => ({
        nr: i,
        alpha: 'memory',
        beta: words,
        gamma: `It is a part of memory, ${i}.`,
      })),
    );
    expect(read('data.json', json).map(({ title, answer }) => [title, answer.text])).toEqual(
      asked.map((words, i) => [words, `It is a part of memory, ${i}.`]),
    );
    const csv = `x;y;z\n${asked.map((words, i) => `memory;${words};It is a part of memory, ${i}.`).join('\n')}\n`;
    expect(titles('data.csv', csv)).toEqual(asked);
    expect(titles('data.csv', csv.slice(csv.indexOf('\n') + 1))).toEqual(asked);
  });

  it('are none where nothing asks', () => {
    expect(
      read(
        'data.json',
        JSON.stringify(asked.map((words) => ({ alpha: words.replace('?', ''), beta: 'That.' }))),
      ),
    ).toEqual([]);
  });

  it('need no answer where the names of all fields are known', () => {
    const csv =
      'Area;Argomento Principale;Domanda Specifica\n' +
      'heart;cycle;Phases\nheart;cycle;Tones\nlung;volumes;Volumes\n';
    expect(titles('domande.csv', csv)).toEqual(['Phases', 'Tones', 'Volumes']);
    const json = JSON.stringify(
      ['Binomial', 'Poisson', 'Uniform', 'Normal', 'Beta'].map((question) => ({ category: 'a', question })),
    );
    expect(titles('data.json', json)).toEqual(['Binomial', 'Poisson', 'Uniform', 'Normal', 'Beta']);
  });
});
