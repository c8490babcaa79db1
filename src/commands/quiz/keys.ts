// Actions of the session keys for the current question. A key that fails says so and changes nothing.
import type { Reply } from '../../context.ts';
import type { Said } from '../../core/base/attempt.ts';
import { FOLLOW_UP_MINUTES, type QuestionId } from '../../core/base/question.ts';
import { countOf } from '../../core/base/wording.ts';
import { feedbackOn } from '../../core/feedback/feedback.ts';
import { fillText, segmentsText, valuesOf } from '../../core/fill/values.ts';
import { commandFor } from '../../core/quiz/next-step.ts';
import { leavesQuestion, type LeavingKey, type Past, type SessionKey } from '../../core/quiz/session.ts';
import type { AttemptEntry, ChangeEntry } from '../../core/schedule/journal.ts';
import { answerScaffold, answerText, filledText } from '../../formats/question/filled-text.ts';
import { type Unfinished, unfinishedText } from '../../formats/stored/draft.ts';
import { labelIn, renderKeys } from '../../screens/quiz/card.ts';
import { renderContradicted, renderFollowUp, renderReply } from '../../screens/quiz/reveal.ts';
import { changedText, type Labels, undoneText } from '../../screens/quiz/undone.ts';
import { inset, rendered } from '../../screens/ui/frame.ts';
import {
  type AnswerRequest,
  askForAnswer,
  followUpName,
  type GivenAnswer,
  noteName,
  startOf,
} from '../shared/answering.ts';
import { type Practice, readLexicon, saysYes, tell, tried } from '../shared/practice.ts';
import { labelsFor, ownAnswer, storeOwn, revertChange } from '../shared/question.ts';
import { answerSide, gapsIn, pointsSide, showChanged, showReveal } from './reveal.ts';
import {
  cardOf,
  dispatch,
  keepPoints,
  type KeyHandler,
  opened,
  type OpenTurn,
  type Outcome,
  type Quiz,
  type Turn,
  type TurnEnd,
  untilAnswered,
} from './turn.ts';

const say = ({ practice }: Turn, text: string): void => tell(practice, text);

async function showAgain(turn: OpenTurn): Promise<void> {
  if (turn.answer) await showReveal(turn);
}

/** Before the answer, a person is asked first. */
const mayShow = async ({ practice, answer, question }: OpenTurn, asked: string): Promise<boolean> =>
  answer !== undefined || question.draft || saysYes(practice.prompts, asked);

