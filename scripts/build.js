// Bundles src/main.ts into dist/: CommonJS, because Node starts it sooner than modules, and split, so that a
// command loads only what it needs. esbuild splits modules alone, so it bundles modules first and each piece is
// then turned into CommonJS. Pieces that the quick commands need are bundled once more, into one file and one scope:
// each file costs, and so does each name that goes from one piece to another. scripts/loader.cjs loads them.
// `--strict` (prepack) refuses to go on without a build.
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
import { pageAssets } from './page-assets.js';
import { stubs } from './stubs.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const strict = process.argv.includes('--strict');
const KEEP_STALE_MS = 10 * 60_000;

/** What people and scripts run most, and what must therefore start at once. */
const main = 'src/main.ts';
const quick = [main, 'src/commands/quiz/status.ts', 'src/commands/quiz/next.ts', 'src/commands/bank/list.ts'];

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

/** What packages import of their own at every start, and what they get: a stub of what prep never uses, or the same text once. */
const replaced = [
  { imported: /^node:child_process$/, importer: /[\\/]commander[\\/]/, by: 'scripts/stubs/child_process.js' },
  { imported: /^#supports-color$/, importer: /[\\/]chalk[\\/]/, by: 'scripts/stubs/supports-color.js' },
  { imported: /^#ansi-styles$/, importer: /[\\/]chalk[\\/]/, by: 'node_modules/ansi-styles/index.js' },
];

/** Gives it to them alone. */
const replacements = {
  name: 'replacements',
  setup(build) {
    for (const { imported, importer, by } of replaced)
      build.onResolve({ filter: imported }, (asked) =>
        importer.test(asked.importer) ? { path: join(root, by) } : undefined,
      );
  },
};

/** Lets the parser of JSON with places come without its formatter, which fills tables at every start. Its modules only define things. */
const withoutFormatter = {
  name: 'without-formatter',
  setup(build) {
    build.onResolve({ filter: /^jsonc-parser$|^\.\// }, async ({ path, pluginData, ...asked }) => {
      const isPart = path === 'jsonc-parser' || /[\\/]jsonc-parser[\\/]/.test(asked.importer);
      if (!isPart || pluginData === 'resolving') return undefined;
      const found = await build.resolve(path, { ...asked, pluginData: 'resolving' });
      return { path: found.path, sideEffects: false };
    });
  },
};

/** What is dear to make, at the top of a module: a segmenter, and patterns that ask for properties of characters. */
const dear = /^const (\w+) = (new Intl\.Segmenter\(\)|\/.*\\p\{.*\/\w+);$/gm;

/** The same text, where each of them is made when it is first used. */
const madeLate = (text) =>
  [...text.matchAll(dear)].reduce(
    (before, [line, name, value]) =>
      `let ${name}Made;\n${before.replace(line, '').replaceAll(new RegExp(`\\b${name}\\b`, 'g'), () => `(${name}Made ??= ${value})`)}`,
    text,
  );

/** Lets the packages that measure text make them late: 30 ms that a text of plain characters has no use for. */
const lateWidths = {
  name: 'late-widths',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:string-width|wrap-ansi)[\\/]index\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = madeLate(text);
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

/** How modules become CommonJS. */
const commonJs = {
  ...common,
  format: 'cjs',
  // `import()` starts Node's module loader, which costs 5 ms; `require` does not.
  supported: { 'dynamic-import': false },
  logOverride: { 'empty-import-meta': 'error' },
};

/** What `import.meta.url` is, at the top of a piece that asks for it. */
const withModuleUrl = (code) =>
  code.includes('__moduleUrl')
    ? `const __moduleUrl=require('node:url').pathToFileURL(__filename).href;\n${code}`
    : code;

/**
 * A module that starts the program and gives the pieces of the pack to the others: those that the program starts with
 * from the scope that all share, the later ones as they were when they are first asked for.
 */
function packEntry(outputs, names, eager) {
  const exportsOf = new Map(
    Object.entries(outputs).map(([path, output]) => [basename(path), output.exports]),
  );
  const from = (name) => JSON.stringify(`./${name}`);
  const imports = eager.map((name, at) => {
    const bindings = exportsOf.get(name).map((each) => `${each} as ${each}_${at}`);
    return `import {${bindings.join(',')}} from ${from(name)};`;
  });
  const cases = names.map((name) => {
    const at = eager.indexOf(name);
    const getters = exportsOf.get(name).map((each) => `get ${each}(){return ${each}_${at}}`);
    return `case ${JSON.stringify(name)}:return ${at < 0 ? `require(${from(name)})` : `{${getters.join(',')}}`};`;
  });
  return `${imports.join('\n')}\nexport function piece(name){switch(name){${cases.join('\n')}}}`;
}

/** Bundles `names`, pieces among `texts`, into one, which leaves the others outside. */
async function packOf(build, texts, names, contents) {
  const pieces = {
    name: 'pieces',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^\.\// }, ({ path }) =>
        names.includes(path.slice(2))
          ? { path: path.slice(2), namespace: 'piece' }
          : { path, external: true },
      );
      onLoad({ filter: /^/, namespace: 'piece' }, ({ path }) => ({ contents: texts.get(path) }));
    },
  };
  const { outputFiles } = await build({
    ...commonJs,
    stdin: { contents },
    bundle: true,
    write: false,
    plugins: [pieces],
  });
  return inAscii(withModuleUrl(outputFiles[0].text));
}

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
    plugins: [pageAssets, replacements, withoutFormatter, lateWidths],
  });
  const texts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const names = neededBy(metafile.outputs, quick);
  const entry = packEntry(metafile.outputs, names, neededBy(metafile.outputs, [main]));
  const packText = `(${opening}${await packOf(build, texts, names, entry)}\n})`;
  const packName = `quick-${createHash('sha256').update(packText).digest('hex').slice(0, 8)}.js`;
  for (const name of names) texts.delete(name);
  const others = [...texts].map(async ([name, text]) => {
    const { code } = await transform(text, commonJs);
    return [name, inAscii(withModuleUrl(code))];
  });
  const loader = readFileSync(join(root, 'scripts/loader.cjs'), 'utf8');
  const define = { PACK: JSON.stringify(packName), OPENING: JSON.stringify(opening) };
  const { code } = await transform(loader, { ...common, define });
  const named = new Map(await Promise.all(others));
  return named.set(packName, packText).set('package.json', '{"type":"commonjs"}\n').set('main.js', code);
}

