// Actions of the session keys for the current question. A key that fails says so and changes nothing.
import type { Bank } from '../../core/base/bank.ts';
import type { Question, QuestionId } from '../../core/base/question.ts';
import { openGapsOf } from '../../core/fill/gaps.ts';
import { valuesOf } from '../../core/fill/values.ts';
import { leavesQuestion, type LeavingKey, type SessionKey } from '../../core/quiz/session-keys.ts';
import type { AttemptEntry } from '../../core/schedule/journal.ts';
import { answerScaffold, answerText } from '../../formats/question/filled-text.ts';
import { type Unfinished, unfinishedText } from '../../formats/stored/answers.ts';
import { renderKeys } from '../../screens/quiz/card.ts';
import { rendered } from '../../screens/ui/frame.ts';
import { walkGaps } from '../fill/fill.ts';
import { type Practice, tell, tried } from '../shared/practice.ts';
import { ownAnswer, restoreLatest, storeOwn } from '../shared/question.ts';
import {
  answerSide,
  cardOf,
  dispatch,
  type KeyHandler,
  opened,
  type OpenTurn,
  type Quiz,
  showReveal,
  type Turn,
} from './turn.ts';

const say = ({ practice }: Turn, text: string): void => tell(practice, text);

async function showAgain(turn: OpenTurn): Promise<void> {
  if (turn.answer) await showReveal(turn);
}

async function fill(turn: OpenTurn): Promise<void> {
  const { practice, question } = turn;
  const { context, prompts, display } = practice;
  const alone: Bank<Question> = {
    questions: new Map([[question.id, question]]),
    metrics: practice.bank.metrics,
    problems: [],
  };
  const gaps = openGapsOf(alone, question, practice.values);
  if (gaps.length === 0)
    return say(turn, 'Every number of this question has a value; prep fill changes them.');
  const walked = await walkGaps(context, prompts, alone, [{ question, gaps }], practice.values, display);
  practice.values = walked.values;
  practice.config = context.config.read().config;
  if (!display.plain) prompts.show('');
  if (walked.stored.length > 0) await showAgain(turn);
}

/**
 * Opens the question in the editor. A changed shipped question is written into the user's own bank, where the
 * copy replaces it. Returns the file that now holds it; undefined when nothing changed.
 */
async function editText(turn: OpenTurn): Promise<string | undefined> {
  const { practice, question } = turn;
  const { banks, env, files, run } = practice.context;
  const { editor } = practice.config.settings;
  const isShipped = question.bank === banks.shipped;
  const name = question.file.split(/[\\/]/).at(-1) ?? `${question.id}.md`;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~';
  const file = isShipped ? `${banks.own}/${name}` : question.file.replace(/^~(?=[\\/])/, home);
  if (!isShipped || files.exists(file)) {
    const code = await run.foreground([...run.editor(editor), file]);
    if (code !== 0) say(turn, `The editor ended with exit code ${code}.`);
    return file;
  }
  const shipped = banks.sourceText(question.file);
  const written = await run.edit(shipped, name, editor);
  if (written === shipped) return undefined;
  files.createText(file, written);
  say(turn, `Written to ${file}; from now on the question is asked from there.`);
  return file;
}

async function readAgain(turn: OpenTurn): Promise<boolean> {
  const { practice } = turn;
  const { context, config, paths } = practice;
  practice.bank = await context.banks.heads(paths);
  practice.values = valuesOf(practice.bank, config.fills, { thousands: config.settings.thousands });
  const head = practice.bank.questions.get(turn.question.id);
  if (!head) return false;
  turn.head = head;
  turn.question = await context.banks.question(head);
  return true;
}

async function edit(turn: OpenTurn): Promise<'gone' | void> {
  const { file: source, id } = turn.question;
  if (turn.practice.context.decks.isDeck(source)) {
    const remedy = 'prep import takes its questions into your own bank, to edit them.';
    return say(turn, `${source} is a deck of Anki: ${remedy}`);
  }
  const file = await editText(turn);
  if (file === undefined) return say(turn, 'Nothing was changed.');
  if (await readAgain(turn)) return showAgain(turn);
  say(turn, `${id} is no longer in ${file}; its history is kept.`);
  return 'gone';
}

async function own(turn: OpenTurn): Promise<void> {
  const { practice, question } = turn;
  const { context, config } = practice;
  const present = ownAnswer(config, question.id);
  const scaffold = answerScaffold(question, present);
  const text = answerText(await context.run.edit(scaffold, `${question.id}.md`, config.settings.editor));
  if (text === '' || text === present) return say(turn, 'Nothing was written; your version is as before.');
  practice.config = await storeOwn(context, question.id, text);
  say(turn, 'Your version is stored.');
  await showAgain(turn);
}

async function keep(turn: OpenTurn): Promise<void> {
  const { practice, question, answer } = turn;
  const text = answer?.text ?? '';
  if (text === '') return say(turn, 'Nothing was typed that could be kept; o opens your editor.');
  practice.config = await storeOwn(practice.context, question.id, text);
  say(turn, 'What you typed is now your version of the answer.');
}

