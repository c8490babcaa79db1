import { wavHeader } from '../../src/formats/speech/wav.ts';

/** A recording as prep makes it, of samples from -1 to 1. */
export function wavOf(samples: Float32Array): Uint8Array {
  const sound = Int16Array.from(samples, (value) => Math.min(Math.round(value * 32_768), 32_767));
  return Buffer.concat([wavHeader(sound.byteLength), new Uint8Array(sound.buffer)]);
}
