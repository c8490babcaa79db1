// A person who answers prompts from a script, and a record of everything they were shown and asked.
import type { SessionKey } from '../../src/core/quiz/session.ts';
import type {
  AnswerPrompt,
  PointsPrompt,
  Prompts,
  PromptStep,
  RatePrompt,
  RecordPrompt,
  Reply,
} from '../../src/context.ts';
import type { Points, Rating } from '../../src/core/base/attempt.ts';

/** What the person does at one prompt. The prompt that comes must be of that kind; a key suits any but a line. */
export type Act =
  | { readonly key: SessionKey }
  | { readonly answer: string }
  /** Speaks until it stops the recording, until the recording ends by itself, or up to the limit. */
  | { readonly record: 'stopped' | 'ended' | 'limit' }
  | { readonly points: Points | 'as shown' | 'as found' }
  | { readonly rate: Rating | 'suggested' }
  | { readonly line: string | undefined }
  /** `over` waits until what is waited for is there. */
  | { readonly go: true | 'over' }
  | { readonly interrupt: true };

export type ScriptedPrompts = {
  readonly prompts: Prompts;
  /** One word a prompt that was asked. */
  readonly asked: readonly string[];
  /** Each with the card that was shown last. */
  readonly answers: readonly (AnswerPrompt & { readonly card: string })[];
  readonly records: readonly RecordPrompt[];
  readonly points: readonly PointsPrompt[];
  readonly rates: readonly RatePrompt[];
  readonly lines: readonly string[];
  readonly pauses: readonly string[];
  /** Everything shown, cards included. */
  readonly shown: () => string;
  /** Acts that were not reached. */
  readonly left: () => readonly Act[];
};

/** @param before called ahead of each act, with its number from 0 */
export function scriptedPrompts(
  acts: readonly Act[],
  before: (index: number) => void = () => undefined,
): ScriptedPrompts {
  const asked: string[] = [];
  const answers: (AnswerPrompt & { readonly card: string })[] = [];
  let card = '';
  let step: PromptStep = 'pausing';
  const records: RecordPrompt[] = [];
  const points: PointsPrompt[] = [];
  const rates: RatePrompt[] = [];
  const lines: string[] = [];
  const pauses: string[] = [];
  const shown: string[] = [];
  let next = 0;
  let isInterrupted = false;

  /** The next act; a script that is over is an input that has ended. */
  const take = (prompt: string): Act | undefined => {
    asked.push(prompt);
    before(next);
    const act = acts[next++];
    if (act && 'interrupt' in act) isInterrupted = true;
    return act;
  };
  const unsuited = (prompt: string, act: Act): Error =>
    new Error(
      `prompt ${next}, ${prompt}, came where the script has ${JSON.stringify(act)}\n${shown.join('\n')}`,
    );
  function reply<T>(prompt: string, valueOf: (act: Act) => T | undefined): Promise<Reply<T>> {
    const act = take(prompt);
    if (!act || 'interrupt' in act) return Promise.resolve({ kind: 'key', key: 'quit' });
    if ('key' in act) return Promise.resolve({ kind: 'key', key: act.key });
    const value = valueOf(act);
    return value === undefined
      ? Promise.reject(unsuited(prompt, act))
      : Promise.resolve({ kind: 'value', value });
  }

  const show: Prompts['show'] = (text) => void shown.push(typeof text === 'string' ? text : text());
  const typed = (question: string): Promise<string | undefined> => {
    lines.push(question);
    const act = take('line');
    if (!act || 'interrupt' in act) return Promise.resolve(undefined);
    return 'line' in act ? Promise.resolve(act.line) : Promise.reject(unsuited('line', act));
  };
  const prompts: Prompts = {
    page: (head) => {
      card = head();
      shown.push(card);
    },
    read: show,
    show,
    notice: show,
    help: (keys) => void shown.push(keys(step, false)()),
    leave: () => undefined,
    line: typed,
    choose: async ({ question, enter }) => (await typed(question)) || enter,
    answer: (prompt) => {
      answers.push({ ...prompt, card });
      step = prompt.mode === 'type' ? 'typing' : 'thinking';
      return reply('answer', (act) => ('answer' in act ? act.answer : undefined));
    },
    record: async (prompt) => {
      records.push(prompt);
      step = 'recording';
      const act = acts[next];
      const got = await reply('record', (one) => {
        if (!('record' in one)) return undefined;
        return one.record === 'stopped' ? 'stopped' : 'over';
      });
      if (act && 'record' in act && act.record === 'ended') await prompt.ended;
      return got;
    },
    points: (prompt) => {
      points.push(prompt);
      step = 'ticking';
      const found = prompt.items.map((_, i) => (prompt.found?.[i]?.state === 'found' ? 1 : 0));
      const settled = { 'as shown': prompt.points, 'as found': found };
      return reply('points', (act) => {
        if (!('points' in act)) return undefined;
        return typeof act.points === 'string' ? settled[act.points] : act.points;
      });
    },
    rate: (prompt) => {
      rates.push(prompt);
      step = 'rating';
      return reply('rate', (act) =>
        'rate' in act ? (act.rate === 'suggested' ? prompt.suggested : act.rate) : undefined,
      );
    },
    pause: async (text, until) => {
      step = 'pausing';
      pauses.push(text);
      const act = acts[next];
      const got = await reply('pause', (one) => ('go' in one ? 'go' : undefined));
      if (act && 'go' in act && act.go === 'over') await until;
      return got;
    },
    beforeEnd: () => undefined,
    interrupted: () => isInterrupted,
    close: () => void asked.push('close'),
  };
  return {
    prompts,
    asked,
    answers,
    records,
    points,
    rates,
    lines,
    pauses,
    shown: () => shown.join('\n'),
    left: () => acts.slice(next),
  };
}
