// Bundles src/main.ts into dist/: CommonJS, because Node starts it sooner than modules, and split, so that a
// command loads only what it needs. esbuild splits modules alone, so it bundles modules first and each piece is
// then turned into CommonJS. Pieces that the quick commands need are packed into one file, as each file costs.
// scripts/loader.cjs loads them. `--strict` (prepack) refuses to go on without a build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stubs } from './stubs.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const strict = process.argv.includes('--strict');
const KEEP_STALE_MS = 10 * 60_000;

/** What people and scripts run most, and what must therefore start at once. */
const quick = ['src/main.ts', 'src/commands/status.ts', 'src/commands/next.ts', 'src/commands/list.ts'];

// Names stay as written: they cost nothing at start, and make the stack trace of a bug readable without a source map.
const common = {
  platform: 'node',
  target: 'node20',
  // Text of one byte a character is read and compiled sooner.
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
};

/** What `import.meta.url` is, at the top of a piece that asks for it. */
const moduleUrl = `const __moduleUrl=require('node:url').pathToFileURL(__filename).href;\n`;

/** What commander and chalk import of their own at every start, and prep never uses. */
const unused = [
  { imported: /^node:child_process$/, importer: /[\\/]commander[\\/]/, stub: 'child_process.js' },
  { imported: /^#supports-color$/, importer: /[\\/]chalk[\\/]/, stub: 'supports-color.js' },
];

/** Leaves that out, for them alone. */
const withoutUnused = {
  name: 'without-unused',
  setup(build) {
    for (const { imported, importer, stub } of unused)
      build.onResolve({ filter: imported }, (asked) =>
        importer.test(asked.importer) ? { path: join(root, 'scripts/stubs', stub) } : undefined,
      );
  },
};

/** What the packages that measure text open at their start: 30 ms that a text of plain characters has no use for. */
const late = {
  'const segmenter = new Intl.Segmenter();':
    'let openSegmenter; const segmenter = { segment: (text) => (openSegmenter ??= new Intl.Segmenter()).segment(text) };',
  'const rgiEmojiRegex = /^\\p{RGI_Emoji}$/v;':
    'let openEmoji; const rgiEmojiRegex = { test: (text) => (openEmoji ??= /^\\p{RGI_Emoji}$/v).test(text) };',
};

/** Lets them open it when the first text needs it. */
const lateWidths = {
  name: 'late-widths',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:string-width|wrap-ansi)[\\/]index\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = Object.entries(late).reduce(
        (before, [from, to]) => before.replace(from, () => to),
        text,
      );
      if (contents === text) throw new Error(`${path} starts in another way now; see scripts/build.js`);
      return { contents, loader: 'js' };
    });
  },
};

/** How a piece begins as a function, when the loader calls it. */
const opening = 'function(exports,require,module,__filename,__dirname){';

/** Names of the pieces that hold `sources`, and of all that those import at once. */
function neededBy(outputs, sources) {
  const isAsked = ({ entryPoint }) => entryPoint !== undefined && sources.includes(entryPoint);
  const waiting = Object.keys(outputs).filter((path) => isAsked(outputs[path]));
  if (waiting.length < sources.length) throw new Error(`not all of ${sources.join(', ')} are there`);
  const found = new Set(waiting);
  for (const path of found)
    for (const { path: imported, kind } of outputs[path].imports)
      if (kind === 'import-statement' && outputs[imported]) found.add(imported);
  return [...found].map((path) => basename(path));
}

/**
 * The same code in plain ASCII, which the loader reads it as. esbuild escapes texts and leaves regular expressions as they are;
 * there an escape means what the character means.
 */
