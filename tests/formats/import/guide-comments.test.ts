// What a guide can say of its questions in lines and comments below their headings, and marks around exact texts.
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';

const content = (...lines: readonly string[]) =>
  readBankFile(openSource('guide.md', lines.join('\n')), 'bank');
const only = (...lines: readonly string[]): Question => {
  const [question, ...more] = content(...lines).questions;
  if (!question || more.length > 0) throw new Error('the guide does not hold one question');
  return question;
};

describe('comments below a heading', () => {
  it('hold what the front matter of a question file would', () => {
    const question = only(
      '## Architecture',
      '### Q4: What does attention cost?',
      '<!-- id: attention-complexity -->',
      '<!-- section: Theory -->',
      '<!-- tags: [attention, "a, b"] -->',
      '<!-- source: "https://example.com/a --\\u003e b" -->',
      '',
      'It grows with the square.',
    );
    expect(question).toMatchObject({
      id: 'attention-complexity',
      idWritten: true,
      number: 4,
      section: 'Theory',
      tags: ['attention', 'a, b'],
      source: 'https://example.com/a --> b',
      answer: { text: 'It grows with the square.' },
    });
  });

  it('count more than the heading, and the heading more than a line', () => {
    const question = only(
      '### Q4: What does attention cost? (hard)',
      '*Difficulty: easy · Time: 2.5 minutes · Tags: gpu, theory*',
      '**Answer**: A lot.',
    );
    expect(question).toMatchObject({ difficulty: 'hard', minutes: 2.5, tags: ['gpu', 'theory'] });
    expect(only('### Q4: What? (hard)', '<!-- difficulty: medium -->', 'A lot.').difficulty).toBe('medium');
  });

  it('give the exact words of a title', () => {
    const question = only('### Q4: Stars', '<!-- title: Stars ⭐⭐ (hard) -->', '**Answer**: Two.');
    expect(question.title).toBe('Stars ⭐⭐ (hard)');
    expect(question.titleAt.start).toMatchObject({ line: 2, column: 13 });
  });

  it('that are wrong are problems at their place', () => {
    const { problems } = content('### Q4: Why?', '<!-- difficulty: enormous -->', '**Answer**: So.');
    expect(problems).toMatchObject([
      { code: 'front-matter-value', at: { start: { line: 2, column: 18 }, end: { line: 2, column: 26 } } },
    ]);
  });

  it('are part of the answer anywhere else', () => {
    const question = only('### Q4: Why?', '**Answer**: So.', '', '<!-- id: other -->');
    expect(question).toMatchObject({ id: 'why', answer: { text: 'So.\n\n<!-- id: other -->' } });
  });

  it('keep their ids from questions that take theirs from a title', () => {
    const { questions } = content('### Q1: Why?', 'A.', '### Q2: How?', '<!-- id: why -->', 'B.');
    expect(questions.map(({ id }) => id)).toEqual(['why-2', 'why']);
  });
});

describe('lines with tags', () => {
  it('are read above the text, with marks alone', () => {
    expect(only('### Q4: Why?', '**Tags**: a, b', '**Answer**: So.').tags).toEqual(['a', 'b']);
    const plain = only('### Q4: Why?', 'Tags: these are words', '**Answer**: So.');
    expect(plain.tags).toEqual([]);
    const below = only('### Q4: Why?', '**Answer**: So.', '**Tags**: a, b');
    expect(below).toMatchObject({ tags: [], answer: { text: 'So.\n**Tags**: a, b' } });
  });
});

describe('marks', () => {
  const marked = [
    '### Q4: Why?',
    '<!-- id: why-not -->',
    '**Answer**:',
    '<!-- prep: answer -->',
    '# A heading',
    '**Follow-up**: "no"',
    '```',
    '<!-- prep: end 2 -->',
    '<!-- prep: end -->',
    '**Key points**:',
    '<!-- prep: point -->',
    'One',
    '<!-- prep: end -->',
    '<!-- prep: follow-up -->',
    'Really?',
    '<!-- prep: end -->',
    '<!-- prep: reply -->',
    '### Q5: Yes',
    '<!-- prep: end -->',
    '',
    '### Q6: Next?',
    'Yes.',
  ];

  it('enclose texts, whatever stands in them', () => {
    const [question, next, ...more] = content(...marked).questions;
    expect(more).toEqual([]);
    expect(question).toMatchObject({
      answer: { text: '# A heading\n**Follow-up**: "no"\n```\n<!-- prep: end 2 -->' },
      pointsProposed: false,
      keyPoints: [{ text: 'One' }],
      followUpTexts: [{ question: { text: 'Really?' }, answer: { text: '### Q5: Yes' } }],
    });
    expect(next?.answer.text).toBe('Yes.');
  });

  it('read alike with CRLF', () => {
    const [question, next] = content(marked.join('\r\n')).questions;
    expect(question?.answer.text).toBe('# A heading\r\n**Follow-up**: "no"\r\n```\r\n<!-- prep: end 2 -->');
    expect(question?.followUpTexts[0]?.question.text).toBe('Really?');
    expect(next?.answer.text).toBe('Yes.');
  });

  it('that are never closed enclose nothing', () => {
    const [question, next] = content(
      '### Q4: Why?',
      '<!-- prep: answer -->',
      'So.',
      '### Q5: How?',
      'Thus.',
    ).questions;
    expect(question?.answer.text).toBe('<!-- prep: answer -->\nSo.');
    expect(next?.answer.text).toBe('Thus.');
  });

  it('are read by the thousand, closed or not', () => {
    const open = Array.from({ length: 3000 }, (_, i) => `<!-- prep: answer ${i} -->`);
    const closed = open.map((line) => line.replace('answer', 'end'));
    expect(content('### Q4: Why?', ...open).questions).toHaveLength(1);
    expect(content('### Q4: Why?', ...open, ...closed).questions).toHaveLength(1);
  });
});
