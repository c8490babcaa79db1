// Tables of databases: MLflow's own, others, and what is damaged or written to be read badly.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import initSqlJs from 'sql.js/dist/sql-wasm-inline.js';
import { describe, expect, it } from 'vitest';
import { Failure } from '../../../src/core/base/problem.ts';
import { isSqlite, readTables } from '../../../src/io/archives/sqlite.ts';
import { root } from '../../support/environment.ts';

const corpus = join(root, 'tests/corpus/results/mlflow-db');
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(corpus, name)));
const mlflow = bytesOf('mlflow.db');

/** A database that those statements make. */
async function made(...statements: readonly string[]): Promise<Uint8Array> {
  const engine = await initSqlJs();
  const database = new engine.Database();
  for (const sql of statements) database.exec(sql);
  const bytes = database.export();
  database.close();
  return bytes;
}

const failureOf = async (bytes: Uint8Array): Promise<Failure> => {
  const error: unknown = await readTables(bytes).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Failure)) throw new Error('no failure', { cause: error });
  return error;
};

describe('a SQLite database', () => {
  it('is told by its first bytes', () => {
    expect(isSqlite(mlflow)).toBe(true);
    expect(isSqlite(new TextEncoder().encode('SQLite format 3'))).toBe(false);
    expect(isSqlite(new TextEncoder().encode('{"accuracy": 0.9}'))).toBe(false);
    expect(isSqlite(new Uint8Array())).toBe(false);
  });

  it('gives its tables by name, rows by column', async () => {
    const bytes = await made(
      'CREATE TABLE bench (name TEXT, ms REAL, runs INTEGER)',
      `INSERT INTO bench VALUES ('infer', 45.25, 10), ('load', 3, NULL)`,
    );
    expect(await readTables(bytes)).toEqual({
      bench: [
        { name: 'infer', ms: 45.25, runs: 10 },
        { name: 'load', ms: 3 },
      ],
    });
  });

  it('leaves out blobs and long texts, and says in a word what is no finite number', async () => {
    const bytes = await made(
      'CREATE TABLE mixed (id INTEGER, data, big INTEGER)',
      `INSERT INTO mixed VALUES (1, x'00ff', 9007199254740993), (2, printf('%.5000c', 'x'), -1), (3, 9e999, 0)`,
    );
    expect(await readTables(bytes)).toEqual({
      mixed: [
        { id: 1, big: 9007199254740992 },
        { id: 2, big: -1 },
        { id: 3, data: 'Infinity', big: 0 },
      ],
    });
  });

  it('gives no more than the first rows of a large table', async () => {
    const bytes = await made(
      'CREATE TABLE many (n INTEGER)',
      'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 9000) INSERT INTO many SELECT n FROM c',
    );
    const { many = [] } = await readTables(bytes);
    expect(many).toHaveLength(200);
    expect(many[0]).toEqual({ n: 1 });
  });

  it('never runs what a database would have it compute', async () => {
    const endless = 'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c)';
    const bytes = await made(
      `CREATE TABLE kept (n INTEGER, computed AS (n + 1) VIRTUAL)`,
      'INSERT INTO kept VALUES (1)',
      `CREATE VIEW endless AS ${endless} SELECT count(*) AS n FROM c`,
    );
    expect(await readTables(bytes)).toEqual({ kept: [{ n: 1 }] });
  });

  it('survives names that mean something to other programs', async () => {
    const bytes = await made(
      `CREATE TABLE "__proto__" ("__proto__" REAL, "a""b; DROP TABLE x" TEXT)`,
      `INSERT INTO "__proto__" VALUES (0.5, 'x')`,
    );
    const tables = await readTables(bytes);
    expect(Object.keys(tables)).toEqual(['__proto__']);
    expect(JSON.stringify(tables)).toBe('{"__proto__":[{"__proto__":0.5,"a\\"b; DROP TABLE x":"x"}]}');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect('a' in {}).toBe(false);
  });

  it('may hold nothing at all', async () => {
    expect(await readTables(await made('CREATE TABLE t (a)', 'DROP TABLE t'))).toEqual({});
  });
});

