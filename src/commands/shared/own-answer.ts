// The user's own texts in the config file: their version of an answer, and the latest answer they gave.
import type { Context } from '../../context.ts';
import type { Rating } from '../../core/base/attempt.ts';
import { type Instant, isoWithOffset } from '../../core/base/day.ts';
import type { QuestionId } from '../../core/base/question.ts';
import type { Config, StoredAnswer } from '../../core/settings/config.ts';

function withAnswer(
  config: Config,
  question: QuestionId,
  change: (before: StoredAnswer) => StoredAnswer,
): Config {
  const before = Object.hasOwn(config.answers, question) ? config.answers[question] : undefined;
  const after = new Map(Object.entries(config.answers)).set(question, change(before ?? {}));
  return { ...config, answers: Object.fromEntries(after) };
}

/** An empty text removes the version. Returns the config as written. */
export const storeOwn = (context: Context, question: QuestionId, text: string): Promise<Config> =>
  context.config.update((config) =>
    withAnswer(config, question, ({ own: _before, ...rest }) => {
      if (text === '') return rest;
      const updatedAt = isoWithOffset(context.clock.now(), context.clock.calendar(config.settings));
      return { ...rest, own: { text, updatedAt } };
    }),
  );

export const ownAnswer = ({ answers }: Config, question: QuestionId): string | undefined =>
  Object.hasOwn(answers, question) ? answers[question]?.own?.text : undefined;

/**
 * Stores typed and rated answers as the latest ones. Returns the config as written.
 * @param now when they were given
 */
export const storeLatest = (
  context: Context,
  answers: readonly { readonly question: QuestionId; readonly text: string; readonly rating: Rating }[],
  now: Instant,
): Promise<Config> =>
  context.config.update((config) => {
    const at = isoWithOffset(now, context.clock.calendar(config.settings));
    return answers.reduce(
      (changed, { question, text, rating }) =>
        withAnswer(changed, question, (before) => ({ ...before, latest: { text, at, rating } })),
      config,
    );
  });

export const restoreLatest = (
  context: Context,
  question: QuestionId,
  latest: StoredAnswer['latest'],
): Promise<Config> =>
  context.config.update((config) => withAnswer(config, question, ({ own }) => ({ own, latest })));
