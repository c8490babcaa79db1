// Lines of an input, one at a time, however they arrive: a line that was piped in before it was asked for is kept.
import { StringDecoder } from 'node:string_decoder';

export type LineReader = {
  /** The next line without its newline; undefined when the input has ended or `stop` was called, or `until` settled first. */
  readonly next: (until?: Promise<unknown>) => Promise<string | undefined>;
  /** Ends a wait, and all later ones. */
  readonly stop: () => void;
  /** Gives the input back. */
  readonly close: () => void;
};

type Waiter = (line: string | undefined) => void;

/** Reads `input` line by line. Nothing is read before the first line is asked for. */
export function readLines(input: NodeJS.ReadableStream): LineReader {
  const decoder = new StringDecoder('utf8');
  const lines: string[] = [];
  const waiters: Waiter[] = [];
  let partial = '';
  let isOver = false;
  let isStarted = false;

  const serve = (): void => {
    const served = isOver ? waiters.length : Math.min(waiters.length, lines.length);
    for (const waiter of waiters.splice(0, served)) waiter(lines.shift());
    // What nobody waits for stays in the pipe.
    if (waiters.length === 0 && isStarted) input.pause();
  };
  const take = (text: string): void => {
    const parts = (partial + text).split('\n');
    partial = parts.pop() ?? '';
    lines.push(...parts.map((line) => line.replace(/\r$/, '')));
    serve();
  };
  const onData = (chunk: Buffer | string): void =>
    take(typeof chunk === 'string' ? chunk : decoder.write(chunk));
  const onEnd = (): void => {
    partial += decoder.end();
    if (partial !== '') lines.push(partial);
    partial = '';
    isOver = true;
    serve();
  };
  const start = (): void => {
    isStarted = true;
    if (!input.readable) return onEnd();
    input.on('data', onData).on('end', onEnd).on('error', onEnd);
  };
  const stop = (): void => {
    isOver = true;
    lines.length = 0;
    serve();
  };
  return {
    next: (until) =>
      new Promise((resolve) => {
        waiters.push(resolve);
        if (!isStarted) start();
        serve();
        if (waiters.length > 0) input.resume();
        void until?.then(() => {
          const at = waiters.indexOf(resolve);
          if (at !== -1) waiters.splice(at, 1);
          resolve(undefined);
        });
      }),
    stop,
    close: () => {
      input.removeListener('data', onData).removeListener('end', onEnd).removeListener('error', onEnd);
      if (isStarted) input.pause();
    },
  };
}
