// Records answers that a script gives, through the same session machine that a person's answers go through.
import type { Context } from '../context.ts';
import { bankLabel } from '../core/bank.ts';
import { isoWithOffset } from '../core/day.ts';
import type { DrawnDrill } from '../core/drill.ts';
import { Failure, failureText } from '../core/failure.ts';
import { citedIn } from '../core/cited.ts';
import type { Entry } from '../core/journal.ts';
import type { Question } from '../core/question.ts';
import { startSession, step, type SessionEvent } from '../core/session.ts';
import { tickItems } from '../core/ticks.ts';
import type { DrillAnswer, Rejected } from '../formats/drill-json.ts';
import { chooseQuestion } from './choose.ts';
import type { Study } from './load.ts';

/** One answer, with the question it belongs to. */
type Accepted = { readonly answer: DrillAnswer; readonly question: Question };

/** Checks an answer against the drill. Fails with the reason for its rejection. */
async function accept(
  context: Context,
  study: Study,
  drawn: DrawnDrill,
  answer: DrillAnswer,
): Promise<Accepted> {
  const head = chooseQuestion(study.bank, answer.question);
  const item = drawn.items.find(({ question }) => question === head.id);
  if (!item) throw new Failure('not-in-drill', `${head.id} is not in today's drill "${drawn.name}"`);
  const answeredBadly = study.progress.seen.get(head.id)?.lastRating === 'again';
  if (item.answered && !answeredBadly) throw new Failure('answered', `${head.id} was answered today already`);
  const question = await context.banks.question(head);
  const wanted = tickItems(question).length;
  if (answer.points.length > 0 && answer.points.length !== wanted)
    throw new Failure(
      'points',
      `"points" has ${answer.points.length} entries, and ${head.id} has ${wanted} points`,
    );
  return { answer, question };
}

/** The answers that can be recorded, and the others with their reasons. A second answer to one question is rejected. */
export async function acceptAnswers(
  context: Context,
  study: Study,
  drawn: DrawnDrill,
  answers: readonly DrillAnswer[],
): Promise<{ readonly accepted: readonly Accepted[]; readonly rejected: readonly Rejected[] }> {
  const accepted: Accepted[] = [];
  const rejected: Rejected[] = [];
  for (const answer of answers) {
    try {
      const one = await accept(context, study, drawn, answer);
      const settled = accepted.some(
        (each) => each.question.id === one.question.id && each.answer.rating !== 'again',
      );
      if (settled) throw new Failure('answered', `${one.question.id} is answered by an earlier line`);
      accepted.push(one);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      rejected.push({ line: answer.line, reason: failureText(error) });
    }
  }
  return { accepted, rejected };
}

/** What the session machine makes of one answer. */
function entriesOf(
  context: Context,
  study: Study,
  session: string,
  { answer, question }: Accepted,
): readonly Entry[] {
  const { text, elapsedMs, points, rating } = answer;
  const cited = text === '' ? [] : citedIn(text, question, study.values);
  const remembered = {
    title: question.title,
    questionHash: question.answerHash,
    bank: bankLabel(question.bank, context.banks),
  };
  const events: readonly SessionEvent[] = [
    { type: 'reveal', text, elapsedMs },
    { type: 'tick', points },
    {
      type: 'rate',
      rating,
      at: study.now,
      id: context.random.id(study.now),
      cited,
      by: 'drill',
      ...remembered,
    },
  ];
  const entries: Entry[] = [];
  let state = startSession({ id: session, mode: 'type', cram: false, questions: [question.id] });
  for (const event of events) {
    const result = step(state, event);
    state = result.session;
    entries.push(...result.entries);
  }
  return entries;
}

/** Writes accepted answers: ratings to the journal, texts as the latest answers. */
export async function recordAnswers(
  context: Context,
  study: Study,
  accepted: readonly Accepted[],
): Promise<void> {
  const session = context.random.id(study.now);
  context.journal.append(accepted.flatMap((one) => entriesOf(context, study, session, one)));
  const typed = accepted.filter(({ answer }) => answer.text !== '');
  if (typed.length === 0) return;
  const at = isoWithOffset(study.now, study.calendar);
  await context.config.update((config) => {
    const answers = typed.map(({ answer: { text, rating }, question: { id } }) => {
      const before = Object.hasOwn(config.answers, id) ? config.answers[id] : undefined;
      return [id, { ...before, latest: { text, at, rating } }] as const;
    });
    return { ...config, answers: { ...config.answers, ...Object.fromEntries(answers) } };
  });
}