/** What makes a home like one that is in use: a journal, settings, a value. */
const lived = [
  ['grade', '1', 'good'],
  ['grade', '2', 'again'],
  ['config', 'newPerDay', '6'],
  ['fill', '--set', 'attention_ms_512=12'],
];
/** What is to start at once: with empty caches, and with full ones. What only help needs would burden all others. */
const started = [[], ['next', '--json'], ['list'], [], ['next', '--format', '{due} due'], ['list']];

/** Lets prep run in a home of its own, so that the loader keeps what the engine compiled. A start needs none of it. */
function warmUp() {
  const home = mkdtempSync(join(tmpdir(), 'prep-build-'));
  const own = { ...process.env, PREP_HOME: home };
  const run = (args, env) =>
    spawnSync(process.execPath, [join(dist, 'main.js'), ...args], { env, stdio: 'ignore', timeout: 10_000 });
  // The first of them reads the bank, which no cache has yet.
  for (const args of lived) run(args, { ...own, PREP_KEEP_COMPILED: 'pieces' });
  for (const args of started) run(args, { ...own, PREP_KEEP_COMPILED: '1', FORCE_COLOR: '1' });
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

async function buildAll() {
  const pieces = await bundle();
  mkdirSync(dist, { recursive: true });
  for (const [name, code] of pieces) place(name, code);
  sweep(pieces);
  warmUp();
}

try {
  await buildAll();
  if (strict && !existsSync(join(dist, 'main.js'))) throw new Error('dist/main.js is missing');
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`prep was not built: ${reason.split('\n')[0]}`);
  // `npx prep` before `npm ci` runs this script as well. Were it to fail, npx would remember a broken prep for ever;
  // this way bin/prep.js starts and says what to do.
  process.exitCode = process.env.npm_command === 'exec' && !strict ? 0 : 1;
}
