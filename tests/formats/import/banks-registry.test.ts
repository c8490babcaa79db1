// The registry as a whole: each file of the corpus is taken by the reader that its folder is named for, and files that are
// no banks of other people are taken by none.
import { isUtf8 } from 'node:buffer';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/core/base/span.ts';
import { OWN_READERS, readBankFile, BANK_READERS, readShaped } from '../../../src/formats/import/index.ts';
import { bankCases, bankExpected, bankShapes, bankSource } from '../../support/bank-corpus.ts';
import { root } from '../../support/environment.ts';

const readers = [...OWN_READERS, ...BANK_READERS];
const cases = bankShapes().flatMap((shape) => bankCases(shape).map((name) => ({ shape, name })));

describe('readers', () => {
  it('have names and titles of their own', () => {
    expect(new Set(readers.map(({ name }) => name)).size).toBe(readers.length);
    expect(new Set(readers.map(({ title }) => title)).size).toBe(readers.length);
  });

  it('each have several files in the corpus', () => {
    const counts = new Map(bankShapes().map((shape) => [shape, bankCases(shape).length]));
    for (const { name } of BANK_READERS) expect([name, (counts.get(name) ?? 0) >= 3]).toEqual([name, true]);
  });
});

describe('a file of the corpus', () => {
  it.each(cases)('is taken by its own reader first: $shape/$name', ({ shape, name }) => {
    const source = bankSource(shape, name);
    const holdsSome = !/^\{\s*"questions": \[\]/.test(JSON.stringify(bankExpected(shape, name), null, 2));
    const first = readers.find((reader) => reader.recognises(source));
    const isMarkdown = first === undefined && name.endsWith('.md');
    const named = isMarkdown ? readShaped(source, 'bank').shape : first?.name;
    if (holdsSome) expect(named).toBe(shape);
  });
});

describe('a format that prep does not read', () => {
  it.each([
    ['terms.txt', 'Recall - the share of positives\n\nPrecision - the share of found ones\n'],
    ['quiz.gift', '::Join:: What is a join? {=A table ~A key}\n'],
    ['quiz.txt', '::Join:: What is a join? {=A table ~A key}\n'],
  ])('gives nothing where it looks like no other: %s', (file, text) => {
    const { questions, problems } = readBankFile(openSource(file, text), 'bank');
    expect([questions, problems]).toEqual([[], []]);
  });

  it('is no reason to refuse what looks alike and is plain JSON', () => {
    const text =
      '{"response_code":0,"results":[{"question":"What is 1 &gt; 2?","correct_answer":"False","incorrect_answers":["True"]}]}';
    const { questions } = readBankFile(openSource('bank.json', text), 'bank');
    expect(questions.map(({ title }) => title)).toEqual(['What is 1 > 2?']);
  });
});

/** Texts below a path, by their paths from the root. */
function textsBelow(path: string): readonly (readonly [string, string])[] {
  const whole = join(root, path);
  const paths = statSync(whole).isFile()
    ? [whole]
    : readdirSync(whole, { recursive: true, encoding: 'utf8' }).map((name) => join(whole, name));
  return paths
    .filter((one) => statSync(one).isFile() && !one.endsWith('expected.json'))
    .map((one) => [relative(root, one), readFileSync(one)] as const)
    .filter(([, bytes]) => isUtf8(bytes))
    .map(([name, bytes]) => [name, bytes.toString('utf8')]);
}

describe('files of other kinds', () => {
  it.each([
    'README.md',
    'docs',
    'questions',
    'tests/corpus/guides',
    'tests/corpus/questions',
    'tests/corpus/placeholders',
    'tests/corpus/results',
  ])('are taken by no reader: %s', (path) => {
    const taken = textsBelow(path).flatMap(([name, text]) => {
      const source = openSource(name, text);
      return readers.filter((reader) => reader.recognises(source)).map((reader) => `${reader.name}: ${name}`);
    });
    expect(taken).toEqual([]);
  });
});
