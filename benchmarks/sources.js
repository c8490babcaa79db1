// The program's own code for a benchmark: bundled, since Node 20 reads no TypeScript.
import { build } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageAssets } from '../scripts/page-assets.js';

/** The folder of the checkout. */
export const root = join(import.meta.dirname, '..');

/** What the export lines `needed` name; their paths begin in the folder of the checkout: `./src/core/…`. */
export async function sources(needed) {
  const { outputFiles } = await build({
    stdin: { contents: needed, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    // Packages as modules, as in the program: in the others some `require` cannot be followed.
    mainFields: ['module', 'main'],
    platform: 'node',
    plugins: [pageAssets],
    banner: {
      js: "import { createRequire as requireFrom } from 'node:module'; const require = requireFrom(import.meta.url);",
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'prep-sources-'));
  try {
    const file = join(folder, 'sources.mjs');
    writeFileSync(file, outputFiles[0].text);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
