// Prompts without a terminal: pressed and drawn.
import type {
  AnswerPrompt,
  Asking,
  LivePrompt,
  LivePrompts,
  PointsPrompt,
  Press,
  RatePrompt,
  RecordPrompt,
} from '../../src/context.ts';
import { instantOf } from '../../src/core/base/day.ts';

const key = (name: string, text = ''): Press => ({ name, text, ctrl: false, meta: false, shift: false });

export function pressed<T>(prompt: LivePrompt<T>, ...names: readonly string[]): LivePrompt<T> {
  for (const name of names) prompt.press(key(name), { columns: 80, rows: 24 }, false);
  return prompt;
}

/** What `ask` asks, after 42 s. */
function asked({ asking }: LivePrompts, ask: (prompts: Asking) => unknown): LivePrompt<unknown> {
  const found: LivePrompt<unknown>[] = [];
  const never = <Value>(_: unknown, prompt: LivePrompt<Value>): Promise<Value> => {
    found.push(prompt);
    return new Promise(() => undefined);
  };
  ask(asking(never, { now: () => instantOf(42_000) }));
  const [prompt] = found;
  if (!prompt) throw new Error('nothing was asked');
  return prompt;
}

const AWAITING = { startedAt: instantOf(0), targetMs: 180_000, onText: () => undefined } as const;

/** After 42 s of 3 minutes. */
export const answering = (live: LivePrompts, mode: 'type' | 'think', more: Partial<AnswerPrompt> = {}) =>
  asked(live, ({ answer }) => answer({ ...AWAITING, mode, ...more }));

export const recording = (live: LivePrompts, levelDb: number | undefined, more: Partial<RecordPrompt> = {}) =>
  asked(live, ({ record }) =>
    record({ ...AWAITING, limitMs: 540_000, levelDb: () => levelDb, ended: Promise.resolve(), ...more }),
  );

export const ticking = (live: LivePrompts, prompt: PointsPrompt) =>
  asked(live, ({ points }) => points(prompt));
export const rating = (live: LivePrompts, prompt: RatePrompt) => asked(live, ({ rate }) => rate(prompt));
export const pausing = (live: LivePrompts, text: string) => asked(live, ({ pause }) => pause(text));

/** With the cursor so many letters after the start of the last line. */
export function lineWith(live: LivePrompts, question: string, text: string, cursor: number) {
  const prompt = asked(live, ({ line }) => line(question));
  prompt.press(key('paste', text), { columns: 80, rows: 24 }, false);
  return pressed(prompt, 'home', ...Array.from({ length: cursor }, () => 'right'));
}
