// What people do first on a machine that has Node and npm and nothing else: npx, a global install, other versions of Node.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { runPrep, runPrepJson } from '../support/cli.ts';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../support/environment.ts';
import { tempFolder, tempHome } from '../support/home.ts';
import { quizToSummary } from '../support/quiz.ts';

const windows = process.platform === 'win32';

const npm = async (args: readonly string[], cwd: string): Promise<string> =>
  (await promisify(execFile)('npm', [...args], { cwd })).stdout;

describe('in the clone', () => {
  it('npx prep quiz shows the first question and comes to its summary', async () => {
    await quizToSummary({ home: tempHome(), command: ['npx', 'prep', 'quiz'], cwd: root });
  });
});

describe('after npm i -g of the package', async () => {
  const folder = tempFolder();
  const elsewhere = tempFolder();
  const program = (): string => readFileSync(join(root, 'dist', 'main.js'), 'utf8');
  const before = program();
  await npm(['pack', '--pack-destination', folder], root);
  const after = program();
  const [tarball = ''] = readdirSync(folder);
  await npm(
    ['install', '--global', '--no-audit', '--no-fund', '--prefix', folder, join(folder, tarball)],
    elsewhere,
  );
  const command = [windows ? join(folder, 'prep.cmd') : join(folder, 'bin', 'prep')];

  it('the program in the clone is the same, for a prep that runs there', () => {
    expect(after).toBe(before);
  });

  it('prep says its version in any folder', async () => {
    const outcome = await runPrep(['--version'], { home: tempHome(), command, cwd: elsewhere });
    expect(outcome).toEqual({ stdout: `${manifest.version}\n`, stderr: '', status: 0 });
  });

  it('prep finds the sample bank', async () => {
    const next = await runPrepJson(['next', '--json'], { home: tempHome(), command, cwd: elsewhere });
    expect(next).toMatchObject({ v: 1, command: 'next', question: { id: expect.any(String) } });
  });

  it('prep quizzes to the summary', async () => {
    await quizToSummary({ home: tempHome(), command: [...command, 'quiz'], cwd: elsewhere });
  });

  it('nothing came along that does not belong to it', () => {
    const modules = windows ? join(folder, 'node_modules') : join(folder, 'lib', 'node_modules');
    expect(readdirSync(modules).filter((name) => !name.startsWith('.'))).toEqual(['prep']);
    expect(existsSync(join(modules, 'prep', 'src'))).toBe(false);
    expect(existsSync(join(modules, 'prep', 'node_modules'))).toBe(false);
  });
});

describe.each([22, 24, 26])('on Node %i', (version) => {
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;

  /** The path of that Node, fetched from the registry. Fails with what npm says when it cannot be had. */
  const install = async (folder: string): Promise<string> => {
    const wanted = `${name}@${version}`;
    await npm(['install', '--no-audit', '--no-fund', '--prefix', folder, wanted], folder).catch(
      (error: unknown) => {
        throw new Error(`Node ${version} cannot be had, so nothing was tried on it: ${String(error)}`);
      },
    );
    const node = join(folder, 'node_modules', name, 'bin', windows ? 'node.exe' : 'node');
    expect(existsSync(node), `${wanted} was installed, and holds no ${node}`).toBe(true);
    return node;
  };

  it('prep starts, answers and quizzes', async () => {
    const folder = tempFolder();
    const command = [await install(folder), join(root, 'bin', 'prep.js')];
    const home = tempHome();
    mkdirSync(home, { recursive: true });
    expect(await runPrep(['--version'], { home, command })).toMatchObject({ stderr: '', status: 0 });
    expect(await runPrepJson(['next', '--json'], { home, command })).toMatchObject({ command: 'next' });
    await quizToSummary({ home, command: [...command, 'quiz'], cwd: folder });
  });
});
