// Which files and folders of a project may hold results, by their names alone. Knows what tools call their output and
// what every project has lying about; opens nothing.

const RESULT_EXTENSION = /\.(?:json|jsonl|ndjson|ya?ml|toml|csv|tsv|db|sqlite3?)$/i;

/** Dot folders that tools write results to; all others hold what nobody cites from. */
const RESULT_DOT_FOLDERS: ReadonlySet<string> = new Set(['.benchmarks', '.wandb']);

/** Folders of other people's code. */
const FOREIGN_FOLDERS: ReadonlySet<string> = new Set([
  'node_modules',
  'bower_components',
  'venv',
  'virtualenv',
  '__pycache__',
  'site-packages',
  'dist-packages',
]);

/** Files that describe a project, a model or a run, by name without extension. */
const DESCRIPTIONS: ReadonlySet<string> = new Set([
  'added_tokens',
  'angular',
  'biome',
  'cargo',
  'codecov',
  'compose',
  'composer',
  'conda',
  'config',
  'coverage-final',
  'dataset_info',
  'deno',
  'environment',
  'generation_config',
  'jsconfig',
  'lerna',
  'manifest',
  'meta',
  'mkdocs',
  'model.safetensors.index',
  'netlify',
  'npm-shrinkwrap',
  'nx',
  'openapi',
  'package',
  'package-lock',
  'pnpm-lock',
  'pnpm-workspace',
  'preprocessor_config',
  'pubspec',
  'pyproject',
  'pytorch_model.bin.index',
  'renovate',
  'special_tokens_map',
  'swagger',
  'tokenizer',
  'tokenizer_config',
  'turbo',
  'vercel',
  'vocab',
  'wandb-metadata',
]);

/** Families of such names: compiler settings, containers, schemas, lock files, raw coverage of single processes. */
const DESCRIPTION = /^(?:tsconfig\b|docker-compose\b|coverage-\d+-\d+)|(?:\.schema|[.-]lock|\.config)$/;

/** Whether a folder of that name is looked into. */
export function isSearched(folder: string): boolean {
  return folder.startsWith('.') ? RESULT_DOT_FOLDERS.has(folder) : !FOREIGN_FOLDERS.has(folder.toLowerCase());
}

/**
 * Whether a file of that name may hold results.
 * @param isMetric true below a folder in which every file is a metric, whatever its name
 */
export function mayHoldResults(file: string, isMetric: boolean): boolean {
  if (file.startsWith('.')) return false;
  if (isMetric) return true;
  if (!RESULT_EXTENSION.test(file)) return false;
  const stem = file.replace(RESULT_EXTENSION, '').toLowerCase();
  return !DESCRIPTIONS.has(stem) && !DESCRIPTION.test(stem);
}
