import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MockStore } from '../../context.ts';
import type { Calendar } from '../../core/base/day.ts';
import { ifPossible } from '../../core/base/problem.ts';
import { ensureFolder, namesIn, reading } from './folder.ts';
import { appendLines } from './journal.ts';

const NAME = /^([\w-]{1,64})\.jsonl$/;
const ENDED = /"type":"(?:closed|abandoned)"[^\n]*\s*$/;

const mockIds = (folder: string): readonly string[] =>
  namesIn(folder)
    .flatMap((name) => NAME.exec(name)?.[1] ?? [])
    .toSorted()
    .toReversed();

/** Loads the event format on demand: most starts do not need it. */
export async function openMocks(
  home: string,
  calendar: Calendar,
  beforeWrite: () => void,
): Promise<MockStore> {
  const { formatMockEvent, parseMock } = await import('../../formats/stored/mock-lines.ts');
  const folder = join(home, 'mocks');
  const fileOf = (id: string): string => join(folder, `${id}.jsonl`);
  return {
    ids: () => mockIds(folder),
    read: (id) => parseMock(reading(fileOf(id), () => readFileSync(fileOf(id), 'utf8'))),
    append: (id, event) => {
      beforeWrite();
      ensureFolder(folder);
      appendLines(fileOf(id), [formatMockEvent(event, calendar)]);
    },
  };
}

/**
 * Ids of unfinished mocks, newest first. Judged by the last line of their files without parsing, because every
 * bare `prep` asks. Unreadable mocks are left out.
 */
export function waitingMocks(home: string): readonly string[] {
  const folder = join(home, 'mocks');
  const isWaiting = (id: string): boolean => {
    const text = ifPossible(() => readFileSync(join(folder, `${id}.jsonl`), 'utf8'));
    return text !== undefined && !ENDED.test(text);
  };
  return (ifPossible(() => mockIds(folder)) ?? []).filter(isWaiting);
}
