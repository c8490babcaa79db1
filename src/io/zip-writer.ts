// Writes a zip archive into memory. Knows the archive; knows nothing of what is in it. The engine's own compression takes a
// third of the time of one in JavaScript.
import { crc32, deflateRawSync } from 'node:zlib';
import type { Instant } from '../core/day.ts';

const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
/** What a reader must know to unpack it: 2.0, deflated files. */
const VERSION = 20;
const UTF8_FLAG = 0x800;
const DEFLATED = 8;
/** Faster than the usual level, and hardly larger. */
const LEVEL = 4;
const EARLIEST_YEAR = 1980;

/** Little-endian numbers of two and four bytes, one after the other. */
function header(...numbers: readonly (readonly [bytes: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(numbers.reduce((sum, [bytes]) => sum + bytes, 0));
  let at = 0;
  for (const [bytes, value] of numbers) at = buffer.writeUIntLE(value, at, bytes);
  return buffer;
}

/** Date and time in the form of DOS: two seconds are the smallest step. */
function dosTime(at: Instant): readonly [time: number, date: number] {
  const date = new Date(at);
  const year = Math.max(EARLIEST_YEAR, date.getUTCFullYear()) - EARLIEST_YEAR;
  const time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1);
  return [time, (year << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()];
}

/**
 * An archive of some files, each compressed.
 * @param files bytes by name; all of them together below 4 GB
 */
export function zipped(files: ReadonlyMap<string, Uint8Array>, now: Instant): Uint8Array {
  const [time, date] = dosTime(now);
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, bytes] of files) {
    const name = Buffer.from(path, 'utf8');
    const packed = deflateRawSync(bytes, { level: LEVEL });
    const facts = header(
      [2, VERSION],
      [2, UTF8_FLAG],
      [2, DEFLATED],
      [2, time],
      [2, date],
      [4, crc32(bytes)],
      [4, packed.length],
      [4, bytes.length],
      [2, name.length],
      [2, 0],
    );
    const local = Buffer.concat([header([4, LOCAL]), facts, name]);
    directory.push(
      Buffer.concat([
        header([4, CENTRAL], [2, VERSION]),
        facts,
        header([2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
        name,
      ]),
    );
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  const end = header(
    [4, END],
    [2, 0],
    [2, 0],
    [2, files.size],
    [2, files.size],
    [4, central.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...parts, central, end]);
}
