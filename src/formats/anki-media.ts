// Which files the fields of Anki notes refer to, and how a package lists the files that it brings. Knows both lists as Anki
// writes them; opens no file.
import { decodeEntities } from '../core/entities.ts';
import { parseJsonText } from './json-text.ts';
import { percentDecoded } from './percent-decoded.ts';

const REFERENCE =
  /\[sound:([^\]\n]{1,300})\]|\ssrc\s{0,3}=\s{0,3}(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'>]{1,300}))/gi;
const MOST_NAMES = 100_000;

/** A name that stands for one file in one folder, on every system; undefined for one that leads elsewhere. */
export function mediaName(name: string): string | undefined {
  const isPlain = !/[\\/:*?"<>|\0-\x1f\x7f]/.test(name) && !/^(?:\.{1,2}|)$/.test(name.trim());
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(name);
  return isPlain && !isDevice && name.length <= 255 ? name : undefined;
}

/** Names of the files that a field refers to: images, sounds, films. Editors write them with and without `%20`. */
export function mediaIn(field: string): readonly string[] {
  if (!field.includes('[sound:') && !/src/i.test(field)) return [];
  const names = [...field.matchAll(REFERENCE)].flatMap(([, sound, double, single, bare]) => {
    const name = sound ?? decodeEntities(double ?? single ?? bare ?? '');
    return sound === undefined ? [name, percentDecoded(name)] : [name];
  });
  return names.filter((name) => mediaName(name) !== undefined);
}

/** Names by the name of the entry in the archive, from the list of an older package: `{"0": "tree.png"}`. */
export function mediaOfJson(text: string): ReadonlyMap<string, string> {
  const parsed = parseJsonText(text);
  const names = new Map<string, string>();
  if (!('value' in parsed) || typeof parsed.value !== 'object' || parsed.value === null) return names;
  for (const [entry, name] of Object.entries(parsed.value).slice(0, MOST_NAMES))
    if (typeof name === 'string') names.set(entry, name);
  return names;
}

type Field = { readonly number: number; readonly bytes?: Uint8Array; readonly value?: number };

/** The number that begins at `at`, and where it ends; seven bits a byte, the lowest first. */
function varint(bytes: Uint8Array, at: number): readonly [value: number, next: number] | undefined {
  let value = 0;
  for (let i = 0; i < 10; i += 1) {
    const byte = bytes[at + i];
    if (byte === undefined) return undefined;
    value += (byte & 0x7f) * 2 ** (7 * i);
    if (byte < 0x80) return [value, at + i + 1];
  }
  return undefined;
}

const FIXED_BYTES: ReadonlyMap<number, number> = new Map([
  [1, 8],
  [5, 4],
]);

/** The fields of a message in the notation of protobuf, as far as they can be read. */
export function* protobufFields(bytes: Uint8Array): Generator<Field> {
  for (let at = 0; at < bytes.length;) {
    const key = varint(bytes, at);
    if (!key) return;
    const [number, type] = [Math.floor(key[0] / 8), key[0] % 8];
    const fixed = FIXED_BYTES.get(type);
    at = key[1] + (fixed ?? 0);
    if (fixed !== undefined) continue;
    const value = type === 0 || type === 2 ? varint(bytes, at) : undefined;
    if (!value) return;
    at = type === 0 ? value[1] : value[1] + value[0];
    if (at > bytes.length) return;
    yield type === 0 ? { number, value: value[0] } : { number, bytes: bytes.subarray(value[1], at) };
  }
}

/**
 * The same from the list of a newer package: a message a file (field 1) with its name (1), in the order of the entries
 * `0`, `1` ….
 * @param decode bytes of UTF-8 as text
 */
export function mediaOfProtobuf(
  bytes: Uint8Array,
  decode: (bytes: Uint8Array) => string,
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  let count = 0;
  for (const { number, bytes: message } of protobufFields(bytes)) {
    if (number !== 1 || !message || count >= MOST_NAMES) continue;
    for (const field of protobufFields(message))
      if (field.number === 1 && field.bytes) names.set(String(count), decode(field.bytes));
    count += 1;
  }
  return names;
}
