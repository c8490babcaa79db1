// Holds src/ against the rules of the house, and the judge against samples that break each rule.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/environment.ts';
import { ROOMS, violations, type SourceFile } from './rooms.ts';

const src = join(root, 'src');
const files: readonly SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ path: name.replaceAll('\\', '/'), text: readFileSync(join(src, name), 'utf8') }));

describe('the house', () => {
  it('has every layer and every room that its rules name', () => {
    const there = new Set(files.map(({ path }) => path.split('/').slice(0, -1).join('/')));
    const named = Object.entries(ROOMS).flatMap(([layer, rooms]) => rooms.map((room) => `${layer}/${room}`));
    expect(named.filter((room) => !there.has(room))).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['main.ts', 'cli.ts', 'context.ts']),
    );
  });

  it('keeps its rules', () => {
    expect(violations(files)).toEqual([]);
  });

  it('has every file that the docs send people to', () => {
    const [, table = ''] = readFileSync(join(root, 'docs/architecture.md'), 'utf8').split(
      '## Where do I put',
    );
    const named = Array.from(table.matchAll(/`([\w/-]+\.ts)`/g), ([, path = '']) => path);
    const paths = new Set(files.map(({ path }) => path));
    expect(named).toContain('core/values/units.ts');
    expect(named.filter((path) => !paths.has(path))).toEqual([]);
  });
});