async function note(turn: OpenTurn): Promise<void> {
  const { context, prompts } = turn.practice;
  const text = (await prompts.line('Note on this question (Enter leaves it):'))?.trim() ?? '';
  if (text === '') return;
  const at = context.clock.now();
  context.journal.append([{ type: 'note', id: context.random.id(at), at, question: turn.question.id, text }]);
  say(turn, 'Noted.');
}

async function followUps(turn: OpenTurn): Promise<void> {
  const { practice, question } = turn;
  const { prompts, values, display } = practice;
  const { renderFollowUp } = await import('../../screens/quiz/reveal.ts');
  const shown = { question, values };
  const { followUpTexts } = question;
  if (followUpTexts.length === 0) return say(turn, 'This question has no follow-ups.');
  for (const [i, each] of followUpTexts.entries()) {
    prompts.show(rendered(display, (look) => `\n${renderFollowUp(each, 'question', shown, look)}`));
    const count = `${i + 1} of ${followUpTexts.length}`;
    const reply = await prompts.pause(`Follow-up ${count}: say your answer, then Enter.`);
    if (reply.kind === 'key') return;
    prompts.show(rendered(display, (look) => `${renderFollowUp(each, 'answer', shown, look)}\n`));
  }
}

async function play(turn: OpenTurn): Promise<void> {
  const recording = turn.answer?.recording;
  if (recording === undefined) return say(turn, 'There is no recording of this answer.');
  const { playRecording } = await import('../speech/speaking.ts');
  await playRecording(turn.practice, recording);
}

/** Keys after which the question stays, unless its file no longer has it. */
const STAYING_ACTIONS: Readonly<
  Record<Exclude<SessionKey, LeavingKey>, (turn: OpenTurn) => void | Promise<'gone' | void>>
> = {
  help: ({ practice: { prompts, display }, mode, isReview }) =>
    prompts.help((step, columns) => {
      const shown = { isSpoken: mode === 'speak', isReview, isFull: columns !== undefined };
      return rendered(display, (look) => renderKeys(step, look, shown))(columns);
    }),
  view: async (turn) => {
    const parts = [await cardOf(turn), ...(turn.answer ? [await answerSide(turn)] : [])];
    await turn.practice.context.run.view(parts.map((part) => part()).join('\n'));
  },
  fill,
  edit,
  own,
  keep,
  note,
  'follow-ups': followUps,
  play,
  retake: (turn) => say(turn, 'An answer is recorded again before the model answer is shown, not after.'),
};

/** Keys that leave the question; undefined when it stays after all. */
type LeavingActions = Readonly<
  Record<LeavingKey, (turn: Turn) => LeavingKey | undefined | Promise<LeavingKey | undefined>>
>;

export const keyHandler =
  (leaving: LeavingActions): KeyHandler =>
  async (turn, key) => {
    if (leavesQuestion(key)) return leaving[key](turn);
    const open = await tried(turn.practice, () => opened(turn));
    if (!open) return 'gone';
    return (await tried(turn.practice, async () => STAYING_ACTIONS[key](open))) ?? undefined;
  };

export const tellSuspended = (practice: Practice, question: QuestionId): void =>
  tell(practice, `Suspended: prep unsuspend ${question} brings it back.`);

const UNDONE = {
  rated: 'The rating',
  suspended: 'The suspension',
  skipped: 'The skip',
  gone: 'The skip',
} as const;

const unfinishedIn = ({ text, transcribed, recording, elapsedMs, partsMs }: AttemptEntry): Unfinished => ({
  text,
  heard: transcribed || undefined,
  recording,
  durationMs: recording === undefined ? undefined : elapsedMs,
  partsMs,
});

export async function undo(quiz: Quiz): Promise<boolean> {
  const { context, session } = quiz;
  const last = session.done.at(-1);
  const at = context.clock.now();
  const refused = dispatch(quiz, { type: 'undo', at, id: context.random.id(at) });
  if (refused !== undefined || !last) {
    tell(quiz, 'Nothing was done in this session that could be taken back.');
    return false;
  }
  tell(quiz, `${UNDONE[last.what]} of ${last.question} is taken back.`);
  const entry = last.entry?.type === 'attempt' ? last.entry : undefined;
  const rated = entry && quiz.ratings.get(entry.id);
  if (rated && (entry.text !== undefined || entry.recording !== undefined))
    await tried(quiz, async () => {
      // Typed but unrated again: leaving before the next rating loses nothing.
      context.drafts.write(last.question, unfinishedText(unfinishedIn(entry)));
      if (entry.text !== undefined) quiz.config = await restoreLatest(context, last.question, rated.latest);
    });
  return true;
}

export const quizKeys = (quiz: Quiz): KeyHandler =>
  keyHandler({
    undo: async () => ((await undo(quiz)) ? 'undo' : undefined),
    skip: () => {
      dispatch(quiz, { type: 'skip' });
      return 'skip';
    },
    suspend: ({ head }) => {
      const at = quiz.context.clock.now();
      dispatch(quiz, { type: 'suspend', at, id: quiz.context.random.id(at) });
      tellSuspended(quiz, head.id);
      return 'suspend';
    },
    quit: () => {
      dispatch(quiz, { type: 'quit' });
      return 'quit';
    },
  });
