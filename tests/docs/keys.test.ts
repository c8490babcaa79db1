// Compares the keys of a session in the docs with the table that the program reads.
// `UPDATE_DOCS=1` writes the rows of the table.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sessionKeys } from '../../src/core/quiz/session.ts';
import { root } from '../support/environment.ts';

const pages = [
  join(root, 'README.md'),
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(root, 'docs', name)),
];
/** The rows below the head of a table of keys. */
const ROWS = /(?<=^\| key \| name \| [^\n]*\n\|[-|]+\n)(?:^\|[^\n]*\n)*/m;
const rows = sessionKeys
  .map(([, { letter, label, help }]) => `| \`${letter}\` | ${label} | ${help} |\n`)
  .join('');

it('one page lists the keys, and lists them as the help does', () => {
  const listing = pages.filter((page) => ROWS.test(readFileSync(page, 'utf8')));
  expect(listing).toHaveLength(1);
  for (const page of listing) {
    const text = readFileSync(page, 'utf8');
    if (process.env['UPDATE_DOCS'] === '1')
      writeFileSync(
        page,
        text.replace(ROWS, () => rows),
      );
    else expect(ROWS.exec(text)?.[0]).toBe(rows);
  }
});
