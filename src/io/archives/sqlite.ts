import type { Database } from 'sql.js/dist/sql-wasm-inline.js';
import { Failure } from '../../core/base/problem.ts';
import type { Tables } from '../../core/fill/bind.ts';

const MAGIC = 'SQLite format 3\0';
/** Write and read versions in the header; 2 means a write-ahead log in a file beside it. */
const JOURNAL_MODES = [18, 19] as const;
const ROLLBACK = 1;
const WRITE_AHEAD = 2;

/** More than any database that a person looks through. */
const MAX_TABLES = 50;
const MAX_COLUMNS = 100;
const MAX_ROWS = 200;
const MAX_RUN_ROWS = 5000;
const MAX_CELL_BYTES = 4000;

/** They have pending changes unless they are empty. */
export const PENDING_ENDINGS: readonly string[] = ['-wal', '-journal'];

export const isSqlite = (bytes: Uint8Array): boolean =>
  String.fromCharCode(...bytes.subarray(0, MAGIC.length)) === MAGIC;

/** Columns that MLflow's tables must have for its own queries, and columns to read. */
const MLFLOW: ReadonlyMap<string, readonly string[]> = new Map([
  ['experiments', ['experiment_id', 'name', 'lifecycle_stage']],
  ['runs', ['run_uuid', 'name', 'status', 'start_time', 'end_time', 'lifecycle_stage', 'experiment_id']],
  ['latest_metrics', ['run_uuid', 'key', 'value', 'step', 'timestamp', 'is_nan']],
  ['params', ['run_uuid', 'key', 'value']],
]);
const RUNS = 'runs AS r LEFT JOIN experiments AS e ON e.experiment_id = r.experiment_id';
const NOT_DELETED = `coalesce(r.lifecycle_stage, 'active') = 'active' AND coalesce(e.lifecycle_stage, 'active') = 'active'`;
const NEWEST = 'r.start_time DESC, r.run_uuid';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

function fromMlflow(table: string) {
  if (table === 'experiments') return { from: `experiments AS e ORDER BY e.experiment_id`, alias: 'e' };
  if (table === 'runs') return { from: `${RUNS} WHERE ${NOT_DELETED} ORDER BY ${NEWEST}`, alias: 'r' };
  const joined = `${RUNS} JOIN ${table} AS t ON t.run_uuid = r.run_uuid WHERE ${NOT_DELETED}`;
  return { from: `${joined} ORDER BY ${NEWEST}, t.key`, alias: 't' };
}

/** NULL and blobs are dropped. */
function select(database: Database, sql: string, values: readonly string[] = []): Tables[string] {
  const [found] = database.exec(sql, [...values]);
  return (found?.values ?? []).map((cells) =>
    Object.fromEntries(
      cells.flatMap((cell, at) => {
        if (cell === null || cell instanceof Uint8Array) return [];
        const isOdd = typeof cell === 'number' && !Number.isFinite(cell);
        return [[found?.columns[at], isOdd ? String(cell) : cell]];
      }),
    ),
  );
}

const namesIn = (database: Database, sql: string, values: readonly string[] = []): readonly string[] =>
  select(database, sql, values).flatMap(({ name }) => (typeof name === 'string' ? [name] : []));

