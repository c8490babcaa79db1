// Where the sound of a WAV file lies, and which sizes its header lacks: recorders write them at their end, and one that was
// killed never did. Knows the first bytes and the length of the file alone.

/** One piece of a WAV file: where its content begins, and how many bytes of content it says that it has. */
export type WavChunk = { readonly at: number; readonly size: number };

/** Where the sound is, how much of it a second takes, and the sizes that do not hold, each with its place in the file. */
export type WavLayout = {
  readonly dataAt: number;
  readonly dataBytes: number;
  readonly bytesPerSecond: number;
  readonly mends: readonly { readonly at: number; readonly value: number }[];
};

const MOST = 0xffff_ffff;

/** Four characters at a byte. */
const nameAt = (view: DataView, at: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((offset) => view.getUint8(at + offset)));

/** The kind of the file, `RIFF`, or `RF64` for one over 4 GB; undefined for what is no WAV file. */
export function wavKind(view: DataView): string | undefined {
  const isWave = view.byteLength >= 12 && nameAt(view, 8) === 'WAVE';
  const kind = isWave ? nameAt(view, 0) : '';
  return kind === 'RIFF' || kind === 'RF64' ? kind : undefined;
}

/** The chunk of the sound, and the one before it that says how it is written, as far as `view` has their heads. */
export function soundChunks(view: DataView): { readonly format?: WavChunk; readonly data?: WavChunk } {
  let format: WavChunk | undefined;
  for (let head = 12; head + 8 <= view.byteLength;) {
    const chunk = { at: head + 8, size: view.getUint32(head + 4, true) };
    const name = nameAt(view, head);
    if (name === 'data') return { format, data: chunk };
    if (name === 'fmt ') format = chunk;
    head = chunk.at + chunk.size + (chunk.size % 2);
  }
  return format ? { format } : {};
}

/** How much sound there is: a recorder that died left a size of 0, or the most that fits. */
export const soundBytes = ({ at, size }: WavChunk, fileBytes: number): number =>
  size === 0 || size > fileBytes - at ? fileBytes - at : size;

/**
 * @param head the first bytes of the file, up to the sound
 * @param fileBytes length of the whole file
 * @returns undefined when it is no WAV file whose sound begins within `head`
 */
export function wavLayout(head: Uint8Array, fileBytes: number): WavLayout | undefined {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (wavKind(view) !== 'RIFF') return undefined;
  const { format, data } = soundChunks(view);
  const bytesPerSecond = format && format.at + 12 <= head.length ? view.getUint32(format.at + 8, true) : 0;
  if (!data || bytesPerSecond === 0) return undefined;
  const dataBytes = soundBytes(data, fileBytes);
  const mends = [
    { at: 4, value: Math.min(fileBytes - 8, MOST) },
    { at: data.at - 4, value: Math.min(dataBytes, MOST) },
  ];
  return { dataAt: data.at, dataBytes, bytesPerSecond, mends: dataBytes === data.size ? [] : mends };
}
