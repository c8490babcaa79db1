// Mocks that were held, or begun: read from their files, and said where something in them cannot be used.
import type { Context, MockStore } from '../../context.ts';
import type { Calendar } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { countOf } from '../../core/base/text.ts';
import { chooseMock, isUnfinished, type Mock, replayMock } from '../../core/mock/mock.ts';
import { isSpoken, type MockReport, reportOf } from '../../core/mock/report.ts';
import { ownPace } from '../shared/practice.ts';

/** A mock as it stands; `newer`: a newer prep wrote in it, so nothing may be added. */
type Read = { readonly mock: Mock; readonly newer: boolean };

/** Where it is said that something in a mock cannot be used. */
type Telling = { readonly out: Pick<Context['out'], 'talk'> };

/** Reads a mock; undefined, and said, when nothing of it can be used. */
function read({ out }: Telling, store: MockStore, id: string): Read | undefined {
  const { events, unusable, newer } = store.read(id);
  const { mock, refused } = replayMock(id, events);
  const odd = unusable + refused;
  if (newer) out.talk(`Mock ${id} was written by a newer prep; what this one knows of it is used.\n`);
  else if (odd > 0) out.talk(`Mock ${id}: ${countOf(odd, 'line')} cannot be used; the rest is.\n`);
  return mock && { mock, newer };
}

/** All mocks of which something can be used, newest first. */
export const pastMocks = (context: Context, store: MockStore): readonly Mock[] =>
  store.ids().flatMap((id) => read(context, store, id)?.mock ?? []);

/** All mocks of which something can be used; what is wrong with others is not said. */
export const allMocks = (store: MockStore): readonly Mock[] =>
  store.ids().flatMap((id) => replayMock(id, store.read(id).events).mock ?? []);

/** All mocks that this prep may add to; what is wrong with others is not said. */
export const writableMocks = (store: MockStore): readonly Mock[] =>
  store.ids().flatMap((id) => {
    const { events, newer } = store.read(id);
    return newer ? [] : (replayMock(id, events).mock ?? []);
  });

/** The report of a mock; the pace of what was spoken by what the journal tells of this person's words. */
export const reportHere = async (context: Context, mock: Mock): Promise<MockReport> =>
  isSpoken(mock) ? reportOf(mock, await ownPace(context)()) : reportOf(mock);

/** The mock that `name` means. Fails with `mock-unknown`, `mock-ambiguous`, `mock-damaged`. */
function named(context: Context, store: MockStore, name: string): Read {
  const id = chooseMock(store.ids(), name);
  const found = read(context, store, id);
  if (found) return found;
  throw new Failure('mock-damaged', `Nothing of the mock ${id} can be used.`, {
    hint: `look at mocks/${id}.jsonl in your folder; a copy may be in backups/`,
  });
}

/** The mock that `name` means, to be looked at. Fails as `named` does. */
export const pastMock = (context: Context, store: MockStore, name: string): Mock =>
  named(context, store, name).mock;

/** The latest mock that can be gone on with; undefined when there is none. */
export function latestUnfinished(
  context: Telling & Pick<Context, 'waitingMocks'>,
  store: MockStore,
): Mock | undefined {
  // Older ones are read only as long as none is found.
  for (const id of context.waitingMocks()) {
    const found = read(context, store, id);
    if (found && !found.newer && isUnfinished(found.mock)) return found.mock;
  }
  return undefined;
}

/** The mock to go on with: the one named, else the latest unfinished. Fails with `mock-over`, `mock-newer`, `mock-none`, and as `named` does. */
export function mockToResume(context: Context, store: MockStore, name: string | undefined): Mock {
  if (name === undefined) {
    const latest = latestUnfinished(context, store);
    if (latest) return latest;
    throw new Failure('mock-none', 'There is no unfinished mock.', { hint: '`prep mock` holds a new one' });
  }
  const { mock, newer } = named(context, store, name);
  if (newer)
    throw new Failure('mock-newer', `The mock ${mock.id} was written by a newer prep.`, {
      hint: 'update prep',
    });
  if (!isUnfinished(mock))
    throw new Failure('mock-over', `The mock ${mock.id} is over.`, {
      hint: `\`prep mock --show ${mock.id}\` shows its report`,
    });
  return mock;
}

/** Two mocks: those that are named, or the latest two that were finished. Fails with `usage`, `mock-few`, and as `named` does. */
export function twoMocks(
  context: Context,
  store: MockStore,
  names: readonly string[],
): readonly [Mock, Mock] {
  if (names.length > 0 && names.length !== 2)
    throw new Failure('usage', 'Two mocks are compared.', { hint: 'name two, or none for the latest two' });
  const all =
    names.length === 2
      ? names.map((name) => pastMock(context, store, name))
      : pastMocks(context, store).filter(({ phase }) => phase === 'closed');
  const [one, other] = all;
  if (one && one.id === other?.id)
    throw new Failure('usage', `Both names are of the mock ${one.id}.`, {
      hint: 'name two, or none for the latest two',
    });
  if (one && other) return [one, other];
  throw new Failure(
    'mock-few',
    `It takes two mocks that were finished, and there is ${all.length || 'none'}.`,
    {
      hint: '`prep mock --list` shows those that there are',
    },
  );
}

// The report of a mock as a file: Markdown, or a page that needs nothing else. Nothing is ever overwritten.

/** Writes a report to the file that was named before. */
export type ReportFile = {
  readonly path: string;
  readonly write: (report: MockReport, calendar: Calendar) => void;
};

/**
 * The file that `path` names, so that what is wrong with it is said before a mock is held for it.
 * Fails with `report-kind` and `file-exists`.
 */
export async function reportFile({ files }: Context, path: string): Promise<ReportFile> {
  const ending = /\.(md|markdown|html?)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined)
    throw new Failure('report-kind', `A report is Markdown or HTML, and "${path}" is neither.`, {
      hint: 'name a file that ends in .md or .html',
    });
  if (files.exists(path))
    throw new Failure('file-exists', `${path} exists already.`, {
      hint: 'choose another name, or move it away',
    });
  const { mockMarkdown } = await import('../../formats/export/markdown-reports.ts');
  const { mockPage } = await import('../../formats/pages/mock-page.ts');
  const text = ending.startsWith('h') ? mockPage : mockMarkdown;
  return { path, write: (report, calendar) => files.createText(path, text(report, calendar)) };
}
