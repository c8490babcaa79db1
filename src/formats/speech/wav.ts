// WAV files as prep writes them: a header of 44 bytes, then one channel of 16 bits.
import { RECORDED_PER_SECOND, type Samples } from '../../core/speech/sound.ts';

export const HEADER_BYTES = 44;
const MOST = 0xffff_ffff;

/** @param dataBytes capped at 32 bits */
export function wavHeader(dataBytes: number): Uint8Array {
  const bytes = new TextEncoder().encode('RIFF....WAVEfmt ....................data....');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = Math.min(dataBytes, MOST - HEADER_BYTES);
  view.setUint32(4, size + HEADER_BYTES - 8, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, RECORDED_PER_SECOND, true);
  view.setUint32(28, RECORDED_PER_SECOND * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  view.setUint32(40, size, true);
  return bytes;
}

/** Undefined for a file with another header. Never throws; a file that ends early has the sound that is there. */
export function readWav(bytes: Uint8Array): Samples | undefined {
  if (bytes.length < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const dataBytes = view.getUint32(40, true);
  if (wavHeader(dataBytes).some((byte, at) => byte !== bytes[at])) return undefined;
  const samples = new Float32Array(Math.floor(Math.min(dataBytes, bytes.length - HEADER_BYTES) / 2));
  for (let at = 0; at < samples.length; at++)
    samples[at] = view.getInt16(HEADER_BYTES + at * 2, true) / 32_768;
  return { perSecond: RECORDED_PER_SECOND, samples };
}

/** Of 16-bit little-endian mono, dB below full scale; undefined without a sample. */
export function pcmLevelDb(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / 2);
  if (count === 0) return undefined;
  let sum = 0;
  for (let at = 0; at < count; at++) sum += (view.getInt16(at * 2, true) / 32_768) ** 2;
  return 10 * Math.log10(sum / count);
}
