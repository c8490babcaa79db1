// A machine in memory whose banks, files and decks are on disk, for commands that read and write question files.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context, Deck } from '../../src/context.ts';
import { openBanks } from '../../src/io/banks/banks.ts';
import { openDecks } from '../../src/io/archives/decks.ts';
import { compareFile, writeFileSet } from '../../src/io/store/file-sets.ts';
import { openFiles } from '../../src/io/store/files.ts';
import { resultFiles } from '../../src/io/results/result-files.ts';
import { openMemory, type Memory, type MemoryOptions } from './memory-context.ts';

export type DiskOptions = Partial<MemoryOptions> & {
  /** Adds to every deck. */
  readonly deck?: (deck: Deck) => Deck;
};

/** Its own bank is `questions/` of the folder. */
export function openOnDisk(home: string, options: DiskOptions = {}): Memory {
  const memory = openMemory({ files: {}, ...options });
  const own = join(home, 'questions');
  const banks = openBanks({ cacheFolder: join(home, 'cache'), own, shipped: join(home, 'shipped') });
  const decks = openDecks();
  const { deck = (one: Deck): Deck => one } = options;
  const context: Context = {
    ...memory.context,
    home,
    banks,
    decks: { ...decks, open: async (path) => deck(await decks.open(path)) },
    files: openFiles(),
    fileSets: {
      write: (folder, changes) => writeFileSet(folder, changes, () => undefined),
      compare: (folder, path, content) => Promise.resolve(compareFile(folder, path, content)),
    },
    results: resultFiles,
  };
  return { ...memory, context };
}

/** By path below the folder, with its text; empty for a missing folder. */
export function filesBelow(folder: string): ReadonlyMap<string, string> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name));
    return new Map(
      paths
        .toSorted()
        .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
    );
  } catch {
    return new Map();
  }
}

/** Two questions, with what may be placeholders. */
export const GUIDE = `# Guide

## Stories

### Q1: What did you improve?

I cut [how much] by XX% at [Company].

### Q2: And what went wrong?

Nothing.
`;

export function guideIn(folder: string, text = GUIDE): string {
  const path = join(folder, 'guide.md');
  writeFileSync(path, text);
  return path;
}
