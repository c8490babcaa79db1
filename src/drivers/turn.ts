// One question's turn: ask, answer, reveal, check the points, rate. Feeds the session's machine, and ends when the
// question in hand changes or the session is over. A rating is on disk before this returns.
import type { PointsPrompt, Reply } from '../prompting.ts';
import { bankLabel } from '../core/bank.ts';
import { instantOf, type Instant } from '../core/day.ts';
import { coveredCount, type Points } from '../core/points.ts';
import { RATINGS, suggestRating, type Rating } from '../core/rating.ts';
import { preview, type Schedule } from '../core/schedule.ts';
import { leavesQuestion } from '../core/session-keys.ts';
import { tickedBeforehand, tickItems } from '../core/ticks.ts';
import { intervalText } from '../screens/times.ts';
import type { Answered } from './answering.ts';
import { leave } from './leaving.ts';
import { storeLatest } from './own-answer.ts';
import { tell } from './saying.ts';
import { happen, opened, revealOf, scheduleOf, type OpenTurn, type Rated, type Turn } from './table.ts';
import { askTurn, cardFor } from './turn-asking.ts';
import { act, say, showReveal, trying } from './turn-keys.ts';

/** A reply, or undefined when the question in hand is done with. */
type Got<T> = { readonly value: T } | undefined;

/** Asks until there is a value; keys are acted on in between, and end the turn when the question is done with. */
async function untilAnswered<T>(turn: Turn, ask: () => Promise<Reply<T>>): Promise<Got<T>> {
  const { table } = turn;
  const { clock } = table.context;
  for (;;) {
    const reply = await ask();
    if (reply.kind === 'value') return reply;
    if (leavesQuestion(reply.key)) {
      if (await leave(turn, reply.key)) return undefined;
      continue;
    }
    const from = clock.now();
    if (!(await act(turn, reply.key))) {
      happen(table, { type: 'gone' });
      return undefined;
    }
    turn.startedAt = instantOf(turn.startedAt + Math.max(0, clock.now() - from));
  }
}

const askAnswer = (turn: Turn): Promise<Got<Answered>> => untilAnswered(turn, () => askTurn(turn));

/** The items to tick as they are shown. Reading placeholders is loaded once the first answer was given. */
async function itemsOf({
  question,
  table,
}: Pick<OpenTurn, 'question' | 'table'>): Promise<readonly string[]> {
  const { shownItems } = await import('../formats/filled-text.ts');
  return shownItems(question, table.values);
}

async function pointsPrompt({ table, question }: OpenTurn): Promise<PointsPrompt> {
  const { text, points } = table.session.turn;
  const items = await itemsOf({ question, table });
  const beforehand = tickedBeforehand(question, text);
  const isStory = question.kind === 'star';
  const proposed = question.pointsProposed && !isStory ? ' (points proposed by prep)' : '';
  return {
    header: (isStory ? 'Which parts did your story have?' : 'Which points did your answer have?') + proposed,
    items,
    // Ticks of before an undo, or of before a key, are gone on with.
    ticked: points.length === items.length ? points : beforehand.map(({ covered }) => covered),
    reasons: beforehand.map(({ covered, words }) => (covered === 1 ? words.slice(0, 4).join(', ') : '')),
    onTicks: (now) => void happen(table, { type: 'tick', points: now }),
  };
}

const askPoints = (turn: OpenTurn): Promise<Got<Points>> =>
  untilAnswered<Points>(turn, async () => {
    const { question, table } = turn;
    const isBare = question.draft || tickItems(question).length === 0;
    return isBare ? { kind: 'value', value: [] } : table.prompts.points(await pointsPrompt(turn));
  });

type Buttons = { readonly shown: readonly Rating[]; readonly suggested: Rating | undefined };

/** The ratings to choose from. With two buttons a suggested *hard* is *good*, as hard means recalled. */
function buttonsOf({ table }: Turn): Buttons {
  const suggested = suggestRating(table.session.turn.points);
  if (table.config.settings.buttons === 4) return { shown: RATINGS, suggested };
  return { shown: ['again', 'good'], suggested: suggested === 'hard' ? 'good' : suggested };
}

type Schedules = Readonly<Record<Rating, Schedule>>;

