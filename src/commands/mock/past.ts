import type { Context, MockStore } from '../../context.ts';
import { type Calendar, DAY_MS } from '../../core/base/day.ts';
import { Failure } from '../../core/base/problem.ts';
import { countOf } from '../../core/base/wording.ts';
import { chooseMock, isUnfinished, type Mock, replayMock } from '../../core/mock/mock.ts';
import type { MockReport } from '../../core/mock/report.ts';
import { requireFolder } from '../shared/load.ts';

/** `newer`: a newer version of prep wrote in it, so nothing may be added. */
type StoredMock = { readonly mock: Mock; readonly newer: boolean };

type Talk = (text: string) => void;

function readMock(store: MockStore, id: string, talk?: Talk): StoredMock | undefined {
  const { events, unusable, newer } = store.read(id);
  const { mock, refused } = replayMock(id, events);
  const odd = unusable + refused;
  if (newer)
    talk?.(`Mock ${id} was written by a newer version of prep; this version uses what it can read.\n`);
  else if (odd > 0) talk?.(`Mock ${id}: ${countOf(odd, 'line')} cannot be used; the rest is.\n`);
  return mock && { mock, newer };
}

export const readMocks = (store: MockStore, talk?: Talk): readonly StoredMock[] =>
  store.ids().flatMap((id) => readMock(store, id, talk) ?? []);

export function namedMock(store: MockStore, name: string, talk: Talk): Mock {
  const id = chooseMock(store.ids(), name);
  const stored = readMock(store, id, talk);
  if (stored) return stored.mock;
  throw new Failure('mock-damaged', `The file for mock ${id} is unreadable.`, {
    hint: `check mocks/${id}.jsonl in your data folder; backups/ may have a copy`,
  });
}

/** Older mocks are read only until one is found. */
function latestUnfinished(context: Context, store: MockStore, talk?: Talk): Mock | undefined {
  for (const id of context.waitingMocks()) {
    const stored = readMock(store, id, talk);
    if (stored && !stored.newer && isUnfinished(stored.mock)) return stored.mock;
  }
  return undefined;
}

/** Older mocks, and those with a later mock, stay in the list without a reminder. */
const REMINDS_MS = 7 * DAY_MS;

export function mockToRemind(context: Context, store: MockStore, talk?: Talk): Mock | undefined {
  const mock = latestUnfinished(context, store, talk);
  const isRecent = mock && context.clock.now() - mock.latestAt < REMINDS_MS;
  return isRecent && mock.id === store.ids()[0] ? mock : undefined;
}

/** Fails with `mock-none`. */
export function mockToResume(context: Context, store: MockStore): Mock {
  const latest = latestUnfinished(context, store, context.out.talk);
  if (latest) return latest;
  throw new Failure('mock-none', 'You have no unfinished mock.', { hint: 'run `prep mock` to start one' });
}

export type ReportFile = Awaited<ReturnType<typeof reportFile>>;

/** Markdown or a self-contained page. Never overwrites. Fails with `report-kind`, `folder-missing` and `file-exists`. */
export async function reportFile({ files }: Context, path: string) {
  requireFolder({ files }, path);
  const ending = /\.(md|markdown|html?)$/i.exec(path)?.[1]?.toLowerCase();
  if (ending === undefined)
    throw new Failure('report-kind', `prep cannot write a report to "${path}".`, {
      hint: 'use a name that ends in .md or .html',
    });
  if (files.exists(path))
    throw new Failure('file-exists', `${path} already exists.`, {
      hint: 'choose another name, or move that file',
    });
  const { mockMarkdown, mockPage } = await import('../../formats/pages/report.ts');
  const text = ending.startsWith('h') ? mockPage : mockMarkdown;
  return {
    path,
    write: (report: MockReport, calendar: Calendar) => files.create(path, text(report, calendar)),
  };
}
