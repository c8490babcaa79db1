/// <reference types="sql.js" />

declare module 'sql.js/dist/sql-wasm-inline.js' {
  export default initSqlJs;
  export type Database = initSqlJs.Database;
}
