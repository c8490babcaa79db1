// The one gate that text from files, programs and users passes before it may reach a terminal. Knows what commands a
// terminal (ECMA-48) and what reorders or hides what is read (Unicode); knows nothing of what the text says.
import { withNewlines } from './line-ends.ts';

// Control strings (DCS, SOS, OSC, PM, APC) go with their body when it ends properly; CSI and the short escapes whole.
// A body stops at any control character, so the pattern is linear however many of them never end.
const CONTROL_STRING = /(?:\x1b[PX\]^_]|[\x90\x98\x9d-\x9f])[^\x00-\x1f\x7f-\x9f]*(?:\x07|\x1b\\|\x9c)/g;
const CSI = /(?:\x1b\[|\x9b)[\x30-\x3f]*[\x20-\x2f]*[\x40-\x7e]/g;
const SHORT_ESCAPE = /\x1b[\x20-\x2f]*[\x30-\x7e]?/g;
const CONTROLS =
  /[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufff9-\ufffb]/g;

/**
 * Takes out of untrusted text everything that could command a terminal or reorder what is read: escape sequences,
 * C0 and C1 controls, bidirectional overrides, noncharacters. Newlines and tabs stay; CRLF and CR become newlines.
 */
export function stripControls(text: string): string {
  // Whatever is taken out begins with one of these, and few texts hold any.
  if (text.search(CONTROLS) < 0) return text;
  return withNewlines(text)
    .replace(CONTROL_STRING, '')
    .replace(CSI, '')
    .replace(SHORT_ESCAPE, '')
    .replace(CONTROLS, '');
}
