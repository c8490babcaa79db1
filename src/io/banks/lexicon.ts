import { readFile } from 'node:fs/promises';
import { type Lexicon, openLexicon } from '../../core/feedback/lexicon.ts';

/**
 * @returns undefined when the file is missing or has another format: words are then compared by spelling
 * alone
 */
export async function readLexicon(file: string): Promise<Lexicon | undefined> {
  try {
    return openLexicon(await readFile(file));
  } catch {
    return undefined;
  }
}
