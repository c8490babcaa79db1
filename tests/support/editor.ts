// An editor for prep under test. Only for files that vitest runs.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tempFolder } from './home.ts';

/** An editor that takes what was opened for `opened()`, and writes the next of `texts`; without one it changes nothing. */
export function editorOf(...texts: readonly string[]) {
  const folder = tempFolder();
  for (const [at, text] of texts.entries()) writeFileSync(join(folder, `next-${at + 1}`), text);
  const program = join(folder, 'editor');
  const script = [
    '#!/bin/sh',
    `cd ${folder}; echo x >> count; n=$(wc -l < count | tr -d ' ')`,
    'cp "$1" "opened-$n"; if [ -f "next-$n" ]; then cat "next-$n" > "$1"; fi',
  ];
  writeFileSync(program, `${script.join('\n')}\n`);
  chmodSync(program, 0o755);
  return { program, opened: (n: number) => readFileSync(join(folder, `opened-${n}`), 'utf8') };
}
