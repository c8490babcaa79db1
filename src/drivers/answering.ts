// How an answer is given: typed, thought, or said into a recorder. One place for quizzes, drills and mocks; what is done
// with the answer, and with keys in between, is theirs.
import type { Context } from '../context.ts';
import type { Prompts, Reply } from '../prompting.ts';
import type { Attempt, Mode } from '../core/attempt.ts';
import { MINUTE_MS, type Instant } from '../core/day.ts';
import type { Config } from '../core/config.ts';
import type { QuestionHead } from '../core/question.ts';

/** What answering needs of a session. */
export type Stage = { readonly context: Context; readonly prompts: Prompts; readonly config: Config };

export type Asked = {
  readonly question: Pick<QuestionHead, 'id' | 'kind' | 'minutes'>;
  readonly mode: Mode;
  /** The whole card, rendered; empty when it is still in view. */
  readonly card: string;
  readonly startedAt: Instant;
};

/** An answer: its text, empty when it was said or thought, and what is known of how it was said. */
export type Answered = { readonly text: string } & Pick<
  Attempt,
  'recording' | 'delivery' | 'transcribed' | 'partsMs'
>;

/** Asks for an answer once: it comes, or a key. */
export async function askForAnswer(
  { context, prompts, config }: Stage,
  { question, mode, card, startedAt }: Asked,
): Promise<Reply<Answered>> {
  const { id, minutes } = question;
  const isTyped = mode === 'type';
  const draft = isTyped ? context.drafts.read(id) : undefined;
  const reply = await prompts.answer({
    mode: isTyped ? 'type' : 'think',
    card,
    startedAt,
    targetMs: minutes * MINUTE_MS,
    ...(draft === undefined ? {} : { draft }),
    onText: (text) => context.drafts.write(id, text),
    edit: (text) => context.run.edit(text, `${id}.md`, config.settings.editor),
  });
  return reply.kind === 'key' ? reply : { kind: 'value', value: { text: reply.value } };
}
