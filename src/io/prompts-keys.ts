// Prompts in which single keys act: think, tick the points, rate, pause.
import type {
  AnswerPrompt,
  Around,
  PointsPrompt,
  PromptViews,
  RatePrompt,
  RecordPrompt,
  Reply,
} from '../context.ts';
import type { Points } from '../core/points.ts';
import type { Rating } from '../core/rating.ts';
import {
  answered,
  asked,
  isBare,
  isEnter,
  keyOf,
  SECOND_MS,
  stay,
  type Machine,
  type Press,
} from './prompts-machine.ts';

const isGo = (press: Press): boolean => isEnter(press) || (isBare(press) && press.text === ' ');

/** What stands around the clock now. */
export const aroundOf = ({
  heading,
  beside,
  next,
  isHeard,
}: Pick<AnswerPrompt, 'heading' | 'beside' | 'next' | 'isHeard'>): Around => ({
  heading,
  beside: beside?.(),
  next,
  isHeard,
});

/** Waits until the answer was thought or said; space or Enter reveals. */
export function thinkingMachine(
  prompt: AnswerPrompt,
  views: PromptViews,
  elapsedMs: () => number,
): Machine<undefined, Reply<string>> {
  return {
    initial: undefined,
    tickMs: SECOND_MS,
    press: (state, press) => {
      const key = keyOf(press);
      return key ? asked(key) : isGo(press) ? answered('') : stay(state);
    },
    draw: (_, size) =>
      views.thinking({ elapsedMs: elapsedMs(), targetMs: prompt.targetMs, ...aroundOf(prompt) }, size),
  };
}

/** A level that is drawn more rarely looks dead. */
const LEVEL_MS = 125;
const OVER = { kind: 'value', value: 'over' } as const;

/** Waits while a recording runs: space or Enter stops it, a key leaves the question, other keys do nothing. */
export function recordingMachine(
  prompt: RecordPrompt,
  views: PromptViews,
  elapsedMs: () => number,
): Machine<undefined, Reply<'stopped' | 'over'>> {
  const limit = new Promise<void>((resolve) => {
    setTimeout(resolve, Math.max(0, prompt.limitMs - elapsedMs())).unref();
  });
  return {
    initial: undefined,
    tickMs: LEVEL_MS,
    over: Promise.race([prompt.ended, limit]).then(() => OVER),
    press: (state, press) => {
      const key = keyOf(press);
      if (key === 'skip' || key === 'quit') return asked(key);
      return isGo(press) ? answered('stopped') : stay(state);
    },
    draw: (_, size) => {
      const { targetMs, limitMs, levelDb } = prompt;
      const time = { elapsedMs: elapsedMs(), targetMs, limitMs };
      return views.recording({ ...time, levelDb: levelDb(), ...aroundOf(prompt) }, size);
    },
  };
}

/** Waits for Enter or space, or a key, or until something settles. */
export function pausingMachine(
  text: string,
  views: PromptViews,
  until?: Promise<unknown>,
): Machine<undefined, Reply<'go'>> {
  return {
    initial: undefined,
    ...(until && { over: until.then(() => ({ kind: 'value', value: 'go' }) as const) }),
    press: (state, press) => {
      const key = keyOf(press);
      return key ? asked(key) : isGo(press) ? answered('go') : stay(state);
    },
    draw: (_, size) => views.pausing(text, size),
  };
}

type TickingState = { readonly ticked: Points; readonly at: number };

const flipped = (ticked: Points, at: number): Points =>
  ticked.map((tick, i) => (i === at ? (tick === 1 ? 0 : 1) : tick));

/** Ticks all, or none when all are ticked. */
const allTicked = (ticked: Points): Points => ticked.map(() => (ticked.every((tick) => tick === 1) ? 0 : 1));

// No j and k, which others have for down and up: `k` keeps an answer, here as everywhere.
const UP = new Set(['up', 'ctrl-p', 'shift-tab']);
const DOWN = new Set(['down', 'ctrl-n', 'tab']);

const moveName = ({ name, ctrl, shift }: Press): string => (ctrl ? 'ctrl-' : shift ? 'shift-' : '') + name;

function ticking({ ticked, at }: TickingState, press: Press): TickingState {
  const count = ticked.length;
  const name = moveName(press);
  if (UP.has(name)) return { ticked, at: (at + count - 1) % count };
  if (DOWN.has(name)) return { ticked, at: (at + 1) % count };
  if (name === 'home') return { ticked, at: 0 };
  if (name === 'end') return { ticked, at: count - 1 };
  if (press.text === ' ') return { ticked: flipped(ticked, at), at };
  if (press.text === 'a') return { ticked: allTicked(ticked), at };
  const digit = /^\d$/.test(press.text) ? (Number(press.text) + 9) % 10 : count;
  return digit < count ? { ticked: flipped(ticked, digit), at: digit } : { ticked, at };
}

/** Ticks points: space or a digit ticks, `a` all, Enter goes on. */
export function tickingMachine(
  prompt: PointsPrompt,
  views: PromptViews,
): Machine<TickingState, Reply<Points>> {
  return {
    initial: { ticked: prompt.ticked, at: 0 },
    press: (state, press) => {
      const key = keyOf(press);
      if (key) return asked(key);
      return isEnter(press) ? answered(state.ticked) : stay(ticking(state, press));
    },
    draw: (state, size) => views.ticking({ ...prompt, ...state }, size),
    watch: ({ ticked }) => prompt.onTicks?.(ticked),
  };
}

/** The digits that people know from other programs: 3 is good there, also when only two buttons are shown. */
const USUAL: ReadonlyMap<string, Rating> = new Map([
  ['1', 'again'],
  ['2', 'hard'],
  ['3', 'good'],
  ['4', 'easy'],
]);

/** The rating that `word` names among the choices shown: a digit, or the word itself. */
export function ratingOf(word: string, { choices }: Pick<RatePrompt, 'choices'>): Rating | undefined {
  const shown = /^\d$/.test(word) ? choices[Number(word) - 1]?.rating : undefined;
  const named = shown ?? USUAL.get(word) ?? word;
  return choices.find(({ rating }) => rating === named)?.rating;
}

/** One key rates; Enter takes the suggestion. */
export function ratingMachine(prompt: RatePrompt, views: PromptViews): Machine<undefined, Reply<Rating>> {
  return {
    initial: undefined,
    press: (state, press) => {
      const key = keyOf(press);
      if (key) return asked(key);
      const rating = isEnter(press) ? prompt.suggested : ratingOf(press.text, prompt);
      return rating ? answered(rating) : stay(state);
    },
    draw: (_, size) => views.rating(prompt, size),
  };
}
