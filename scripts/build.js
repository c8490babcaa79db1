// Bundles src/main.ts into dist/ twice over. What people and scripts start most (`prep`, `prep next`, `prep list`) becomes one file
// with nothing in it that they do not reach, however the modules are cut; everything else becomes pieces that a command loads when
// it runs. Both are CommonJS, because Node starts it sooner than modules: esbuild splits modules alone, so pieces are bundled as
// modules first and each is then turned. scripts/loader.cjs loads them. `--strict` (prepack) refuses to go on without a build.
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
import { basename, join, relative } from 'node:path';
import { pageAssets } from './page-assets.js';
import { stubs } from './stubs.js';
import { thirdParty } from './third-party.js';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const strict = process.argv.includes('--strict');
const KEEP_STALE_MS = 10 * 60_000;

const main = 'src/main.ts';
/** Commands that must start at once. */
const quickCommands = [
  'src/commands/quiz/status.ts',
  'src/commands/quiz/next.ts',
  'src/commands/bank/list.ts',
];

/** What a quick command imports and seldom asks for: loaded once it asks. `import()` would make every one of its users wait. */
const seldomAsked = new Set([
  'jsonc-parser',
  'node:os',
  'string-width',
  'wrap-ansi',
  'src/core/base/spelling.ts',
  'src/formats/stored/fields.ts',
  'src/formats/stored/journal-lines.ts',
  'src/io/archives/decks.ts',
  'src/io/programs/runner.ts',
  'src/io/results/result-files.ts',
  'src/io/speech/sound.ts',
]);

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

/**
 * What packages import at every start, and what they get: a stub of what prep never uses, or the same text once. It saves 5 ms
 * of `prep`.
 */
const replaced = [
  { imported: /^node:child_process$/, importer: /[\\/]commander[\\/]/, by: 'scripts/stubs/child_process.js' },
  { imported: /^#supports-color$/, importer: /[\\/]chalk[\\/]/, by: 'scripts/stubs/supports-color.js' },
  { imported: /^#ansi-styles$/, importer: /[\\/]chalk[\\/]/, by: 'node_modules/ansi-styles/index.js' },
];

const replacements = {
  name: 'replacements',
  setup({ onResolve }) {
    for (const { imported, importer, by } of replaced)
      onResolve({ filter: imported }, (asked) =>
        importer.test(asked.importer) ? { path: join(root, by) } : undefined,
      );
  },
};

/** Lets the JSON parser come without its formatter, which fills tables at every start. Its modules only define things. */
const withoutFormatter = {
  name: 'without-formatter',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^jsonc-parser$|^\.\// }, async ({ path, pluginData, ...asked }) => {
      const isPart = path === 'jsonc-parser' || /[\\/]jsonc-parser[\\/]/.test(asked.importer);
      if (!isPart || pluginData === 'resolving') return undefined;
      const found = await resolve(path, { ...asked, pluginData: 'resolving' });
      return { path: found.path, sideEffects: false };
    });
  },
};

/** Expensive initializers at the top of a module: a segmenter, and patterns with properties of characters. */
const expensive = /^const (\w+) = (new Intl\.Segmenter\(\)|\/.*\\p\{.*\/\w+);$/gm;

/** The same text with each of them created on first use. */
const createdLate = (text) =>
  [...text.matchAll(expensive)].reduce(
    (before, [line, name, value]) =>
      `let ${name}Created;\n${before.replace(line, '').replaceAll(new RegExp(`\\b${name}\\b`, 'g'), () => `(${name}Created ??= ${value})`)}`,
    text,
  );

/**
 * Lets the packages that measure text create them late, since plain text needs none of them. Without it `prep` costs 59 ms of
 * processor time in place of 41 (`node -e 0` 18; the least of 40 starts in turns).
 */
const lateWidths = {
  name: 'late-widths',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:string-width|wrap-ansi)[\\/]index\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = createdLate(text);
      if (contents === text) throw new Error(`${path} starts in another way now; see scripts/build.js`);
      return { contents, loader: 'js' };
    });
  },
};

/** How a piece begins as a function, when the loader calls it. */
const opening = 'function(exports,require,module,__filename,__dirname){';

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

const bundling = {
  bundle: true,
  write: false,
  // jsonc-parser's `main` cannot be bundled; where there are two, the modules are the better half.
  mainFields: ['module', 'main'],
  alias: stubs,
  define: {
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    'import.meta.url': '__moduleUrl',
  },
};

/** A module that is loaded with the first thing taken from it. */
const askedLate = `const __askedLate=(name)=>new Proxy({},{get:(_,key)=>require(name)[key]});\n`;

/**
 * One file with main and the quick commands. It asks the loader for `quick:COMMAND` where a quick command is imported late, and
 * for `late:MODULE` where anything else is.
 */
