// Mock interviews on disk: one append-only file each, named by its id. What happened counts when it is on disk.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { MockStore } from '../context.ts';
import type { Calendar } from '../core/day.ts';
import { formatMockEvent, parseMock } from '../formats/mock-lines.ts';
import { appendLines } from './append.ts';
import { ensureFolder, readFailure } from './folder.ts';
import { codeOf } from './system-error.ts';

const NAME = /^([\w-]{1,64})\.jsonl$/;

function idsIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .flatMap((name) => NAME.exec(name)?.[1] ?? [])
      .toSorted()
      .toReversed();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw readFailure(folder, error);
  }
}

/**
 * Opens the mocks of `home`.
 * @param calendar gives the zone whose offset the written instants carry
 * @param beforeWrite runs ahead of each write (daily backup)
 */
export function openMocks(home: string, calendar: () => Calendar, beforeWrite: () => void): MockStore {
  const folder = join(home, 'mocks');
  const fileOf = (id: string): string => join(folder, `${id}.jsonl`);
  return {
    ids: () => idsIn(folder),
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
