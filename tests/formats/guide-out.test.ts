// A guide that prep writes is read back as the same questions: the bank that ships, and whatever people may write.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EXPORT_MODES } from '../../src/core/export.ts';
import type { Value } from '../../src/core/fill.ts';
import type { Question } from '../../src/core/question.ts';
import { openSource } from '../../src/core/span.ts';
import { readBankFile } from '../../src/formats/banks/index.ts';
import { writeGuide } from '../../src/formats/banks-out/guide.ts';
import { outgoing } from '../../src/formats/outgoing.ts';
import { readQuestionFile } from '../../src/formats/question-file.ts';
import { corpusCases, corpusTexts } from '../support/corpus.ts';
import { questions as shipped } from '../bank/shipped.ts';

const read = (text: string): readonly Question[] =>
  readBankFile(openSource('guide.md', text), 'bank').questions;
const native = (text: string): readonly Question[] =>
  readQuestionFile(openSource('Basics/one.md', text), 'bank').questions;
const write = (questions: readonly Question[]): string =>
  writeGuide(
    'Interview guide',
    questions.map((question) => outgoing(question, undefined, 'open', new Map())),
  );

/** What must survive. The answer of a story may stand under labels in place of headings; its parts are the same. */
function kept(question: Question): object {
  const { id, number, section, title, kind, tags, difficulty, minutes, suspended } = question;
  const { source, created, updated, star, answer, pointsProposed, keyPoints, followUpTexts, notes } =
    question;
  const parts = Object.entries(star ?? {}).map(([part, { text }]) => [part, text] as const);
  return {
    head: {
      id,
      number,
      section,
      title,
      kind,
      tags,
      difficulty,
      minutes,
      suspended,
      source,
      created,
      updated,
    },
    answer: parts.length > 0 ? Object.fromEntries(parts) : answer.text,
    keyPoints: pointsProposed ? [] : keyPoints.map(({ text }) => text),
    followUps: followUpTexts.map((each) => [each.question.text, each.answer.text]),
    notes: notes?.text,
  };
}

function expectKept(questions: readonly Question[]): void {
  const text = write(questions);
  const again = read(text);
  expect(again.map(kept)).toEqual(questions.map(kept));
  for (const { titleAt, answer, title } of again) {
    expect(text.slice(titleAt.start.offset, titleAt.end.offset)).toBe(title);
    expect(text.slice(answer.at.start.offset, answer.at.end.offset)).toBe(answer.text);
  }
}

describe('the bank that ships', () => {
  it('comes back as it was, with the same placeholders', () => {
    expectKept(shipped);
    const keys = (all: readonly Question[]): readonly (readonly string[])[] =>
      all.map((one) => one.placeholderKeys);
    expect(keys(read(write(shipped)))).toEqual(keys(shipped));
  });

  it('goes out again byte for byte', () => {
    expect(write(read(write(shipped)))).toBe(write(shipped));
  });

  it('needs no marks', () => {
    expect(write(shipped)).not.toContain('<!-- prep:');
  });
});

describe('guides as people write them', () => {
  it.each(corpusCases('guides'))('come back from the case %s', (name) => {
    for (const [file, text] of corpusTexts('guides', name))
      expectKept(readBankFile(openSource(file, text), 'bank').questions);
  });
});

const hostileLine = fc.constantFrom(
  'Plain words.',
  '# A title',
  '## Key idea',
  '### Q7: Another question?',
  '#### Q8. And one more',
  '###### Deep',
  '**Answer**: no',
  '**Follow-up**: "Why?"',
  '**Follow-up 2: Really?**',
  '**Key points**:',
  '- **Situation**: a list',
  '**Situation**: told',
  '**Task**: told',
  '**Action**: told',
  '**Result**: told',
  '*Difficulty: easy*',
  '**Tags**: a, b',
  'Time: 3 minutes',
  '<!-- id: other -->',
  '<!-- title: other -->',
  '<!-- a comment',
  '-->',
  '<!-- prep: answer -->',
  '<!-- prep: end -->',
  '<!-- prep: end 2 -->',
  '---',
  '===',
  '***',
  '[back to top](#top)',
  '```',
  '```python',
  '~~~',
  '    indented',
  '| a | b |',
  '|---|---|',
  '$$ x^2 $$',
  '- item',
  '- [ ] box',
  '1. one',
  '> quote',
  '<details><summary>More</summary>',
  '</details>',
  '[FILL IN: latency_ms]',
  'It took [X] ms.',
  '[Similar format]',
  '- Q9: listed?',
  '[X]: https://example.com',
  '\u00A0odd blank',
  'ends in a return\r',
  '',
);
const text = fc
  .array(fc.oneof(hostileLine, fc.string({ maxLength: 12 })), { maxLength: 6 })
  .map((lines) => lines.join('\n'));
