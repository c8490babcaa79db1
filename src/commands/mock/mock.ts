// `prep mock`: a timed interview that shows nothing until its end, and what past ones came to.
import type { Input } from '../../cli.ts';
import type { Context, MockStore } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { compareMocks, reportOf } from '../../core/mock/report.ts';
import { jsonDocument } from '../../formats/json/document.ts';
import { comparisonJson, mockJson, mockSummaryJson } from '../../formats/json/rehearsal.ts';
import { renderMockComparison, renderMockList } from '../../screens/mock/mock.ts';
import { renderMockReport } from '../../screens/mock/report.ts';
import { readConfigAloud } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import { holdAny, type MockSession, type MockWishes } from './hold.ts';
import { pastMock, pastMocks, reportFile, type ReportFile, reportHere, twoMocks } from './past.ts';

const MINUTES = 45;
const QUESTIONS = 8;

/** Says on stdout what a past mock came to, or writes it to a file. */
async function show(
  context: Context,
  store: MockStore,
  name: string,
  options: Input<'mock'>,
): Promise<number> {
  const calendar = context.clock.calendar(readConfigAloud(context).settings);
  const report = await reportHere(context, pastMock(context, store, name));
  if (options.report !== undefined) {
    const file = await reportFile(context, options.report);
    file.write(report, calendar);
    context.out.talk(`The report is in ${file.path}.\n`);
  }
  if (options.json) context.out.data(jsonDocument('mock', mockJson(report, calendar)));
  else if (options.report === undefined)
    context.out.data(`${renderMockReport(report, calendar, lookOf(context, options.plain ?? false))}\n`);
  return 0;
}

function list(context: Context, store: MockStore, options: Input<'mock'>): number {
  const calendar = context.clock.calendar(readConfigAloud(context).settings);
  const reports = pastMocks(context, store).map((each) => reportOf(each));
  context.out.data(
    options.json
      ? jsonDocument('mock', { mocks: reports.map((report) => mockSummaryJson(report, calendar)) })
      : `${renderMockList(reports, calendar, lookOf(context, options.plain ?? false))}\n`,
  );
  return 0;
}

function compare(context: Context, store: MockStore, options: Input<'mock'>): number {
  const calendar = context.clock.calendar(readConfigAloud(context).settings);
  const names = options.compare === true ? [] : (options.compare ?? []);
  const compared = compareMocks(...twoMocks(context, store, names));
  context.out.data(
    options.json
      ? jsonDocument('mock', comparisonJson(compared, calendar))
      : `${renderMockComparison(compared, calendar, lookOf(context, options.plain ?? false))}\n`,
  );
  return 0;
}

/** Fails where nobody could answer. */
function requireSomebody(context: Context, options: Input<'mock'>): void {
  if (options.json)
    throw new Failure('mock-json', 'A mock asks, and `--json` never does.', {
      hint: 'with --list, --show ID or --compare it prints JSON',
    });
  if (context.interactive || options.plain) return;
  throw new Failure('no-terminal', 'A mock needs a terminal, and there is none.', {
    hint: 'with answers on stdin use `prep mock --plain`',
  });
}

function wishesOf(options: Input<'mock'>): MockWishes {
  const { bank, section, tag, difficulty, mode, seed } = options;
  return {
    bank,
    minutes: options.minutes ?? MINUTES,
    count: options.count ?? QUESTIONS,
    filters: { section, tag, difficulty },
    mode,
    study: options.study ?? false,
    predict: options.predict ?? true,
    voice: options.voice ?? false,
    seed,
  };
}

/** Holds a mock, goes on with one, or tells of past ones. Exit code 130 when it was interrupted. */
export async function mock(
  context: Context,
  _args: readonly string[],
  options: Input<'mock'>,
): Promise<number> {
  const store = await context.mocks();
  if (options.list) return list(context, store, options);
  if (options.show !== undefined) return show(context, store, options.show, options);
  if (options.compare !== undefined) return compare(context, store, options);
  requireSomebody(context, options);
  const file: ReportFile | undefined =
    options.report === undefined ? undefined : await reportFile(context, options.report);
  const plain = options.plain === true || !context.screen.fancy;
  const prompts = await context.prompts(plain);
  try {
    const finished: MockSession['finished'] = (report, { calendar }) => {
      file?.write(report, calendar);
      if (file) prompts.show(`The report is in ${file.path}.`);
    };
    return await holdAny({ context, store, prompts, plain, finished }, wishesOf(options), options.resume);
  } finally {
    prompts.close();
  }
}
