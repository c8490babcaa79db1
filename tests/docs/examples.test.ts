// Runs every example of the README and the documents, and compares what it prints with what they show.
// `UPDATE_DOCS=1` writes what was printed into the documents in place of what did not match.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { program, root, testEnvironment } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';
import { matches, readBlocks, tidy, prepIn, wordsOf, type Block, type Step } from './examples.ts';

const update = process.env['UPDATE_DOCS'] === '1';
const documents = ['README.md', ...readdirSync(join(root, 'docs')).map((name) => `docs/${name}`)].filter(
  (name) => name.endsWith('.md') && existsSync(join(root, name)),
);

type Printed = readonly [output: string, exit: number];

/** A user's folder with prep on the PATH, shared by the examples of one document. */
function openShell(): {
  readonly folder: string;
  readonly run: (command: string) => Promise<Printed>;
} {
  const folder = tempFolder();
  const bin = tempFolder();
  const [node = '', script = ''] = program;
  writeFileSync(join(bin, 'prep'), `#!/bin/sh\nexec '${node}' '${script}' "$@"\n`, { mode: 0o755 });
  const env = { PREP_HOME: undefined, HOME: folder, PATH: `${bin}:${dirname(node)}:${process.env['PATH']}` };
  const inShell = (command: string, input = ''): Promise<Printed> =>
    new Promise((resolve, reject) => {
      // Both outputs through one pipe, so that they come in the order in which a terminal shows them.
      const child = spawn('bash', ['-c', `exec 2>&1\n${command}`], {
        cwd: folder,
        env: testEnvironment('', env),
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let output = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
      child.stdin.on('error', () => undefined).end(input);
      child.on('error', reject);
      child.on('close', (code) => resolve([output, code ?? 128]));
    });
  const run = async (command: string): Promise<Printed> => {
    const found = prepIn(command);
    if (!found) return inShell(command);
    const { args, behind } = found;
    // A prep that stays is many times faster. What a pipe does not take comes first.
    const options = { home: '', cwd: folder, env, joined: behind === undefined };
    const { stdout, stderr, status } = await runPrep(args, options);
    if (behind === undefined) return [stdout, status];
    const [output, exit] = await inShell(behind, stdout);
    return [stderr + output, exit];
  };
  return { folder, run };
}

const isRun = (block: Block): boolean =>
  block.noRun === undefined && (block.file !== undefined || block.steps.length > 0);

describe.each(documents)('%s', (name) => {
  const path = join(root, name);
  const markdown = readFileSync(path, 'utf8');
  const blocks = readBlocks(markdown);
  const shell = openShell();
  const printed = new Map<Block, string>();

  const runStep = async (step: Step): Promise<string> => {
    const [printedHere, exit] = await shell.run(step.command);
    const output = printedHere.replaceAll(shell.folder, '~');
    expect({ command: step.command, exit, output: exit === step.exit ? '' : output }).toEqual({
      command: step.command,
      exit: step.exit,
      output: '',
    });
    if (matches(output, step.output)) return step.output;
    if (!update) expect(`$ ${step.command}\n${tidy(output)}`).toBe(`$ ${step.command}\n${tidy(step.output)}`);
    return tidy(output);
  };

  for (const block of blocks.filter(isRun)) {
    const title = block.file === undefined ? (block.steps[0]?.command ?? '') : `the file ${block.file}`;
    it(`line ${block.line}: ${title}`, async () => {
      if (block.file !== undefined) {
        mkdirSync(dirname(join(shell.folder, block.file)), { recursive: true });
        writeFileSync(join(shell.folder, block.file), block.text);
        return;
      }
      const lines: string[] = [];
      for (const step of block.steps) {
        const output = await runStep(step);
        lines.push(`$ ${step.command}`, ...(output === '' ? [] : [output]));
      }
      printed.set(block, lines.join('\n'));
    });
  }

  it('gives a reason wherever an example is not run', () => {
    const without = blocks.filter(({ noRun }) => noRun !== undefined && noRun.split(' ').length < 3);
    expect(without.map(({ line }) => `${name}:${line}`)).toEqual([]);
  });

  afterAll(() => {
    if (!update) return;
    const lines = markdown.split('\n');
    for (const [block, text] of [...printed].toReversed())
      lines.splice(block.from, block.to - block.from, text);
    writeFileSync(path, lines.join('\n'));
  });
});

describe('the comparison', () => {
  it('takes … for any lines and any text, and nothing else', () => {
    expect(matches('a\nb\nc\n', 'a\n…\nc')).toBe(true);
    expect(matches('a\nc\n', 'a\n…\nc')).toBe(true);
    expect(matches('took 12 ms  \n', 'took … ms')).toBe(true);
    expect(matches('a\nb\n', 'a')).toBe(false);
    expect(matches('a\nb\n', 'b')).toBe(false);
    expect(matches('a.b (x)\n', 'a.b (x)')).toBe(true);
    expect(matches('aXb\n', 'a.b')).toBe(false);
    expect(matches('took 12 ms\nmore\n', 'took … more')).toBe(false);
  });

  it('reads commands, exit codes, files and reasons', () => {
    const markdown = [
      '```console\n$ prep a  # exit 1\nout\n\nmore\n$ printf x \\\n  | prep b\n```',
      '```markdown file=g.md\n$ not a command\n```',
      '```sh\n$ ignored\n```',
      '```console no-run: needs a person\n$ prep quiz\n```',
    ].join('\n');
    const [first, second, third, ...rest] = readBlocks(markdown);
    expect(first?.steps).toEqual([
      { command: 'prep a  # exit 1', exit: 1, output: 'out\n\nmore' },
      { command: 'printf x \\\n  | prep b', exit: 0, output: '' },
    ]);
    expect(second).toMatchObject({ file: 'g.md', text: '$ not a command\n', steps: [] });
    expect(third).toMatchObject({ noRun: 'needs a person', line: 15 });
    expect(rest).toEqual([]);
  });

  it('reads the words of a command that needs no shell', () => {
    expect(wordsOf(`prep fill --set "a=0.05 s" 'b=it is 5' c=1`)).toEqual([
      'prep',
      'fill',
      '--set',
      'a=0.05 s',
      'b=it is 5',
      'c=1',
    ]);
    for (const command of [
      'prep > b',
      'A=b prep',
      'prep "$a"',
      'prep *.md',
      'prep ~',
      "prep a'b'",
      "prep 'a",
    ])
      expect(wordsOf(command), command).toBeUndefined();
  });

  it('finds a prep that needs no shell', () => {
    expect(prepIn('prep a  # exit 1')).toEqual({ args: ['a'] });
    expect(prepIn("prep a | grep 'b | c'")).toEqual({ args: ['a'], behind: "grep 'b | c'" });
    for (const command of ['prep', 'prep a | prep b', 'prep a; prep b', 'echo a | prep b', 'sed a b'])
      expect(prepIn(command), command).toBeUndefined();
  });
});
