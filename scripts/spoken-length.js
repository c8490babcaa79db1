// How long each shipped answer takes to say: node scripts/spoken-length.js [--text] [WORDS_PER_MINUTE [QUESTION…]]
//
// Puts the examples of metrics.md into a home of its own, has the built prep export the answers, and lets espeak-ng speak each
// headline and each whole answer into a WAV, whose length is its time. Prints that beside what `minutes` promises, or with --text
// what is spoken. Needs espeak-ng (Debian: apt install espeak-ng). Code blocks are shown in an interview, not spoken.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '..');
const [rate, ...asked] = process.argv.slice(2).filter((word) => word !== '--text');
const wordsPerMinute = rate ?? '150';
const asText = process.argv.includes('--text');
/** espeak-ng writes 16-bit mono at 22,050 Hz behind a header of 44 bytes. */
const [BYTES_PER_SECOND, HEADER_BYTES] = [2 * 22_050, 44];
const HEADLINE_S = { least: 20, most: 40 };
const WHOLE_S = 120;
const folder = mkdtempSync(join(tmpdir(), 'prep-spoken-'));

const prep = (...words) =>
  execFileSync(process.execPath, [join(root, 'bin', 'prep.js'), '--home', join(folder, 'home'), ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, PREP_BANK: join(root, 'questions') },
    maxBuffer: 64 * 2 ** 20,
  });

function fillExamples() {
  const [, frontMatter] = readFileSync(join(root, 'questions', 'metrics.md'), 'utf8').split(/^---$/m);
  const typed = Object.entries(parse(frontMatter).metrics).filter(([, { derive }]) => derive === undefined);
  const fills = Object.fromEntries(typed.map(([name, { example }]) => [name, String(example)]));
  const file = join(folder, 'fills.json');
  writeFileSync(file, JSON.stringify({ v: 1, kind: 'prep-fills', fills }));
  prep('fill', '--import', file);
}

/** Notation, and how people say it. */
const SAID = [
  [/\$([\d.]+)/g, '$1 dollars'],
  [/(?<=\p{L}|\d)\/s\b/gu, ' per second'],
  [/(?<=\p{L})\/min\b/gu, ' per minute'],
  [/\/h\b/g, ' an hour'],
  [/\/month\b/g, ' a month'],
  [/(?<=\d) ms\b/g, ' milliseconds'],
  [/(?<=\d) s\b/g, ' seconds'],
  [/(?<=\d) min\b/g, ' minutes'],
  [/(?<=\d) h\b/g, ' hours'],
  [/(?<=\d) GB\b/g, ' gigabytes'],
  [/(?<=\d) MB\b/g, ' megabytes'],
  [/(?<=\d) M\b/g, ' million'],
  [/×/g, ' times'],
  [/²/g, ' squared'],
  [/·/g, ' '],
  [/QKᵀ/g, 'Q K transposed'],
  [/-S\/16/g, ' S sixteen'],
];

/** Without code, headings and marks. */
const spoken = (markdown) =>
  SAID.reduce(
    (text, [written, said]) => text.replaceAll(written, said),
    markdown
      .replaceAll('\u00A0', ' ')
      .replaceAll(/^```[\s\S]*?^```/gm, '')
      .replaceAll(/^#{1,6} .*$/gm, '')
      .replaceAll(/[*_`>]/g, ' ')
      .trim(),
  );

function seconds(text) {
  const file = join(folder, 'said.wav');
  execFileSync('espeak-ng', ['-v', 'en-us', '-s', wordsPerMinute, '-w', file], { input: text });
  return (statSync(file).size - HEADER_BYTES) / BYTES_PER_SECOND;
}

try {
  fillExamples();
  const { questions } = JSON.parse(prep('export', '--format', 'json', ...asked));
  let [headlines, wholes] = [0, 0];
  for (const { number, id, minutes, headline, answer } of questions) {
    if (asText) {
      console.log(`Q${number}\n${spoken(answer)}\n`);
      continue;
    }
    const [first, whole] = [seconds(spoken(headline)), seconds(spoken(answer))];
    const [isShort, isWithin] = [first >= HEADLINE_S.least && first <= HEADLINE_S.most, whole <= WHOLE_S];
    headlines += Number(isShort);
    wholes += Number(isWithin);
    const marks = `${isShort ? '' : ' headline!'}${isWithin ? '' : ' long'}`;
    const columns = [first, whole, minutes * 60].map((value) => value.toFixed(0).padStart(5));
    console.log(`Q${String(number).padEnd(3)}${columns.join('')}  ${id}${marks}`);
  }
  if (!asText)
    console.log(
      `Seconds of headline and whole at ${wordsPerMinute} words a minute, and those of \`minutes\`. Of ${questions.length}, ` +
        `${headlines} headlines take ${HEADLINE_S.least} to ${HEADLINE_S.most} s and ${wholes} answers at most ${WHOLE_S} s.`,
    );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
