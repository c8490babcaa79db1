// Keeps what the user wrote in the config file: their own version of an answer, and the latest answer they
// gave.
import type { Context } from '../../context.ts';
import { isoWithOffset } from '../../core/base/day.ts';
import type { QuestionId } from '../../core/base/question.ts';
import type { Rating } from '../../core/base/attempt.ts';
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

const timeOf = (context: Context, config: Config): string =>
  isoWithOffset(context.clock.now(), context.clock.calendar(config.settings));

/** Stores the user's own version of an answer; an empty text takes it away. Returns the config as written. */
export const storeOwn = (context: Context, question: QuestionId, text: string): Promise<Config> =>
  context.config.update((config) =>
    withAnswer(config, question, ({ own: _before, ...rest }) =>
      text === '' ? rest : { ...rest, own: { text, updatedAt: timeOf(context, config) } },
    ),
  );

/** The user's own version of an answer; undefined without one. */
export const ownAnswer = ({ answers }: Config, question: QuestionId): string | undefined =>
  Object.hasOwn(answers, question) ? answers[question]?.own?.text : undefined;

/** Stores what was typed and rated. Returns the config as written. */
export const storeLatest = (
  context: Context,
  question: QuestionId,
  text: string,
  rating: Rating,
): Promise<Config> =>
  context.config.update((config) =>
    withAnswer(config, question, (before) => ({
      ...before,
      latest: { text, at: timeOf(context, config), rating },
    })),
  );

/** Puts back the latest answer that there was before a rating that was taken back. */
export const restoreLatest = (
  context: Context,
  question: QuestionId,
  latest: StoredAnswer['latest'],
): Promise<Config> =>
  context.config.update((config) => withAnswer(config, question, ({ own }) => ({ own, latest })));
