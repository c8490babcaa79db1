// `prep mock`: a timed interview, and reports of past ones.
import type { Input, Run } from '../../cli.ts';
import type { Context, MockStore, Prompts } from '../../context.ts';
import type { Mode } from '../../core/base/attempt.ts';
import { type Calendar, MINUTE_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import type { QuestionHead } from '../../core/base/question.ts';
import { drawMock, type EventOf, type Mock, type MockQuestion, startMock } from '../../core/mock/mock.ts';
import {
  attemptsOfMock,
  missingAttempts,
  type MockReport,
  reportOf,
  standsText,
} from '../../core/mock/report.ts';
import { matchingHeads } from '../../core/schedule/queue.ts';
import { jsonDocument, type JsonFields } from '../../formats/json/document.ts';
import { mockJson, mockSummaryJson } from '../../formats/json/rehearsal.ts';
import {
  renderMockList,
  renderMockReport,
  renderMockResumed,
  renderMockStart,
} from '../../screens/mock/mock.ts';
import { type Display, paragraph, rendered } from '../../screens/ui/frame.ts';
import { loadStudy, readConfigAloud, type Study } from '../shared/load.ts';
import { type Interaction, modeHere, ownPace, tell } from '../shared/practice.ts';
import { requireKnownNames } from '../shared/question.ts';
import { displayOf, requirePerson, usesFullScreen, withPrompts } from '../shared/screen.ts';
import { type HeldMock, holdMock, note } from './interview.ts';
import { latestUnfinished, mockToResume, namedMock, readMocks, reportFile, reportHere } from './past.ts';

type Options = Input<'mock'>;

const MINUTES = 45;
const QUESTIONS = 8;
const LONGEST_TITLE = 5000;

type MockSession = {
  readonly context: Context;
  readonly store: MockStore;
  readonly prompts: Prompts;
  readonly display: Display;
  readonly finished: (report: MockReport, calendar: Calendar) => void;
};

const drawn = ({ id, number, section, title, kind, minutes }: QuestionHead): MockQuestion => ({
  question: id,
  number,
  section: section.slice(0, LONGEST_TITLE),
  title: title.slice(0, LONGEST_TITLE),
  kind,
  minutes,
});

/** Ratings that a crash kept out of the journal, of any mock, each once. */
function recordMissing({ context, store, prompts, display }: MockSession): void {
  const mocks = readMocks(store).flatMap(({ mock: each, newer }) =>
    newer || attemptsOfMock(each).length === 0 ? [] : [each],
  );
  if (mocks.length === 0) return;
  const { entries } = context.journal.read();
  const missing = mocks.flatMap((each) => missingAttempts(each, entries));
  if (missing.length === 0) return;
  context.journal.append(missing);
  const [ratings, were, them] =
    missing.length === 1 ? ['A rating', 'was', 'it'] : [`${missing.length} ratings`, 'were', 'them'];
  tell(
    { prompts, display },
    `${ratings} from an interrupted mock ${were} missing from your history. prep added ${them}.`,
  );
}

async function readyFor({ context, store, prompts, display }: MockSession, study: Study, wanted: Mode) {
  const { config } = study;
  const interaction: Interaction = { context, prompts, display, config, pace: ownPace(context) };
  return { ...study, ...interaction, store, mode: await modeHere(interaction, wanted) };
}

async function hold({ context, prompts, display, finished }: MockSession, held: HeldMock): Promise<number> {
  if ((await holdMock(held)) === 'left') {
    prompts.leave();
    tell(held, 'Mock paused. `prep mock --resume` resumes it.');
    return prompts.interrupted() ? 130 : 0;
  }
  const report = await reportHere(context, held.mock);
  prompts.leave();
  prompts.show(renderMockReport(report, held.calendar, display));
  finished(report, held.calendar);
  return 0;
}

async function holdNew(session: MockSession, options: Options): Promise<number> {
  const { context, store, prompts, display } = session;
  const { section, tag, difficulty, minutes = MINUTES, count = QUESTIONS } = options;
  const study = await loadStudy(context, { bank: options.bank });
  const { bank, progress, config, now } = study;
  const filters = { section, tag, difficulty };
  requireKnownNames(bank, filters);
  const heads = matchingHeads(bank.questions.values(), progress, filters, study);
  const seed = options.seed ?? String(context.random.seed());
  const draw = drawMock(heads, progress, { minutes, count, seed }, study);
  if (draw.questions.length === 0)
    throw new Failure('mock-empty', 'No questions to ask.', {
      hint: 'a mock leaves out suspended questions and those without an answer; `prep list` shows all',
    });
  const ready = await readyFor(session, study, options.mode ?? config.settings.mode);
  const id = context.random.id(now);
  const event: EventOf<'started'> = {
    type: 'started',
    at: now,
    mode: ready.mode,
    predict: options.predict ?? true,
    voice: options.voice ?? false,
    budgetMs: Math.round(minutes * MINUTE_MS),
    seed: seed.slice(0, LONGEST_TITLE),
    banks: study.given.map((path) => context.files.absolute(path)),
    questions: draw.questions.map(drawn),
  };
  store.append(id, event);
  const started = startMock(id, event);
  const shown = { mock: started, plannedMs: draw.minutes * MINUTE_MS, wanted: count, short: draw.short };
  prompts.notice(rendered(display, (look) => renderMockStart(shown, look)));
  return hold(session, { ...ready, voice: started.voice, mock: started });
}

async function holdAgain(
  session: MockSession,
  begun: Mock,
  { bank = begun.banks.length > 0 ? begun.banks : undefined }: Options,
  ends: boolean,
): Promise<number> {
  const { context, prompts, display } = session;
  const study = await loadStudy(context, { bank });
  const held: HeldMock = { ...(await readyFor(session, study, begun.mode)), voice: begun.voice, mock: begun };
  note(held, { type: 'resumed' });
  if (ends && held.mock.phase !== 'ended') note(held, { type: 'ended', why: 'left' });
  const resumed = held.mock;
  if (resumed.phase !== 'ended')
    prompts.notice(rendered(display, (look) => renderMockResumed(resumed, look)));
  return hold(session, held);
}

const OFFER = 'Enter = resume, e = end it and show its report, n = discard it and start a new one, q = quit:';

/** The exit code, or undefined to start a new mock. */
async function offer(session: MockSession, begun: Mock, options: Options): Promise<number | undefined> {
  const { context, store, prompts, display } = session;
  if (!context.interactive) {
    context.out.talk(`You have an unfinished mock. \`prep mock --resume ${begun.id}\` resumes it.\n`);
    return undefined;
  }
  prompts.page(
    rendered(display, (look) => paragraph(`You have an unfinished mock: ${standsText(begun)}.`, look)),
  );
  for (;;) {
    const line = (await prompts.line(OFFER))?.trim().toLowerCase();
    if (line === undefined || line === 'q') return prompts.interrupted() ? 130 : 0;
    if (line === '' || line === 'e') return holdAgain(session, begun, options, line === 'e');
    if (line !== 'n') continue;
    // It stays in the list, with its ratings.
    store.append(begun.id, { type: 'abandoned', at: context.clock.now() });
    return undefined;
  }
}

async function tellOfPast(context: Context, store: MockStore, options: Options): Promise<void> {
  const { json } = options;
  const { talk, data } = context.out;
  const calendar = context.clock.calendar(readConfigAloud(context).settings);
  const display = displayOf(context, options.plain ?? false);
  const tellOf = (fields: () => JsonFields, text: () => string): void =>
    data(json ? jsonDocument('mock', fields()) : `${text()}\n`);
  if (options.list) {
    const reports = readMocks(store, talk).map((each) => reportOf(each.mock));
    tellOf(
      () => ({ mocks: reports.map((report) => mockSummaryJson(report, calendar)) }),
      () => renderMockList(reports, calendar, display),
    );
    return;
  }
  const report = await reportHere(context, namedMock(store, options.show ?? '', talk).mock);
  if (options.report !== undefined) {
    const file = await reportFile(context, options.report);
    file.write(report, calendar);
    talk(`Report written to ${file.path}.\n`);
    if (!json) return;
  }
  tellOf(
    () => mockJson(report, calendar),
    () => renderMockReport(report, calendar, display),
  );
}

export const mock: Run<'mock'> = async (context, _args, options) => {
  const store = await context.mocks();
  if (options.list || options.show !== undefined) {
    await tellOfPast(context, store, options);
    return 0;
  }
  requirePerson(context, options, 'mock', 'with --list or --show ID it prints JSON');
  // A bad file name is reported before the mock starts.
  const file = options.report === undefined ? undefined : await reportFile(context, options.report);
  const plain = options.plain === true || !context.screen.fancy;
  const full = usesFullScreen(context, options, context.config.read().config.settings);
  const ask = async (prompts: Prompts): Promise<number> => {
    const finished: MockSession['finished'] = (held, calendar) => {
      file?.write(held, calendar);
      if (file) prompts.show(`Report written to ${file.path}.`);
    };
    const session = { context, store, prompts, display: displayOf(context, plain), finished };
    recordMissing(session);
    const { resume } = options;
    if (resume !== undefined) {
      const begun = mockToResume(context, store, resume === true ? undefined : resume);
      return holdAgain(session, begun, options, false);
    }
    const begun = latestUnfinished(context, store, context.out.talk);
    return (begun && (await offer(session, begun, options))) ?? holdNew(session, options);
  };
  return withPrompts(context, plain, ask, full);
};
