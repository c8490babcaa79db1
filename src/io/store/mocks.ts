// Mock interviews on disk: one append-only file each, named by its id. What happened counts when it is on
// disk.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MockStore } from '../../context.ts';
import type { Calendar } from '../../core/base/day.ts';
import { formatMockEvent, parseMock } from '../../formats/stored/mock-lines.ts';
import { ensureFolder, readFailure } from './folder.ts';
import { appendLines } from './journal.ts';
import { mockIds, mocksFolder } from './waiting-mocks.ts';

/**
 * Opens the mocks of `home`.
 * @param calendar gives the zone whose offset the written instants carry
 * @param beforeWrite runs ahead of each write (daily backup)
 */
export function openMocks(home: string, calendar: () => Calendar, beforeWrite: () => void): MockStore {
  const folder = mocksFolder(home);
  const fileOf = (id: string): string => join(folder, `${id}.jsonl`);
  return {
    ids: () => mockIds(folder),
    read: (id) => {
      try {
        return parseMock(readFileSync(fileOf(id), 'utf8'));
      } catch (error) {
        throw readFailure(fileOf(id), error);
      }
    },
    append: (id, event) => {
      beforeWrite();
      ensureFolder(folder);
      appendLines(fileOf(id), `${formatMockEvent(event, calendar())}\n`);
    },
  };
}
