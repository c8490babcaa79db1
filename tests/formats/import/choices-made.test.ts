// What a person takes for a question, or for none, is read so, and nothing is lost by it.
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { namesOf } from '../../../src/core/import/choose.ts';
import { readShaped } from '../../../src/formats/import/index.ts';

const TEXT = `# Guide

## Q1: What is attention?

It mixes.

### What is a mask?

It hides padding.

### What is a head?

A view.

- Why several? Each of them looks at the tokens in a way of its own.

## Notes

Some notes.

## Q2: What is a layer?

One step.
`;

/** Questions with their answers, where those candidates that begin so are taken (`true`) or dropped. */
function read(choices: Readonly<Record<string, boolean>>): readonly (readonly [string, string])[] {
  const source = openSource('guide.md', TEXT);
  const candidates = readShaped(source, 'bank').accounting?.candidates ?? [];
  const names = namesOf(candidates);
  const namesThat = (wanted: boolean): readonly string[] =>
    candidates.flatMap(({ title }, at) => {
      const isChosen = Object.entries(choices).some(
        ([words, is]) => is === wanted && title.startsWith(words),
      );
      return isChosen ? (names[at] ?? []) : [];
    });
  const picked = { taken: namesThat(true), dropped: namesThat(false) };
  const { questions } = readShaped(source, 'bank', { picked }).content;
  return questions.map(({ title, answer }) => [title, answer.text]);
}

describe('a heading in an answer', () => {
  it('that is taken ends it, and has what follows', () => {
    expect(read({ 'What is a mask': true })).toEqual([
      ['What is attention?', 'It mixes.'],
      [
        'What is a mask?',
        'It hides padding.\n\n### What is a head?\n\nA view.\n\n- Why several? Each of them looks at the tokens in a way of its own.',
      ],
      ['What is a layer?', 'One step.'],
    ]);
  });

  it('ends at the next that is taken', () => {
    expect(read({ 'What is a mask': true, 'What is a head': true }).map(([, answer]) => answer)).toEqual([
      'It mixes.',
      'It hides padding.',
      'A view.\n\n- Why several? Each of them looks at the tokens in a way of its own.',
      'One step.',
    ]);
  });

  it('ends at one of its level that is dropped, which is left out', () => {
    expect(read({ 'What is a mask': true, 'What is a head': false }).map(([, answer]) => answer)).toEqual([
      'It mixes.',
      'It hides padding.',
      'One step.',
    ]);
  });
});

it('a heading that is dropped lets those in it be judged for themselves', () => {
  expect(read({ Q1: false }).map(([title]) => title)).toEqual([
    'What is a mask?',
    'What is a head?',
    'What is a layer?',
  ]);
});

it('a heading that is taken is one beside the others, whatever it says', () => {
  expect(read({ Notes: true }).map(([title, answer]) => [title, answer.length < 20])).toEqual([
    ['What is attention?', false],
    ['Notes', true],
    ['What is a layer?', true],
  ]);
});

it('a list item that is taken stays in the answer around it, too', () => {
  const [first, second] = read({ 'Why several': true });
  expect(first?.[1]).toContain('- Why several? Each of them looks at the tokens in a way of its own.');
  expect(second).toEqual(['Why several?', 'Each of them looks at the tokens in a way of its own.']);
});

it('without a choice everything is as it was', () => {
  const source = openSource('guide.md', TEXT);
  expect(readShaped(source, 'bank', { picked: { taken: [] } }).content).toEqual(
    readShaped(source, 'bank').content,
  );
});

it('what is in no answer, because those around it end before, is not called part of one', () => {
  const text = `# Boot

## Failures

**What happens without power?**
The old slot stays.

- How large is a slot?
  128 KB
- How many slots?
  Two

### Why a counter?

Against old images.
`;
  const source = openSource('boot.md', text);
  const candidates = readShaped(source, 'bank').accounting?.candidates ?? [];
  const taken = namesOf(candidates).filter((name) => /^\w+ (?:Fail|What|How)/.test(name));
  const { questions, account } = readShaped(source, 'bank', { picked: { taken } }).content;
  expect(questions.map(({ title }) => title)).toHaveLength(4);
  expect(JSON.stringify(questions)).not.toContain('Against old images');
  expect(account?.unread).toMatchObject([{ title: 'Why a counter?', reason: 'unlike' }]);
});
