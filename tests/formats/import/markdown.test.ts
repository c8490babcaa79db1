// What the reader of Markdown makes of files whose shapes, languages and numbers differ, and how it accounts for them.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile, readShaped } from '../../../src/formats/import/index.ts';

const read = (text: string, file = 'guide.md') =>
  readBankFile(openSource(file, text), 'bank').questions.map(({ title, answer }) => [title, answer.text]);
const titles = (text: string, file?: string) => read(text, file).map(([title]) => title);

const headed = (names: readonly string[], below = (i: number) => `Text ${i}.`) =>
  names.map((name, i) => `### ${name}\n\n${below(i)}\n\n`).join('');

describe('siblings', () => {
  it('are read alike, in any language and without a question mark', () => {
    const names = [
      'Что такое поток?',
      'Что такое POSIX',
      'Расскажи о сигналах',
      'Зачем нужен fork?',
      'Что такое ядро?',
    ];
    expect(titles(headed(names))).toEqual(names);
    const chinese = ['什么是索引？', '合并二维有序数组', '什么是事务？', '什么是锁？'];
    expect(titles(headed(chinese))).toEqual(chinese);
  });

  it('are none where they repeat, as the names of parts do', () => {
    const text = ['a', 'b', 'c']
      .map((name) => `### What is ${name}?\n\nThat.\n\n### Example\n\nThis.\n\n`)
      .join('');
    expect(titles(text)).toEqual(['What is a?', 'What is b?', 'What is c?']);
  });

  it('keep the one whose heading has another level by mistake', () => {
    const text = [
      '## 1. What is a?',
      '## 2. What is b?',
      '# 3. What is c?',
      '## 4. Name d',
      '## 5. What is e?',
    ]
      .map((heading) => `${heading}\n\nText.\n\n`)
      .join('');
    expect(titles(text)).toEqual(['What is a?', 'What is b?', 'What is c?', 'Name d', 'What is e?']);
  });
});

describe('several shapes in one file', () => {
  const text =
    '# My guide\n\n### What is bias?\n\nOne.\n\n### 2) How does dropout work?\n\nTwo.\n\n**Q: What is a GAN?**\n\nThree.\n\nQ: What is attention?\n\nFour.\n\n#### Q12. What is BERT?\n\nFive.\n\n### Tell me about a conflict\n\nSix.\n\n## Explain checkpointing\n\nSeven.\n';

  it('are read together', () => {
    expect(read(text)).toEqual([
      ['What is bias?', 'One.'],
      ['How does dropout work?', 'Two.'],
      ['What is a GAN?', 'Three.'],
      ['What is attention?', 'Four.'],
      ['What is BERT?', 'Five.'],
      ['Tell me about a conflict', 'Six.'],
      ['Explain checkpointing', 'Seven.'],
    ]);
  });

  it('are accounted for, each candidate with its place, kind and verdict', () => {
    const told = readShaped(openSource('guide.md', text), 'bank').accounting?.();
    expect(told?.candidates.map(({ line, kind, verdict }) => `${line} ${kind} ${verdict}`)).toEqual([
      '1 heading section',
      '3 heading question',
      '7 heading question',
      '11 bold question',
      '15 labelled question',
      '19 heading question',
      '23 heading question',
      '27 heading question',
    ]);
    expect(told?.families).toContainEqual({
      name: 'heading 3',
      kind: 'heading',
      level: 3,
      size: 3,
      taken: 3,
    });
  });
});

describe('what repeats at the end of answers', () => {
  it.each(['**[⬆ Volver a índice](#índice)**', '[к оглавлению](#java-core)', '[↥ вернуться к началу](#top)'])(
    'is no part of them: %s',
    (footer) => {
      const text = headed(['¿A?', '¿B?', '¿C?', '¿D?'], (i) => `Text ${i}.\n\n${footer}`);
      expect(read(text).map(([, answer]) => answer)).toEqual(['Text 0.', 'Text 1.', 'Text 2.', 'Text 3.']);
    },
  );

  it('is kept where it is an answer', () => {
    const text = headed(['A?', 'B?', 'C?', 'D?'], () => 'True');
    expect(read(text).map(([, answer]) => answer)).toEqual(['True', 'True', 'True', 'True']);
  });
});

describe('text at the left margin', () => {
  it('belongs to the item above it where a list is written so', () => {
    const text =
      '# Interview questions\n\n1. What is a?\n\nAn a.\n\n2. What is b?\n\nA b.\n\n3. What is c?\n\nA c.\n';
    expect(read(text)).toEqual([
      ['What is a?', 'An a.'],
      ['What is b?', 'A b.'],
      ['What is c?', 'A c.'],
    ]);
  });
});

describe('cards of note-taking programs', () => {
  it('are lines with two colons, and two sides with a mark between', () => {
    const text =
      '# Cards\n\n## Net\n\nWhat is TCP::A protocol\nPort of SSH:::22\n\nA long question\n?\nA long answer\n';
    expect(read(text)).toEqual([
      ['What is TCP', 'A protocol'],
      ['Port of SSH', '22'],
      ['A long question', 'A long answer'],
    ]);
  });

  it('are items with a tag, and what is nested in them', () => {
    const text =
      '- What is a mutex? #card\n  - A lock.\n- A semaphore #card\n  - A counter.\n- Just a note\n';
    expect(read(text)).toEqual([
      ['What is a mutex?', '- A lock.'],
      ['A semaphore', '- A counter.'],
    ]);
  });
});

describe('a file of one question', () => {
  it('has its title in the front matter or above, and all below is the answer', () => {
    const body = 'It depends.\n\n## Why\n\nSo.\n';
    expect(read(`---\ntitle: ¿Qué es una clausura?\ndifficulty: hard\n---\n\n${body}`, 'q1.md')).toEqual([
      ['¿Qué es una clausura?', body.trim()],
    ]);
    expect(
      titles(`---\ntitle: Closures\ncategory: JavaScript\n---\n\n${body}`, 'questions/closures.md'),
    ).toEqual(['Closures']);
  });

  it.each(['README.md', 'notes/closures.md'])('is none where nothing says so: %s', (file) => {
    expect(titles('---\ntitle: Closures\n---\n\nIt depends.\n\n## Why\n\nSo.\n', file)).toEqual([]);
  });
});
