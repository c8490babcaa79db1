declare module 'sql.js/dist/sql-wasm-inline.js' {
  export type Cell = number | string | Uint8Array | null;

  export type Statement = {
    bind(values: readonly (number | string)[]): boolean;
    step(): boolean;
    get(): readonly Cell[];
    getColumnNames(): readonly string[];
    run(values: readonly (number | string | Uint8Array)[]): void;
    free(): boolean;
  };

  export type Database = {
    prepare(sql: string): Statement;
    exec(sql: string): unknown;
    export(): Uint8Array;
    close(): void;
  };

  export default function initSqlJs(): Promise<{ readonly Database: new (bytes?: Uint8Array) => Database }>;
}
