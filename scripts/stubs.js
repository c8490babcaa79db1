// Packages that the program never needs although a library of it asks for them, and what stands in their place.
// The build and the tests use the same list, so that what is tested is what ships.
import { join } from 'node:path';

const stub = (name) => join(import.meta.dirname, 'stubs', `${name}.js`);

/** @type {Readonly<Record<string, string>>} */
export const stubs = {
  'cli-highlight': stub('cli-highlight'),
  'cli-table3': stub('cli-table3'),
  'node-emoji': stub('node-emoji'),
};
