// The journal on disk: one append-only file a device, read together. An entry counts as written when it is on disk.
import { closeSync, fstatSync, openSync, readFileSync, readSync, readdirSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { JournalStore } from '../context.ts';
import type { Config, Settings } from '../core/config.ts';
import type { Calendar } from '../core/day.ts';
import { Failure } from '../core/failure.ts';
import { foldJournal, mergeEntries } from '../core/journal.ts';
import type { Entry } from '../core/journal.ts';
import type { Problem } from '../core/problem.ts';
import { progressFromJson, progressToJson, type Progress } from '../core/progress.ts';
import { hashText } from '../core/random.ts';
import { scheduleParams } from '../core/schedule.ts';
import { formatEntry, parseJournal } from '../formats/journal-lines.ts';
import { ensureFolder, replaceFile, writeFailure, writeWhole } from './folder.ts';

const CACHE_VERSION = 1;

type Options = { readonly home: string; readonly calendar: (settings: Settings) => Calendar; readonly settings: () => Config['settings']; readonly beforeWrite: () => void };

/** Name of this device's file: two machines that share the folder must never append to the same one. */
function deviceName(): string {
  let machine = '';
  try {
    machine = readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    // Not every system has one; the host name alone then tells machines apart.
  }
  const host = hostname().toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-') || 'device';
  return `${host}-${hashText(`${host}/${machine}`).slice(0, 6)}`;
}
