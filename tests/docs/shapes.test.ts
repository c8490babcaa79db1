// docs/import.md names every shape that `prep import --as` takes, and no other.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { SHAPES } from '../../src/formats/import/index.ts';
import { root } from '../support/environment.ts';

it('names the shapes by the names that --as takes', () => {
  const text = readFileSync(join(root, 'docs', 'import.md'), 'utf8');
  const [table = ''] = /^\| name \| format \|\n(?:\|.*\n)+/m.exec(text) ?? [];
  const cells = table.split('\n').map((row) => row.split('|')[1] ?? '');
  const named = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name));
  expect(named.toSorted()).toEqual([...SHAPES.keys()].toSorted());
});
