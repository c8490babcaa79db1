// Knows who may import whom, and what pure rooms must not touch. Judges texts; knows nothing of disks.

/** A source file: its path below `src/`, with `/`, and its text. */
export type SourceFile = { readonly path: string; readonly text: string };

type Import = { readonly to: string; readonly typeOnly: boolean; readonly dynamic: boolean };

/** How one room may import another: `types` means `import type` alone, `late` means `import()` alone. */
type How = 'any' | 'types' | 'late';

/** The matrix of the architecture: a room and those it may import. A file beside the rooms is a room by its stem. */
const matrix: Readonly<Record<string, Readonly<Record<string, How>>>> = {
  core: { core: 'any' },
  formats: { formats: 'any', core: 'any' },
  screens: {
    screens: 'any',
    core: 'any',
    formats: 'types',
    context: 'types',
    prompting: 'types',
    sounding: 'types',
    outside: 'types',
  },
  io: {
    io: 'any',
    formats: 'any',
    core: 'any',
    context: 'types',
    prompting: 'types',
    sounding: 'types',
    outside: 'types',
  },
  drivers: {
    drivers: 'any',
    screens: 'any',
    formats: 'any',
    core: 'any',
    context: 'types',
    prompting: 'types',
    sounding: 'types',
    outside: 'types',
  },
  commands: {
    drivers: 'any',
    screens: 'any',
    formats: 'any',
    core: 'any',
    context: 'types',
    prompting: 'types',
    sounding: 'types',
    outside: 'types',
  },
  context: { core: 'types', formats: 'types', prompting: 'types', sounding: 'types', outside: 'types' },
  sounding: { core: 'types' },
  outside: { core: 'types', formats: 'types' },
  prompting: { core: 'types' },
  flags: {
    flags: 'any',
    commands: 'late',
    context: 'types',
    prompting: 'types',
    sounding: 'types',
    outside: 'types',
  },
  program: {
    flags: 'any',
    commands: 'late',
    drivers: 'late',
    core: 'any',
    context: 'types',
    prompting: 'types',
    sounding: 'types',
    outside: 'types',
  },
  main: {
    io: 'any',
    flags: 'any',
    program: 'any',
    core: 'any',
    context: 'types',
    prompting: 'types',
    sounding: 'types',
    outside: 'types',
    formats: 'late',
    screens: 'late',
  },
};

/** Rooms that may touch the machine. */
const machineRooms = new Set(['io', 'main']);

/** Libraries that a pure room may use at all; elsewhere one importing file a library is the only rule. */
const coreLibraries: Readonly<Record<string, string>> = { 'ts-fsrs': 'core/memory.ts' };

/** Libraries that are one thing to us, and the files that may import any of them. */
const families: readonly { readonly name: RegExp; readonly files: RegExp }[] = [
  { name: /^(@inquirer\/|inquirer$)/, files: /^io\/prompts[\w-]*\.ts$/ },
  { name: /^commander$/, files: /^(program|flags(\/\w+)?)\.ts$/ },
  // Markdown is drawn for terminals by screens and for pages by formats, which must not know each other.
  { name: /^marked$/, files: /^(screens\/markdown|formats\/markdown-html)\.ts$/ },
];

const banned: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'Date.now', pattern: /\bDate\.now\b/ },
  { what: 'new Date() without an argument', pattern: /\bnew Date(?:\(\s*\)|(?![\w(.]))/ },
  { what: 'Math.random', pattern: /\bMath\.random\b/ },
  { what: 'console', pattern: /\bconsole\s*\.\s*\w/ },
  { what: 'process', pattern: /(?<![\w$.'-])process\s*(?:\?\.|\.)\s*\w|(?<![\w$.'-])process\[/ },
];

const MAX_LINES = 260;

const roomOf = (path: string): string => path.split('/')[0]?.replace(/\.ts$/, '') ?? '';

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

function judgeImport(path: string, { to, typeOnly, dynamic }: Import): string | undefined {
  const room = roomOf(path);
  if (to.startsWith('node:'))
    return machineRooms.has(room) ? undefined : `${room} must not touch the machine (${to})`;
  if (!to.startsWith('.')) {
    const wrong = room === 'core' && coreLibraries[packageOf(to)] !== path;
    return wrong ? `core uses no library (${to})` : undefined;
  }
  const target = resolvePath(path, to);
  if (room === 'main' && target === '../package.json') return undefined;
  const how = matrix[room]?.[roomOf(target)];
  if (how === undefined) return `${room} must not import ${target}`;
  if (how === 'types' && !typeOnly) return `${room} may import types alone from ${target}`;
  if (how === 'late' && !dynamic && !typeOnly) return `${room} must import ${target} late, with import()`;
  return undefined;
}

function judgeText({ path, text }: SourceFile, code: string): readonly string[] {
  const found: string[] = [];
  if (!machineRooms.has(roomOf(path)))
    for (const { what, pattern } of banned) if (pattern.test(code)) found.push(`uses ${what}`);
  const lines = text.trimEnd().split('\n').length;
  if (lines > MAX_LINES) found.push(`has ${lines} lines, over ${MAX_LINES}`);
  if (/(?:^|\/)(?:utils?|helpers?|common|misc)(?:\/|\.ts$)/.test(path))
    found.push('has a name that says nothing');
  if (!text.startsWith('// ')) found.push('does not open with what it knows and must not know');
  return found;
}

function judgeLibraries(importers: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const found: string[] = [];
  for (const [library, files] of importers) {
    const family = families.find(({ name }) => name.test(library));
    const strangers = family ? [...files].filter((file) => !family.files.test(file)) : [...files].slice(1);
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
