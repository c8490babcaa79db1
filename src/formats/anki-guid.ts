// Notes of Anki and questions of prep under each other's names, so that one and the same thing is found again on both sides,
// however often it goes there and back. Knows names alone.
import { hashText } from '../core/random.ts';

const OWN = 'prep:';
const FOREIGN = 'anki-';
const LONGEST_BYTES = 36;
const KEBAB = /^[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+(?:-[\p{Ll}\p{Lo}\p{Lm}\p{M}\p{N}]+)*$/u;
const HEX = /^anki-((?:[0-9a-f]{2}){1,36})$/;

/**
 * The id of a note: `anki-` and the bytes of its guid in hex, since a guid holds any character and tells upper from lower
 * case; of a very long one its hash. The guid of a question that prep exported gives its id.
 */
export function idOfGuid(guid: string): string {
  const own = guid.startsWith(OWN) ? guid.slice(OWN.length) : '';
  if (own.length <= 80 && KEBAB.test(own)) return own;
  const bytes = new TextEncoder().encode(guid);
  if (bytes.length > LONGEST_BYTES) return `${FOREIGN}h${hashText(guid)}`;
  return FOREIGN + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The guid of a question's note: the one that it came from Anki with, else one that tells its id. */
export function guidOfId(id: string): string {
  const hex = HEX.exec(id)?.[1];
  if (hex === undefined) return OWN + id;
  const bytes = Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const guid = new TextDecoder().decode(bytes);
  return idOfGuid(guid) === id ? guid : OWN + id;
}