const title = fc.oneof(
  fc.constantFrom(
    'What is it?',
    'Q4: What is it?',
    '4. What is it?',
    'Q6-10: [many]',
    'Is it easy (easy)',
    'How long? (5 min)',
    'Stars ⭐⭐',
    '⭐',
    '**Bold**',
    '`code` #',
    'C #',
    'a --> b',
    '<!-- hidden -->',
    'Answer',
    'Key points',
    '[link](#there)',
    '-',
    '"quoted"',
    'odd\u00A0',
    'ー？',
    'Resources',
    'How to use this guide',
  ),
  fc.string({ minLength: 1, maxLength: 15 }).map((one) => one.replaceAll('\n', ' ')),
);
const field = fc.constantFrom(
  'number: 4',
  'number: 123456',
  'section: Databases',
  'section: "Q4: odd"',
  'section: "1. Enumerated (3)"',
  'section: "What is this?"',
  'section: "# x --> y"',
  'section: Hard questions',
  'tags: [a, b]',
  'tags: ["a, b", "--> c", "*"]',
  'tags: []',
  'difficulty: hard',
  'minutes: 2.5',
  'minutes: 0.125',
  'minutes: 1',
  'kind: star',
  'kind: open',
  'suspended: true',
  'source: "https://example.com/a --> b"',
  'source: "two\\nlines"',
  'created: 2026-11-24',
  'updated: "null"',
);
const point = fc.oneof(
  fc.constantFrom('A point', '[x] ticked', '- nested', '**Answer**: no', '# head', '```'),
  fc.string({ maxLength: 10 }),
);
const file = fc
  .record({
    id: fc.constantFrom(undefined, 'some-id', 'null-id', 'attention'),
    fields: fc.uniqueArray(field, { maxLength: 4, selector: (line) => line.split(':')[0] }),
    title,
    answer: text,
    story: fc.option(fc.tuple(text, text, text), { nil: undefined, freq: 3 }),
    points: fc.option(fc.array(point, { maxLength: 3 }), { nil: undefined }),
    followUps: fc.array(fc.tuple(title, text), { maxLength: 2 }),
    notes: fc.option(text, { nil: undefined, freq: 4 }),
  })
  .map((one) => {
    const [situation, task, result] = one.story ?? [];
    const answer = one.story
      ? `## Situation\n${situation ?? ''}\n\n## Task\n${task ?? ''}\n\n## Result\n${result ?? ''}`
      : one.answer;
    return [
      '---',
      ...(one.id === undefined ? [] : [`id: ${one.id}`]),
      ...one.fields,
      'difficulty: easy',
      '---',
      `# ${one.title}`,
      '',
      answer,
      ...(one.points ? ['', '## Key points', ...one.points.map((each) => `- ${each}`)] : []),
      ...(one.followUps.length > 0 ? ['', '## Follow-ups'] : []),
      ...one.followUps.flatMap(([asked, reply]) => [`### ${asked}`, reply]),
      ...(one.notes === undefined ? [] : ['', '## Notes', one.notes]),
    ].join('\n');
  });

/** What stands in a guide in place of placeholders. */
const value = fc
  .oneof(
    fc.constantFrom(
      '**Answer**: no',
      '# Head',
      '<!-- prep: end -->',
      '```',
      '---',
      '- item',
      '[X]',
      '|',
      '<!--',
    ),
    fc.string({ maxLength: 8 }),
  )
  .map((words): Value => ({ text: words.replaceAll(/\s+/g, ' ').trim(), origin: 'typed' }));

describe('whatever values people have', () => {
  it('come back within their texts', () => {
    fc.assert(
      fc.property(file, value, fc.constantFrom(...EXPORT_MODES), (written, one, mode) => {
        const [question] = native(written);
        if (!question) return;
        const values = new Map(question.placeholderKeys.map((key) => [key, one]));
        const going = outgoing(question, undefined, mode, values);
        const [again, ...more] = read(writeGuide('Guide', [going]));
        expect(more).toEqual([]);
        const parts = Object.entries(going.star ?? {});
        const told = Object.entries(again?.star ?? {}).map(([part, { text: words }]) => [part, words]);
        // A value such as ``` may hide the heading of a part; the answer as a whole is the same even then.
        if (again?.answer.text !== going.answer) expect(told).toEqual(parts);
        expect(again?.pointsProposed ? [] : again?.keyPoints.map((each) => each.text)).toEqual(
          going.keyPoints,
        );
        const asked = again?.followUpTexts.map((each) => [each.question.text, each.answer.text]);
        expect(asked).toEqual(going.followUps.map((each) => [each.question, each.answer]));
      }),
      { numRuns: 150, seed: 5 },
    );
  });
});

describe('whatever people write', () => {
  it('comes back as it was, question by question', () => {
    fc.assert(
      fc.property(file, (written) => {
        expectKept(native(written));
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('comes back from one guide, in order', () => {
    fc.assert(
      fc.property(fc.array(file, { maxLength: 5 }), (files) => {
        const questions = files.flatMap(native);
        const ids = new Set<string>();
        expectKept(questions.filter(({ id }) => !ids.has(id) && ids.add(id)));
      }),
      { numRuns: 80, seed: 5 },
    );
  });
});
