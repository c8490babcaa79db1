// WAV files: reads any as one channel of numbers, even if the recorder died; writes headers. Source:
// Microsoft's "Multiple channel audio data and WAVE files" (RIFF chunks, WAVE_FORMAT_EXTENSIBLE).
import type { Samples } from '../../core/speech/sound.ts';

type WavChunk = { readonly at: number; readonly size: number };

/** `corrections` repair wrong sizes: recorders write sizes at the end, so a killed one never did. */
type WavLayout = {
  readonly dataBytes: number;
  readonly bytesPerSecond: number;
  readonly corrections: readonly { readonly at: number; readonly value: number }[];
};

const MOST = 0xffff_ffff;

const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

/** The sound's chunk, and the format chunk before it. Undefined for other files. */
function wavChunks(view: DataView): { readonly format?: WavChunk; readonly data?: WavChunk } | undefined {
  if (view.byteLength < 12 || nameAt(view, 0) !== 'RIFF' || nameAt(view, 8) !== 'WAVE') return undefined;
  let format: WavChunk | undefined;
  for (let head = 12; head + 8 <= view.byteLength;) {
    const chunk = { at: head + 8, size: view.getUint32(head + 4, true) };
    const name = nameAt(view, head);
    if (name === 'data') return { format, data: chunk };
    if (name === 'fmt ') format = chunk;
    head = chunk.at + chunk.size + (chunk.size % 2);
  }
  return { format };
}

/** A recorder that died left a size of 0, or the maximum. */
const soundBytes = ({ at, size }: WavChunk, fileBytes: number): number =>
  size === 0 || size > fileBytes - at ? fileBytes - at : size;

/**
 * @param head the beginning of the file, up to the sound
 * @param fileBytes length of the whole file
 * @returns undefined for anything but a WAV file whose sound begins within `head`
 */
export function wavLayout(head: Uint8Array, fileBytes: number): WavLayout | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const { format, data } = wavChunks(view) ?? {};
  const bytesPerSecond = format && format.at + 12 <= head.length ? view.getUint32(format.at + 8, true) : 0;
  if (!data || bytesPerSecond === 0) return undefined;
  const dataBytes = soundBytes(data, fileBytes);
  const corrections = [
    { at: 4, value: Math.min(fileBytes - 8, MOST) },
    { at: data.at - 4, value: Math.min(dataBytes, MOST) },
  ];
  return {
    dataBytes,
    bytesPerSecond,
    corrections: dataBytes === data.size ? [] : corrections,
  };
}

const HEADER_BYTES = 44;
const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;
const FORMAT_EXTENSIBLE = 0xfffe;
/** Offset of the real format in an extensible format chunk. */
const SUBFORMAT_AT = 24;
/** Less holds no speech, and a fake rate of 1 would make a small file last for years. */
const MIN_PER_SECOND = 1000;
/** Well over an hour as prep records; much more does not fit in memory. */
const MAX_SAMPLES = 100_000_000;

/** By format and bits: -1 to 1, unless a float is broken. */
const readers: ReadonlyMap<string, (view: DataView, at: number) => number> = new Map([
  [`${FORMAT_PCM}/8`, (view, at) => (view.getUint8(at) - 128) / 128],
  [`${FORMAT_PCM}/16`, (view, at) => view.getInt16(at, true) / 32_768],
  [`${FORMAT_PCM}/24`, (view, at) => (view.getInt8(at + 2) * 65_536 + view.getUint16(at, true)) / 8_388_608],
  [`${FORMAT_PCM}/32`, (view, at) => view.getInt32(at, true) / 2_147_483_648],
  [`${FORMAT_FLOAT}/32`, (view, at) => view.getFloat32(at, true)],
  [`${FORMAT_FLOAT}/64`, (view, at) => view.getFloat64(at, true)],
]);

