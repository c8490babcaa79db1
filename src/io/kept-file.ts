// The file that holds the journal without its words: the SHA-256 of all that follows, a line of JSON that tells what is
// there, two rows of numbers, and a text. Damage is told by the hash, so what is inside is trusted.
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { keptColumns, keptFrom } from '../formats/kept-columns.ts';
import { replaceFile } from './folder.ts';
import type { FileMark } from './journal-cache.ts';
import { sha256Of, type Kept } from './journal-kept.ts';

/** Raised whenever readers give other entries for the same lines, or columns are written in another way. */
const VERSION = `1 ${endianness()}`;
const LINE_FEED = 0x0a;
const HEX_CHARS = 64;

/** Keeps it for the next time. Fails when it cannot be written. */
export function saveKept(cacheFile: string, { files, entries }: Kept): void {
  const { text, doubles, ints } = keptColumns(entries);
  const head = JSON.stringify({ version: VERSION, files, doubles: doubles.length, ints: ints.length });
  const rows = [doubles, ints].map(({ buffer }) => Buffer.from(buffer));
  const body = Buffer.concat([Buffer.from(`${head}\n`), ...rows, Buffer.from(text)]);
  replaceFile(cacheFile, Buffer.concat([Buffer.from(sha256Of(body)), body]));
}

/** A killed write leaves a file behind; those older than a minute belong to nobody. */
export function sweepKilled(cache: string): void {
  for (const name of readdirSync(cache)) {
    const file = join(cache, name);
    if (/\.\d+\.tmp$/.test(name) && Date.now() - statSync(file).mtimeMs > 60_000)
      rmSync(file, { force: true });
  }
}

/** Numbers out of bytes, which need not lie where numbers may. */
const copyOf = (bytes: Buffer, start: number, length: number): ArrayBuffer =>
  new Uint8Array(bytes.subarray(start, start + length)).buffer;

type Head = { readonly files: readonly FileMark[]; readonly doubles: number; readonly ints: number };

/** What was kept; undefined when there is none, or it is damaged, or of another version. */
export function loadKept(cacheFile: string): Kept | undefined {
  try {
    const whole = readFileSync(cacheFile);
    const body = whole.subarray(HEX_CHARS);
    if (sha256Of(body) !== whole.toString('latin1', 0, HEX_CHARS)) return undefined;
    const end = body.indexOf(LINE_FEED);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the hash holds: it is as `saveKept` wrote it
    const head = JSON.parse(body.toString('utf8', 0, end)) as Head & { readonly version: unknown };
    if (head.version !== VERSION) return undefined;
    const [first, second] = [end + 1, end + 1 + head.doubles * Float64Array.BYTES_PER_ELEMENT];
    const third = second + head.ints * Int32Array.BYTES_PER_ELEMENT;
    const entries = keptFrom({
      doubles: new Float64Array(copyOf(body, first, second - first)),
      ints: new Int32Array(copyOf(body, second, third - second)),
      text: body.toString('utf8', third),
    });
    return entries && { files: head.files, entries };
  } catch {
    // What is missing or damaged is made anew.
    return undefined;
  }
}
