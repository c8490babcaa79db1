// Guides as people write them: each case of the corpus gives its questions and problems, whatever stands around them.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Question } from '../../../src/core/base/question.ts';
import { openSource, type Span, type Text } from '../../../src/core/base/span.ts';
import { readBankFile } from '../../../src/formats/import/index.ts';
import { anyCharacter } from '../../support/characters.ts';
import { corpusCases, corpusTexts, expectAsInCorpus, placedText, problemLine } from '../../support/corpus.ts';

const PART = 'guides';
const read = (text: string, file = 'guide.md') => readBankFile(openSource(file, text), 'bank');

function summary(question: Question): object {
  const { titleAt, answer, star, keyPoints, followUpTexts, notes, placeholders, ...facts } = question;
  const { id, number, section, title, kind, difficulty, minutes, draft, pointsProposed } = facts;
  return {
    title: `${titleAt.start.line}:${titleAt.start.column} ${title}`,
    id,
    ...(number !== undefined && { number }),
    is: `${section} · ${kind} · ${difficulty} · ${minutes} min${draft ? ' · draft' : ''}`,
    answer: placedText(answer),
    ...(star && {
      star: Object.fromEntries(Object.entries(star).map(([part, text]) => [part, placedText(text)])),
    }),
    ...(keyPoints.length > 0 && { [pointsProposed ? 'proposed' : 'points']: keyPoints.map(placedText) }),
    ...(followUpTexts.length > 0 && {
      followUps: followUpTexts.map((one) => [placedText(one.question), placedText(one.answer)]),
    }),
    ...(notes && { notes: placedText(notes) }),
    ...(placeholders.length > 0 && {
      placeholders: placeholders.map(({ written, key }) => `${placedText(written)} → ${key}`),
    }),
  };
}

function texts(question: Question): readonly Text[] {
  return [
    question.answer,
    ...Object.values(question.star ?? {}),
    ...question.followUpTexts.flatMap((one) => [one.question, one.answer]),
    ...question.placeholders.map(({ written }) => written),
    ...(question.notes ? [question.notes] : []),
  ];
}

const slice = (text: string, { start, end }: Span) => text.slice(start.offset, end.offset);

/** Below a list item, texts lose their indentation: their offsets are beyond the file, and their lines are in it. */
function expectPlaced(text: string, part: Text): void {
  const { start, end } = part.at;
  if (end.offset <= text.length) return expect(slice(text, part.at)).toBe(part.text);
  const [first = ''] = part.text.split('\n');
  expect(text.split('\n')[start.line - 1]?.slice(start.column - 1)).toContain(first.trim());
}

function expectSound(text: string): void {
  const { questions, problems } = read(text);
  for (const question of questions) {
    for (const part of texts(question)) expectPlaced(text, part);
    // A title may be wrapped in the file, or have tabs, and ornaments around it.
    expect(slice(text, question.titleAt).replaceAll(/\s+/g, ' ')).toContain(question.title);
    for (const part of Object.values(question.star ?? {})) {
      expect(part.at.start.offset).toBeGreaterThanOrEqual(question.answer.at.start.offset);
      expect(part.at.end.offset).toBeLessThanOrEqual(question.answer.at.end.offset);
    }
  }
  for (const { at } of problems) {
    expect(at.start.line).toBeLessThanOrEqual(text.split('\n').length);
    // In a text that is made of several, as above.
    expect(at.end.offset <= text.length || at.start.offset >= text.length).toBe(true);
  }
  expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
}

describe('the corpus of guides', () => {
  it.each(corpusCases(PART))('reads the case %s as expected', (name) => {
    const files = corpusTexts(PART, name);
    const contents = files.map(([file, text]) => read(text, file));
    expectAsInCorpus(PART, name, {
      questions: contents.flatMap(({ questions }) => questions.map(summary)),
      problems: contents.flatMap(({ problems }) =>
        problems.map((problem) => problemLine(problem, new Map(files))),
      ),
    });
    for (const [, text] of files) expectSound(text);
  });

  it.each(corpusCases(PART))('reads the case %s alike with CRLF and a BOM', (name) => {
    for (const [file, text] of corpusTexts(PART, name)) {
      const plain = (content: ReturnType<typeof read>) =>
        content.questions.map((one) => [
          one.id,
          one.section,
          one.answer.text.replaceAll('\r', ''),
          one.followUps,
          one.points,
        ]);
      expect(plain(read(`\ufeff${text.replaceAll('\n', '\r\n')}`, file))).toEqual(plain(read(text, file)));
    }
  });
});

