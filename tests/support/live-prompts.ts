// Prompts without a terminal: pressed and drawn.
import type { AnswerPrompt, LivePrompt, LivePrompts, Press, RecordPrompt } from '../../src/context.ts';
import { instantOf } from '../../src/core/base/day.ts';

const key = (name: string, text = ''): Press => ({ name, text, ctrl: false, meta: false, shift: false });

export function pressed<T>(prompt: LivePrompt<T>, ...names: readonly string[]): LivePrompt<T> {
  for (const name of names) prompt.press(key(name), { columns: 80, rows: 24 }, false);
  return prompt;
}

const atForty = (): number => 42_000;
const AWAITING = { startedAt: instantOf(0), targetMs: 180_000, onText: () => undefined } as const;

/** After 42 s of 3 minutes. */
export const answering = (
  { typing, thinking }: LivePrompts,
  mode: 'type' | 'think',
  more: Partial<AnswerPrompt> = {},
) => (mode === 'type' ? typing : thinking)({ ...AWAITING, mode, ...more }, atForty);

export const recording = (live: LivePrompts, levelDb: number | undefined, more: Partial<RecordPrompt> = {}) =>
  live.recording(
    { ...AWAITING, limitMs: 540_000, levelDb: () => levelDb, ended: Promise.resolve(), ...more },
    atForty,
  );

/** With the cursor so many letters after the start of the last line. */
export function lineWith(live: LivePrompts, question: string, text: string, cursor: number) {
  const prompt = live.line(question);
  prompt.press(key('paste', text), { columns: 80, rows: 24 }, false);
  return pressed(prompt, 'home', ...Array.from({ length: cursor }, () => 'right'));
}
