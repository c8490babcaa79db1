// Plain prompts over ends in memory: what is piped in, what was written. Only for files that vitest runs.
import { PassThrough } from 'node:stream';
import { afterEach } from 'vitest';
import { plainPrompts } from '../../src/io/terminal/plain-prompts.ts';
import type { Prompts } from '../../src/context.ts';

const opened: Prompts[] = [];

afterEach(() => {
  for (const prompts of opened.splice(0)) prompts.close();
});

/** Opens prompts that are closed after the test. @param piped all of the input; it stays open when left out */
export function openPlain(piped?: string): {
  readonly prompts: Prompts;
  readonly input: PassThrough;
  readonly written: () => string;
} {
  const input = new PassThrough();
  let text = '';
  const prompts = plainPrompts(input, (more) => void (text += more));
  opened.push(prompts);
  if (piped !== undefined) input.end(piped);
  return { prompts, input, written: () => text };
}
