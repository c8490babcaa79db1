// Damages texts at random, reproducibly: as a crash, a bad editor or a malicious author could.

/** [0, 1), a different sequence for each seed (mulberry32, by Tommy Ettinger). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Pieces that have broken parsers. */
const hostile: readonly string[] = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  '"__proto__": {"polluted": true}, ',
  '__proto__: { polluted: true }\n',
  '---\n',
  '---js\nglobalThis.polluted = true\n---\n',
  '---yaml\n',
  '```',
  '```console\n',
  '~~~~',
  '\u0000',
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\u009b2J',
  '\ufeff',
  '\r\n',
  '\r',
  '\u2028',
  '\ud83d',
  '\udc00',
  '👩‍💻',
  'e\u0301',
  '\u202e',
  '[FILL IN: ',
  '[FILL IN: x]',
  '[FILL IN: __proto__]',
  '[X]ms',
  '____',
  '{{name}}',
  ']]]',
  '[[[[',
  '## Key points\n',
  '## Follow-ups\n',
  '## Situation\n',
  '# ',
  '- [x] ',
  '> > > ',
  '&a [*a, *a, *a]\n',
  '!!js/function "x"',
  'a: &a [*a]\n',
  '<<: *x\n',
  '? : ',
  '1e999',
  '-0',
  '9007199254740993',
  'NaN',
  '٣',
  '1,5',
  '1.000,5',
  '2026-02-30',
  'null',
  '{',
  '}',
  '[',
  '"',
  "'",
  '\\',
  '\\u0000',
  '|\n',
  '%',
];

const repeats = [
  '[',
  '{',
  '(',
  '*',
  '_',
  '`',
  '#',
  '> ',
  '- ',
  '[a](',
  '\n',
  ' ',
  '\t',
  'a',
  '&a ',
  '![',
  '$',
  '<',
  '"',
  '((((1)',
];

type Damage = (text: string, random: () => number, others: readonly string[]) => string;

const pick = <T>(items: readonly T[], random: () => number, otherwise: T): T =>
  items[Math.floor(random() * items.length)] ?? otherwise;
const place = (text: string, random: () => number): number => Math.floor(random() * (text.length + 1));
const insert = (text: string, at: number, piece: string): string =>
  text.slice(0, at) + piece + text.slice(at);

/** Two places of `text` in order, at most `most` apart. */
function range(text: string, random: () => number, most: number): readonly [number, number] {
  const from = place(text, random);
  return [from, Math.min(text.length, from + Math.ceil(random() * most))];
}

const damages: readonly Damage[] = [
  (text, random) => insert(text, place(text, random), pick(hostile, random, '')),
  (text, random) => insert(text, place(text, random), pick(hostile, random, '')),
  (text, random) =>
    insert(text, place(text, random), pick(repeats, random, '').repeat(1 + Math.floor(random() ** 4 * 2000))),
  (text, random) => insert(text, place(text, random), String.fromCharCode(Math.floor(random() * 0x1_00_00))),
  (text, random) => text.slice(0, place(text, random)),
  (text, random) => text.slice(place(text, random)),
  (text, random) => {
    const [from, to] = range(text, random, 60);
    return text.slice(0, from) + text.slice(to);
  },
  (text, random) => {
    const [from, to] = range(text, random, 200);
    return insert(text, place(text, random), text.slice(from, to));
  },
  (text, random, others) => {
    const other = pick(others, random, text);
    const [from, to] = range(other, random, 400);
    return insert(text, place(text, random), other.slice(from, to));
  },
  (text, random) => {
    const lines = text.split('\n');
    const [line = ''] = lines.splice(Math.floor(random() * lines.length), 1);
    lines.splice(Math.floor(random() * (lines.length + 1)), 0, line);
    return lines.join('\n');
  },
  (text, random) => {
    const at = place(text, random);
    const code = text.charCodeAt(at);
    return Number.isNaN(code)
      ? text
      : text.slice(0, at) + String.fromCharCode(code ^ (1 << Math.floor(random() * 8))) + text.slice(at + 1);
  },
  (text) => text.replaceAll('\n', '\r\n'),
];

/** One of `samples`, damaged one to four times; reproducible for the same `random`. */
export function mutated(samples: readonly string[], random: () => number): string {
  let text = pick(samples, random, '');
  const times = 1 + Math.floor(random() * 4);
  for (let time = 0; time < times; time++)
    text = pick(damages, random, (same) => same)(text, random, samples);
  return text;
}
