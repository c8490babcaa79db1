// Holds src/ against the matrix of rooms, and the judge against samples that break each rule.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../support/environment.ts';
import { violations, type SourceFile } from './rooms.ts';

const src = join(root, 'src');
const files: readonly SourceFile[] = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ path: name.replaceAll('\\', '/'), text: readFileSync(join(src, name), 'utf8') }));

const sample = (path: string, text: string): SourceFile => ({ path, text: `// Sample.\n${text}\n` });

describe('the rooms', () => {
  it('are all there', () => {
    const rooms = new Set(files.map(({ path }) => path.split('/')[0]));
    for (const room of [
      'core',
      'formats',
      'screens',
      'io',
      'commands',
      'main.ts',
      'program.ts',
      'context.ts',
    ])
      expect(rooms).toContain(room);
  });

  it('keep the rules of the house', () => {
    expect(violations(files)).toEqual([]);
  });
});

describe('the judge', () => {
  const breaches: readonly (readonly [string, string, string])[] = [
    ['core/a.ts', `import { b } from '../formats/b.ts';`, 'core must not import formats/b.ts'],
    ['core/a.ts', `import {\n  b,\n  c,\n} from '../formats/b.ts';`, 'core must not import formats/b.ts'],
    ['core/a.ts', `import type { B } from '../context.ts';`, 'core must not import context.ts'],
    ['core/a.ts', `import { readFileSync } from 'node:fs';`, 'core must not touch the machine (node:fs)'],
    ['core/a.ts', `import chalk from 'chalk';`, 'core uses no library (chalk)'],
    ['core/queue.ts', `import { fsrs } from 'ts-fsrs';`, 'core uses no library (ts-fsrs)'],
    ['core/a.ts', `export * from '../screens/b.ts';`, 'core must not import screens/b.ts'],
    ['core/a.ts', `const b = await import('../io/b.ts');`, 'core must not import io/b.ts'],
    ['core/a.ts', `import '../io/b.ts';`, 'core must not import io/b.ts'],
    ['core/a.ts', `import { b } from '../../scripts/b.js';`, 'core must not import ../scripts/b.js'],
    ['formats/banks/a.ts', `import { b } from '../../screens/b.ts';`, 'formats must not import screens/b.ts'],
    [
      'screens/a.ts',
      `import { b } from '../formats/b.ts';`,
      'screens may import types alone from formats/b.ts',
    ],
    ['screens/a.ts', `import { b } from '../io/b.ts';`, 'screens must not import io/b.ts'],
    ['io/a.ts', `import { b } from '../screens/b.ts';`, 'io must not import screens/b.ts'],
    ['drivers/a.ts', `import { b } from '../io/b.ts';`, 'drivers must not import io/b.ts'],
    ['drivers/a.ts', `import { b } from '../commands/b.ts';`, 'drivers must not import commands/b.ts'],
    ['commands/a.ts', `import { b } from './b.ts';`, 'commands must not import commands/b.ts'],
    ['commands/a.ts', `import { b } from '../io/b.ts';`, 'commands must not import io/b.ts'],
    ['commands/a.ts', `import { join } from 'node:path';`, 'commands must not touch the machine (node:path)'],
    [
      'commands/a.ts',
      `import { b } from '../context.ts';`,
      'commands may import types alone from context.ts',
    ],
    [
      'program.ts',
      `import { b } from './commands/b.ts';`,
      'program must import commands/b.ts late, with import()',
    ],
    ['program.ts', `import { b } from './io/b.ts';`, 'program must not import io/b.ts'],
    ['main.ts', `import { b } from './commands/b.ts';`, 'main must not import commands/b.ts'],
    ['core/a.ts', `const at = Date.now();`, 'uses Date.now'],
    ['commands/a.ts', `const at = new Date();`, 'uses new Date() without an argument'],
    ['commands/a.ts', `const at = new Date;`, 'uses new Date() without an argument'],
    ['formats/a.ts', `const x = Math.random();`, 'uses Math.random'],
    ['screens/a.ts', `console.log(1);`, 'uses console'],
    ['commands/a.ts', `process.exit(1);`, 'uses process'],
    ['drivers/a.ts', `const tty = process.stdin?.isTTY;`, 'uses process'],
    ['core/a.ts', `const url = 'http://x'; const at = Date.now();`, 'uses Date.now'],
    ['io/a.ts', `x;\n`.repeat(260), 'has 261 lines, over 260'],
    ['core/utils/a.ts', '', 'has a name that says nothing'],
    ['core/helpers.ts', '', 'has a name that says nothing'],
  ];

  it.each(breaches)('finds in %s what breaks a rule (%#)', (path, text, wrong) => {
    expect(violations([sample(path, text)])).toEqual([`${path}: ${wrong}`]);
  });

  it('finds a file that does not say what it is for', () => {
    expect(violations([{ path: 'core/a.ts', text: 'export const a = 1;\n' }])).toEqual([
      'core/a.ts: does not open with what it knows and must not know',
    ]);
  });

  it('finds a second importer of a library', () => {
    const twice = [sample('io/a.ts', `import Conf from 'conf';`), sample('io/b.ts', `await import('conf');`)];
    expect(violations(twice)).toEqual(['io/b.ts: conf has its home in another file']);
  });

  it('finds prompts outside the files of prompts', () => {
    expect(violations([sample('commands/quiz.ts', `import { input } from '@inquirer/prompts';`)])).toEqual([
      'commands/quiz.ts: @inquirer/prompts has its home in another file',
    ]);
  });

  it('lets pass what the house allows', () => {
    const fine = [
      sample('core/memory.ts', `import { fsrs } from 'ts-fsrs';\nconst a = new Date(0); // Date.now()`),
      sample('core/a.ts', `/* Math.random() */ const text = 'many any process';\nconst at = new Date(now);`),
      sample('screens/a.ts', `import type { B } from '../formats/b.ts';\nimport chalk from 'chalk';`),
      sample(
        'io/prompts.ts',
        `import { createPrompt } from '@inquirer/core';\nimport { join } from 'node:path';`,
      ),
      sample(
        'io/prompts-rating.ts',
        `import { createPrompt } from '@inquirer/core';\nprocess.exit(Date.now());`,
      ),
      sample('program.ts', `const { quiz } = await import('./commands/quiz.ts');`),
      sample(
        'commands/a.ts',
        `import { b } from '../drivers/b.ts';\nimport type { Context } from '../context.ts';`,
      ),
      sample('main.ts', `import { b } from './io/b.ts';\nprocess.exitCode = 1;`),
    ];
    expect(violations(fine)).toEqual([]);
  });
});