async function fill(turn: OpenTurn): Promise<void> {
  const { practice, question } = turn;
  const { context, prompts, display } = practice;
  const { alone, gaps } = gapsIn(practice, question);
  if (gaps.length === 0)
    return say(turn, 'Every value this question cites is filled. `prep fill` changes them.');
  if (!(await mayShow(turn, 'This shows the sentences that cite the values. Fill them anyway?'))) return;
  if (!display.plain) say(turn, 'Press Esc to return to the question.');
  const { walkGaps } = await import('../fill/fill.ts');
  const { tellEffects } = await import('../fill/effects.ts');
  // Ctrl-C leaves the values, not the session.
  const aside = { ...prompts, line: (asked: string) => prompts.line(asked, true) };
  const { values } = practice;
  const walked = await walkGaps({ context, prompts: aside, bank: alone, values, display }, gaps);
  const before = practice.config;
  practice.values = walked.values;
  practice.config = context.config.read().config;
  const stored = [...walked.outcomes.values()].filter((outcome) => outcome === 'stored').length;
  await tellEffects(practice, before, practice.config);
  if (!display.plain) prompts.show('');
  if (stored > 0) await showChanged(turn);
  // It takes the place of how to return.
  if (!display.plain) say(turn, stored > 0 ? `${countOf(stored, 'value')} stored.` : 'Nothing was stored.');
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

async function edit(turn: OpenTurn): Promise<TurnEnd | void> {
  const { file: source, id } = turn.question;
  if (turn.practice.context.decks.isDeck(source)) {
    const remedy = 'run `prep import` to copy its questions into your own bank.';
    return say(turn, `${source} is an Anki deck: ${remedy}`);
  }
  if (!(await mayShow(turn, 'The file shows the answer. Open it anyway?'))) return;
  const { carrying, editFile, ownPointsText } = await import('../bank/own.ts');
  const { context, bank, config } = turn.practice;
  const carried = await carrying(context, bank, source);
  const edited = await editFile(context, turn.question, bank.questions.values(), config.settings.editor);
  if (edited?.file === undefined)
    return say(turn, edited?.said ?? `Nothing was changed. ${ownPointsText(turn.question)}`.trim());
  const lost = await carried(await context.banks.heads(turn.practice.paths), turn.practice.display);
  turn.practice.config = context.config.read().config;
  const isHere = await readAgain(turn);
  // A page would take its place.
  if (isHere) await showChanged(turn);
  for (const said of [edited.said ?? '', lost]) if (said !== '') say(turn, said);
  if (isHere) return undefined;
  say(turn, `${id} is no longer in ${edited.file}; its history is kept.`);
  return 'gone';
}

/** Of a version: it is shown first from now on. */
async function tellFaults({ practice, question }: OpenTurn, text: string): Promise<void> {
  await readLexicon(practice, text);
  const filled = segmentsText(filledText(question, text, practice.values));
  const found = feedbackOn(filled, question, practice.values, practice.lexicon);
  if (renderContradicted(found, practice.display) === '') return;
  practice.prompts.notice(rendered(practice.display, (look) => inset(renderContradicted(found, look), look)));
}

async function own(turn: OpenTurn): Promise<void> {
  const { practice, question } = turn;
  const { context, config } = practice;
  const present = ownAnswer(config, question.id);
  if (!(await mayShow(turn, 'The editor shows the answer. Open it anyway?'))) return;
  // A draft has no model answer, so the editor starts with what was just typed.
  const begin = present ?? (question.draft ? turn.answer?.text || undefined : undefined);
  const scaffold = answerScaffold(question, begin);
  const text = answerText(await context.run.edit(scaffold, `${question.id}.md`, config.settings.editor));
  if (text === '' || text === present) return say(turn, 'Nothing was written; your version is unchanged.');
  practice.config = await storeOwn(context, question.id, text);
  say(turn, 'Your version is stored.');
  await tellFaults(turn, text);
  await showAgain(turn);
}

async function keep(turn: OpenTurn): Promise<void> {
  const { practice, question, answer } = turn;
  const text = answer?.text ?? '';
  if (text === '') return say(turn, 'You have not typed anything to keep. Press o to open your editor.');
  const present = ownAnswer(practice.config, question.id);
  if (text === present) return say(turn, 'That is already your version.');
  const ask = 'Replace your version?';
  if (present !== undefined && !(await saysYes(practice.prompts, ask)))
    return say(turn, 'Your version is unchanged.');
  practice.config = await storeOwn(practice.context, question.id, text);
  say(turn, 'What you typed is now your version of the answer. Press u to undo.');
  await tellFaults(turn, text);
  await showAgain(turn);
}

/** The text is a draft until its name is cleared. */
function typeText(
  { practice }: OpenTurn,
  name: string,
  about: Pick<AnswerRequest, 'isNote' | 'heading'>,
): Promise<Reply<GivenAnswer>> {
  const question = { id: name, kind: 'open', minutes: FOLLOW_UP_MINUTES } as const;
  const startedAt = startOf(practice.context, name);
  return askForAnswer(practice, { ...about, question, mode: 'type', startedAt });
}

async function note(turn: OpenTurn): Promise<TurnEnd | undefined> {
  const { context } = turn.practice;
  const { id } = turn.question;
  const about = { isNote: true, heading: 'Note on this question' };
  const typed = await untilAnswered(turn, () => typeText(turn, noteName(id), about), false, ['note']);
  if ('end' in typed) return typed.end;
  if (typed.value === 'note') return undefined;
  const text = typed.value.text.trim();
  if (text !== '') {
    const at = context.clock.now();
    context.journal.append([{ type: 'note', id: context.random.id(at), at, question: id, text }]);
    say(turn, 'Note saved.');
  }
  context.drafts.write(noteName(id), '');
  return undefined;
}

/** `skip` skips one follow-up, `follow-ups` all that are left. */
const FOLLOW_UP_ENDS = ['skip', 'follow-ups'] as const;

async function askFollowUp(turn: OpenTurn, at: number, text: string): Promise<Reply<'answered'>> {
  const { practice, question } = turn;
  const { prompts, display } = practice;
  const heading = `Follow-up ${at + 1} of ${question.followUpTexts.length}`;
  const reply =
    turn.mode === 'type' && !turn.isReview
      ? await typeText(turn, followUpName(question.id, at), { heading })
      : await prompts.pause(`${heading}: say your answer, then press Enter.`);
  if (reply.kind === 'key') return reply;
  const answer = reply.value === 'go' ? '' : reply.value.text.trim();
  if (answer !== '') {
    turn.onFollowUp?.({ text, answer });
    // A window clears what was typed, and it is to be compared with the answer below.
    if (!display.plain) prompts.show(rendered(display, (look) => renderReply(answer, look)));
  }
  return { kind: 'value', value: 'answered' };
}

async function followUps(turn: OpenTurn): Promise<TurnEnd | undefined> {
  const { practice, question } = turn;
  const { prompts, values, display } = practice;
  const { followUpTexts } = question;
  if (followUpTexts.length === 0) say(turn, 'This question has no follow-ups.');
  for (const [at, each] of followUpTexts.entries()) {
    const text = segmentsText(fillText(each.question, question, values));
    const shown = (part: 'question' | 'answer') =>
      rendered(display, (look) => renderFollowUp(each, part, { question, values }, look));
    prompts.show((columns) => `\n${shown('question')(columns)}`);
    const until = <T>(ask: () => Promise<Reply<T>>) => untilAnswered(turn, ask, false, FOLLOW_UP_ENDS);
    let done: Outcome<string> = await until(() => askFollowUp(turn, at, text));
    if ('value' in done && done.value === 'answered') {
      prompts.show((columns) => `${shown('answer')(columns)}\n`);
      // The answer may fill a window, and hide what is asked next.
      if (at + 1 < followUpTexts.length && !display.plain)
        done = await until(() => prompts.pause('Enter = next follow-up · w = back to the question'));
    }
    if ('end' in done) return done.end;
    if (done.value === 'follow-ups') return undefined;
  }
  return undefined;
}

async function play(turn: OpenTurn): Promise<void> {
  const recording = turn.answer?.recording;
  if (recording === undefined) return say(turn, 'This answer was not recorded.');
  const { playRecording } = await import('../speech/speaking.ts');
  await playRecording(turn.practice, recording);
}

/** After these keys the question stays, unless its file no longer has it. */
const STAYING_ACTIONS: Readonly<
  Record<Exclude<SessionKey, LeavingKey>, (turn: OpenTurn) => void | Promise<TurnEnd | void>>
> = {
  help: ({ practice: { prompts, display }, mode, isReview }) =>
    prompts.help((step, isFull) =>
      rendered(display, (look) => renderKeys(step, look, { isSpoken: mode === 'speak', isReview, isFull })),
    ),
  view: async (turn) => {
    const parts = [await cardOf(turn), ...(turn.answer ? [await answerSide(turn), pointsSide(turn)] : [])];
    await turn.practice.context.run.view(parts.map((part) => part()).join('\n'));
  },
  fill,
  edit,
  own,
  keep,
  note,
  'follow-ups': followUps,
  play,
  retake: (turn) => {
    if (turn.answer) say(turn, 'You can record again only before the model answer is shown.');
    // In a session that records, the question is asked again, and that records.
    else if (turn.mode !== 'speak') say(turn, 'This session does not record; `prep quiz --mode speak` does.');
  },
};

type LeavingActions = Readonly<
  Record<LeavingKey, (turn: Turn) => LeavingKey | undefined | Promise<LeavingKey | undefined>>
>;

export const keyHandler =
  (leaving: LeavingActions): KeyHandler =>
  async (turn, key) => {
    if (leavesQuestion(key)) return tried(turn.practice, async () => leaving[key](turn));
    const open = await tried(turn.practice, () => opened(turn));
    if (!open) return 'gone';
    return (await tried(turn.practice, async () => STAYING_ACTIONS[key](open))) ?? undefined;
  };

export const tellSuspended = (practice: Practice, question: QuestionId): void => {
  const name = labelIn(practice.bank.questions)(question);
  const command = commandFor(`prep unsuspend ${name}`, practice.given);
  tell(practice, `Suspended ${name}. \`${command}\` brings it back.`);
};

export const unfinishedIn = ({
  text,
  transcribed,
  recording,
  elapsedMs,
  partsMs,
}: Pick<AttemptEntry, 'text' | 'elapsedMs' | keyof Said>): Unfinished => ({
  text,
  heard: transcribed || undefined,
  recording,
  durationMs: recording === undefined ? undefined : elapsedMs,
  partsMs,
  spentMs: partsMs || recording !== undefined ? undefined : elapsedMs || undefined,
});

/** The text of an undone rating becomes a draft again, so that leaving loses nothing. */
async function unrate(quiz: Quiz, entry: AttemptEntry): Promise<void> {
  const { context } = quiz;
  const rated = quiz.ratings.get(entry.id);
  const { question, text, recording, followUps: followed = [] } = entry;
  if (!rated) return;
  await tried(quiz, async () => {
    if (text !== undefined || recording !== undefined)
      context.drafts.write(question, unfinishedText(unfinishedIn(entry)));
    for (const [at, each] of rated.question.followUpTexts.entries()) {
      const asked = segmentsText(fillText(each.question, rated.question, quiz.values));
      const answer = followed.find((one) => one.text === asked)?.answer;
      if (answer !== undefined) context.drafts.write(followUpName(question, at), answer);
    }
  });
  keepPoints(quiz);
}

/** False if the config file was changed since. */
async function revertStep(quiz: Quiz, entry: ChangeEntry): Promise<boolean> {
  const { config, undone } = await revertChange(quiz.context, entry);
  quiz.config = config;
  quiz.values = valuesOf(quiz.bank, config.fills, { thousands: config.settings.thousands });
  return undone;
}

function undoneWords({ what, question, entry }: Past, label: Labels): string {
  if (entry) return undoneText(entry, label);
  const name = label(question);
  if (what === 'revealed') return `showing the answer to ${name}`;
  if (what === 'ticked') return 'your last change to the points';
  return what === 'followed' ? `your answer to a follow-up of ${name}` : `skipping ${name}`;
}

export async function undo(quiz: Quiz): Promise<Past | undefined> {
  const { context, session } = quiz;
  const { last } = session;
  if (!last) {
    tell(quiz, 'Nothing to undo in this session.');
    return undefined;
  }
  const label = await labelsFor(context, quiz.bank.questions, last.entry ? [last.entry] : []);
  const isUndone = last.entry?.type !== 'change' || (await revertStep(quiz, last.entry));
  const at = context.clock.now();
  dispatch(quiz, { type: 'undo', at, id: context.random.id(at) });
  if (isUndone) {
    tell(quiz, `Undid: ${undoneWords(last, label)}.`);
  } else if (last.entry?.type === 'change') {
    const what = changedText(last.entry, label);
    tell(quiz, `Changed after that step, so left as it is: ${what}.`);
  }
  if (last.entry?.type === 'attempt') await unrate(quiz, last.entry);
  return last;
}

async function undoIn(quiz: Quiz, turn: Turn): Promise<'undo' | undefined> {
  const last = await undo(quiz);
  if (last?.what === 'ticked') {
    const { points } = quiz.session.turn;
    turn.pointAt = turn.points.findIndex((point, i) => point !== points[i]);
    turn.points = points;
  } else if (last?.what === 'changed') {
    if (turn.answer && last.entry?.type === 'change') await showReveal(await opened(turn));
  } else if (last && last.what !== 'followed') return 'undo';
  return undefined;
}

export const quizKeys = (quiz: Quiz): KeyHandler =>
  keyHandler({
    undo: (turn) => undoIn(quiz, turn),
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
