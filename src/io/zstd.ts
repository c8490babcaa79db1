// The one home of fzstd: bytes that were packed with Zstandard. What they announce is looked at before any memory is taken,
// and what comes out is counted while it comes.
import { Decompress } from 'fzstd';

const MAGIC = 0xfd2fb528;
/** No more is ever asked of a reader: that is what the tool itself refuses by default. */
const LARGEST_WINDOW = 128 * 1024 * 1024;

/** Whether bytes begin as packed ones do. */
export const isZstd = (bytes: Uint8Array): boolean =>
  bytes.length > 5 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MAGIC;

/** Bytes that the head says will be kept while unpacking: the whole, or a window that moves over it. */
function windowOf(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint8(4);
  const isWhole = (flags & 0x20) !== 0;
  if (!isWhole) {
    const descriptor = view.getUint8(5);
    const base = 2 ** (10 + (descriptor >> 3));
    return base + (base / 8) * (descriptor & 7);
  }
  const at = 5 + ([0, 1, 2, 4][flags & 3] ?? 0);
  const sizes = [
    () => view.getUint8(at),
    () => view.getUint16(at, true) + 256,
    () => view.getUint32(at, true),
  ];
  const read = sizes[flags >> 6] ?? (() => Number(view.getBigUint64(at, true)));
  return read();
}

/**
 * Unpacks bytes.
 * @param most bytes that may come out
 * @returns undefined when more would come out
 * @throws any error for bytes that are damaged or no such ones
 */
export function unzstd(bytes: Uint8Array, most: number): Uint8Array | undefined {
  if (!isZstd(bytes)) throw new Error('not packed with zstd');
  if (windowOf(bytes) > Math.max(LARGEST_WINDOW, most)) return undefined;
  const pieces: Uint8Array[] = [];
  let length = 0;
  const tooMuch = new Error('too much comes out');
  try {
    const stream = new Decompress((piece) => {
      length += piece.length;
      if (length > most) throw tooMuch;
      pieces.push(piece);
    });
    stream.push(bytes, true);
  } catch (error) {
    if (error === tooMuch) return undefined;
    throw error;
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
