// One question's turn: ask, answer, reveal, check the points, rate. Talks through prompts; decides nothing about the
// session: it ends with a rating that is not recorded yet, or with a key that concerns the session.
import type { PointsPrompt, Reply, SessionKey } from '../context.ts';
import { instantOf, MINUTE_MS, type Instant } from '../core/day.ts';
import type { MetricName } from '../core/metric.ts';
import type { Question } from '../core/question.ts';
import { RATINGS, suggestRating, type Rating } from '../core/rating.ts';
import { preview, type Schedule } from '../core/schedule.ts';
import { tickedBeforehand, tickItems } from '../core/ticks.ts';
import { intervalText } from '../screens/interval.ts';
import { renderReveal } from '../screens/reveal.ts';
import { cardOf, revealOf, type Turn } from './table.ts';
import { act } from './turn-keys.ts';

/** A rating, and what it rests on. */
export type Rated = {
  readonly kind: 'rated';
  readonly question: Question;
  readonly rating: Rating;
  readonly at: Instant;
  readonly elapsedMs: number;
  readonly points: readonly (0 | 1)[];
  readonly missed: readonly string[];
  readonly text: string;
  readonly cited: readonly MetricName[];
  /** Numbers that were not cited, as shown. */
  readonly uncited: readonly string[];
  readonly by: 'points' | 'override';
  /** When the question returns. */
  readonly due: Instant;
};

/** Keys that end a turn without a rating; `gone` when the question's file no longer has it. */
export type Left = { readonly kind: 'left'; readonly key: 'undo' | 'skip' | 'suspend' | 'quit' | 'gone' };

const isLeaving = (key: SessionKey): key is 'undo' | 'skip' | 'suspend' | 'quit' =>
  key === 'undo' || key === 'skip' || key === 'suspend' || key === 'quit';

/** Asks until there is a value; keys that do not concern the session are acted on in between. */
async function untilAnswered<T>(
  turn: Turn,
  ask: () => Promise<Reply<T>>,
): Promise<{ readonly kind: 'value'; readonly value: T } | Left> {
  for (;;) {
    const reply = await ask();
    if (reply.kind === 'value') return reply;
    if (isLeaving(reply.key)) return { kind: 'left', key: reply.key };
    const from = turn.table.context.clock.now();
    if (!(await act(turn, reply.key))) return { kind: 'left', key: 'gone' };
    const away = turn.table.context.clock.now() - from;
    if (!turn.isRevealed) turn.startedAt = instantOf(turn.startedAt + Math.max(0, away));
  }
}

const askAnswer = (turn: Turn): Promise<{ readonly kind: 'value'; readonly value: string } | Left> =>
  untilAnswered(turn, () => {
    const { context, prompts, mode, config } = turn.table;
    const { id, minutes } = turn.question;
    const draft = context.drafts.read(id);
    return prompts.answer({
      mode,
      card: cardOf(turn),
      startedAt: turn.startedAt,
      targetMs: minutes * MINUTE_MS,
      ...(draft !== undefined && mode === 'type' ? { draft } : {}),
      onText: (text) => context.drafts.write(id, text),
      edit: (text) => context.run.edit(text, `${id}.md`, config.settings.editor),
    });
  });

function pointsPrompt(turn: Turn): PointsPrompt {
  const { question, text, ticked } = turn;
  const items = tickItems(question);
  const beforehand = tickedBeforehand(question, text);
  const isStory = question.kind === 'star';
  const proposed = question.pointsProposed && !isStory ? ' (points proposed by prep)' : '';
  return {
    header: (isStory ? 'Which parts did your story have?' : 'Which points did your answer have?') + proposed,
    items,
    ticked: ticked?.length === items.length ? ticked : beforehand.map(({ covered }) => covered),
    reasons: beforehand.map(({ covered, words }) => (covered === 1 ? words.slice(0, 4).join(', ') : '')),
    onTicks: (now) => (turn.ticked = now),
  };
}

async function askPoints(
  turn: Turn,
): Promise<{ readonly kind: 'value'; readonly value: readonly (0 | 1)[] } | Left> {
  return untilAnswered<readonly (0 | 1)[]>(turn, async () =>
    turn.question.draft || tickItems(turn.question).length === 0
      ? { kind: 'value', value: [] }
      : turn.table.prompts.points(pointsPrompt(turn)),
  );
}

/** The ratings to choose from: two buttons keep the one between, which *hard* becomes, as hard means recalled. */
function buttons(
  { table }: Turn,
  points: readonly (0 | 1)[],
): { shown: readonly Rating[]; suggested: Rating | undefined } {
  const suggested = suggestRating(points);
  if (table.config.settings.buttons === 4) return { shown: RATINGS, suggested };
  return { shown: ['again', 'good'], suggested: suggested === 'hard' ? 'good' : suggested };
}

function askRating(
  turn: Turn,
  points: readonly (0 | 1)[],
  schedules: Readonly<Record<Rating, Schedule>>,
  now: Instant,
): Promise<{ readonly kind: 'value'; readonly value: Rating } | Left> {
  const { cram, calendar, prompts } = turn.table;
  const { shown, suggested } = buttons(turn, points);
  const covered = points.filter((point) => point === 1).length;
  const interval = (rating: Rating): string =>
    cram ? '' : intervalText(now, schedules[rating].due, calendar);
  return untilAnswered(turn, () =>
    prompts.rate({
      choices: shown.map((rating) => ({ rating, interval: interval(rating) })),
      ...(suggested ? { suggested, reason: `${covered} of ${points.length}` } : {}),
    }),
  );
}

/** Takes a question from its card to a rating. */
export async function takeTurn(turn: Turn): Promise<Rated | Left> {
  const { table } = turn;
  const answer = await askAnswer(turn);
  if (answer.kind === 'left') return answer;
  turn.text = answer.value;
  turn.isRevealed = true;
  const elapsedMs = Math.max(0, table.context.clock.now() - turn.startedAt);
  table.prompts.show(renderReveal(revealOf(turn), table.look));

  const points = await askPoints(turn);
  if (points.kind === 'left') return points;
  const now = table.context.clock.now();
  const schedules = preview(turn.schedule, turn.question.id, now, table.params);
  const rating = await askRating(turn, points.value, schedules, now);
  if (rating.kind === 'left') return rating;

  const { cited, uncited } = revealOf(turn);
  const items = tickItems(turn.question);
  return {
    kind: 'rated',
    question: turn.question,
    rating: rating.value,
    // The moment for which the intervals were shown, so that the one that is written is the one that was seen.
    at: now,
    elapsedMs,
    points: points.value,
    missed: items.filter((_, i) => points.value[i] === 0),
    text: turn.text,
    cited,
    uncited: turn.text === '' ? [] : uncited.map((key) => table.values.get(key)?.text ?? key),
    by: rating.value === buttons(turn, points.value).suggested ? 'points' : 'override',
    due: schedules[rating.value].due,
  };
}