const askRating = (turn: OpenTurn, schedules: Schedules, now: Instant): Promise<Got<Rating>> =>
  untilAnswered(turn, () => {
    const { session, calendar, prompts } = turn.table;
    const { points } = session.turn;
    const { shown, suggested } = buttonsOf(turn);
    const interval = (rating: Rating): string =>
      session.cram ? '' : intervalText(now, schedules[rating].due, calendar);
    return prompts.rate({
      choices: shown.map((rating) => ({ rating, interval: interval(rating) })),
      ...(suggested
        ? {
            suggested,
            reason: `${coveredCount(points)} of ${points.length} ${turn.question.kind === 'star' ? 'parts' : 'points'}`,
          }
        : {}),
    });
  });

/** What is said once a rating is on disk. */
function recordedText(
  { table, question }: OpenTurn,
  rating: Rating,
  schedule: Schedule,
  now: Instant,
): string {
  const { session, calendar } = table;
  const returns = session.waiting
    .concat(session.current ?? [])
    .some((item) => item.again && item.question === question.id);
  const next = `next in ${intervalText(now, schedule.due, calendar)}`;
  const when =
    rating === 'again' && returns ? 'back in this session' : session.cram ? 'schedule left alone' : next;
  return `recorded: ${rating}, ${when} (${question.id})`;
}

/** Records the rating: the journal first, then the typed answer, and only then is it said. Fails when the journal cannot be written. */
async function record(turn: OpenTurn, rating: Rating, schedule: Schedule, now: Instant): Promise<true> {
  const { table, question } = turn;
  const { context, session, look } = table;
  const { text, points } = session.turn;
  const { cited, uncited } = revealOf(turn);
  const stored = Object.hasOwn(table.config.answers, question.id)
    ? table.config.answers[question.id]
    : undefined;
  const rated: Rated = {
    question,
    missed: (await itemsOf(turn)).filter((_, i) => points[i] === 0),
    uncited: text === '' ? [] : uncited.map((key) => table.values.get(key)?.text ?? key),
    schedule,
    latest: stored?.latest,
  };
  const id = context.random.id(now);
  table.ratings.set(id, rated);
  happen(table, {
    type: 'rate',
    rating,
    // The moment for which the intervals were shown, so that the one that is written is the one that was seen.
    at: now,
    id,
    cited,
    by: rating === suggestRating(points) ? 'points' : 'override',
    title: question.title,
    questionHash: question.answerHash,
    bank: bankLabel(question.bank, context.banks),
  });
  say(turn, look.theme.dim(recordedText(turn, rating, schedule, now)));
  await trying(turn, async () => {
    if (text !== '') table.config = await storeLatest(context, question.id, text, rating);
    context.drafts.write(question.id, '');
  });
  return true;
}

/** Reveals the answer, now or again after an undo. Undefined when the question is done with instead. */
async function reveal(turn: Turn): Promise<OpenTurn | undefined> {
  const { table } = turn;
  if (table.session.phase === 'revealed') {
    if (!turn.inView) table.prompts.show(await cardFor(turn));
  } else {
    const answer = await askAnswer(turn);
    if (!answer) return undefined;
    const { predicted } = turn;
    happen(table, { type: 'reveal', ...answer.value, ...(predicted !== undefined && { predicted }) });
  }
  const open = await trying(turn, () => opened(turn));
  if (open) await showReveal(open);
  else happen(table, { type: 'gone' });
  return open;
}

/** Lays what was predicted beside what came of it. */
async function tellPrediction({ table, question }: OpenTurn, points: Points): Promise<void> {
  const { predicted } = table.session.turn.said;
  if (predicted === undefined || points.length === 0) return;
  const { predictedText } = await import('./predicting.ts');
  tell(table, predictedText(predicted, points, question.kind === 'star' ? 'part' : 'point'));
}

/** Takes the question in hand from its card to a rating, or to whatever else ends its turn. */
export async function takeTurn(turn: Turn): Promise<void> {
  const { table } = turn;
  const open = await reveal(turn);
  const points = open && (await askPoints(open));
  if (!points) return;
  happen(table, { type: 'tick', points: points.value });
  await tellPrediction(open, points.value);
  const now = table.context.clock.now();
  const schedules = preview(scheduleOf(table, open.head.id), open.head.id, now, table.params);
  for (;;) {
    const rating = await askRating(open, schedules, now);
    if (!rating) return;
    const work = (): Promise<true> => record(open, rating.value, schedules[rating.value], now);
    // What a mock could not record it has in a file of its own, and brings in the next time.
    if (table.passing ? await work() : await trying(turn, work)) return;
  }
}