describe("MLflow's database", () => {
  it('gives runs that are not deleted, newest first, and what they logged in the same order', async () => {
    const { runs = [], latest_metrics: metrics = [], params = [], ...others } = await readTables(mlflow);
    expect(runs.map(({ name, status }) => [name, status])).toEqual([
      ['bright-fox-40', 'RUNNING'],
      ['calm-heron-12', 'FINISHED'],
    ]);
    expect(metrics.map(({ run_uuid: run, key }) => [JSON.stringify(run).slice(1, 5), key])).toEqual([
      ['c3a7', 'grad_scale'],
      ['c3a7', 'train/loss'],
      ['c3a7', 'val/acc'],
      ['c3a7', 'val/loss'],
      ['9f2c', 'train/loss'],
      ['9f2c', 'val/acc'],
      ['9f2c', 'val/loss'],
    ]);
    expect(params).toHaveLength(4);
    expect(Object.keys(others)).toEqual(['experiments']);
  });

  it('is the same when it is kept with a write-ahead log, and its bytes stay as they are', async () => {
    const bytes = bytesOf('mlflow-wal.db');
    expect([bytes[18], bytes[19]]).toEqual([2, 2]);
    const before = bytes.slice();
    expect(await readTables(bytes)).toEqual(await readTables(mlflow));
    expect(bytes).toEqual(before);
  });

  it('is read as any other where its tables are of another make', async () => {
    const bytes = await made(
      'CREATE TABLE runs (id INTEGER)',
      'CREATE TABLE experiments (id INTEGER)',
      'CREATE TABLE latest_metrics (key TEXT)',
      'INSERT INTO runs VALUES (7)',
    );
    expect(await readTables(bytes)).toEqual({ runs: [{ id: 7 }], experiments: [], latest_metrics: [] });
  });
});

describe('a damaged database', () => {
  it('is refused in one sentence, wherever it is cut', async () => {
    for (const length of [16, 100, 1024, 5000]) {
      const { code, message } = await failureOf(mlflow.slice(0, length));
      expect([length, code]).toEqual([length, 'database-damaged']);
      expect(message).toMatch(/^the SQLite database cannot be read: \S.*[^.]$/);
    }
  });

  it('gives rows or that refusal whichever byte is wrong', async () => {
    let refused = 0;
    for (let at = 16; at < mlflow.length; at += 311) {
      const bytes = mlflow.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      await readTables(bytes).catch((error: unknown) => {
        expect(error).toBeInstanceOf(Failure);
        refused += 1;
      });
    }
    expect(refused).toBeGreaterThan(5);
  });

  it('is refused where its pages form no tree, as a few kilobytes would make rows without end', async () => {
    const engine = await initSqlJs();
    const database = new engine.Database();
    database.exec('PRAGMA page_size = 512; CREATE TABLE rows (a TEXT); BEGIN');
    for (let row = 0; row < 300; row++) database.exec(`INSERT INTO rows VALUES ('${'x'.repeat(100)}')`);
    database.exec('COMMIT');
    const bytes = Buffer.from(database.export());
    const INTERIOR = 5;
    const isInterior = (page: number): boolean => page > 0 && bytes[page] === INTERIOR;
    const pages = Array.from({ length: bytes.length / 512 }, (_, page) => page * 512).filter(isInterior);
    // Each child of a page becomes its last one.
    for (const page of pages)
      for (let cell = 0; cell < bytes.readUInt16BE(page + 3); cell++)
        bytes.writeUInt32BE(bytes.readUInt32BE(page + 8), page + bytes.readUInt16BE(page + 12 + 2 * cell));
    expect(pages).not.toEqual([]);
    expect((await failureOf(bytes)).message).toContain('form no tree');
  });

  it('leaves the engine sound for the next one', async () => {
    await failureOf(mlflow.slice(0, 1024));
    expect(Object.keys(await readTables(mlflow))).toContain('latest_metrics');
  });
});
