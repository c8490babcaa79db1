// Runs the built prep without a terminal, as a script would.
import { spawn } from 'node:child_process';
import { program, testEnvironment, type Environment } from './environment.ts';

export type Outcome = { readonly stdout: string; readonly stderr: string; readonly status: number };

export type RunOptions = {
  readonly home: string;
  readonly input?: string;
  readonly env?: Environment;
  readonly cwd?: string;
  /** Replaces `node bin/prep.js`. */
  readonly command?: readonly string[];
};

const AFTER_SIGNAL = 128;

/** `status` is the exit code; 128 if a signal ended it. */
export function runPrep(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const [file = '', ...first] = options.command ?? program;
  const child = spawn(file, [...first, ...args], {
    cwd: options.cwd,
    env: testEnvironment(options.home, options.env),
    stdio: 'pipe',
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A prep that ends without reading its input closes the pipe, which is no failure.
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ stdout, stderr, status: code ?? AFTER_SIGNAL }));
  });
}

/**
 * Standard output as one JSON document, whose structure the caller states and then tests. Fails with the whole
 * output if it is not JSON.
 */
export async function runPrepJson<Shape = unknown>(
  args: readonly string[],
  options: RunOptions,
): Promise<Shape> {
  const { stdout, stderr, status } = await runPrep(args, options);
  try {
    const document: Shape = JSON.parse(stdout);
    return document;
  } catch {
    throw new Error(`prep ${args.join(' ')} ended with ${status} and printed no JSON:\n${stdout}\n${stderr}`);
  }
}
