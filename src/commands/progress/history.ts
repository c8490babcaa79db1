import type { Input, Run } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import type { Question, QuestionId } from '../../core/base/question.ts';
import { shellWord } from '../../core/base/wording.ts';
import { isSettled } from '../../core/feedback/cited.ts';
import type { Lexicon } from '../../core/feedback/lexicon.ts';
import { valuesHeard, type WrongNumber } from '../../core/feedback/wrong-numbers.ts';
import { namedPoints, type PastAttempt } from '../../core/progress/history.ts';
import { ownOf, ownVersions } from '../../core/schedule/changes.ts';
import { type Entry, liveAttempts } from '../../core/schedule/journal.ts';
import { spokenPace } from '../../core/speech/delivery.ts';
import { attemptJson } from '../../formats/json/rehearsal.ts';
import { namedParts, shownItems } from '../../formats/question/filled-text.ts';
import {
  type RecentRow,
  renderHistory,
  renderRecent,
  renderVersions,
} from '../../screens/progress/history.ts';
import { shownId } from '../../screens/quiz/card.ts';
import { loadStudy, type Study } from '../shared/load.ts';
import { askQuestion } from '../shared/question.ts';
import { displayOf, printJson } from '../shared/screen.ts';

/** In order of time. */
function pastAttempts({ sound }: Context, entries: readonly Entry[]): readonly PastAttempt[] {
  const sizes = new Map(sound.recordings().map(({ recording, bytes }) => [recording, bytes]));
  const counts = new Map<QuestionId, number>();
  return liveAttempts(entries).map((attempt) => {
    const { question, recording: path } = attempt;
    const number = (counts.get(question) ?? 0) + 1;
    counts.set(question, number);
    const recording = path === undefined ? undefined : { path, bytes: sizes.get(path) };
    return { number, attempt, recording, pace: spokenPace(attempt) };
  });
}

/** A value that the attempt cited was another then, and what was settled as said is not wrong. */
function withWrong(past: PastAttempt, question: Question, { values }: Study, lexicon?: Lexicon): PastAttempt {
  const { text = '', cited } = past.attempt;
  const { wrong } = valuesHeard(text, question, values, lexicon);
  const points = namedPoints(question, shownItems(question, values), past.attempt) ? past.attempt.points : [];
  const isTold = ({ metric }: WrongNumber): boolean =>
    !cited.includes(metric) && !isSettled(metric, points, question, values);
  return { ...past, wrong: wrong.filter(isTold) };
}

function withPartNames(past: PastAttempt): PastAttempt {
  const { text } = past.attempt;
  return text === undefined ? past : { ...past, attempt: { ...past.attempt, text: namedParts(text) } };
}

async function playAttempt(context: Context, attempts: readonly PastAttempt[], number: number) {
  const found = attempts[number - 1];
  if (!found)
    throw new Failure('attempt-unknown', `This question has no attempt ${number}.`, {
      hint:
        attempts.length === 0
          ? 'you have not attempted this question yet'
          : `choose one from 1 to ${attempts.length}`,
    });
  const { recording } = found;
  if (!recording)
    throw new Failure('recording-missing', `Attempt ${number} was not recorded.`, {
      hint: '`prep quiz --mode speak` records answers',
    });
  if (recording.bytes === undefined)
    throw new Failure('recording-gone', `The recording of attempt ${number} is gone.`, {
      hint: '`prep doctor` shows where recordings are',
    });
  context.out.talk(`Playing the recording of attempt ${number}.\n`);
  const { settings } = context.config.read().config;
  const player = context.sound.find('player', settings);
  if ('reason' in player) throw new Failure('player-missing', player.reason, { hint: player.remedy });
  const fault = await context.sound.play(player, recording.path);
  if (fault !== undefined)
    throw new Failure('play-failed', fault, { hint: '`prep doctor` checks the player' });
  return 0;
}

type Looking = { readonly context: Context; readonly study: Study; readonly options: Input<'history'> };

async function ofQuestion(looking: Looking, entries: readonly Entry[], name: string): Promise<number> {
  const { context, study, options } = looking;
  const all = pastAttempts(context, entries);
  // A question that no bank has any more keeps its history.
  const isGone = !study.bank.questions.has(name) && all.some(({ attempt }) => attempt.question === name);
  const head = isGone ? undefined : await askQuestion(context, study, name, options);
  const id = head?.id ?? name;
  const attempts = all.filter(({ attempt }) => attempt.question === id);
  if (options.play !== undefined) return playAttempt(context, attempts, options.play);
  const versions = ownVersions(entries, id, ownOf(study.config, id));
  const latest = attempts.slice(-(options.count ?? Infinity));
  if (options.json) {
    const shownAttempts = latest.map((past) => attemptJson(past, study.calendar));
    return printJson(context, 'history', { question: id, attempts: shownAttempts, versions });
  }
  if (!head) return showRecent(looking, latest);
  const question = await context.banks.question(head);
  const { values, calendar } = study;
  const display = displayOf(context, options.plain ?? false);
  const shown = { question, values, items: shownItems(question, values), calendar, display };
  const named = question.kind === 'star' ? attempts.map(withPartNames) : attempts;
  const isTyped = named.some(({ attempt }) => attempt.text);
  const lexicon = isTyped ? await context.lexicon() : undefined;
  const told = isTyped ? named.map((past) => withWrong(past, question, study, lexicon)) : named;
  const past = renderHistory(shown, told.slice(options.all ? 0 : -(options.count ?? 2)), told.length);
  const own = renderVersions(versions, shown);
  await context.out.page(own === '' ? past : `${past}\n${own}`);
  return 0;
}

export const history: Run<'history'> = async (context, args, options) => {
  const name = args.join(' ');
  const option = (['all', 'play'] as const).find((each) => options[each] !== undefined);
  if (name === '' && option !== undefined) {
    const value = options[option];
    throw new Failure('question-missing', `--${option} needs a question.`, {
      hint: `for example \`prep history 4 --${option}${value === true ? '' : ` ${shellWord(String(value))}`}\``,
    });
  }
  const looking = { context, study: await loadStudy(context, options), options };
  const { entries } = context.journal.read();
  if (name !== '') return ofQuestion(looking, entries, name);
  return showRecent(looking, pastAttempts(context, entries).slice(-(options.count ?? SHOWN)));
};

const SHOWN = 10;

async function showRecent(looking: Looking, attempts: readonly PastAttempt[]): Promise<number> {
  const { context, study, options } = looking;
  const latest = attempts.toReversed();
  if (options.json) {
    const shown = latest.map((past) => attemptJson(past, study.calendar));
    return printJson(context, 'history', { attempts: shown });
  }
  if (latest.length === 0) {
    context.out.talk('No attempts yet. Run `prep quiz` to start.\n');
    return 0;
  }
  const rows: readonly RecentRow[] = latest.map((past) => {
    const { question, title = '' } = past.attempt;
    const head = study.bank.questions.get(question);
    return { ...past, label: head ? shownId(head) : question, title: head?.title ?? title };
  });
  const display = displayOf(context, options.plain ?? false);
  await context.out.page(renderRecent(rows, study.calendar, display));
  return 0;
}
