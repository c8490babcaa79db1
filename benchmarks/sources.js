// Bundles the program's code for a benchmark, because Node 20 cannot read TypeScript.
import { build } from 'esbuild';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { pageAssets } from '../scripts/page-assets.js';

export const root = join(import.meta.dirname, '..');

/** @param needed export lines, with paths from the checkout: `./src/core/…` */
export async function sources(needed) {
  const { outputFiles } = await build({
    stdin: { contents: needed, resolveDir: root, loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    // Modules, as in the program: esbuild cannot follow some `require` calls.
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
