// Programs that play, speak and recognise: they run to their end or are stopped, and what went wrong is one
// sentence.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Environment, Playback, SoundSpan, Transcribing } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { plainLine } from '../../core/base/text.ts';
import { fillWords, hasPlace, type Samples, type SoundProgram } from '../../core/speech/sound.ts';
import { MAX_TRANSCRIPT_BYTES, readTranscript } from '../../formats/speech/transcript.ts';
import { deviceTrouble, type Ending, isUnheard, programTrouble } from '../../formats/speech/trouble.ts';
import { writeWav } from '../../formats/speech/wav.ts';
import { reasonOf } from '../programs/system-error.ts';
import { writeFailure } from '../store/folder.ts';
import type { Machine } from './programs.ts';

// Programs for sound while they run: started from an argument array, asked to end before they are made to,
// and never left behind.

/** How long a program gets to do as it is told, ms. */
export type Patience = {
  /** After SIGINT, then after SIGTERM; SIGKILL follows. */
  readonly interruptMs: number;
  readonly terminateMs: number;
  /** For what it printed to arrive once it has ended. */
  readonly drainMs: number;
};

/** Long enough for a recorder to write its header, short enough for somebody who waits. */
const PATIENCE: Patience = { interruptMs: 1500, terminateMs: 700, drainMs: 700 };

/** How long those get that run when prep itself ends, ms. */
const LAST_MS = 150;
const MAX_STDERR_CHARS = 64_000;

/** A program that runs. */
export type Child = {
  /** Settles once it has ended and all that it printed was read. Never rejects. */
  readonly ended: Promise<Ending>;
  /** Asks it to end with SIGINT, then with SIGTERM, then ends it; settles as `ended` does. */
  readonly end: () => Promise<Ending>;
  /** Ends it at once. */
  readonly kill: () => void;
};

type ChildOptions = {
  /** Its name in sentences. */
  readonly name: string;
  readonly words: readonly string[];
  readonly env: Environment;
  /** Its standard input; empty when left out. */
  readonly input?: string;
  /** Told what it prints on stdout, as it comes. */
  readonly onOutput?: (bytes: Uint8Array) => void;
  /** True for what has a file to finish: it is asked, and not just killed, when prep ends. */
  readonly finishes?: boolean;
  readonly patience?: Patience;
};

const canGroup = process.platform !== 'win32';

/** Sends a signal to the program and to all that it started. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (canGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended already.
  }
}

const running = new Map<ChildProcess, boolean>();

/** Ends all that run, without waiting for events: there will be none. */
function endAll(): void {
  if (running.size === 0) return;
  let isWaiting = false;
  for (const [child, finishes] of running) {
    signalGroup(child, finishes ? 'SIGINT' : 'SIGKILL');
    isWaiting ||= finishes;
  }
  if (isWaiting) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LAST_MS);
    for (const child of running.keys()) signalGroup(child, 'SIGKILL');
  }
  running.clear();
  release();
}

/** What else listens, such as a session, decides how prep ends; alone, the signal does as it would have done. */
function onFatal(signal: NodeJS.Signals): void {
  if (signal === 'SIGINT' && process.listenerCount('SIGINT') > 1) return;
  endAll();
  release();
  if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
}

const FATAL = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function guard(): void {
  process.on('exit', endAll);
  for (const signal of FATAL) process.on(signal, onFatal);
}

function release(): void {
  process.removeListener('exit', endAll);
  for (const signal of FATAL) process.removeListener(signal, onFatal);
}

function remember(child: ChildProcess, finishes: boolean): void {
  if (running.size === 0) guard();
  running.set(child, finishes);
}

function forget(child: ChildProcess): void {
  if (running.delete(child) && running.size === 0) release();
}

/** The last of what a program complains about. */
function lastOf(stream: ChildProcess['stderr']): () => string {
  let text = '';
  stream?.setEncoding('utf8').on('data', (part: string) => {
    text = (text + part).slice(-MAX_STDERR_CHARS);
  });
  return () => text;
}

function startFailure(name: string, error: unknown): Failure {
  return new Failure('sound-start', `${name} could not be started: ${reasonOf(error)}.`, {
    hint: '`prep doctor` says which programs are there, `prep config` which are set',
    cause: error,
  });
}

function spawned(child: ChildProcess, name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(startFailure(name, error)));
  });
}

/** Settles when the program has ended and its output was read, or when those that it left behind keep the output open. */
function endOf(child: ChildProcess, stderr: () => string, drainMs: number): Promise<Ending> {
  return new Promise((resolve) => {
    const finish = (): void => {
      forget(child);
      resolve({ code: child.exitCode, signal: child.signalCode, stderr: stderr() });
    };
    child.once('close', finish);
    child.once('exit', () => {
      const timer = setTimeout(() => {
        signalGroup(child, 'SIGKILL');
        child.stdout?.destroy();
        child.stderr?.destroy();
        finish();
      }, drainMs);
      child.once('close', () => clearTimeout(timer));
    });
  });
}

const within = (ended: Promise<Ending>, ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void ended.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });

