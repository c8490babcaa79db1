// Shows the latest attempts over all questions, and what recordings take of their budget.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import type { Entry } from '../core/journal.ts';
import { recordingsOfMock } from '../core/mock-attempt.ts';
import { attemptJson } from '../formats/history-json.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { labelOf } from '../screens/card.ts';
import { renderRecent, type RecentRow, type RecordingsRoom } from '../screens/history-recent.ts';
import { theme } from '../screens/theme.ts';
import { recentAttempts, storedRecordings, type Recordings } from './history.ts';
import { loadStudy } from './load.ts';
import { allMocks } from './mock-past.ts';

const SHOWN = 10;

/** Recordings that no attempt and no mock has: of answers that were left, or rated in another mode. */
async function unrated(
  context: Context,
  entries: readonly Entry[],
  stored: Recordings,
): Promise<readonly string[]> {
  if (stored.size === 0) return [];
  const rated = entries.flatMap((entry) => (entry.type === 'attempt' ? (entry.recording ?? []) : []));
  const mocks = allMocks(await context.mocks());
  const known = new Set([...rated, ...mocks.flatMap(recordingsOfMock)]);
  return [...stored.keys()].filter((path) => !known.has(path));
}

const roomOf = (stored: Recordings, of: Pick<RecordingsRoom, 'megabytes' | 'unrated'>): RecordingsRoom => {
  const all = [...stored.values()];
  return {
    ...of,
    count: all.length,
    starred: all.filter(({ starred }) => starred).length,
    bytes: all.reduce((sum, { bytes }) => sum + bytes, 0),
  };
};

/** Prints the latest attempts, newest first. */
export async function recentHistory(context: Context, options: Input<'history'>): Promise<number> {
  const study = await loadStudy(context, options);
  const { entries } = context.journal.read();
  const stored = storedRecordings(context);

  const latest = recentAttempts(entries, stored, options.count ?? SHOWN);
  const room = roomOf(stored, {
    megabytes: study.config.settings.recordingsMegabytes,
    unrated: await unrated(context, entries, stored),
  });

  if (options.json) {
    const attempts = latest.map((past) => attemptJson(past, study.calendar));
    context.out.data(jsonDocument('history', { attempts, recordings: room }));
    return 0;
  }
  const rows: readonly RecentRow[] = latest.map((past) => {
    const head = study.bank.questions.get(past.question);
    const title = head?.title ?? past.attempt.title ?? '';
    return { ...past, label: head ? labelOf(head) : past.question, title };
  });
  const { columns } = context.screen;
  context.out.data(renderRecent(rows, room, study.calendar, columns, theme(context.screen)));
  if (rows.length === 0) context.out.talk('No attempt yet: `prep quiz` begins.\n');
  return 0;
}