describe('the judge', () => {
  const sample = (path: string, text: string): SourceFile => ({ path, text: `${text}\n` });

  const breaches: readonly (readonly [string, string, string])[] = [
    [
      'core/base/a.ts',
      `import { b } from '../../formats/import/b.ts';`,
      'core must not import formats/import/b.ts',
    ],
    [
      'core/base/a.ts',
      `import {\n  b,\n  c,\n} from '../../io/store/b.ts';`,
      'core must not import io/store/b.ts',
    ],
    ['core/base/a.ts', `import type { B } from '../../context.ts';`, 'core must not import context.ts'],
    [
      'core/base/a.ts',
      `import { readFileSync } from 'node:fs';`,
      'core must not touch the machine (node:fs)',
    ],
    ['core/base/a.ts', `import chalk from 'chalk';`, 'core uses pure libraries alone (chalk)'],
    ['core/base/a.ts', `export * from '../../screens/ui/b.ts';`, 'core must not import screens/ui/b.ts'],
    [
      'core/base/a.ts',
      `const b = await import('../../io/store/b.ts');`,
      'core must not import io/store/b.ts',
    ],
    ['core/base/a.ts', `import '../../io/store/b.ts';`, 'core must not import io/store/b.ts'],
    ['core/base/a.ts', `import { b } from '../../../scripts/b.js';`, 'core must not import ../scripts/b.js'],
    ['core/base/a.ts', `import { b } from '../quiz/b.ts';`, 'core/base comes before core/quiz'],
    ['core/values/a.ts', `import type { B } from '../fill/b.ts';`, 'core/values comes before core/fill'],
    [
      'formats/import/a.ts',
      `import { b } from '../../screens/ui/b.ts';`,
      'formats must not import screens/ui/b.ts',
    ],
    [
      'screens/ui/a.ts',
      `import { b } from '../../formats/json/b.ts';`,
      'screens may import types alone from formats/json/b.ts',
    ],
    ['screens/ui/a.ts', `import { b } from '../../io/store/b.ts';`, 'screens must not import io/store/b.ts'],
    ['io/store/a.ts', `import { b } from '../../screens/ui/b.ts';`, 'io must not import screens/ui/b.ts'],
    [
      'commands/quiz/a.ts',
      `import { b } from '../../io/store/b.ts';`,
      'commands must not import io/store/b.ts',
    ],
    [
      'commands/quiz/a.ts',
      `import { join } from 'node:path';`,
      'commands must not touch the machine (node:path)',
    ],
    [
      'commands/quiz/a.ts',
      `import { b } from '../../context.ts';`,
      'commands may import types alone from context.ts',
    ],
    [
      'commands/quiz/a.ts',
      `import { b } from '../../cli.ts';`,
      'commands may import types alone from cli.ts',
    ],
    [
      'cli.ts',
      `import { b } from './commands/quiz/b.ts';`,
      'cli must import commands/quiz/b.ts late, with import()',
    ],
    ['cli.ts', `import { b } from './io/store/b.ts';`, 'cli must not import io/store/b.ts'],
    ['main.ts', `import { b } from './commands/quiz/b.ts';`, 'main must not import commands/quiz/b.ts'],
    ['core/base/a.ts', `const at = Date.now();`, 'uses Date.now'],
    ['commands/quiz/a.ts', `const at = new Date();`, 'uses new Date() without an argument'],
    ['commands/quiz/a.ts', `const at = new Date;`, 'uses new Date() without an argument'],
    ['formats/json/a.ts', `const x = Math.random();`, 'uses Math.random'],
    ['screens/ui/a.ts', `console.log(1);`, 'uses console'],
    ['commands/quiz/a.ts', `process.exit(1);`, 'uses process'],
    ['core/base/a.ts', `const tty = process.stdin?.isTTY;`, 'uses process'],
    ['core/base/a.ts', `const url = 'http://x'; const at = Date.now();`, 'uses Date.now'],
    ['core/base/helpers.ts', 'export const a = 1;', 'has a name that says nothing'],
    ['core/a.ts', 'export const a = 1;', 'lies in no room of core'],
    ['core/cellar/a.ts', 'export const a = 1;', 'core has no room cellar'],
    ['attic/quiz/a.ts', 'export const a = 1;', 'lies beside the layers'],
    ['core/base/a.ts', '', 'is empty'],
  ];

  it.each(breaches)('finds in %s what breaks a rule (%#)', (path, text, wrong) => {
    expect(violations([sample(path, text)])).toEqual([`${path}: ${wrong}`]);
  });

  it('finds a second importer of a library', () => {
    const twice = [
      sample('io/store/a.ts', `import Conf from 'conf';`),
      sample('io/store/b.ts', `await import('conf');`),
    ];
    expect(violations(twice)).toEqual(['io/store/b.ts: conf has its home in another file']);
  });

  it('finds prompts outside the room of the terminal', () => {
    const stray = sample('commands/quiz/quiz.ts', `import { input } from '@inquirer/prompts';`);
    expect(violations([stray])).toEqual([
      'commands/quiz/quiz.ts: @inquirer/prompts has its home in another file',
    ]);
  });

  it('lets pass what the house allows', () => {
    const fine = [
      sample(
        'core/schedule/memory.ts',
        `import { fsrs } from 'ts-fsrs';\nconst a = new Date(0); // Date.now()`,
      ),
      sample('core/fill/a.ts', `import { b } from '../values/b.ts';\nimport { c } from './c.ts';`),
      sample(
        'core/base/a.ts',
        `/* Math.random() */ const text = 'many any process';\nconst at = new Date(now);`,
      ),
      sample(
        'screens/ui/a.ts',
        `import type { B } from '../../formats/json/b.ts';\nimport chalk from 'chalk';`,
      ),
      sample(
        'io/terminal/prompts.ts',
        `import { createPrompt } from '@inquirer/core';\nimport { join } from 'node:path';`,
      ),
      sample(
        'io/terminal/engine.ts',
        `import { createPrompt } from '@inquirer/core';\nprocess.exit(Date.now());`,
      ),
      sample('cli.ts', `const { quiz } = await import('./commands/quiz/quiz.ts');`),
      sample(
        'commands/quiz/a.ts',
        `import { b } from '../mock/b.ts';\nimport type { Context } from '../../context.ts';`,
      ),
      sample('main.ts', `import { b } from './io/store/b.ts';\nprocess.exitCode = 1;`),
    ];
    expect(violations(fine)).toEqual([]);
  });
});