/** In creation order. Views, virtual tables, and computed columns are skipped: they could take forever. */
function tablesOf(database: Database): ReadonlyMap<string, readonly string[]> {
  const tables = namesIn(
    database,
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT GLOB 'sqlite_*'
      ORDER BY rowid LIMIT ${MAX_TABLES}`,
  );
  const stored = 'SELECT name FROM pragma_table_xinfo(?) WHERE hidden IN (0, 3)';
  return new Map(tables.map((table) => [table, namesIn(database, stored, [table]).slice(0, MAX_COLUMNS)]));
}

/** NULL, blobs, and long texts are dropped. */
function smallCell(alias: string, column: string): string {
  const name = `${alias}.${quoted(column)}`;
  // These functions need only the row header, so that nothing large is loaded.
  const small = `typeof(${name}) <> 'blob' AND octet_length(${name}) <= ${MAX_CELL_BYTES}`;
  return `CASE WHEN ${small} THEN ${name} END AS ${quoted(column)}`;
}

type Selection = readonly [table: string, cells: readonly string[], from: string];

function selfContained(bytes: Uint8Array): Uint8Array {
  if (JOURNAL_MODES.every((at) => bytes[at] !== WRITE_AHEAD)) return bytes;
  const copy = bytes.slice();
  for (const at of JOURNAL_MODES) copy[at] = ROLLBACK;
  return copy;
}

/** A megabyte that no other command needs. */
const loadEngine = async () => (await import('sql.js/dist/sql-wasm-inline.js')).default();

/** Pages that are reached twice could turn a few kilobytes into more rows than a disk holds. */
function requireTree(database: Database): void {
  for (const { quick_check: found } of select(database, 'PRAGMA quick_check(100)'))
    if (typeof found === 'string' && /\b2nd reference to page\b/.test(found))
      throw new Error('its pages form no tree');
}

/** Throws `Failure` (`database-damaged`), which does not name the file. */
async function read(
  bytes: Uint8Array,
  selectionsOf: (there: ReturnType<typeof tablesOf>) => readonly Selection[],
): Promise<Tables> {
  const engine = await loadEngine();
  try {
    const database = new engine.Database(selfContained(bytes));
    try {
      database.exec(WITHOUT_ORDER);
      requireTree(database);
      const selections = selectionsOf(tablesOf(database)).filter(([, cells]) => cells.length > 0);
      const tables = selections.map(([table, cells, from]) => {
        return [table, select(database, `SELECT ${cells.join(', ')} FROM ${from}`)] as const;
      });
      return Object.fromEntries(tables);
    } finally {
      database.close();
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure('database-damaged', `the SQLite database cannot be read: ${reason}`, {
      hint: 'Use an intact copy.',
    });
  }
}

/**
 * MLflow's tables without deleted runs, newest run first, at most 5000 rows each; otherwise the first 200
 * rows of each of the first 50 tables. Throws `Failure` (`database-damaged`).
 */
export const readTables = (bytes: Uint8Array): Promise<Tables> =>
  read(bytes, (there) => {
    const mlflow = new Map(
      [...MLFLOW].filter(([table, columns]) => columns.every((column) => there.get(table)?.includes(column))),
    );
    const isMlflow = ['experiments', 'runs', 'latest_metrics'].every((name) => mlflow.has(name));
    const most = isMlflow ? MAX_RUN_ROWS : MAX_ROWS;
    return Array.from(isMlflow ? mlflow : there, ([table, columns]) => {
      const { from, alias } = isMlflow ? fromMlflow(table) : { from: `${quoted(table)} AS t`, alias: 't' };
      return [table, columns.map((column) => smallCell(alias, column)), `${from} LIMIT ${most}`];
    });
  });

/**
 * Removes the collation that only Anki defines. The copy in memory declares another; the sort order does not
 * matter, because nothing is looked up.
 */
const WITHOUT_ORDER = `PRAGMA writable_schema = ON;
  UPDATE sqlite_schema SET sql = replace(sql, 'COLLATE unicase', 'COLLATE binary') WHERE type = 'table';
  PRAGMA writable_schema = RESET`;

/**
 * In storage order. Throws as `readTables` does.
 * @param wanted columns by table; missing columns are dropped
 */
export const readWhole = (
  bytes: Uint8Array,
  wanted: { readonly [table: string]: readonly string[] },
): Promise<Tables> =>
  read(bytes, (there) =>
    Object.entries(wanted).map(([table, columns]) => {
      const known = columns.filter((column) => there.get(table)?.includes(column));
      return [table, known.map(quoted), quoted(table)];
    }),
  );

/** One cell per column; each column has one type. */
export type Rows = { readonly table: string; readonly rows: readonly (readonly (number | string)[])[] };

function insert(database: Database, { table, rows }: Rows): void {
  const places = (rows[0] ?? []).map(() => '?');
  if (places.length === 0) return;
  const statement = database.prepare(`INSERT INTO ${quoted(table)} VALUES (${places.join(', ')})`);
  for (const row of rows) statement.run([...row]);
  statement.free();
}

export async function makeDatabase(schema: string, filled: readonly Rows[]): Promise<Uint8Array> {
  const engine = await loadEngine();
  const database = new engine.Database();
  try {
    // In memory nothing can be interrupted halfway, so no journal is needed.
    database.exec(`PRAGMA journal_mode = OFF;${schema};BEGIN`);
    for (const rows of filled) insert(database, rows);
    database.exec('COMMIT');
    return database.export();
  } finally {
    database.close();
  }
}
