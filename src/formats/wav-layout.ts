// Where the sound of a WAV file lies, and which sizes its header lacks: recorders write them at their end, and one that was
// killed never did. Knows the first bytes and the length of the file alone.

/** Where the sound is, how much of it a second takes, and the sizes that do not hold, each with its place in the file. */
export type WavLayout = {
  readonly dataAt: number;
  readonly dataBytes: number;
  readonly bytesPerSecond: number;
  readonly mends: readonly { readonly at: number; readonly value: number }[];
};

const MOST = 0xffff_ffff;

/**
 * @param head the first bytes of the file, up to the sound
 * @param fileBytes length of the whole file
 * @returns undefined when it is no WAV file whose sound begins within `head`
 */
export function wavLayout(head: Uint8Array, fileBytes: number): WavLayout | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const name = (at: number): string => String.fromCharCode(...head.subarray(at, at + 4));
  if (head.length < 12 || name(0) !== 'RIFF' || name(8) !== 'WAVE') return undefined;
  let bytesPerSecond = 0;
  for (let at = 12; at + 8 <= head.length;) {
    const size = view.getUint32(at + 4, true);
    if (name(at) === 'fmt ' && at + 20 <= head.length) bytesPerSecond = view.getUint32(at + 16, true);
    if (name(at) === 'data') {
      if (bytesPerSecond === 0) return undefined;
      const rest = fileBytes - at - 8;
      const isTorn = size > rest || (size === 0 && rest > 0);
      const dataBytes = isTorn ? rest : size;
      const mends = [
        { at: 4, value: Math.min(fileBytes - 8, MOST) },
        { at: at + 4, value: Math.min(dataBytes, MOST) },
      ];
      return { dataAt: at + 8, dataBytes, bytesPerSecond, mends: isTorn ? mends : [] };
    }
    at += 8 + size + (size % 2);
  }
  return undefined;
}
