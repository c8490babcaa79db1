// Style sheets of pages (src/formats/pages/assets) and scripts of shells (src/formats/export/assets) as
// modules: their text, and the digest that lets the policy of a page allow them. The build and the tests both
// use this file, so that what is tested is what ships.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const ASSET = /^\.[\w./-]*\/assets\/[\w-]+\.(?:css|bash|zsh|fish|ps1)$/;
const LOADED = 'page-asset:';

/** A page loads no other file, so imported style sheets are inlined. */
function textOf(path) {
  const text = readFileSync(path, 'utf8');
  return text.replaceAll(/^@import '(.+)';\n/gm, (_, imported) => textOf(join(dirname(path), imported)));
}

function moduleOf(path) {
  const text = textOf(path);
  const digest = `sha256-${createHash('sha256').update(text).digest('base64')}`;
  return `export const text = ${JSON.stringify(text)};\nexport const digest = ${JSON.stringify(digest)};\n`;
}

export const pageAssets = {
  name: 'page-assets',
  setup(build) {
    build.onResolve({ filter: ASSET }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path),
      namespace: LOADED,
    }));
    build.onLoad({ filter: /^/, namespace: LOADED }, ({ path }) => ({ contents: moduleOf(path) }));
  },
};

/** For Vite, which would process names that end in `.css` itself. */
export const vitePageAssets = {
  name: 'page-assets',
  enforce: 'pre',
  resolveId: (path, importer) =>
    ASSET.test(path) && importer ? `\0${LOADED}${join(dirname(importer), path)}.text` : undefined,
  load: (id) =>
    id.startsWith(`\0${LOADED}`) ? moduleOf(id.slice(LOADED.length + 1, -'.text'.length)) : undefined,
};
