// Keys as a terminal sends them, until a machine takes them as presses.
import { withNewlines } from '../core/line-ends.ts';
import type { Press } from './prompts-machine.ts';

/** A key as readline tells of it. */
export type Keypress = {
  readonly name?: string | undefined;
  readonly ctrl: boolean;
  readonly shift: boolean;
  readonly meta?: boolean;
  readonly sequence?: string;
};

const TYPES_NOTHING = /^\x1b|[\x00-\x08\x0a-\x1f\x7f]/;

function pressOf({ name, ctrl, shift, meta = false, sequence = '' }: Keypress): Press {
  const text = ctrl || TYPES_NOTHING.test(sequence) ? '' : sequence;
  return { name: name ?? '', ctrl, shift, meta, text };
}

/** More presses in one breath than a person makes while a line is slow: a paste that its terminal did not mark. */
const MOST_TYPED = 3;

/** What is left for the next prompt of presses that came in one breath, of which the one at `index` ended a prompt. */
export const leftOf = (presses: readonly Press[], index: number): readonly Press[] =>
  presses.length > MOST_TYPED ? [] : presses.slice(index + 1);

/** Collects single keys into presses, and the keys between paste marks into one press. */
export function pressCollector(left: Press[]): {
  add: (key: Keypress) => void;
  take: () => readonly Press[];
  pasting: () => boolean;
  isEmpty: () => boolean;
} {
  let presses = left.splice(0);
  let pasted: string | undefined;
  const add = (key: Keypress): void => {
    if (key.name === 'paste-start') pasted = '';
    else if (key.name === 'paste-end') {
      const text = withNewlines(pasted ?? '');
      presses.push({ name: 'paste', ctrl: false, meta: false, shift: false, text });
      pasted = undefined;
    } else if (pasted === undefined) presses.push(pressOf(key));
    else pasted += key.sequence ?? '';
  };
  const take = (): readonly Press[] => {
    const taken = presses;
    presses = [];
    return taken;
  };
  return { add, take, pasting: () => pasted !== undefined, isEmpty: () => presses.length === 0 };
}

/** Keys that wait for a prompt. */
export type EarlyKeys = {
  /** Gives them, and listens for no more. */
  readonly take: () => readonly Keypress[];
};

/** Listens for keys until the prompt does, and keeps them or not. */
export function earlyKeys(input: NodeJS.ReadableStream, keepsThem: boolean): EarlyKeys {
  const keys: Keypress[] = [];
  const onKey = (_: unknown, key: Keypress): void => {
    if (keepsThem) keys.push(key);
  };
  input.on('keypress', onKey);
  return {
    take: () => {
      input.removeListener('keypress', onKey);
      return keys.splice(0);
    },
  };
}