/** Starts a program. Throws `Failure` when that cannot be done. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, words, env, input, onOutput, finishes = false, patience = PATIENCE } = options;
  const [program = '', ...args] = words;
  let child: ChildProcess;
  try {
    child = spawn(program, args, {
      env: { ...env },
      // A group of its own: Ctrl-C in the terminal is for prep, which then ends the program in its own time.
      detached: canGroup,
      windowsHide: true,
      stdio: [input === undefined ? 'ignore' : 'pipe', onOutput ? 'pipe' : 'ignore', 'pipe'],
    });
  } catch (error) {
    throw startFailure(name, error);
  }
  const stderr = lastOf(child.stderr);
  if (onOutput) child.stdout?.on('data', onOutput);
  const ended = endOf(child, stderr, patience.drainMs);
  await spawned(child, name);
  if (child.exitCode === null && child.signalCode === null) remember(child, finishes);
  // A program that does not read its input has ended, and that is told by itself.
  child.stdin?.on('error', () => undefined).end(input);
  const end = async (): Promise<Ending> => {
    signalGroup(child, 'SIGINT');
    if (await within(ended, patience.interruptMs)) return ended;
    signalGroup(child, 'SIGTERM');
    if (await within(ended, patience.terminateMs)) return ended;
    signalGroup(child, 'SIGKILL');
    return ended;
  };
  return { ended, end, kill: () => signalGroup(child, 'SIGKILL') };
}

export type RunOptions = { readonly machine: Machine; readonly patience?: Patience };

/** The longest text that is spoken in one go, in characters: some ten minutes. */
const MAX_SPOKEN_CHARS = 10_000;

type Job = { readonly started: Promise<Child>; readonly stop: () => void; readonly isStopped: () => boolean };

/** Starts a program that can be stopped even before it has started. */
function begin(options: ChildOptions): Job {
  let isStopped = false;
  const started = startChild(options);
  const stop = (): void => {
    isStopped = true;
    started.then(
      (child) => child.end(),
      () => undefined,
    );
  };
  return { started, stop, isStopped: () => isStopped };
}

const sentenceOf = (error: unknown): string => {
  if (error instanceof Failure) return error.message;
  throw error;
};

function playback(options: ChildOptions, trouble: (ending: Ending) => string): Playback {
  const { started, stop, isStopped } = begin(options);
  const done = started.then(async (child) => {
    const ending = await child.ended;
    return isStopped() || !isUnheard(ending) ? undefined : trouble(ending);
  }, sentenceOf);
  return { done, stop };
}

/** Plays a file. */
export function playFile(program: SoundProgram, path: string, { machine, patience }: RunOptions): Playback {
  const { name, words } = program;
  return playback(
    {
      name,
      words: fillWords(words, { file: path }),
      // For a player whose words have no place for it.
      env: { ...machine.env, PREP_SOUND_FILE: path },
      patience,
    },
    (ending) => deviceTrouble(name, 'player', ending, machine.platform).message,
  );
}

/** Speaks a text: as an argument where the words have a place for it, else through stdin. */
export function speakText(program: SoundProgram, text: string, { machine, patience }: RunOptions): Playback {
  const { name, words } = program;
  const plain = plainLine(text).slice(0, MAX_SPOKEN_CHARS);
  return playback(
    {
      name,
      words: fillWords(words, { text: plain }),
      env: machine.env,
      ...(hasPlace(words, '{text}') ? {} : { input: `${plain}\n` }),
      patience,
    },
    (ending) => deviceTrouble(name, 'voice', ending, machine.platform).message,
  );
}

type Recognised = { readonly text: string } | { readonly fault: string };

/** What a recogniser that came to its end has heard. */
function recognised(name: string, ending: Ending, output: Uint8Array): Recognised {
  if (ending.code !== 0) return { fault: programTrouble(name, ending) };
  const transcript = readTranscript(output);
  return 'fault' in transcript ? { fault: `${name} ${transcript.fault}.` } : transcript;
}

/**
 * Has a file recognised.
 * @param limitMs how long the recogniser may take
 */
export function transcribeFile(
  program: SoundProgram,
  path: string,
  limitMs: number,
  { machine, patience }: RunOptions,
): Transcribing {
  const { name, words } = program;
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let fault: string | undefined;
  const giveUp = (reason: string): void => {
    fault ??= `${name} ${reason}, and was ended.`;
    job.stop();
  };
  const job = begin({
    name,
    words: fillWords(words, { file: path }),
    env: machine.env,
    onOutput: (part) => {
      bytes += part.length;
      if (bytes <= MAX_TRANSCRIPT_BYTES) parts.push(part);
      else giveUp('printed more than a transcript can be');
    },
    patience,
  });
  const finish = async (child: Child): Promise<Recognised> => {
    const tooLong = `took longer than ${Math.round(limitMs / 1000)} s`;
    const timer = setTimeout(() => giveUp(tooLong), limitMs);
    const ending = await child.ended;
    clearTimeout(timer);
    if (fault !== undefined) return { fault };
    if (job.isStopped()) return { fault: `${name} was stopped.` };
    return recognised(name, ending, Buffer.concat(parts));
  };
  const result = job.started.then(finish, (error: unknown) => ({ fault: sentenceOf(error) }));
  return { result, stop: job.stop };
}

// A part of a recording as a file of its own, for a recogniser; it is gone once that is done.

export type Cut = { readonly path: string; readonly discard: () => void };

/** Writes the part in `span`, which nobody else may read. Throws `Failure`: no room for it. */
export function cutSound({ perSecond, samples }: Samples, { fromMs, toMs }: SoundSpan): Cut {
  const at = (ms: number): number => Math.round((ms / 1000) * perSecond);
  const part = samples.subarray(at(fromMs), toMs === undefined ? undefined : at(toMs));
  const folder = mkdtempSync(join(tmpdir(), 'prep-'));
  const path = join(folder, 'part.wav');
  const discard = (): void => {
    process.off('exit', discard);
    rmSync(folder, { recursive: true, force: true });
  };
  // Whoever leaves while it is recognised leaves no sound behind.
  process.on('exit', discard);
  try {
    writeFileSync(path, writeWav({ perSecond, samples: part }), { mode: 0o600 });
  } catch (error) {
    discard();
    throw writeFailure(path, error);
  }
  return { path, discard };
}
