// Files in other formats from tests/corpus/banks, and what a reader finds in them, in the form of the
// `.expected.json` beside them.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FileContent } from '../../src/core/base/bank.ts';
import { openSource, type Source } from '../../src/core/base/span.ts';
import { root } from './environment.ts';

const banks = join(root, 'tests/corpus/banks');

export const bankShapes = (): readonly string[] => readdirSync(banks).toSorted();

/** Names of the files of a format, without expectations. */
export const bankCases = (shape: string): readonly string[] =>
  readdirSync(join(banks, shape)).filter((name) => !name.endsWith('.expected.json'));

export const bankSource = (shape: string, name: string): Source =>
  openSource(name, readFileSync(join(banks, shape, name), 'utf8'));

export const bankExpected = (shape: string, name: string): unknown =>
  JSON.parse(readFileSync(join(banks, shape, `${name.replace(/\.[a-z]+$/, '')}.expected.json`), 'utf8'));

export const bankFound = ({ questions, problems }: FileContent): unknown => ({
  questions: questions.map((each) => ({
    line: each.line,
    title: each.title,
    id: each.id,
    ...(each.number !== undefined && { number: each.number }),
    section: each.section,
    difficulty: each.difficulty,
    tags: each.tags,
    ...(each.draft && { draft: true }),
    ...(each.asked && { asked: each.asked.text }),
    answer: each.answer.text.slice(0, 80),
    ...(!each.pointsProposed && { points: each.keyPoints.map(({ text }) => text) }),
    ...(each.followUpTexts.length > 0 && {
      followUps: each.followUpTexts.map(({ question }) => question.text),
    }),
    ...(each.placeholders.length > 0 && {
      placeholders: each.placeholders.map(({ written }) => written.text),
    }),
    ...(each.star && { star: Object.keys(each.star) }),
    ...(each.notes && { notes: each.notes.text }),
  })),
  problems: problems.map(
    ({ at, code, severity, message }) => `${at.start.line}:${at.start.column} ${severity} ${code} ${message}`,
  ),
});