const inAscii = (code) =>
  code.replaceAll(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The pieces of the program by file name, as CommonJS text. */
async function bundle() {
  // Imported here, so that a checkout without node_modules gets as far as the last line of this file.
  const { build, transform } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: { program: join(root, 'src/main.ts') },
    entryNames: '[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    write: false,
    metafile: true,
    outdir: dist,
    // jsonc-parser's `main` cannot be bundled; where there are two, the modules are the better half.
    mainFields: ['module', 'main'],
    alias: stubs,
    define: {
      'import.meta.dirname': '__dirname',
      'import.meta.filename': '__filename',
      'import.meta.url': '__moduleUrl',
    },
    plugins: [withoutUnused, lateWidths],
  });
  const pieces = outputFiles.map(async ({ path, text }) => {
    const { code } = await transform(text, {
      ...common,
      format: 'cjs',
      // `import()` starts Node's module loader, which costs 5 ms; `require` does not.
      supported: { 'dynamic-import': false },
      logOverride: { 'empty-import-meta': 'error' },
    });
    return [basename(path), inAscii(code.includes('__moduleUrl') ? moduleUrl + code : code)];
  });
  const named = new Map(await Promise.all(pieces));
  const entry = [...named.keys()].find((name) => name.startsWith('program-'));
  const names = neededBy(metafile.outputs, quick);
  const pack = names.map((name) => `${JSON.stringify(name)}:${opening}${named.get(name)}\n}`);
  const packText = `({${pack.join(',\n')}})`;
  const packName = `quick-${createHash('sha256').update(packText).digest('hex').slice(0, 8)}.js`;
  const loader = readFileSync(join(root, 'scripts/loader.cjs'), 'utf8');
  const constants = { ENTRY: entry, PACK: packName, OPENING: opening };
  const define = Object.fromEntries(
    Object.entries(constants).map(([name, text]) => [name, JSON.stringify(text)]),
  );
  const { code } = await transform(loader, { ...common, define });
  for (const name of names) named.delete(name);
  return named.set(packName, packText).set('package.json', '{"type":"commonjs"}\n').set('main.js', code);
}

/** Lets prep run in a home of its own, so that the loader keeps what the engine compiled. A start needs none of it. */
function warmUp() {
  const home = mkdtempSync(join(tmpdir(), 'prep-build-'));
  const env = { ...process.env, PREP_HOME: home, PREP_KEEP_COMPILED: '1' };
  for (const args of [[], ['next', '--json'], [], ['next', '--json'], ['--help']])
    spawnSync(process.execPath, [join(dist, 'main.js'), ...args], { env, stdio: 'ignore', timeout: 10_000 });
  rmSync(home, { recursive: true, force: true });
}

/** Puts a file in its place in one step, so that a prep that starts meanwhile sees the old one or the new one. */
function place(name, text) {
  const path = join(dist, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  // The engine tells compiled code of another text by its length alone.
  for (const old of readdirSync(dist))
    if (old.startsWith(`${name}.`) && old.endsWith('.cache')) rmSync(join(dist, old), { force: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

/** Removes pieces of earlier builds. A prep that is running may still want them, so young ones stay, save in a package. */
function sweep(keep) {
  for (const name of readdirSync(dist)) {
    if (keep.has(name) || keep.has(name.replace(/\.v\d.*\.cache$/, ''))) continue;
    const path = join(dist, name);
    if (strict || Date.now() - statSync(path).mtimeMs > KEEP_STALE_MS)
      rmSync(path, { recursive: true, force: true });
  }
}

async function main() {
  const pieces = await bundle();
  mkdirSync(dist, { recursive: true });
  for (const [name, code] of pieces) place(name, code);
  sweep(pieces);
  warmUp();
}

try {
  await main();
  if (strict && !existsSync(join(dist, 'main.js'))) throw new Error('dist/main.js is missing');
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`prep was not built: ${reason.split('\n')[0]}`);
  // `npx prep` before `npm ci` runs this script as well. Were it to fail, npx would remember a broken prep for ever;
  // this way bin/prep.js starts and says what to do.
  process.exitCode = process.env.npm_command === 'exec' && !strict ? 0 : 1;
}
