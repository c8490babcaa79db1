// Runs the Python blocks of the sample bank, each in its own process, with a Python that has NumPy.
import { spawnSync } from 'node:child_process';

/** `needs`: what its title says it cannot run without. */
type PythonBlock = { readonly code: string; readonly needs: string | undefined };

const FENCE = /^```python(?<info>[^\n]*)\n(?<code>[\s\S]*?)^```\s*$/gm;

export const pythonBlocks = (markdown: string): readonly PythonBlock[] =>
  [...markdown.matchAll(FENCE)].map(({ groups }) => {
    const [, needs] = /title="needs ([^"]+)"/.exec(groups?.['info'] ?? '') ?? [];
    return { code: groups?.['code'] ?? '', needs };
  });

/** Some systems have NumPy only in the system's Python, behind another one on the PATH. */
const CANDIDATES = ['python3', '/usr/bin/python3', 'python'];
const LIMIT_MS = 20_000;

/** Undefined for none. */
export const pythonWithNumpy = (candidates: readonly string[] = CANDIDATES): string | undefined =>
  candidates.find((name) => spawnSync(name, ['-c', 'import numpy'], { timeout: LIMIT_MS }).status === 0);

/** In its own process; warnings of NumPy are errors. Returns the error, empty for none. */
export function runPython(python: string, code: string): string {
  const options = { input: code, encoding: 'utf8', timeout: LIMIT_MS } as const;
  const { status, stderr, error } = spawnSync(python, ['-W', 'error', '-'], options);
  if (status === 0) return '';
  return error ? error.message : stderr || `exit code ${status ?? 'none'}`;
}
