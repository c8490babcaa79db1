// Plain prompts in memory: piped input, and what was written. Only for files that vitest runs.
import { PassThrough } from 'node:stream';
import { afterEach } from 'vitest';
import { plainPrompts } from '../../src/io/terminal/plain-prompts.ts';
import type { Prompts } from '../../src/context.ts';

const opened: Prompts[] = [];

afterEach(() => {
  for (const prompts of opened.splice(0)) prompts.close();
});

/**
 * Closed after the test.
 * @param piped the whole input; without it, the input stays open
 */
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
