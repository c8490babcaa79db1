import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import initSqlJs from 'sql.js';
import { Failure } from '../../../src/core/base/problem.ts';
import { resultFiles as results } from '../../../src/io/results/result-files.ts';
import { tempFolder } from '../../support/home.ts';

const folder = tempFolder();

function fileOf(name: string, bytes: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

/** What reading fails with, as code, message and hint; the digest must fail in the same way. */
async function failureOf(path: string, digestToo = true): Promise<readonly [string, string, string]> {
  const caught = await results.read(path).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(caught instanceof Failure)) throw new Error(`no failure: ${String(caught)}`);
  if (digestToo) expect(() => results.digest(path)).toThrow(caught.message);
  return [caught.code, caught.message, caught.hint ?? ''];
}

describe('reading', () => {
  it('gives text without its mark, and the digest of its bytes', async () => {
    const path = fileOf('bench.json', '\uFEFF{"mean": 0.045}');
    const { file, sha256, note } = await results.read(path);
    expect(file).toEqual({ file: path, content: { text: '{"mean": 0.045}' } });
    expect(sha256).toBe(createHash('sha256').update('\uFEFF{"mean": 0.045}').digest('hex'));
    expect(results.digest(path)).toBe(sha256);
    expect(note).toBeUndefined();
  });

  it('gives the files of several runs as one, whatever is added or changed', async () => {
    const path = join(folder, 'many', 'seed_*', 'fold*-b.json');
    const write = (seed: string, name: string, text: string): void => {
      mkdirSync(join(folder, 'many', seed), { recursive: true });
      writeFileSync(join(folder, 'many', seed, name), text);
    };
    write('seed_10', 'fold1-b.json', '10');
    write('seed_2', 'fold1-b.json', '2');
    write('seed_2', 'fold-b.json', 'the star is no name');
    write('seed_3', 'other.json', 'no such file');
    const { file, sha256 } = await results.read(path);
    expect(file).toMatchObject({
      file: path,
      runs: [{ content: { text: '2' } }, { content: { text: '10' } }],
    });
    expect(results.digest(path)).toBe(sha256);
    write('seed_3', 'fold0-b.json', '3');
    expect(results.digest(path)).not.toBe(sha256);
    expect((await failureOf(join(folder, 'many', 'run_*')))[0]).toBe('file-missing');
    const plain = fileOf('run*.json', '1');
    expect((await results.read(plain)).file).toMatchObject({ file: plain, content: { text: '1' } });
  });

  it('says that a file is missing, and which names are close', async () => {
    fileOf('results.json', '{}');
    const [code, message, hint] = await failureOf(join(folder, 'resluts.json'));
    expect([code, hint]).toEqual(['file-missing', 'did you mean results.json?']);
    expect(message).toBe(`No such file: ${join(folder, 'resluts.json')}.`);
    expect((await failureOf('/nowhere/at/all.json'))[2]).toBe('check the path');
  });

  it('reads no folder, no pipe and no device, and waits for none', async () => {
    const pipe = join(folder, 'pipe.json');
    execFileSync('/usr/bin/env', ['mkfifo', pipe]);
    expect((await failureOf(folder))[0]).toBe('file-unreadable');
    expect((await failureOf(pipe))[1]).toBe(`${pipe} is a pipe or a device, not a file.`);
    expect((await failureOf('/dev/zero'))[0]).toBe('file-unreadable');
  });

  it('names a circle of links, and a file on the way to a file', async () => {
    const loop = join(folder, 'loop.json');
    symlinkSync(loop, loop);
    expect((await failureOf(loop))[1]).toContain('its links lead in a circle');
    expect((await failureOf(join(fileOf('a.json', '1'), 'b.json')))[1]).toContain(
      'a part of its path is a file',
    );
  });

  it('refuses more than 50 MB before it reads any of it', async () => {
    const path = fileOf('huge.json', '');
    truncateSync(path, 50 * 1024 * 1024 + 1);
    expect((await failureOf(path))[0]).toBe('file-too-large');
    truncateSync(path, 50 * 1024 * 1024);
    expect(results.digest(path)).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads UTF-16, as PowerShell writes it, and no other bytes that are not UTF-8', async () => {
    const utf16 = fileOf('powershell.json', Buffer.from('\uFEFF{"a": 1}', 'utf16le'));
    expect((await results.read(utf16)).file).toEqual({ file: utf16, content: { text: '{"a": 1}' } });
    const latin = fileOf('latin.csv', Buffer.from('Stra\u00DFe,1\n', 'latin1'));
    expect((await failureOf(latin, false))[1]).toBe(`${latin} is not UTF-8 text.`);
  });

  it('knows a folder from a file', () => {
    expect([folder, fileOf('b.json', '1'), join(folder, 'gone')].map(results.isFolder)).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('stores paths so that they hold everywhere, and shows them as short as they are clear', () => {
    expect(results.stored('bench.json')).toBe(
      join(process.cwd(), 'bench.json').replace(join(homedir(), '/'), '~/'),
    );
    expect(results.stored('~/runs/a.json')).toBe('~/runs/a.json');
    expect(results.stored('/tmp/../tmp/a.json')).toBe('/tmp/a.json');
    expect(results.shown(join(process.cwd(), 'bench.json'))).toBe('bench.json');
    expect(results.shown('~/runs/a.json')).toBe('~/runs/a.json');
  });
});

describe('a database', () => {
  async function databaseAt(name: string): Promise<string> {
    const database = new (await initSqlJs()).Database();
    database.run(`CREATE TABLE speed (name TEXT, ms REAL); INSERT INTO speed VALUES ('tf', 45.5)`);
    return fileOf(name, database.export());
  }

  it('is told by its first bytes, whatever its name', async () => {
    const { file, note } = await results.read(await databaseAt('speed.json'));
    expect(file).toMatchObject({ content: { tables: { speed: [{ name: 'tf', ms: 45.5 }] } } });
    expect(note).toBeUndefined();
  });

  it('comes with a note when the latest changes are beside it', async () => {
    const path = await databaseAt('busy.db');
    fileOf('busy.db-wal', '');
    expect((await results.read(path)).note).toBeUndefined();
    fileOf('busy.db-wal', 'changes');
    expect((await results.read(path)).note).toContain('busy.db-wal');
  });

  it('is named when it is damaged, and a text that only begins like one is a text', async () => {
    const path = fileOf('damaged.db', `SQLite format 3\0${'\u0001'.repeat(600)}`);
    const [code, message] = await failureOf(path, false);
    expect(code).toBe('database-damaged');
    expect(message.startsWith(`${path}: `)).toBe(true);
    const text = await results.read(fileOf('note.csv', 'SQLite,1\n'));
    expect(text.file).toMatchObject({ content: { text: 'SQLite,1\n' } });
  });
});

it('searches no folder that is not there', async () => {
  mkdirSync(join(folder, 'empty'));
  expect(await results.find(join(folder, 'empty'), () => undefined)).toEqual({ files: [], notes: [] });
  await expect(results.find(join(folder, 'gone'), () => undefined)).rejects.toThrow('No such file');
});
