import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DraftStore } from '../../context.ts';
import { hashText } from '../../core/base/random.ts';
import { replaceFile } from './folder.ts';

/** File names are hashes, since an id may hold any character. */
export function openDrafts(home: string): DraftStore {
  const path = (question: string): string => join(home, 'drafts', `${hashText(question)}.txt`);
  return {
    read: (question) => {
      try {
        return readFileSync(path(question), 'utf8') || undefined;
      } catch {
        return undefined;
      }
    },
    write: (question, text) => {
      if (text === '') rmSync(path(question), { force: true });
      else replaceFile(path(question), text);
    },
  };
}
