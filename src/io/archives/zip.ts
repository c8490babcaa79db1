// Reads and writes zip archives, and reads Zstandard. Headers are checked before anything is unpacked, and
// nothing grows beyond its declared size.
import { crc32, inflateRawSync } from 'node:zlib';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import { Decompress } from 'fzstd';
import { Failure } from '../../core/base/problem.ts';
import { codeOf } from '../programs/system.ts';

export type ZipEntry = ReturnType<typeof readEntry>[0];

export type ZipLimits = { readonly entries: number; readonly bytes: number };

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
/** An archive comment may follow the end record. */
const LONGEST_COMMENT = 65_535;
const UNKNOWN_16 = 0xffff;
const UNKNOWN_32 = 0xffffffff;
const STORED = 0;
const DEFLATED = 8;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const failing =
  (code: string, hint: string) =>
  (message = 'the archive is damaged'): Failure =>
    new Failure(code, message, { hint });
const damaged = failing('zip-damaged', 'Download it again, or export it again.');
const tooLarge = failing('zip-too-large', 'Export part of it, or leave out its media.');
const unsafe = failing('zip-unsafe', 'Do not trust it: no ordinary program writes such an archive.');

function endOf(view: DataView): number {
  const first = Math.max(0, view.byteLength - END_BYTES - LONGEST_COMMENT);
  for (let at = view.byteLength - END_BYTES; at >= first; at -= 1)
    if (view.getUint32(at, true) === END) return at;
  throw damaged('the archive is damaged: its end is missing');
}

function directoryOf(view: DataView) {
  const end = endOf(view);
  const [count, offset] = [view.getUint16(end + 10, true), view.getUint32(end + 16, true)];
  if (count === UNKNOWN_16 || offset === UNKNOWN_32)
    throw tooLarge('it is in the Zip64 format, for archives of more than 4 GB');
  return { offset, count };
}

const NAMES = new TextDecoder();

const isUnsafe = (name: string): boolean =>
  /^(?:[\\/]|[A-Za-z]:)/.test(name) || name.split(/[\\/]/).includes('..') || name.includes('\0');

function readEntry(bytes: Uint8Array, view: DataView, at: number) {
  if (view.getUint32(at, true) !== CENTRAL) throw damaged();
  const flags = view.getUint16(at + 8, true);
  const nameEnd = at + CENTRAL_BYTES + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > bytes.length) throw damaged();
  const entry = {
    name: NAMES.decode(bytes.subarray(at + CENTRAL_BYTES, nameEnd)),
    size: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    method: view.getUint16(at + 10, true),
    encrypted: (flags & 1) === 1,
    crc: view.getUint32(at + 16, true),
    /** Of the file's local header. */
    offset: view.getUint32(at + 42, true),
  };
  return [entry, next] as const;
}

/** The first of duplicate names. Unpacks nothing. Throws `zip-damaged`, `zip-too-large`, `zip-unsafe`. */
export function readZip(bytes: Uint8Array, limits: ZipLimits): ReadonlyMap<string, ZipEntry> {
  const view = viewOf(bytes);
  const entries = new Map<string, ZipEntry>();
  try {
    const { offset, count } = directoryOf(view);
    if (count > limits.entries)
      throw tooLarge(`it contains ${count} files; prep reads at most ${limits.entries}`);
    let [at, total] = [offset, 0];
    for (let i = 0; i < count; i += 1) {
      const [entry, next] = readEntry(bytes, view, at);
      at = next;
      total += entry.size;
      if (isUnsafe(entry.name)) throw unsafe('a file name in it points outside the folder');
      if (!entries.has(entry.name)) entries.set(entry.name, entry);
    }
    if (total > limits.bytes)
      throw tooLarge(`unpacked it is larger than ${Math.round(limits.bytes / 1e6)} MB`);
    return entries;
  } catch (error) {
    // `DataView` throws a RangeError for an offset beyond the end.
    throw error instanceof RangeError ? damaged() : error;
  }
}

function packedBytes(bytes: Uint8Array, { offset, packed }: ZipEntry): Uint8Array {
  const view = viewOf(bytes);
  if (offset + LOCAL_BYTES > bytes.length || view.getUint32(offset, true) !== LOCAL) throw damaged();
  const start = offset + LOCAL_BYTES + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packed > bytes.length) throw damaged();
  return bytes.subarray(start, start + packed);
}

function inflated(data: Uint8Array, size: number): Uint8Array {
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, size) });
  } catch (error) {
    if (codeOf(error) === 'ERR_BUFFER_TOO_LARGE') throw unsafe('a file in it is larger than declared');
    throw damaged();
  }
}

/** Throws `Failure`: damaged, encrypted, unsupported compression, larger than declared. */
export function unzipped(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.encrypted)
    throw new Failure('zip-encrypted', 'it is password-protected', {
      hint: 'Unpack it, and pack it again without a password.',
    });
  const data = packedBytes(bytes, entry);
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw damaged(`the archive is damaged, or compressed in a way that prep cannot read (${entry.method})`);
  const content = entry.method === STORED ? data : inflated(data, entry.size);
  if (content.length !== entry.size || crc32(content) !== entry.crc) throw damaged();
  return content;
}

/** Already compressed. */
const PACKED = /\.(?:wav|mp3|ogg|opus|flac|m4a|png|jpe?g|gif|webp)$/i;

/** One file at a time in memory. No program reads the times, which a zip has only from 1980 to 2099. */
export function writeZip(
  files: Iterable<readonly [name: string, content: () => Uint8Array]>,
  write: (part: Uint8Array) => void,
): void {
  const zip = new Zip((error, part) => {
    if (error) throw error;
    write(part);
  });
  for (const [name, content] of files) {
    // Faster than the default level, and hardly larger.
    const entry = PACKED.test(name) ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 4 });
    entry.mtime = new Date(1980, 0, 1);
    zip.add(entry);
    entry.push(content(), true);
  }
  zip.end();
}

const ZSTD_MAGIC = 0xfd2fb528;
export const isZstd = (bytes: Uint8Array): boolean =>
  bytes.length > 5 && viewOf(bytes).getUint32(0, true) === ZSTD_MAGIC;

/**
 * A window of up to 2 GB is reserved, and takes memory only as it fills.
 * @param most bytes that may come out
 * @returns undefined if more would come out
 */
export function unzstd(bytes: Uint8Array, most: number): Uint8Array | undefined {
  if (!isZstd(bytes)) throw damaged();
  const pieces: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = new Decompress((piece) => {
      length += piece.length;
      if (length > most) throw tooLarge('it unpacks to more than declared');
      pieces.push(piece);
    });
    stream.push(bytes, true);
  } catch {
    if (length > most) return undefined;
    throw damaged();
  }
  const { buffer, byteOffset } = Buffer.concat(pieces);
  return new Uint8Array(buffer, byteOffset, length);
}
