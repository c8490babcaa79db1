// Asks for answers in quizzes and mocks, typed, thought, or spoken, a story part by part. An unfinished answer is a draft, which the next call resumes; the caller clears it once the answer
// is stored.
import type { AnswerPrompt, Context, DraftStore, Reply } from '../../context.ts';
import type { Mode, Said } from '../../core/base/attempt.ts';
import { dayOf, dayText, type Instant, instantOf, MINUTE_MS } from '../../core/base/day.ts';
import { Failure, failureOf, failureText } from '../../core/base/problem.ts';
import type { QuestionHead, QuestionId, StarPart } from '../../core/base/question.ts';
import { readUnfinished, type Unfinished, unfinishedText } from '../../formats/stored/draft.ts';
import { type Interaction, type Practice, tried, warn } from './practice.ts';

export type AnswerRequest = Pick<
  AnswerPrompt,
  'startedAt' | 'isInterview' | 'heading' | 'isNote' | 'beside' | 'next' | 'canGoBack'
> & {
  readonly question: Pick<QuestionHead, 'id' | 'kind' | 'minutes'>;
  readonly mode: Mode;
  readonly parts?: readonly StarPart[];
};

/** `text` is empty if the answer was spoken or thought. */
export type GivenAnswer = { readonly text: string; readonly elapsedMs: number } & Said;

export type Asking = Interaction &
  AnswerRequest & {
    readonly until: Promise<void>;
    readonly draft: ReturnType<typeof openDraft>;
    readonly targetMs: number;
    readonly edit: (text: string) => Promise<string>;
  };

// Names of drafts; ids of questions have no colon.

export const noteName = (question: QuestionId): string => `${question}:note`;
export const followUpName = (question: QuestionId, at: number): string => `${question}:follow-up-${at + 1}`;

/** Includes the time of the draft. */
export function startOf({ clock, drafts }: Pick<Context, 'clock' | 'drafts'>, name: string): Instant {
  const { spentMs = 0, partsMs } = readUnfinished(drafts.read(name));
  return instantOf(clock.now() - (partsMs ? 0 : spentMs));
}

export function clearDrafts({ drafts }: Context, { id, followUps }: QuestionHead): void {
  drafts.write(id, '');
  for (let at = 0; at < followUps; at++) drafts.write(followUpName(id, at), '');
}

/**
 * A draft of an earlier day, or from before a rating, could give the answer away, or be taken for what is typed
 * now, so it comes back only if the person wants it.
 * @returns false if the answer starts over
 */
export async function resumesDraft(practice: Practice, head: QuestionHead): Promise<boolean> {
  const { context, prompts, calendar, progress } = practice;
  const at = context.drafts.changedAt(head.id);
  if (at === undefined) return true;
  const today = dayOf(context.clock.now(), calendar);
  const day = dayOf(at, calendar);
  const isRated = (progress.seen.get(head.id)?.lastAt ?? -Infinity) >= at;
  if ((day === today && !isRated) || !context.interactive) return true;
  const began = day === today ? 'earlier today' : `on ${dayText(day, today)}`;
  const question = `You began an answer ${began}${isRated ? ', before a rating' : ''}. Enter = continue it, n = start over`;
  // Only a clear no removes what was typed.
  if (!/^no?$/i.test((await prompts.line(question))?.trim() ?? '')) return true;
  clearDrafts(context, head);
  return false;
}

const ELSEWHERE = 'answer-elsewhere';

/** Kept in memory if it cannot be written; `failure` is that of the latest write. */
function openDraft(drafts: DraftStore, question: QuestionId) {
  let failure: Failure | undefined;
  let isElsewhere = false;
  let unwritten: string | undefined;
  let known = drafts.read(question);
  let stop: (() => void) | undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  return {
    stopped,
    read: () => readUnfinished(unwritten ?? drafts.read(question)),
    keep: (unfinished: Unfinished): void => {
      const text = unfinishedText(unfinished);
      const present = drafts.read(question);
      if (present !== known) {
        isElsewhere = true;
        stop?.();
      }
      // Two terminals that write the same draft would lose the text of one. Without a draft, it was rated there.
      if (present !== undefined && present !== known) return;
      failure = failureOf(() => drafts.write(question, text));
      unwritten = failure && text;
      if (!failure) known = text || undefined;
    },
    failure: () =>
      isElsewhere
        ? new Failure(ELSEWHERE, 'This answer was continued in another terminal, so it stops here.')
        : failure,
  };
}

async function askAtOnce(asking: Asking): Promise<Reply<GivenAnswer>> {
  const { context, prompts, startedAt, draft } = asking;
  const mode = asking.mode === 'type' ? 'type' : 'think';
  const spent = (): number => Math.max(0, context.clock.now() - startedAt);
  const keep = (text: string): void => draft.keep(text === '' ? {} : { text, spentMs: spent() || undefined });
  const reply = await prompts.answer({
    ...asking,
    mode,
    draft: mode === 'type' ? draft.read().text : undefined,
    onText: keep,
  });
  // A key also stores the clock: people think after their last word. A text is not rated yet.
  const kept = draft.read().text ?? '';
  const text = reply.kind === 'key' ? kept : reply.value;
  if (mode === 'type' && (reply.kind === 'key' || text !== kept)) keep(text);
  if (reply.kind === 'key') return reply;
  const elapsedMs = spent();
  return { kind: 'value', value: { text: reply.value, elapsedMs } };
}

async function ask(asking: Asking): Promise<Reply<GivenAnswer>> {
  if (asking.mode === 'speak') {
    const spoken = await (await import('../speech/speaking.ts')).askAloud(asking);
    return spoken ?? ask({ ...asking, mode: 'think' });
  }
  const { parts = [] } = asking;
  if (parts.length === 0) return askAtOnce(asking);
  return (await import('../stories/story-answer.ts')).askByParts(asking, parts);
}

/** Throws `Failure` if another terminal went on with the draft. */
export async function askForAnswer(
  interaction: Interaction,
  request: AnswerRequest,
): Promise<Reply<GivenAnswer>> {
  const { context, prompts, display, config } = interaction;
  const { question } = request;
  const draft = openDraft(context.drafts, question.id);
  const reply = await ask({
    context,
    prompts,
    display,
    config,
    ...request,
    draft,
    until: draft.stopped,
    targetMs: question.minutes * MINUTE_MS,
    // If the editor fails, the text stays as typed.
    edit: async (text) =>
      (await tried(interaction, () =>
        // Draft names may have a colon, which file names on Windows cannot have.
        context.run.edit(text, `${question.id.replaceAll(':', '-')}.md`, config.settings.editor),
      )) ?? text,
  });
  const failure = draft.failure();
  if (failure?.code === ELSEWHERE) {
    // The rest of what is being typed must not go to the shell.
    await prompts.line(`${failure.message} Press Enter to leave.`);
    throw failure;
  }
  if (failure) warn(interaction, failureText(failure));
  return reply;
}
