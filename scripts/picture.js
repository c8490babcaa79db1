// Records a session in a terminal of 80 × 24 and draws it as an SVG: node scripts/picture.js [FILE]
//
// The values, the answer and every key are typed below; all else is what the built prep shows. The clock is fixed, so the same
// program gives the same picture. Writes docs/session.svg when no file is named.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn } from '@lydell/node-pty';
import xterm from '@xterm/headless';

const root = join(import.meta.dirname, '..');
const program = join(root, 'bin', 'prep.js');
const [columns, rows] = [80, 24];
const SECONDS_PER_FRAME = 7;
const PATIENCE_MS = 30_000;

const VALUES = ['attention_ms_128=50 ms', 'attention_ms_512=320 ms', 'd_model=512', 'max_tokens=512'].concat([
  'flash_speedup=2.3',
  'attention_setup=batch 32 in float16 on one GPU',
]);
/** With a wrong figure, so that the picture shows the warning. */
const ANSWER = [
  'Attention takes O(n²·d), and the score matrix O(n²) memory per head.',
  'I timed 128 and 512 tokens: 50 ms and 280 ms. The projections are',
  'linear in n, so I expected less than sixteen times.',
].join('\r');

/** What to type once a pattern is on the screen, and whether that screen becomes a frame. */
const STEPS = [
  { until: /\d:\d\d \/ \d[^]*Ctrl-E/, keys: ANSWER },
  { until: /sixteen times\.[^]*Enter twice[^]*Ctrl-E/, keys: '\r\r', keeps: true },
  { until: /Enter = show the details/, keys: '\r', keeps: true },
  { until: /0 of 6 settled[^]*Enter next · \? keys/, keys: 'yynynn', keeps: true },
  { until: /6 of 6 settled[^]*Enter continue · \? keys/, keys: '\r' },
  { until: /How well did you recall it\?[^]*points · \? keys/, keys: '2' },
  { until: /Enter to finish/, keys: '\r' },
];
/** The frame for viewers who turned animation off. */
const STILL = 2;

const home = mkdtempSync(join(tmpdir(), 'prep-picture-'));
const env = {
  PATH: process.env.PATH,
  HOME: home,
  TZ: 'Europe/Berlin',
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
  PREP_HOME: join(home, 'prep'),
  PREP_NOW: '2026-11-24T10:00:00+01:00',
  PREP_SEED: '1',
};

/** Runs of text in one style, row by row. */
function screenOf(emulator) {
  const buffer = emulator.buffer.active;
  const lines = [];
  for (let y = 0; y < rows; y++) {
    const line = buffer.getLine(buffer.baseY + y);
    const runs = [];
    for (let x = 0; x < columns; x++) {
      const cell = line.getCell(x);
      if (cell.getWidth() === 0) continue;
      const style = {
        color: cell.isFgPalette() ? cell.getFgColor() : undefined,
        bold: cell.isBold() !== 0,
        dim: cell.isDim() !== 0,
        italic: cell.isItalic() !== 0,
        inverse: cell.isInverse() !== 0,
      };
      const chars = cell.getChars() || ' ';
      const last = runs.at(-1);
      if (last && Object.keys(style).every((name) => last[name] === style[name])) last.text += chars;
      else runs.push({ x, text: chars, ...style });
    }
    lines.push(runs);
  }
  return lines;
}

async function record() {
  execFileSync(process.execPath, [program, 'fill', '--set', ...VALUES], { env, stdio: 'ignore' });
  const emulator = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true });
  const child = spawn(process.execPath, [program, 'quiz', '4'], { name: env.TERM, cols: columns, rows, env });
  let wake = () => undefined;
  child.onData((data) => emulator.write(data, () => wake()));
  emulator.onData((reply) => child.write(reply));
  const ended = new Promise((resolve) => child.onExit(() => emulator.write('', resolve)));

  const text = () =>
    screenOf(emulator)
      .map((runs) =>
        runs
          .map((run) => run.text)
          .join('')
          .trimEnd(),
      )
      .join('\n');
  /** Patterns match the last line drawn, because a screen can arrive in several chunks. */
  const shows = (pattern) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`${pattern} was never shown:\n${text()}`)),
        PATIENCE_MS,
      );
      wake = () => {
        if (!pattern.test(text())) return;
        clearTimeout(timer);
        wake = () => undefined;
        resolve();
      };
      wake();
    });

  const frames = [];
  for (const { until, keys, keeps = false } of STEPS) {
    await shows(until);
    if (keeps) frames.push(screenOf(emulator));
    child.write(keys);
  }
  await ended;
  return [...frames, screenOf(emulator)];
}

/** A dark palette by number: black, red, green, yellow, blue, magenta, cyan, white, then the bright ones. */
const PALETTE = [
  '#484f58',
  '#ff7b72',
  '#3fb950',
  '#d29922',
  '#58a6ff',
  '#bc8cff',
  '#39c5cf',
  '#b1bac4',
].concat(['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#ffffff']);
const [INK, PAPER] = ['#c9d1d9', '#0d1117'];
const [CELL, LINE, MARGIN] = [8.4, 18, 16];

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function runSvg({ x, text, color, bold, dim, italic, inverse }, y) {
  const left = (MARGIN + x * CELL).toFixed(1);
  const width = (text.length * CELL).toFixed(1);
  const top = MARGIN + y * LINE;
  const ink = (color === undefined ? undefined : PALETTE[color]) ?? INK;
  const look = [
    `fill="${inverse ? PAPER : ink}"`,
    ...(bold ? ['font-weight="bold"'] : []),
    ...(dim ? ['opacity="0.6"'] : []),
    ...(italic ? ['font-style="italic"'] : []),
  ].join(' ');
  const back = inverse
    ? `<rect x="${left}" y="${top}" width="${width}" height="${LINE}" fill="${ink}"/>`
    : '';
  return `${back}<text x="${left}" y="${top + 13}" textLength="${width}" ${look}>${escaped(text)}</text>`;
}

function svgOf(frames) {
  const [width, height] = [columns * CELL + 2 * MARGIN, rows * LINE + 2 * MARGIN];
  const share = 100 / frames.length;
  const shown = frames.map((lines, at) => {
    const runs = lines.flatMap((line, y) =>
      line.filter(({ text, inverse }) => inverse || text.trim() !== '').map((run) => runSvg(run, y)),
    );
    const start = `animation-delay:${at * SECONDS_PER_FRAME - frames.length * SECONDS_PER_FRAME}s`;
    const still = at === STILL ? ' still' : '';
    return `<g class="frame${still}" style="${start}">\n${runs.join('\n')}\n</g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    '<title>A session of prep: a typed answer, its points, a rating, the summary</title>',
    '<style>',
    'text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; white-space: pre }',
    `.frame { opacity: 0; animation: frame ${frames.length * SECONDS_PER_FRAME}s step-end infinite }`,
    `@keyframes frame { 0% { opacity: 1 } ${share}% { opacity: 0 } }`,
    '.still { opacity: 1 }',
    '@media (prefers-reduced-motion: reduce), print { .frame { animation: none } }',
    '</style>',
    `<rect width="100%" height="100%" rx="8" fill="${PAPER}"/>`,
    ...shown,
    '</svg>',
    '',
  ].join('\n');
}

try {
  const frames = await record();
  writeFileSync(process.argv[2] ?? join(root, 'docs', 'session.svg'), svgOf(frames));
} finally {
  rmSync(home, { recursive: true, force: true });
}
