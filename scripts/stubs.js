// Packages that a library imports but prep never uses, and their stubs. The build and the tests both use this
// list, so that what is tested is what ships.
import { join } from 'node:path';

const stub = (name) => join(import.meta.dirname, 'stubs', `${name}.js`);

/** @type {Readonly<Record<string, string>>} */
export const stubs = {
  'cli-highlight': stub('cli-highlight'),
  'cli-table3': stub('cli-table3'),
  'js-yaml': stub('js-yaml'),
  'node-emoji': stub('node-emoji'),
};
