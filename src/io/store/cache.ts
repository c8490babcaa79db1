// Data that can be computed again, as lines of JSON, each read when it is asked for. Not synced. Written twice in a
// row: comparing the halves finds damage, and is faster than loading node:zlib or node:crypto for a checksum (2 ms per
// start).
import { readFileSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { escapedUnit } from '../../core/base/text.ts';
import { ensureFolder, writeAside } from './folder.ts';

const LINE_FEED = 0x0a;

/** Undefined if it is missing, damaged, or was written for another key, such as another build. */
export function readCache(path: string, key: string): ((line: number) => string) | undefined {
  try {
    const bytes = readFileSync(path);
    const content = bytes.subarray(0, bytes.length / 2);
    if (!content.equals(bytes.subarray(content.length))) return undefined;
    const lineAt = (line: number): string => {
      let start = 0;
      for (let at = 0; at < line; at++) start = content.indexOf(LINE_FEED, start) + 1;
      const end = content.indexOf(LINE_FEED, start);
      return content.toString('latin1', start, end === -1 ? content.length : end);
    };
    return JSON.parse(lineAt(0)) === key ? (line) => lineAt(line + 1) : undefined;
  } catch {
    return undefined;
  }
}

/** From `readCache`, which verified the text, so values are not checked again. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion typescript/no-unnecessary-type-parameters -- written from a T by this build, whose name each key holds
export const cachedJson = <T>(text: string): T => JSON.parse(text) as T;

/** False if it cannot be written, which costs only time. */
export function writeCache(path: string, key: string, lines: readonly string[]): boolean {
  // Escaped, so that the engine reads a byte a character.
  const ascii = [JSON.stringify(key), ...lines].join('\n').replaceAll(/[^\0-\x7F]/g, escapedUnit);
  const bytes = Buffer.from(ascii, 'latin1');
  try {
    ensureFolder(dirname(path));
    writeAside(path, Buffer.concat([bytes, bytes]), renameSync, false);
    return true;
  } catch {
    return false;
  }
}
