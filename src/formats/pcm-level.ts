// How loud a stretch of raw sound is: 16 bits a sample, little-endian, one channel. Knows bytes alone.

/** The quietest that 16 bits can tell, dB below full scale. */
export const QUIETEST_DB = -96;

/** Mean loudness in dB below full scale, `QUIETEST_DB` to 0; undefined when there is no sample. An odd byte is left out. */
export function pcmLevelDb(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / 2);
  if (count === 0) return undefined;
  let sum = 0;
  for (let at = 0; at < count; at++) sum += (view.getInt16(at * 2, true) / 32_768) ** 2;
  return Math.max(QUIETEST_DB, 10 * Math.log10(sum / count));
}
