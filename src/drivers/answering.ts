// How an answer is given: typed, thought, or said into a recorder; a story part by part. One place for quizzes, drills and
// mocks; what is done with the answer, and with keys in between, is theirs. Whatever is unfinished is a draft: asking again
// goes on with it, after a key as after a crash. The draft is theirs to clear once the answer is stored.
import type { Context, DraftStore, Prompts, Reply } from '../context.ts';
import type { Attempt, Mode } from '../core/attempt.ts';
import { MINUTE_MS, type Instant } from '../core/day.ts';
import type { Config } from '../core/config.ts';
import { Failure, failureText } from '../core/failure.ts';
import type { QuestionHead, QuestionId, StarPart } from '../core/question.ts';
import { readUnfinished, unfinishedText, type Unfinished } from '../formats/unfinished-answer.ts';
import type { Look } from '../screens/frame.ts';
import type { OwnPace } from './own-pace.ts';
import { warn } from './saying.ts';

/** What answering needs of a session. */
export type Stage = {
  readonly context: Context;
  readonly prompts: Prompts;
  readonly config: Config;
  readonly look: Look;
  readonly pace: OwnPace;
};

export type Asked = {
  readonly question: Pick<QuestionHead, 'id' | 'kind' | 'minutes'>;
  readonly mode: Mode;
  /** The whole card, rendered; empty when it is still in view. */
  readonly card: string;
  readonly startedAt: Instant;
  /** The parts of a story (`storyParts`), to be told one after the other; the answer is one piece without them. */
  readonly parts?: readonly StarPart[];
  /** Shown behind the clock, such as the time left of an interview. */
  readonly beside?: () => string;
  /** What the answer leads to, where that is not the model answer: `what comes next`. */
  readonly next?: string;
};

/** An answer: its text, empty when it was said or thought, how long it took, and what is known of how it was said. */
export type Answered = { readonly text: string; readonly elapsedMs: number } & Pick<
  Attempt,
  'recording' | 'delivery' | 'transcribed' | 'partsMs'
>;

/** The answer that was begun and not stored yet. */
export const unfinishedOf = ({ context }: Stage, { question }: Asked): Unfinished =>
  readUnfinished(context.drafts.read(question.id));

/** Keeps what there is of an answer. */
export const keepUnfinished = ({ context }: Stage, { question }: Asked, unfinished: Unfinished): void =>
  context.drafts.write(question.id, unfinishedText(unfinished));

export const targetMsOf = ({ question }: Asked): number => question.minutes * MINUTE_MS;

/** Opens the editor on a text of the answer. */
export const editorFor =
  ({ context, config }: Stage, { question }: Asked) =>
  (text: string): Promise<string> =>
    context.run.edit(text, `${question.id}.md`, config.settings.editor);

/** Asks for an answer in one piece, typed or thought. */
async function askAtOnce(stage: Stage, asked: Asked): Promise<Reply<Answered>> {
  const { context, prompts } = stage;
  const { mode, card, startedAt, beside, next } = asked;
  const isTyped = mode === 'type';
  const draft = isTyped ? unfinishedOf(stage, asked).text : undefined;
  const reply = await prompts.answer({
    mode: isTyped ? 'type' : 'think',
    card,
    startedAt,
    targetMs: targetMsOf(asked),
    ...(beside && { beside }),
    ...(next && { next }),
    ...(draft !== undefined && { draft }),
    onText: (text) => keepUnfinished(stage, asked, { text }),
    edit: editorFor(stage, asked),
  });
  if (reply.kind === 'key') return reply;
  const elapsedMs = Math.max(0, context.clock.now() - startedAt);
  return { kind: 'value', value: { text: reply.value, elapsedMs } };
}

/** Drafts that go on in memory where they cannot be written; `failure` is that of the latest write. */
function forgiving({
  read,
  write,
}: DraftStore): DraftStore & { readonly failure: () => Failure | undefined } {
  let failure: Failure | undefined;
  const unwritten = new Map<QuestionId, string>();
  return {
    read: (question) => unwritten.get(question) ?? read(question),
    write: (question, text) => {
      try {
        write(question, text);
        failure = undefined;
        unwritten.delete(question);
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        failure = error;
        unwritten.set(question, text);
      }
    },
    failure: () => failure,
  };
}

/** Asks for an answer once: it comes, or a key. A disk that is full ends no answer; it is said once the answer is given. */
export async function askForAnswer(stage: Stage, asked: Asked): Promise<Reply<Answered>> {
  const drafts = forgiving(stage.context.drafts);
  const reply = await ask({ ...stage, context: { ...stage.context, drafts } }, asked);
  const failure = drafts.failure();
  if (failure) warn(stage, failureText(failure));
  return reply;
}

async function ask(stage: Stage, asked: Asked): Promise<Reply<Answered>> {
  if (asked.mode === 'speak') return (await import('./speaking.ts')).askAloud(stage, asked);
  if (asked.parts && asked.parts.length > 0)
    return (await import('./story-parts.ts')).askByParts(stage, asked, asked.parts);
  return askAtOnce(stage, asked);
}