/** Undefined when the chunk is cut off. */
function formatAt(view: DataView, { at, size }: WavChunk) {
  if (size < 16 || at + 16 > view.byteLength) return undefined;
  const written = view.getUint16(at, true);
  const extended = written === FORMAT_EXTENSIBLE && size >= SUBFORMAT_AT + 2;
  if (extended && at + SUBFORMAT_AT + 2 > view.byteLength) return undefined;
  return {
    kind: extended ? view.getUint16(at + SUBFORMAT_AT, true) : written,
    channels: view.getUint16(at + 2, true),
    perSecond: view.getUint32(at + 4, true),
    bits: view.getUint16(at + 14, true),
  };
}

/** -1 to 1; 0 for NaN. */
const within = (value: number): number => Math.min(1, Math.max(-1, value || 0));

/**
 * PCM of 8, 16, 24 or 32 bits or floats, several channels averaged. Never throws. Unfinished sizes are taken
 * from the file's length.
 * @returns `fault`: one sentence on why prep can't read the sound
 */
export function readWav(bytes: Uint8Array): { readonly samples: Samples } | { readonly fault: string } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = wavChunks(view);
  if (!chunks) return { fault: 'It is not a WAV file.' };
  const { data } = chunks;
  const format = chunks.format && formatAt(view, chunks.format);
  if (!format) return { fault: 'The WAV file does not name its sound format.' };
  const { kind, channels, perSecond, bits } = format;
  if (channels === 0) return { fault: 'The WAV file declares no channels.' };
  if (perSecond < MIN_PER_SECOND)
    return { fault: `The WAV file has ${perSecond} samples a second, too few for speech.` };
  const read = readers.get(`${kind}/${bits}`);
  if (!read)
    return {
      fault: `The WAV file has a sound format that prep cannot read (format ${kind}, ${bits} bits).`,
    };
  if (!data) return { fault: 'The WAV file ends before its sound begins.' };
  const dataBytes = soundBytes(data, bytes.byteLength);
  const width = bits / 8;
  if (dataBytes / (channels * width) > MAX_SAMPLES)
    return { fault: 'The WAV file is too long: prep reads up to 100 million samples.' };
  const samples = new Float32Array(Math.floor(dataBytes / (width * channels)));
  for (let index = 0, at = data.at; index < samples.length; index++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += width) sum += within(read(view, at));
    samples[index] = sum / channels;
  }
  return { samples: { perSecond, samples } };
}

/**
 * 44 bytes for 16-bit mono.
 * @param dataBytes capped at 32 bits
 */
export function wavHeader(dataBytes: number, perSecond: number): Uint8Array {
  const bytes = new TextEncoder().encode('RIFF....WAVEfmt ....................data....');
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const size = Math.min(dataBytes, MOST - HEADER_BYTES);
  view.setUint32(4, size + HEADER_BYTES - 8, true);
  view.setUint32(16, 16, true);
  view.setUint16(20, FORMAT_PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, perSecond, true);
  view.setUint32(28, perSecond * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  view.setUint32(40, size, true);
  return bytes;
}

/** 16-bit; clips beyond ±1, and NaN is silence. */
export function writeWav({ perSecond, samples }: Samples): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + samples.length * 2);
  bytes.set(wavHeader(samples.length * 2, perSecond));
  const view = new DataView(bytes.buffer);
  samples.forEach((value, index) => {
    const scaled = Math.min(Math.round(within(value) * 32_768), 32_767);
    view.setInt16(HEADER_BYTES + index * 2, scaled, true);
  });
  return bytes;
}

/** The quietest level in 16 bits, dB below full scale. */
export const QUIETEST_DB = -96;

/** Of 16-bit little-endian mono, dB below full scale, at least `QUIETEST_DB`; undefined without a sample. */
export function pcmLevelDb(bytes: Uint8Array): number | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = Math.floor(bytes.length / 2);
  if (count === 0) return undefined;
  let sum = 0;
  for (let at = 0; at < count; at++) sum += (view.getInt16(at * 2, true) / 32_768) ** 2;
  return Math.max(QUIETEST_DB, 10 * Math.log10(sum / count));
}
