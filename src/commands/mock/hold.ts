// Begins a mock or resumes one, holds it, and shows its report; asks what becomes of one that was begun
// before.
import type { Context, MockStore, Prompts } from '../../context.ts';
import type { Mode } from '../../core/base/attempt.ts';
import { MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { drawMock } from '../../core/mock/draw.ts';
import { type EventOf, type Mock, type MockQuestion, startMock } from '../../core/mock/mock.ts';
import { attemptsOfMock, missingAttempts, type MockReport, standsText } from '../../core/mock/report.ts';
import { matchingHeads, type QueueFilters } from '../../core/schedule/queue.ts';
import { renderMockResumed, renderMockStart } from '../../screens/mock/mock.ts';
import { renderMockReport } from '../../screens/mock/report.ts';
import { requireKnownNames } from '../shared/choose.ts';
import { type BankOptions, loadStudy, type Study } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { type Interaction, ownPace, tell } from '../shared/practice.ts';
import { type HeldMock, holdMock, note } from './interview.ts';
import { latestUnfinished, mockToResume, reportHere, writableMocks } from './past.ts';

export type MockWishes = BankOptions & {
  readonly minutes: number;
  readonly count: number;
  readonly filters: QueueFilters;
  readonly mode?: Mode | undefined;
  readonly study: boolean;
  readonly predict: boolean;
  readonly voice: boolean;
  readonly seed?: string | undefined;
};

/** Where mocks are held, and what is done with the report of one that is finished. */
export type MockSession = {
  readonly context: Context;
  readonly store: MockStore;
  readonly prompts: Prompts;
  readonly plain: boolean;
  readonly finished: (report: MockReport, study: Study) => void;
};

const LONGEST_TITLE = 5000;

const drawn = ({ id, number, section, title, kind, minutes }: QuestionHead): MockQuestion => ({
  question: id,
  number,
  section: section.slice(0, LONGEST_TITLE),
  title: title.slice(0, LONGEST_TITLE),
  kind,
  minutes,
});

/** How answers can be given on this machine. */
async function modeHere(interaction: Interaction, wanted: Mode): Promise<Mode> {
  return wanted === 'speak' ? (await import('../speech/speaking.ts')).modeFor(interaction, wanted) : wanted;
}

/** Records the ratings that a crash kept out of the journal, each once, whichever mock they are of, and says so. */
function recordMissing({ context, store, prompts, plain }: MockSession): void {
  const mocks = writableMocks(store).filter((mock) => attemptsOfMock(mock).length > 0);
  if (mocks.length === 0) return;
  const { entries } = context.journal.read();
  const missing = mocks.flatMap((mock) => missingAttempts(mock, entries));
  if (missing.length === 0) return;
  context.journal.append(missing);
  const ratings = missing.length === 1 ? 'A rating' : `${missing.length} ratings`;
  tell(
    { prompts, look: lookOf(context, plain) },
    `${ratings} of a mock that broke off had not reached your history; that is mended.`,
  );
}

/** Holds it to its end or until the person leaves, and shows the report. Exit code 130 when it was interrupted. */
async function hold(mocks: MockSession, study: Study, held: HeldMock): Promise<number> {
  const { prompts } = mocks;
  const presence = await holdMock(held);
  const { mock, look } = held;
  if (presence === 'left') {
    tell(held, 'The mock waits: prep mock --resume goes on with it.');
    return prompts.interrupted() ? 130 : 0;
  }
  const report = await reportHere(mocks.context, mock);
  prompts.show(renderMockReport(report, study.calendar, look));
  mocks.finished(report, study);
  return 0;
}

/** Draws a mock and holds it. Fails with `mock-empty` when there is nothing to ask. */
async function holdNew(mocks: MockSession, wishes: MockWishes): Promise<number> {
  const { context, store, prompts, plain } = mocks;
  const study = await loadStudy(context, wishes);
  const { bank, progress, config, now } = study;
  requireKnownNames(bank, wishes.filters);
  const heads = matchingHeads(bank.questions.values(), progress, wishes.filters, study);
  const seed = wishes.seed ?? String(context.random.seed());
  const { questions, minutes, short } = drawMock(heads, progress, { ...wishes, seed }, study);
  if (questions.length === 0)
    throw new Failure('mock-empty', 'There is no question with an answer to ask.', {
      hint: 'drafts and suspended questions are left out; `prep list` shows what there is',
    });

  const look = lookOf(context, plain);
  const interaction = { context, prompts, look, config, pace: ownPace(context) };
  const mode = await modeHere(interaction, wishes.mode ?? config.settings.mode);
  const id = context.random.id(now);
  const event: EventOf<'started'> = {
    type: 'started',
    at: now,
    mode,
    study: wishes.study,
    predict: wishes.predict,
    voice: wishes.voice,
    budgetMs: Math.round(wishes.minutes * MINUTE_MS),
    seed: seed.slice(0, LONGEST_TITLE),
    banks: study.given.map((path) => context.files.absolute(path)),
    questions: questions.map(drawn),
  };
  store.append(id, event);
  const mock = startMock(id, event);
  const held: HeldMock = { ...study, ...interaction, store, mode, voice: mock.voice, mock };
  const shown = { mock, plannedMs: minutes * MINUTE_MS, wanted: wishes.count, short };
  prompts.show(renderMockStart(shown, look));
  return hold(mocks, study, held);
}

/**
 * Goes on with a mock.
 * @param ends true to end the interview where it stands, and to go through the answers
 */
async function holdAgain(
  mocks: MockSession,
  mock: Mock,
  options: BankOptions,
  ends: boolean,
): Promise<number> {
  const { context, store, prompts, plain } = mocks;
  const bank = options.bank ?? (mock.banks.length > 0 ? mock.banks : undefined);
  const study = await loadStudy(context, { ...options, bank });
  const look = lookOf(context, plain);
  const interaction = { context, prompts, look, config: study.config, pace: ownPace(context) };
  const mode = await modeHere(interaction, mock.mode);
  const held: HeldMock = { ...study, ...interaction, store, mode, voice: mock.voice, mock };
  note(held, { type: 'resumed' });
  if (ends && held.mock.phase !== 'ended') note(held, { type: 'ended', why: 'left' });
  if (held.mock.phase !== 'ended') prompts.show(renderMockResumed(held.mock, look));
  return hold(mocks, study, held);
}

/** Gives a mock up: it stays in the list, and what was rated stays rated. */
function giveUp({ context, store }: MockSession, mock: Mock): void {
  store.append(mock.id, { type: 'abandoned', at: context.clock.now() });
}

const OFFER =
  'Enter goes on with it, e ends it here with its report, n gives it up and begins a new one, q leaves:';

/** Asks what becomes of it; the exit code, or undefined when a new one is to begin. */
async function ask(mocks: MockSession, begun: Mock, options: BankOptions): Promise<number | undefined> {
  const { context, prompts, plain } = mocks;
  tell({ prompts, look: lookOf(context, plain) }, `A mock is unfinished: ${standsText(begun)}.`);
  for (;;) {
    const line = (await prompts.line(OFFER))?.trim().toLowerCase();
    if (line === undefined || line === 'q') return prompts.interrupted() ? 130 : 0;
    if (line === '' || line === 'e') return holdAgain(mocks, begun, options, line === 'e');
    if (line !== 'n') continue;
    giveUp(mocks, begun);
    return undefined;
  }
}

async function offer(mocks: MockSession, begun: Mock, options: BankOptions): Promise<number | undefined> {
  if (mocks.context.interactive) return ask(mocks, begun, options);
  mocks.context.out.talk(`A mock is unfinished: prep mock --resume ${begun.id} goes on with it.\n`);
  return undefined;
}

/**
 * Holds a mock: the one to go on with, else a new one. Fails as `mockToResume` and `holdNew` do.
 * @param resume the id of the mock to go on with, true for the latest
 * @returns the exit code
 */
export async function holdAny(
  mocks: MockSession,
  wishes: MockWishes,
  resume: string | true | undefined,
): Promise<number> {
  const { context, store } = mocks;
  recordMissing(mocks);
  if (resume !== undefined) {
    const begun = mockToResume(context, store, resume === true ? undefined : resume);
    return holdAgain(mocks, begun, wishes, false);
  }
  const begun = latestUnfinished(context, store);
  return (begun && (await offer(mocks, begun, wishes))) ?? holdNew(mocks, wishes);
}
