// A year of rehearsing by an invented person, always the same. Questions of four sections, one with a malicious
// name; recall depends on the time since the last attempt.
import { type Instant, instantOf } from '../../src/core/base/day.ts';
import { asOfToday } from '../../src/core/schedule/queue.ts';
import { DEFAULT_SETTINGS } from '../../src/core/settings/config.ts';
import { foldJournal } from '../../src/core/schedule/fold.ts';
import { type AttemptEntry, liveAttempts } from '../../src/core/schedule/journal.ts';
import type { QuestionHead } from '../../src/core/base/question.ts';
import { seededRandom } from '../../src/core/base/random.ts';
import { suggestRating } from '../../src/core/base/attempt.ts';
import { type Stats, type StatsFrom, statsOf } from '../../src/core/progress/stats.ts';
import { at, berlin, params } from './entries.ts';

const DAY_MS = 86_400_000;
/** A Tuesday morning. */
const yearNow: Instant = at('2026-11-24T10:00:00+01:00');
const SECTIONS = ['Architecture', 'Production', '国際化 👩‍💻', '<b>"Bold" & odd</b>'];

export function head(id: string, more: Partial<QuestionHead> = {}): QuestionHead {
  const plain = { idWritten: true, kind: 'open', tags: [], difficulty: 'medium', minutes: 2 } as const;
  const flags = { draft: false, suspended: false, placeholderKeys: [], points: 4, followUps: 0 };
  const place = { file: `${id}.md`, line: 1, bank: 'bank' };
  return {
    id,
    section: 'Architecture',
    title: `What is ${id}?`,
    answerHash: id,
    ...plain,
    ...flags,
    ...place,
    ...more,
  };
}

/** Ten per section. */
export const yearHeads: ReadonlyMap<string, QuestionHead> = new Map(
  Array.from({ length: 40 }, (_, i) => {
    const section = SECTIONS[i % SECTIONS.length] ?? '';
    const keys = i % 2 === 0 ? ['latency', 'accuracy'] : [];
    const tags = i % 5 === 0 ? ['go-to'] : [];
    return [`q${i}`, head(`q${i}`, { number: i + 1, section, placeholderKeys: keys, tags })];
  }),
);

/** Of the last `days` days, in order of time. */
export function yearEntries(days: number): readonly AttemptEntry[] {
  const random = seededRandom('a year of progress');
  const next = new Map<string, { day: number; gap: number }>();
  const entries: AttemptEntry[] = [];
  for (let day = 0; day <= days; day++) {
    if (random() < 0.25) continue;
    const due = [...next].filter(([, when]) => when.day <= day).map(([id]) => id);
    const fresh = [...yearHeads.keys()].slice(next.size, next.size + (random() < 0.4 ? 1 : 0));
    for (const [i, question] of [...due.slice(0, 12), ...fresh].entries()) {
      const gap = next.get(question)?.gap ?? 1;
      const points = Array.from({ length: 4 }, () => (random() < 0.72 + (0.2 * day) / days ? 1 : 0));
      const rating = suggestRating(points) ?? 'good';
      const when = instantOf(yearNow - (days - day) * DAY_MS - 3_600_000 + i * 120_000);
      entries.push({
        type: 'attempt',
        id: `id-${String(entries.length).padStart(6, '0')}`,
        question,
        rating,
        at: when,
        elapsedMs: Math.round((0.4 + random()) * 120_000),
        mode: 'type',
        points,
        cited: random() < 0.5 ? ['latency'] : [],
        text: 'It took 45 ms.',
      });
      // Without this draw it would be another year.
      random();
      const grown = rating === 'again' ? 1 : gap * (rating === 'good' ? 2.5 : 1.7);
      next.set(question, { day: day + Math.max(1, Math.min(60, Math.round(grown))), gap: grown });
    }
  }
  return entries;
}

/** The input of statistics after so many days. */
export function yearFrom(days: number, more: Partial<StatsFrom> = {}): StatsFrom {
  const entries = days === 0 ? [] : yearEntries(days);
  const given = '2026-01-01T00:00:00.000+01:00';
  const value = { text: '45 ms', origin: 'typed', updatedAt: given } as const;
  const folded = foldJournal(entries, params);
  const from = {
    heads: yearHeads.values(),
    progress: folded,
    settings: DEFAULT_SETTINGS,
    now: yearNow,
    params,
  };
  return {
    now: yearNow,
    calendar: berlin,
    params,
    heads: yearHeads,
    progress: asOfToday(from),
    attempts: liveAttempts(entries),
    values: new Map([
      ['latency', value],
      ['accuracy', value],
    ]),
    inputs: new Map(),
    filters: {},
    ...more,
  };
}

export const yearStats = (days: number, more: Partial<StatsFrom> = {}): Stats =>
  statsOf(yearFrom(days, more));
