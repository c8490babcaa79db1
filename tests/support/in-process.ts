// Runs prep's source in the process of the test, as a script would: real banks, journal and config file below a home, and what
// reaches stdout and stderr. For commands of which only the result counts; `cli.ts` runs the build in a process of its own.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { Readable } from 'node:stream';
import { main } from '../../src/main.ts';
import { showForScripts } from '../../src/io/store/folder.ts';
import { jsonOf, type Outcome, type RunOptions } from './cli.ts';
import { testEnvironment } from './environment.ts';

export type HereOptions = Pick<RunOptions, 'home' | 'input' | 'env' | 'cwd'>;

const STDOUT = 1;

/** Takes what is written to stdout and stderr until the returned function puts both back. */
function captured(said: { stdout: string; stderr: string }): () => void {
  const { writeSync } = fs;
  const { stderr } = process;
  const write = stderr.write.bind(stderr);
  const decoder = new TextDecoder();
  const take = (descriptor: number, data: string | NodeJS.ArrayBufferView, ...rest: never[]): number => {
    if (descriptor !== STDOUT || typeof data === 'string')
      return writeSync(descriptor, data as string, ...rest);
    said.stdout += decoder.decode(data, { stream: true });
    return data.byteLength;
  };
  fs.writeSync = take as typeof writeSync;
  stderr.write = (text: string | Uint8Array) => {
    said.stderr += String(text);
    return true;
  };
  syncBuiltinESMExports();
  return () => {
    fs.writeSync = writeSync;
    stderr.write = write;
    syncBuiltinESMExports();
  };
}

const exitCode = (): number => Number(process.exitCode ?? 0);

async function runAlone(args: readonly string[], options: HereOptions): Promise<Outcome> {
  const said = { stdout: '', stderr: '' };
  const before = { env: process.env, argv: process.argv, cwd: process.cwd(), code: process.exitCode };
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin');
  const release = captured(said);
  try {
    process.env = testEnvironment(options.home, options.env);
    process.argv = [...before.argv.slice(0, 2), ...args];
    process.chdir(options.cwd ?? before.cwd);
    process.exitCode = undefined;
    const input = Readable.from([Buffer.from(options.input ?? '')]);
    Object.defineProperty(process, 'stdin', { value: input, configurable: true });
    await main();
    return { ...said, status: exitCode() };
  } finally {
    release();
    if (stdin) Object.defineProperty(process, 'stdin', stdin);
    process.chdir(before.cwd);
    process.env = before.env;
    process.argv = before.argv;
    process.exitCode = before.code;
    showForScripts(false);
  }
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: a process has one folder, one environment and one stdout. */
export function runPrep(args: readonly string[], options: HereOptions): Promise<Outcome> {
  const outcome = last.then(() => runAlone(args, options));
  last = outcome.catch(() => undefined);
  return outcome;
}

export const runPrepJson = <Shape = unknown>(args: readonly string[], options: HereOptions): Promise<Shape> =>
  jsonOf(args, runPrep(args, options));
