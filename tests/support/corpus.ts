// The corpus: small inputs, each with its expected reading. `UPDATE_CORPUS=1` writes the current readings, for
// a person to check before they are committed.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Problem } from '../../src/core/base/problem.ts';
import type { Text } from '../../src/core/base/span.ts';
import { root } from './environment.ts';

export const corpusFolder = (part: string): string => join(root, 'tests', 'corpus', part);

export const corpusCases = (part: string): readonly string[] => readdirSync(corpusFolder(part)).toSorted();

export function corpusTexts(part: string, name: string): readonly (readonly [string, string])[] {
  const folder = join(corpusFolder(part), name);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) => [file, readFileSync(join(folder, file), 'utf8')]);
}

/** Compares a case with its `expected.json`. */
export function expectAsInCorpus(part: string, name: string, given: unknown): void {
  const file = join(corpusFolder(part), name, 'expected.json');
  const text = `${JSON.stringify(given, null, 2)}\n`;
  if (process.env['UPDATE_CORPUS'] === '1') writeFileSync(file, text);
  expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
}

/** With the slice it refers to: `input.md:3:5 error [front-matter-key] message (hint) ‹slice›`. */
export function problemLine(problem: Problem, texts: ReadonlyMap<string, string>): string {
  const { at, severity, code, message, hint, related } = problem;
  const slice = (texts.get(at.file) ?? '').slice(at.start.offset, at.end.offset);
  const other = related ? ` → ${related.file}:${related.start.line}:${related.start.column}` : '';
  return `${at.file}:${at.start.line}:${at.start.column} ${severity} [${code}] ${message} (${hint ?? ''}) ‹${slice}›${other}`;
}

export const placedText = ({ text, at }: Text): string => `${at.start.line}:${at.start.column} ${text}`;
