// Runs the Python blocks of the shipped bank, each in a process of its own, with a Python that has NumPy.
import { spawnSync } from 'node:child_process';

/** A fenced block of Python; `needs` is what its title says that it cannot run without. */
type PythonBlock = { readonly code: string; readonly needs: string | undefined };

const FENCE = /^```python(?<info>[^\n]*)\n(?<code>[\s\S]*?)^```\s*$/gm;

/** The blocks of a Markdown text that are marked as Python, in order. */
export const pythonBlocks = (markdown: string): readonly PythonBlock[] =>
  [...markdown.matchAll(FENCE)].map(({ groups }) => {
    const [, needs] = /title="needs ([^"]+)"/.exec(groups?.['info'] ?? '') ?? [];
    return { code: groups?.['code'] ?? '', needs };
  });

/** Some systems keep NumPy with the Python of the system, behind another one on the PATH. */
const CANDIDATES = ['python3', '/usr/bin/python3', 'python'];
const LIMIT_MS = 20_000;

/** The first Python that can import NumPy; undefined when there is none. */
export const pythonWithNumpy = (candidates: readonly string[] = CANDIDATES): string | undefined =>
  candidates.find((name) => spawnSync(name, ['-c', 'import numpy'], { timeout: LIMIT_MS }).status === 0);

/** Runs code in a process of its own; warnings of NumPy are errors. Returns what went wrong, empty for nothing. */
export function runPython(python: string, code: string): string {
  const options = { input: code, encoding: 'utf8', timeout: LIMIT_MS } as const;
  const { status, stderr, error } = spawnSync(python, ['-W', 'error', '-'], options);
  if (status === 0) return '';
  return error ? error.message : stderr || `exit code ${status ?? 'none'}`;
}
