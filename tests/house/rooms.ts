// The rules of the house (docs/architecture.md) as a judge of source texts: layers, rooms and their order, what pure layers must
// not touch, and one home for each library.

/** A source file: its path below `src/`, with `/`, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

type Import = { readonly to: string; readonly typeOnly: boolean; readonly dynamic: boolean };

/** How one layer may import another: `types` means `import type` alone, `late` means `import()` alone. */
type How = 'any' | 'types' | 'late';

/** A layer and those it may import besides itself. A file beside the layers is a layer of one file. */
const LAYERS: Readonly<Record<string, Readonly<Record<string, How>>>> = {
  core: {},
  formats: { core: 'any' },
  screens: { core: 'any', formats: 'types', context: 'types' },
  io: { formats: 'any', core: 'any', context: 'types' },
  commands: { screens: 'any', formats: 'any', core: 'any', context: 'types', cli: 'types' },
  context: { core: 'types', formats: 'types' },
  cli: { commands: 'late', core: 'any', context: 'types' },
  main: { io: 'any', cli: 'any', core: 'any', context: 'types', formats: 'late', screens: 'any' },
};

/**
 * The rooms of each layer. In `core` they are in order: a room may import those before it. The other layers have the same
 * rooms where they need them, and their own beside them.
 */
export const ROOMS = {
  core: [
    'base',
    'values',
    'fill',
    'settings',
    'schedule',
    'speech',
    'stories',
    'feedback',
    'bank',
    'quiz',
    'mock',
    'progress',
    'import',
    'check',
  ],
  formats: [
    'notation',
    'markdown',
    'question',
    'import',
    'export',
    'results',
    'pages',
    'stored',
    'json',
    'speech',
  ],
  screens: [
    'ui',
    'bank',
    'fill',
    'settings',
    'speech',
    'stories',
    'quiz',
    'mock',
    'progress',
    'import',
    'check',
  ],
  commands: [
    'shared',
    'bank',
    'fill',
    'settings',
    'speech',
    'stories',
    'quiz',
    'mock',
    'progress',
    'import',
    'check',
  ],
  io: ['store', 'terminal', 'banks', 'archives', 'results', 'speech', 'programs'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** Layers that may touch the machine. */
const MACHINE_LAYERS = new Set(['io', 'main']);

/** Libraries that `core` may use: they compute, and touch nothing. */
const PURE_LIBRARIES = new Set(['ts-fsrs', 'diff', 'entities', 'fastest-levenshtein', 'stemmer']);

/** Libraries with more than one home, and the files that may import them. Any other library has one importing file. */
const HOMES: readonly { readonly library: RegExp; readonly files: RegExp }[] = [
  { library: /^(@inquirer\/|inquirer$)/, files: /^io\/terminal\/[\w-]+\.ts$/ },
  // Markdown is drawn for terminals by screens and for pages by formats, which must not know each other.
  { library: /^marked$/, files: /^(screens\/ui\/markdown|formats\/markdown\/to-html)\.ts$/ },
  // Words are compared in feedback, lines in a history.
  { library: /^diff$/, files: /^core\/(feedback\/opposites|progress\/history)\.ts$/ },
  // Mistakes in JSON are reported for the config file and for every other.
  { library: /^jsonc-parser$/, files: /^formats\/(stored\/config-file|notation\/json)\.ts$/ },
  // Each file that people or prep wrote has its shape beside its reader.
  { library: /^valibot$/, files: /^formats\/stored\/[\w-]+\.ts$/ },
];

const BANNED: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'Date.now', pattern: /\bDate\.now\b/ },
  { what: 'new Date() without an argument', pattern: /\bnew Date(?:\(\s*\)|(?![\w(.]))/ },
  { what: 'Math.random', pattern: /\bMath\.random\b/ },
  { what: 'console', pattern: /\bconsole\s*\.\s*\w/ },
  { what: 'process', pattern: /(?<![\w$.'-])process\s*(?:\?\.|\.)\s*\w|(?<![\w$.'-])process\[/ },
];

const layerOf = (path: string): string => path.split('/')[0]?.replace(/\.ts$/, '') ?? '';
const roomOf = (path: string): string | undefined =>
  path.split('/').length > 2 ? path.split('/')[1] : undefined;

/** Text without comments; strings stay, so that a `//` inside one is not taken for a comment. */
const withoutComments = (text: string): string =>
  text.replaceAll(/'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (piece) =>
    piece.startsWith('/') ? ' ' : piece,
  );

function importsOf(code: string): readonly Import[] {
  const statements = code.matchAll(/^\s*(?:import|export)\s+(type\s)?[^;'"]*?from\s*['"]([^'"]+)['"]/gm);
  const bare = code.matchAll(/^\s*import\s*['"]([^'"]+)['"]/gm);
  const late = code.matchAll(/\b(?:import|require)\(\s*['"`]([^'"`]+)['"`]/g);
  return [
    ...Array.from(statements, ([, type, to = '']) => ({ to, typeOnly: type !== undefined, dynamic: false })),
    ...Array.from(bare, ([, to = '']) => ({ to, typeOnly: false, dynamic: false })),
    ...Array.from(late, ([, to = '']) => ({ to, typeOnly: false, dynamic: true })),
  ];
}

/** Path below `src/` that a relative import of `from` means; it may leave `src/`, as `../…`. */
function resolvePath(from: string, to: string): string {
  const parts = from.split('/').slice(0, -1);
  for (const part of to.split('/')) {
    const above = part === '..' && parts.length > 0 && parts.at(-1) !== '..';
    if (above) parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

const packageOf = (to: string): string => to.split('/', to.startsWith('@') ? 2 : 1).join('/');

function judgeLayers(path: string, target: string, { typeOnly, dynamic }: Import): string | undefined {
  const [layer, other] = [layerOf(path), layerOf(target)];
  const how = layer === other ? 'any' : LAYERS[layer]?.[other];
  if (how === undefined) return `${layer} must not import ${target}`;
  if (how === 'types' && !typeOnly) return `${layer} may import types alone from ${target}`;
  if (how === 'late' && !dynamic && !typeOnly) return `${layer} must import ${target} late, with import()`;
  return undefined;
}

/** The order of core's rooms holds for types too: a type shows where a thing belongs. */
function judgeOrder(path: string, target: string): string | undefined {
  if (layerOf(path) !== 'core' || layerOf(target) !== 'core') return undefined;
  const rooms: readonly string[] = ROOMS.core;
  const [room = '', other = ''] = [roomOf(path), roomOf(target)];
  return rooms.indexOf(room) < rooms.indexOf(other) ? `core/${room} comes before core/${other}` : undefined;
}

function judgeImport(path: string, each: Import): string | undefined {
  const { to } = each;
  const layer = layerOf(path);
  if (to.startsWith('node:'))
    return MACHINE_LAYERS.has(layer) ? undefined : `${layer} must not touch the machine (${to})`;
  if (!to.startsWith('.')) {
    const wrong = layer === 'core' && !PURE_LIBRARIES.has(packageOf(to));
    return wrong ? `core uses pure libraries alone (${to})` : undefined;
  }
  const target = resolvePath(path, to);
  if (layer === 'main' && target === '../package.json') return undefined;
  return judgeLayers(path, target, each) ?? judgeOrder(path, target);
}

function judgePlace(path: string): string | undefined {
  const layer = layerOf(path);
  if (!(layer in ROOMS)) return layer in LAYERS ? undefined : 'lies beside the layers';
  const rooms: readonly string[] = Object.entries(ROOMS).find(([name]) => name === layer)?.[1] ?? [];
  const room = roomOf(path);
  if (room === undefined) return `lies in no room of ${layer}`;
  return rooms.includes(room) ? undefined : `${layer} has no room ${room}`;
}

function judgeText({ path, text }: SourceFile, code: string): readonly string[] {
  const found: string[] = [];
  const place = judgePlace(path);
  if (place !== undefined) found.push(place);
  if (!MACHINE_LAYERS.has(layerOf(path)))
    for (const { what, pattern } of BANNED) if (pattern.test(code)) found.push(`uses ${what}`);
  if (/(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/.test(path))
    found.push('has a name that says nothing');
  return text.trim() === '' ? [...found, 'is empty'] : found;
}

function judgeLibraries(importers: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const found: string[] = [];
  for (const [library, files] of importers) {
    const home = HOMES.find((each) => each.library.test(library));
    const strangers = home ? [...files].filter((file) => !home.files.test(file)) : [...files].slice(1);
    for (const file of strangers) found.push(`${file}: ${library} has its home in another file`);
  }
  return found;
}

/** Everything in `files` that breaks a rule of the house, as `path: what`, in order of the paths. */
export function violations(files: readonly SourceFile[]): readonly string[] {
  const importers = new Map<string, Set<string>>();
  const found: string[] = [];
  for (const file of files) {
    const code = withoutComments(file.text);
    for (const each of importsOf(code)) {
      const wrong = judgeImport(file.path, each);
      if (wrong !== undefined) found.push(`${file.path}: ${wrong}`);
      if (each.to.startsWith('.') || each.to.startsWith('node:')) continue;
      const library = packageOf(each.to);
      importers.set(library, (importers.get(library) ?? new Set()).add(file.path));
    }
    found.push(...judgeText(file, code).map((wrong) => `${file.path}: ${wrong}`));
  }
  return [...found, ...judgeLibraries(importers)].toSorted();
}