async function quickBundle(build, transform) {
  const late = new Set();
  const lateImports = {
    name: 'late-imports',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /^/ }, async ({ path, kind, pluginData, ...asked }) => {
        if (pluginData !== undefined) return undefined;
        const isDynamic = kind === 'dynamic-import';
        const isNamed = seldomAsked.has(path);
        if (!isDynamic && !isNamed && !path.startsWith('.')) return undefined;
        const found = await resolve(path, { ...asked, kind: 'import-statement', pluginData: 'looking' });
        if (found.external && isNamed) return { path: `seldom:${path}`, external: true };
        if (found.errors.length > 0 || found.external) return found;
        const module = relative(root, found.path).replaceAll('\\', '/');
        if (!isDynamic) {
          if (!isNamed && !seldomAsked.has(module)) return undefined;
          late.add(module);
          return { path: `seldom:${module}`, external: true };
        }
        if (quickCommands.includes(module)) return { path: `quick:${module}`, external: true };
        late.add(module);
        return { path: `late:${module}`, external: true };
      });
    },
  };
  const imports = quickCommands.map((path, at) => `import * as command${at} from './${path}';`);
  const cases = quickCommands.map((path, at) => `case ${JSON.stringify(path)}:return command${at};`);
  const contents = `${imports.join('\n')}\nimport './${main}';\nexport function piece(name){switch(name){${cases.join('')}}}`;
  // Turned as a second step, as pieces are: so both halves agree on what a default export is.
  const { outputFiles, metafile } = await build({
    ...common,
    ...bundling,
    format: 'esm',
    metafile: true,
    stdin: { contents, resolveDir: root },
    plugins: [replacements, lateImports, withoutFormatter, lateWidths],
  });
  const { code } = await transform(outputFiles[0].text, commonJs);
  return { text: code, late: [...late], inputs: Object.keys(metafile.inputs) };
}

/** The pieces that commands load when they run: texts by file name, and the piece of each module in `entries`. */
async function latePieces(build, transform, entries) {
  const { outputFiles, metafile } = await build({
    ...common,
    ...bundling,
    entryPoints: entries.map((path) => join(root, path)),
    entryNames: '[name]-[hash]',
    splitting: true,
    format: 'esm',
    metafile: true,
    outdir: dist,
    plugins: [pageAssets, replacements, withoutFormatter, lateWidths],
  });
  const turned = outputFiles.map(async ({ path, text }) => {
    const { code } = await transform(text, commonJs);
    return [basename(path), inAscii(withModuleUrl(code))];
  });
  const pieceOf = new Map(
    Object.entries(metafile.outputs).flatMap(([path, { entryPoint }]) =>
      entryPoint === undefined ? [] : [[entryPoint, basename(path)]],
    ),
  );
  return { texts: new Map(await Promise.all(turned)), pieceOf, inputs: Object.keys(metafile.inputs) };
}

/** The files of the program by name. */
async function bundle() {
  // Imported here, so that a checkout without node_modules gets as far as the last line of this file.
  const { build, transform } = await import('esbuild');
  const { text, late, inputs } = await quickBundle(build, transform);
  const { texts, pieceOf, inputs: lateInputs } = await latePieces(build, transform, late);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const [name, content] of thirdParty(root, [...inputs, ...lateInputs], manifest))
    texts.set(name, content);
  const pieceNamed = (module) => JSON.stringify(pieceOf.has(module) ? `./${pieceOf.get(module)}` : module);
  const named = text
    .replaceAll(/"late:([^"]+)"/g, (_, module) => pieceNamed(module))
    .replaceAll(
      /__toESM\w*\(require\("seldom:([^"]+)"\)(?:,1)?\)|require\("seldom:([^"]+)"\)/g,
      (_, one, module = one) => `__askedLate(${pieceNamed(module)})`,
    );
  const quick = `(${opening}${inAscii(withModuleUrl(askedLate + named))}\n})`;
  const quickName = `quick-${createHash('sha256').update(quick).digest('hex').slice(0, 8)}.js`;
  const loader = readFileSync(join(root, 'scripts/loader.cjs'), 'utf8');
  const define = { QUICK: JSON.stringify(quickName), OPENING: JSON.stringify(opening) };
  const { code } = await transform(loader, { ...common, define });
  return texts.set(quickName, quick).set('package.json', '{"type":"commonjs"}\n').set('main.js', code);
}

/** What makes a home like one in use: a journal, whose code is kept since every answer needs it, and a value. */
const lived = [
  { args: ['grade', '1', 'good'], env: { PREP_KEEP_COMPILED: 'pieces' } },
  { args: ['grade', '2', 'again'], env: { PREP_KEEP_COMPILED: 'pieces' } },
  { args: ['fill', '--set', 'attention_ms_512=12'], env: {} },
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
  for (const { args, env } of lived) run(args, { ...own, ...env });
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
