declare module 'sql.js/dist/sql-wasm-inline.js' {
  export { default, type Database } from 'sql.js';
}
