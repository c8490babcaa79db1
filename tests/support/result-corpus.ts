// The corpus of result files: `tests/corpus/results/<source>/`, with one `expected.json` a source. `UPDATE_CORPUS=1` writes
// what readers give now, to be read by a person before it is committed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Results } from '../../src/core/fill/bind.ts';
import { readResult, valueAt } from '../../src/formats/results/index.ts';
import { corpusFolder } from './corpus.ts';

const EXPECTED = 'expected.json';

const folderOf = (source: string): string => corpusFolder(join('results', source));

/** Names of the files of a source. */
export const resultFiles = (source: string): readonly string[] =>
  readdirSync(folderOf(source))
    .filter((name) => name !== EXPECTED)
    .toSorted();

/** Text of a file of a source. */
export const resultText = (source: string, name: string): string =>
  readFileSync(join(folderOf(source), name), 'utf8');

/** A file of a source as read. Fails when it is refused. */
export function readingOf(source: string, name: string): Results {
  const read = readResult({ file: name, content: { text: resultText(source, name) } });
  if ('error' in read) throw new Error(`${source}/${name}: ${read.error}`);
  return read;
}

/** Holds the readings of a source against its `expected.json`: candidates in their order. */
export function expectSourceAsInCorpus(source: string, readings: ReadonlyMap<string, Results>): void {
  const given = Object.fromEntries(
    [...readings].map(([name, { reader, candidates }]) => [name, { reader, candidates }]),
  );
  const file = join(folderOf(source), EXPECTED);
  const text = `${JSON.stringify(given, null, 1)}\n`;
  if (process.env['UPDATE_CORPUS'] === '1') writeFileSync(file, text);
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}

/** Holds that every candidate is found again at its path, with its value and unit. */
export function expectFoundAgain(reading: Results): void {
  for (const { value, unit, path } of reading.candidates)
    expect([path, valueAt(reading, path)]).toEqual([path, { value, unit }]);
}
