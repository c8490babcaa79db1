// Holds the package to what a fresh machine needs: one lock that works anywhere, exact versions, a program that starts.
import { execFile } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';

const run = promisify(execFile);

const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('the package', () => {
  it('cannot be published by accident, since its name on npm is somebody else’s', () => {
    expect(manifest.private).toBe(true);
  });

  it('brings everything along in the bundle', () => {
    expect(manifest).not.toHaveProperty('dependencies');
  });

  it('pins every version exactly', () => {
    const loose = Object.entries(manifest.devDependencies).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[a-z]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('locks no address, so that any registry serves', () => {
    expect(read('package-lock.json')).not.toContain('"resolved"');
  });

  it('runs on Node 20, and says so', () => {
    expect(manifest.engines.node).toBe('>=20.17.0');
  });

  it('has a program that may be executed, here and in git', async () => {
    const bin = manifest.bin.prep;
    expect(statSync(join(root, bin)).mode & 0o777).toBe(0o755);
    const { stdout } = await run('git', ['ls-files', '--stage', bin], { cwd: root });
    expect(stdout).toMatch(/^100755 /);
  });

  it('ships the program, its build, the questions and the manual', () => {
    expect(manifest.files).toEqual(
      expect.arrayContaining(['bin', 'dist', 'lexicon', 'questions', 'README.md']),
    );
  });
});

describe('what others wrote', () => {
  const bill = JSON.parse(read('dist/sbom.json')) as {
    bomFormat: string;
    components: { name: string; version: string }[];
  };
  const blocks = read('dist/THIRD-PARTY.txt')
    .split(`\n${'-'.repeat(80)}\n\n`)
    .slice(1);

  it('ships with its license text, one for each package of the bill of materials', () => {
    expect(bill.bomFormat).toBe('CycloneDX');
    const named = bill.components.map(({ name, version }) => `${name} ${version}`);
    expect(blocks.map((block) => block.split('\n')[0])).toEqual(named);
    for (const name of ['commander', 'marked', '@inquirer/core', '@jmespath-community/jmespath', 'sql.js'])
      expect(named).toContainEqual(expect.stringMatching(`^${name} \\d`));
    const short = blocks.filter((block) => !/Permission|Redistribution|Mozilla Public/i.test(block));
    expect(short).toEqual([]);
  });

  it('is named in dist/contents.txt', () => {
    const contents = readFileSync(join(root, 'dist/contents.txt'), 'utf8');
    for (const { name, version } of bill.components) expect(contents).toContain(`  ${name} ${version}, `);
  });
});

describe('a checkout without node_modules', () => {
  const checkout = tempFolder();
  for (const name of ['bin', 'scripts', 'package.json'])
    cpSync(join(root, name), join(checkout, name), { recursive: true });

  const attempt = async (args: readonly string[], npmCommand: string) => {
    const env = { ...process.env, npm_command: npmCommand };
    const done = run(process.execPath, args, { cwd: checkout, env });
    return done.then(
      ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
      ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({
        code,
        stdout,
        stderr,
      }),
    );
  };

  it('has a prep that says in one sentence what to do', async () => {
    expect(await attempt(['bin/prep.js'], '')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'prep is not built yet: run `npm ci` in its folder first.\n',
    });
  });

  it('does not break npx for ever, since the build gives up quietly there', async () => {
    const { code, stderr } = await attempt(['scripts/build.js'], 'exec');
    expect(stderr).toMatch(/^prep was not built: .*esbuild/);
    expect(code).toBe(0);
  });

  it('fails to build anywhere else', async () => {
    expect(await attempt(['scripts/build.js'], 'ci')).toMatchObject({ code: 1 });
  });

  it('is not packed', async () => {
    expect(await attempt(['scripts/build.js', '--strict'], 'exec')).toMatchObject({ code: 1 });
  });
});

describe('the build', () => {
  const checkout = tempFolder();
  for (const name of ['bin', 'scripts', 'package.json'])
    cpSync(join(root, name), join(checkout, name), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  for (const room of ['quiz', 'bank'])
    mkdirSync(join(checkout, 'src', 'commands', room), { recursive: true });
  const quick = ['quiz/status', 'quiz/next', 'bank/list'].map((name) => `commands/${name}.ts`);
  for (const name of quick) writeFileSync(join(checkout, 'src', name), `export const run = 1;\n`);
  const main = [
    ...quick.map((name, i) => `export const load${i} = () => import('./${name}');`),
    `export const main = () => import('./late.ts').then(({ late }) => console.log(late()));`,
  ];
  writeFileSync(join(checkout, 'src', 'main.ts'), main.join('\n'));

  const build = async (late: string, ...args: string[]): Promise<string> => {
    writeFileSync(join(checkout, 'src', 'late.ts'), `export const late = (): string => ${late};\n`);
    await run(process.execPath, ['scripts/build.js', ...args], { cwd: checkout });
    return (await run(process.execPath, ['bin/prep.js'], { cwd: checkout })).stdout;
  };

  const dist = join(checkout, 'dist');
  const characters = `'\\u{1F534} ≈45±3', /^\\u{1F534}$/u.test('🔴'), /[±≈]/.test('±'), /^[🟢🔴]$/u.test('\\u{1F534}'), /a—b/.test('a\\u2014b')`;
  const piece = join(dist, 'late-OLD.js');
  let printed = '';
  beforeAll(async () => {
    mkdirSync(dist);
    writeFileSync(piece, '');
    writeFileSync(join(dist, 'main.js'), 'an older program');
    printed = await build(`[import.meta.url.slice(0, 8), import.meta.dirname, ${characters}].join('\\n')`);
  });

  it('makes a program of pieces that know where they are', () => {
    expect(printed.split('\n').slice(0, 2)).toEqual(['file:///', dist]);
  });

  it('keeps every character of texts and patterns, within files of plain ASCII', () => {
    expect(printed.split('\n').slice(2)).toEqual(['🔴 ≈45±3', 'true', 'true', 'true', 'true', '']);
    const pieces = readdirSync(dist).filter((name) => name.endsWith('.js'));
    for (const name of pieces) expect(readFileSync(join(dist, name), 'utf8')).toMatch(/^[\0-\x7F]*$/);
  });

  it('keeps what the engine compiled, and does without it when it is missing or damaged', async () => {
    const compiled = readdirSync(dist).filter((name) =>
      name.endsWith(`.${process.version}-${process.arch}.cache`),
    );
    expect(compiled).toContainEqual(expect.stringMatching(/^quick-/));
    const again = async (): Promise<string> =>
      (await run(process.execPath, ['bin/prep.js'], { cwd: checkout })).stdout;
    for (const name of compiled) truncateSync(join(dist, name), 200);
    expect(await again()).toBe(printed);
    for (const name of compiled) writeFileSync(join(dist, name), 'no compiled code');
    expect(await again()).toBe(printed);
    for (const name of compiled) rmSync(join(dist, name));
    expect(await again()).toBe(printed);
  });

  it('replaces the program, but leaves the pieces of one that may be running, save in a package', async () => {
    expect(readFileSync(join(dist, 'main.js'), 'utf8')).not.toContain('an older program');
    expect(statSync(piece).size).toBe(0);
    expect(await build(`'two'`, '--strict')).toBe('two\n');
    expect(() => statSync(piece)).toThrow('ENOENT');
  });
});
