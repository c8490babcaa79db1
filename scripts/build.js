// Bundles src/main.ts into dist/ in two halves. The commands that run most (`prep`, `prep next`, `prep list`)
// become one file with only what they use; everything else becomes pieces that load when a command runs. Both
// are CommonJS, because Node starts it faster than modules. esbuild can only split modules, so pieces are
// bundled as modules and then converted. scripts/loader.cjs loads them. `--strict` (prepack) fails if there is
// no build.
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
const bankCache = join(dist, 'bank.json');
const strict = process.argv.includes('--strict');
const KEEP_STALE_MS = 10 * 60_000;

const main = 'src/main.ts';
const quickCommands = ['src/commands/quiz/status.ts', 'src/commands/bank/list.ts'];

/** What a quick command imports and seldom asks for: loaded once it asks. `import()` would make every one of its users wait. */
const seldomAsked = new Set([
  'jsonc-parser',
  'node:os',
  'string-width',
  'wrap-ansi',
  'src/core/base/spelling.ts',
  'src/formats/import/file-facts.ts',
  'src/formats/stored/draft.ts',
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
  // Node 20 has them. As calls of RegExp, these patterns would be made where nobody uses them.
  supported: { 'regexp-unicode-property-escapes': true },
  // ASCII is read and compiled faster.
  charset: 'ascii',
  legalComments: 'none',
  logLevel: 'warning',
  minifyWhitespace: true,
  minifySyntax: true,
  lineLimit: 160,
};

/**
 * What packages import at every start, replaced by a stub of what prep never uses, or by one shared copy. Saves
 * `prep` 5 ms.
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

/** Drops the formatter of the JSON parser, which fills tables at every start. */
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

/** Expensive initializers at the top of a module: a segmenter, and patterns with Unicode properties. */
const expensive = /^const (\w+) = (new Intl\.Segmenter\(\)|\/.*\\p\{.*\/\w+);$/gm;

/** Creates each of them on first use. */
const createdLate = (text) =>
  [...text.matchAll(expensive)].reduce(
    (before, [line, name, value]) =>
      `let ${name}Created;\n${before.replace(line, '').replaceAll(new RegExp(`\\b${name}\\b`, 'g'), () => `(${name}Created ??= ${value})`)}`,
    text,
  );

/** The pattern of characters of one column; see there. */
const narrow = () =>
  /^const NARROW =\s*(.*);$/m.exec(readFileSync(join(root, 'src/screens/ui/width.ts'), 'utf8'))[1];
/** Where a package takes the short way for printable ASCII. */
const shortWay = /\/\^\[(?:\\u0020-\\u007E| -~)\]\*\$\//;

/**
 * Lets the packages that measure text create these late, because plain text needs none. `prep` takes 41 ms of
 * processor time with it and 59 without (`node -e 0` 18; the least of 40 alternating starts).
 */
const lateWidths = {
  name: 'late-widths',
  setup(build) {
    build.onLoad({ filter: /[\\/](?:string-width|wrap-ansi)[\\/]index\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const late = createdLate(text);
      const contents = late.replace(shortWay, narrow);
      if (late === text || contents === late)
        throw new Error(`${path} starts in another way now; see scripts/build.js`);
      return { contents, loader: 'js' };
    });
  },
};

const opening = 'function(exports,require,module,__filename,__dirname){';

/**
 * In plain ASCII, as the loader reads it. esbuild escapes strings but not regular expressions, where an escape
 * means the same character.
 */
const inAscii = (code) =>
  code.replaceAll(/[^\0-\x7F]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const commonJs = {
  ...common,
  format: 'cjs',
  // `import()` starts Node's module loader, which costs 5 ms; `require` does not.
  supported: { ...common.supported, 'dynamic-import': false },
  logOverride: { 'empty-import-meta': 'error' },
};

/** Defines `import.meta.url` at the top of a piece that uses it. */
const withModuleUrl = (code) =>
  code.includes('__moduleUrl')
    ? `const __moduleUrl=require('node:url').pathToFileURL(__filename).href;\n${code}`
    : code;

const bundling = {
  bundle: true,
  write: false,
  // jsonc-parser's `main` cannot be bundled, and for packages with both forms the modules are smaller.
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
 * One file with main and the quick commands. It asks the loader for `quick:COMMAND` when a quick command is
 * imported late, and for `late:MODULE` for anything else.
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
  const contents = `${imports.join('\n')}\nexport { main } from './${main}';\nexport function piece(name){switch(name){${cases.join('')}}}`;
  // Converted in a second step, as the pieces are, so that both halves agree on default exports.
  const { outputFiles, metafile } = await build({
    ...common,
    ...bundling,
    format: 'esm',
    metafile: true,
    stdin: { contents, resolveDir: root },
    plugins: [replacements, lateImports, withoutFormatter, lateWidths],
  });
  const { code } = await transform(outputFiles[0].text, commonJs);
  // Sorted, because which was found first differs: the same sources make the same pieces, so no build sweeps away those in use.
  return {
    text: code,
    late: [...late].toSorted((a, b) => (a < b ? -1 : 1)),
    inputs: Object.keys(metafile.inputs),
  };
}

/** @returns pieces by file name, and for each module in `entries` its piece */
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

async function bundle() {
  // Imported late, so that a checkout without node_modules reaches the last line of this file.
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

/** Makes the home look used: a journal and a value, so that the code for them is compiled and kept too. */
const lived = [
  { args: ['grade', '1', 'good'], env: { PREP_KEEP_COMPILED: 'pieces' } },
  { args: ['grade', '2', 'again'], env: { PREP_KEEP_COMPILED: 'pieces' } },
  { args: ['fill', '--set', 'attention_ms_512=12'], env: { PREP_KEEP_COMPILED: 'pieces' } },
  { args: ['show', '4'], env: { PREP_KEEP_COMPILED: 'pieces' } },
  { args: ['fill', '--list'], env: { PREP_KEEP_COMPILED: 'pieces' } },
];
/** With empty caches, then with full ones. Code that only `--help` needs would slow down all other starts. */
const started = [[], ['next', '--json'], ['list'], [], ['next'], ['list']];

/**
 * Lets prep run in a home of its own, so that the loader keeps what the engine compiled, and prep what it read in the bank. A start
 * needs none of it.
 */
function warmUp() {
  rmSync(bankCache, { force: true });
  const home = mkdtempSync(join(tmpdir(), 'prep-build-'));
  const own = { ...process.env, PREP_HOME: home };
  const run = (args, env) =>
    spawnSync(process.execPath, [join(root, 'bin', 'prep.js'), ...args], {
      env,
      stdio: 'ignore',
      timeout: 10_000,
    });
  for (const { args, env } of lived) run(args, { ...own, ...env });
  for (const args of started) run(args, { ...own, PREP_KEEP_COMPILED: '1', FORCE_COLOR: '1' });
  keepBank(join(home, 'cache'));
  rmSync(home, { recursive: true, force: true });
}

/** Keeps what prep read in the shipped bank. It holds for these files by path and time, so a package goes without. */
function keepBank(folder) {
  const [name] = existsSync(folder) ? readdirSync(folder).filter((each) => each.startsWith('banks-')) : [];
  if (name !== undefined) place(basename(bankCache), readFileSync(join(folder, name)));
}

/** Puts a file in its place in one step, so that a prep that starts meanwhile sees the old one or the new one. */
function place(name, text) {
  const path = join(dist, name);
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  // The engine compares compiled code with its source by length alone.
  for (const old of readdirSync(dist))
    if (old.startsWith(`${name}.`) && old.endsWith('.cache')) rmSync(join(dist, old), { force: true });
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
}

/**
 * Removes pieces of earlier builds. A running prep may still load recent ones, so these stay, except in a
 * package.
 */
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

// The first `npx prep` in a checkout runs `prepare` again, as `npm ci` did a moment ago.
const { npm_command: command, npm_lifecycle_event: event } = process.env;
const built = command === 'exec' && event === 'prepare' && existsSync(join(dist, 'main.js'));

try {
  if (!built) await buildAll();
  if (strict && !existsSync(join(dist, 'main.js'))) throw new Error('dist/main.js is missing');
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(`prep was not built: ${reason.split('\n')[0]}`);
  // `npx prep` before `npm ci` also runs this script. If it failed, npx would keep a broken prep forever; this
  // way bin/prep.js starts and says what to do.
  process.exitCode = command === 'exec' && !strict ? 0 : 1;
}
