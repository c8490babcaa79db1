// Begins a mock or goes on with one, holds it, and tells what it came to.
import type { Context, MockStore, Prompts } from '../context.ts';
import type { Mode } from '../core/attempt.ts';
import { MINUTE_MS } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import { matchingHeads, type QueueFilters } from '../core/filters.ts';
import { attemptsOfMock, missingAttempts } from '../core/mock-attempt.ts';
import { drawMock } from '../core/mock-draw.ts';
import type { MockReport } from '../core/mock-report.ts';
import { startMock } from '../core/mock-step.ts';
import type { EventOf, Mock, MockQuestion } from '../core/mock.ts';
import type { QuestionHead } from '../core/question.ts';
import { renderMockReport } from '../screens/mock-report.ts';
import { renderMockResumed, renderMockStart } from '../screens/mock.ts';
import type { Stage } from './answering.ts';
import { requireKnownNames } from './choose.ts';
import { loadStudy, type BankOptions, type Study } from './load.ts';
import { lookOf } from './look.ts';
import { reportHere, writableMocks } from './mock-past.ts';
import { holdMock } from './mock-run.ts';
import { note, type MockTable } from './mock-table.ts';
import { ownPace } from './own-pace.ts';
import { tell } from './saying.ts';

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
export type Room = {
  readonly context: Context;
  readonly store: MockStore;
  readonly prompts: Prompts;
  readonly plain: boolean;
  readonly finished: (report: MockReport, study: Study) => void;
};

const LONGEST_TITLE = 5000;

const drawn = ({ id, number, section, title, kind, minutes }: QuestionHead): MockQuestion => ({
  question: id,
  ...(number !== undefined && { number }),
  section: section.slice(0, LONGEST_TITLE),
  title: title.slice(0, LONGEST_TITLE),
  kind,
  minutes,
});

/** How answers can be given on this machine. */
async function modeHere(stage: Stage, wanted: Mode): Promise<Mode> {
  return wanted === 'speak' ? (await import('./speaking-record.ts')).modeFor(stage, wanted) : wanted;
}

/** Records the ratings that a crash kept out of the journal, each once, whichever mock they are of, and says so. */
export function recordMissing({ context, store, prompts, plain }: Room): void {
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
async function hold(room: Room, study: Study, table: MockTable): Promise<number> {
  const { prompts } = room;
  const stays = await holdMock(table);
  const { mock, look } = table;
  if (stays === 'left') {
    tell(table, 'The mock waits: prep mock --resume goes on with it.');
    return prompts.interrupted() ? 130 : 0;
  }
  const report = await reportHere(room.context, mock);
  prompts.show(renderMockReport(report, study.calendar, look));
  room.finished(report, study);
  return 0;
}

/** Draws a mock and holds it. Fails with `mock-empty` when there is nothing to ask. */
export async function holdNew(room: Room, wishes: MockWishes): Promise<number> {
  const { context, store, prompts, plain } = room;
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
  const stage = { context, prompts, look, config, pace: ownPace(context) };
  const mode = await modeHere(stage, wishes.mode ?? config.settings.mode);
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
  const table: MockTable = { ...stage, store, study, mode, voice: mock.voice, mock };
  const shown = { mock, plannedMs: minutes * MINUTE_MS, wanted: wishes.count, short };
  prompts.show(renderMockStart(shown, look));
  return hold(room, study, table);
}

/**
 * Goes on with a mock.
 * @param ends true to end the interview where it stands, and to go through the answers
 */
export async function holdAgain(
  room: Room,
  mock: Mock,
  options: BankOptions,
  ends: boolean,
): Promise<number> {
  const { context, store, prompts, plain } = room;
  const bank = options.bank ?? (mock.banks.length > 0 ? mock.banks : undefined);
  const study = await loadStudy(context, { ...options, bank });
  const look = lookOf(context, plain);
  const stage = { context, prompts, look, config: study.config, pace: ownPace(context) };
  const mode = await modeHere(stage, mock.mode);
  const table: MockTable = { ...stage, store, study, mode, voice: mock.voice, mock };
  note(table, { type: 'resumed' });
  if (ends && table.mock.phase !== 'ended') note(table, { type: 'ended', why: 'left' });
  if (table.mock.phase !== 'ended') prompts.show(renderMockResumed(table.mock, look));
  return hold(room, study, table);
}

/** Gives a mock up: it stays in the list, and what was rated stays rated. */
export function giveUp({ context, store }: Room, mock: Mock): void {
  store.append(mock.id, { type: 'abandoned', at: context.clock.now() });
}
