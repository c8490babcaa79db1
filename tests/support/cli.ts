// Runs the built prep without a terminal, as a script would.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { join } from 'node:path';
import { program, testEnvironment, type Environment } from './environment.ts';

export type Outcome = { readonly stdout: string; readonly stderr: string; readonly status: number };

export type RunOptions = {
  readonly home: string;
  readonly input?: string;
  readonly env?: Environment;
  readonly cwd?: string;
  /** Stderr is written to stdout, in order; only where prep stays. */
  readonly joined?: boolean;
  /** Replaces `node bin/prep.js`. */
  readonly command?: readonly string[];
};

const AFTER_SIGNAL = 128;

function read({ stdout, stderr }: ChildProcess, onText: () => void = () => undefined) {
  const said = { stdout: '', stderr: '' };
  const add = (name: 'stdout' | 'stderr') => (text: string) => {
    said[name] += text;
    onText();
  };
  stdout?.setEncoding('utf8').on('data', add('stdout'));
  stderr?.setEncoding('utf8').on('data', add('stderr'));
  return said;
}

/** In a process of its own. `status` is the exit code; 128 if a signal ended it. */
export function startPrep(args: readonly string[], options: RunOptions): Promise<Outcome> {
  const [file = '', ...first] = options.command ?? program;
  const child = spawn(file, [...first, ...args], {
    cwd: options.cwd,
    env: testEnvironment(options.home, options.env),
    stdio: 'pipe',
  });
  const said = read(child);
  // A prep that ends without reading its input closes the pipe, which is no failure.
  child.stdin.on('error', () => undefined).end(options.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...said, status: code ?? AFTER_SIGNAL }));
  });
}

const END = '\0end\n';
/** A command takes a tenth of a second, but a hundred times that on a busy machine. */
const LONGEST_MS = 120_000;

export type StayingPrep = {
  readonly run: (args: readonly string[], options: RunOptions) => Promise<Outcome>;
  readonly end: () => void;
};

/** A prep that stays, and runs one command after the other: for what does not depend on how prep starts and ends. */
export function openPrep(): StayingPrep {
  let onText = (): void => undefined;
  let warm: { readonly child: ChildProcess; readonly said: { stdout: string; stderr: string } } | undefined;

  const warmPrep = (): NonNullable<typeof warm> => {
    if (warm) return warm;
    const child = fork(join(import.meta.dirname, 'warm-prep.cjs'), {
      env: testEnvironment(''),
      // As for the workers of vitest.
      execArgv: ['--max-semi-space-size=32'],
      silent: true,
    });
    return (warm = { child, said: read(child, () => onText()) });
  };

  const runWarm = (args: readonly string[], options: RunOptions): Promise<Outcome> => {
    const { home, input = '', env, cwd = process.cwd(), joined = false } = options;
    const { child, said } = warmPrep();
    said.stdout = said.stderr = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS);
    return new Promise((resolve, reject) => {
      const onExit = (): void => {
        warm = undefined;
        clearTimeout(timer);
        reject(new Error(`prep ${args.join(' ')} ended its process:\n${said.stdout}\n${said.stderr}`));
      };
      child.once('exit', onExit);
      onText = () => {
        if (!said.stdout.endsWith(END) || !said.stderr.endsWith(END)) return;
        child.off('exit', onExit);
        clearTimeout(timer);
        const [, stdout = '', status] = /^([^]*)\0(\d+)\0end\n$/.exec(said.stdout) ?? [];
        resolve({ stdout, stderr: said.stderr.slice(0, -END.length), status: Number(status) });
      };
      child.send({ args, env: testEnvironment(home, env), cwd, input, joined, end: END });
    });
  };

  let last: Promise<unknown> = Promise.resolve();
  const run = (args: readonly string[], options: RunOptions): Promise<Outcome> => {
    const outcome = last.then(() => runWarm(args, options));
    last = outcome.catch(() => undefined);
    return outcome;
  };
  return { run, end: () => void warm?.child.kill() };
}

const staying = openPrep();

/** In a prep that stays, which the tests of a worker share. */
export const runPrep = (args: readonly string[], options: RunOptions): Promise<Outcome> =>
  options.command ? startPrep(args, options) : staying.run(args, options);

/** Standard output as one JSON document, whose structure the caller states. Fails with the whole output if it is not JSON. */
export async function jsonOf<Shape>(args: readonly string[], outcome: Promise<Outcome>): Promise<Shape> {
  const { stdout, stderr, status } = await outcome;
  try {
    const document: Shape = JSON.parse(stdout);
    return document;
  } catch {
    throw new Error(`prep ${args.join(' ')} ended with ${status} and printed no JSON:\n${stdout}\n${stderr}`);
  }
}

export const runPrepJson = <Shape = unknown>(args: readonly string[], options: RunOptions): Promise<Shape> =>
  jsonOf(args, runPrep(args, options));