describe('choosing a reader', () => {
  it('reads a native question as one, even where its follow-ups look like a guide', () => {
    const native =
      '---\nid: a\n---\n# What?\n\nThat.\n\n## Follow-ups\n### Q1: Why?\nSo.\n### Q2: How?\nThus.\n';
    expect(read(native).questions.map(({ id, followUps }) => [id, followUps])).toEqual([['a', 2]]);
  });

  it.each([
    ['# Explain caches', 'They are near.\n\n### Q2: a heading\n\nMore.\n'],
    ['# Explain caches', '### 1. Look\n\nFirst.\n\n### 2. Store\n\nThen.\n'],
    ['# Explain caches', '### What are they?\n\nNear.\n\n### When do they help?\n\nOften.\n'],
    ['# What are caches?', '### Q1: one\n\nNear.\n\n### Q2: two\n\nFar.\n'],
  ])(
    'reads a native question with an id as one, whatever headings its answer has: %s, %s',
    (title, answer) => {
      const { questions, problems } = read(`---\nid: a\n---\n${title}\n\n${answer}`);
      expect(questions.map(({ id, answer: { text } }) => [id, text])).toEqual([['a', answer.trim()]]);
      expect(problems).toEqual([]);
    },
  );

  it.each(['number: 7', 'minutes: 3', 'kind: open'])('reads one that says only %s so, too', (field) => {
    const text = `---\n${field}\n---\n# Explain caches\n\n### 1. Look\n\nFirst.\n\n### 2. Store\n\nThen.\n`;
    expect(read(text).questions.map(({ title }) => title)).toEqual(['Explain caches']);
  });

  it('reads a guide as one that has an id itself', () => {
    const guide = '---\nid: a\n---\n# Guide\n\n### Q1: Why?\n\nSo.\n\n### Q2: How?\n\nThus.\n';
    expect(read(guide).questions.map(({ id }) => id)).toEqual(['why', 'how']);
  });

  it('reads metrics by name, and nothing from a file without questions', () => {
    expect(
      read('---\nmetrics:\n  a_ms: { prompt: A, unit: ms }\n---\n', 'x/metrics.md').metrics,
    ).toHaveLength(1);
    const { account, ...none } = read('# Notes\n\nJust words.\n');
    expect(none).toEqual({ file: 'guide.md', questions: [], metrics: [], problems: [] });
    expect(account?.beside?.map(({ kind, lines }) => [kind, ...lines])).toEqual([
      ['heading', 1],
      ['paragraph', 3],
    ]);
  });

  it('reads a README that is a guide', () => {
    expect(
      read('# Q\n## Q1: A?\n**Answer**: a\n## Q2: B?\n**Answer**: b\n', 'README.md').questions,
    ).toHaveLength(2);
  });
});

describe('laws', () => {
  const piece = fc.constantFrom(
    '### Q1: What?\n',
    '## 2. Why?\n',
    '# How?\n',
    '### Q3-5: [more]\n',
    '- Q4: And?\n',
    '**Answer**: a [X]ms\n',
    'Answer:\n',
    '**Follow-up**: "So?"\n',
    'Follow-ups:\n- a?\n',
    '**Key points**:\n- b\n',
    '**STAR Format Answer**:\n',
    '- **Situation**: s\n',
    '**Task:** t\n',
    '**Action**: c\n',
    '**Result**: r\n',
    '```\n',
    '---\n',
    '\n',
    'text\n',
    '[Similar format]\n',
    '> quote\n',
    '<!--\n',
    '-->\n',
    '**',
    '[FILL IN: ',
    ']',
    '\t',
    '    ',
    '\r',
    'é漢👩‍💻',
    '[⬆ top](#top)\n',
    '__proto__\n',
    '### Q1: __proto__\n',
  );

  it('gives slices of the file, ids without repeats, and throws on nothing', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => expectSound(pieces.join(''))),
      { seed: 3 },
    );
    fc.assert(fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), expectSound), { seed: 4 });
  });

  it.each([
    ['*Difficulty: hard · Time: 3 minutes · Tags: a, b*', 'hard 3 a,b'],
    ['**Difficulty:** Hard | **Tags:** `a`, #b | **Time:** ~3 min', 'hard 3 a,b'],
    ['**Level**: 🔴 Senior', 'hard 2 '],
    ['Difficulty: easy to medium', 'easy 2 '],
    ['**Difficulty:** ⭐⭐', 'medium 2 '],
    ['*Duration: about 2-3 minutes*', 'medium 3 '],
  ])('takes what a line says of the question out of its answer: %s', (line, told) => {
    const [question] = read(`### Q1: Why?\n\n${line}\n\nIt depends.\n`).questions;
    expect(question?.answer.text).toBe('It depends.');
    expect(`${question?.difficulty} ${question?.minutes} ${question?.tags.join()}`).toBe(told);
  });

  it.each([
    '**Time:** O(n log n)',
    '**Time:** 5 ms, by a cache of 3 minutes',
    '**Level:** transport',
    '**Level**: senior engineers decide',
    '*Duration: a week*',
    '**Difficulty:** hardly any',
  ])('leaves a line of the answer in it that a fact begins like: %s', (line) => {
    const [question] = read(`### Q1: Why?\n\n${line}\n\nIt depends.\n`).questions;
    expect(question?.answer.text).toBe(`${line}\n\nIt depends.`);
    expect(`${question?.difficulty} ${question?.minutes}`).toBe('medium 2');
  });

  it('reads a guide of five hundred questions', () => {
    const filler = 'It depends on the length, which I measured at [X]ms and [FILL IN: your latency]. '.repeat(
      4,
    );
    const guide = Array.from(
      { length: 500 },
      (_, i) =>
        `${i % 50 === 0 ? `## Part ${i}\n\n` : ''}### Q${i + 1}: What is number ${i + 1}?\n\n**Answer**: ${filler}\n\n- One\n\n**Follow-up**: "Why?"\n\n---\n\n`,
    ).join('');
    expect(guide.length).toBeGreaterThan(200_000);
    const { questions } = read(guide);
    expect(questions).toHaveLength(500);
    expect(questions.at(-1)?.placeholders).toHaveLength(8);
  });

  it.each([
    '# \n',
    '<!--\n',
    '<div>',
    '| ',
    '### Q1:\n',
    '**Answer**:\n',
    '### Q1: a\n**Follow-up**: ',
    '```\n',
    '- a\n',
    '[',
    '** ',
    '<a ',
    '> ',
    '#',
    'Q1 ',
    '   ',
    '*',
  ])('reads on below many %j', (unit) => {
    const many = unit.repeat(Math.ceil(10_000 / unit.length));
    const text = `### Q1: a?\n\n### Q2: b?\n\n${many}`;
    expect(
      read(text)
        .questions.map(({ title }) => title)
        .slice(0, 2),
    ).toEqual(['a?', 'b?']);
    expectSound(text);
  });
});
