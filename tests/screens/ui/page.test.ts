// The whole window as a function of what is on it and its size.
import { describe, expect, it } from 'vitest';
import type { Drawn, Frame, Page, PromptSize } from '../../../src/context.ts';
import { livePrompts } from '../../../src/screens/ui/prompts.ts';
import { textWidth } from '../../../src/screens/ui/width.ts';
import {
  answering,
  lineWith,
  pausing,
  pressed,
  rating,
  recording,
  ticking,
} from '../../support/live-prompts.ts';

const live = livePrompts({ color: false, fancy: true, unicode: true });

const HEAD = [
  '── 2 of 5 ──────── Architecture · Q4 ──',
  '',
  '  What is the cost of attention, and does',
  '  your own measurement agree with it?',
  '',
  '  hard · 3 min · new',
  '',
].join('\n');
const answer = Array.from({ length: 60 }, (_, i) => `  Sentence ${i + 1} of the model answer.`).join('\n');

const PAGE: Page = {
  head: () => HEAD,
  body: [() => `── Model answer ──\n\n${answer}`],
  notices: [],
  from: { part: 0 },
};

const items = Array.from({ length: 6 }, (_, i) => `Point ${i + 1}, which says something of some length`);
const POINTS = ticking(live, {
  header: 'Which points?',
  items,
  points: [1, null, null, null, null, null],
});

type Prompt = (size: PromptSize) => Drawn;
const PROMPTS: Readonly<Record<string, Prompt>> = {
  typing: answering(live, 'type', { draft: 'It is quadratic.' }).draw,
  ticking: POINTS.draw,
  rating: rating(live, {
    choices: [
      { rating: 'again', interval: '1 min' },
      { rating: 'hard', interval: '1 d' },
      { rating: 'good', interval: '3 d' },
      { rating: 'easy', interval: '7 d' },
    ],
  }).draw,
  pausing: pausing(live, 'Press Enter to continue.').draw,
  line: lineWith(live, 'Note on this question:', 'half typed', 4).draw,
  recording: recording(live, -20).draw,
};

/** What has to be in view of each. */
const KEY_WORDS: Readonly<Record<string, RegExp>> = {
  typing: /❯ It is quadratic\./,
  ticking: /❯ 2 ☐ +Point 2/,
  rating: /1 again 1 min[^]*4 easy 7 d/,
  pausing: /Press Enter to continue\./,
  line: /❯ half typed/,
  recording: /recording 0:42/,
};

const SIZES = [
  [40, 14],
  [40, 20],
  [80, 24],
  [109, 30],
  [110, 30],
  [120, 40],
  [200, 60],
] as const;

const drawn = (page: Page, columns: number, rows: number, prompt?: Prompt): Frame =>
  live.frame(page, { columns, rows }, prompt);

const picture = ({ lines, cursor }: Frame): string =>
  lines
    .map((line, row) =>
      cursor?.row === row
        ? `${line.padEnd(cursor.column).slice(0, cursor.column)}▮${line.slice(cursor.column + 1)}`
        : line,
    )
    .join('\n');

const all = Object.keys(PROMPTS).flatMap((name) =>
  SIZES.map(([columns, rows]) => [name, columns, rows] as const),
);

describe('the window', () => {
  it.each(all)('has all of it in view: %s at %i × %i', (name, columns, rows) => {
    const frame = drawn(PAGE, columns, rows, PROMPTS[name]);
    const text = frame.lines.join('\n');
    expect(frame.lines).toHaveLength(rows);
    for (const line of frame.lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
    expect(text).toContain('What is the cost of attention');
    expect(text).toContain('Sentence 1 of the model answer.');
    expect(text).toMatch(/\d+ more lines below/);
    expect(text).toMatch(KEY_WORDS[name] ?? /^$/);
    expect(frame.view.rows).toBeGreaterThanOrEqual(3);
    if (name === 'typing' || name === 'line')
      expect(frame.lines[frame.cursor?.row ?? -1]).toMatch(
        name === 'typing' ? /It is quadratic/ : /half typed/,
      );
    else expect(frame.cursor).toBeUndefined();
  });

  it.each([
    [80, 24],
    [120, 40],
  ])('fills its height with what is before a short new part, at %i × %i', (columns, rows) => {
    const body = [PAGE.body[0] ?? HEAD, () => '\n  Why not a cache?'].flatMap((part) =>
      typeof part === 'string' ? [] : part,
    );
    for (const name of ['typing', 'rating']) {
      const { lines, view } = drawn({ ...PAGE, body, from: { part: 1 } }, columns, rows, PROMPTS[name]);
      expect(lines.join('\n')).toMatch(/Sentence 60 of the model answer\.[^]*Why not a cache\?/);
      expect(view.from + view.rows).toBe(view.lines);
      const empty = lines.filter((line) => line.replace(/ ▌.*/, '').trim() === '').length;
      expect(empty).toBeLessThan(10);
    }
  });

  it('offers only keys that do something', () => {
    const bar = (asked: { isInterview?: boolean; canGoBack?: boolean }) =>
      pressed(answering(live, 'type', asked), 'escape').draw({ columns: 160, rows: 24 }).keys;
    expect(bar({})).toContain('f fill');
    expect(bar({ isInterview: true })).toBe('  ? help · s skip · v view · q quit · Esc back');
    expect(bar({ isInterview: true, canGoBack: true })).toContain('u undo');
  });

  it.each(all)('never fails, however small: %s (%i × %i less)', (name, columns, rows) => {
    const [width, height] = [Math.floor(columns / 2), Math.floor(rows / 5)];
    const frame = drawn(PAGE, width, height, PROMPTS[name]);
    expect(frame.lines).toHaveLength(height);
  });

  it.each([
    ['typing', 80, 24],
    ['ticking', 40, 14],
    ['ticking', 40, 20],
    ['ticking', 80, 24],
    ['ticking', 120, 40],
    ['rating', 40, 14],
    ['rating', 80, 24],
  ])('looks as it should: %s at %i × %i', async (name, columns, rows) => {
    const text = picture(drawn(PAGE, columns, rows, PROMPTS[name]));
    await expect(`${text}\n`).toMatchFileSnapshot(`../../golden/window/${name}-${columns}x${rows}.txt`);
  });

  it('shows the whole point at the mark in a low window, before the question about the points', () => {
    const long = [
      'A short point',
      'A point that says more than one row has room for, and than two rows, too',
    ];
    const shownAt = (at: number): string => {
      const prompt = ticking(live, { header: 'Which points?', items: long, points: [null, null] });
      const down = Array.from({ length: at }, () => 'down');
      return drawn(PAGE, 40, 14, pressed(prompt, ...down).draw).lines.join('\n');
    };
    expect(shownAt(1)).toMatch(/❯ 2 ☐ [^]*than two rows, too/);
    expect(shownAt(0)).toMatch(/Which points\?[^]*❯ 1 ☐ +A short point/);
  });

  it('keeps a typed line in view when the next one is still empty', () => {
    const about = { draft: 'mention the replica', isNote: true, heading: 'Note on this question' };
    const note = pressed(answering(live, 'type', about), 'enter');
    const { lines, cursor } = drawn(PAGE, 80, 24, note.draw);
    const at = lines.findIndex((line) => line.includes('Note on this question'));
    expect(lines.slice(at + 1, at + 3)).toEqual(['  ❯ mention the replica', '']);
    expect(cursor?.row).toBe(at + 2);
  });

  it('says how many points are out of sight, at every height', () => {
    const mixed = ['Takes a line', 'Takes more than a line of a window this narrow', 'a', 'b', 'c', 'd'];
    const prompt = ticking(live, { header: 'Which points?', items: mixed, points: mixed.map(() => null) });
    for (let rows = 14; rows <= 30; rows++) {
      const lines = drawn(PAGE, 40, rows, prompt.draw).lines;
      const shown = lines.filter((line) => /^ {2}[❯ ] \d ☐/.test(line)).length;
      const told = / (\d)(?: more)? below$/m.exec(lines.filter((line) => line.includes('…')).join('\n'));
      expect(shown + Number(told?.[1] ?? 0), `${rows} rows`).toBe(mixed.length);
    }
  });

  it('gives the question a third at most, and says how much of it is left', () => {
    const long: Page = {
      ...PAGE,
      head: () => Array.from({ length: 30 }, (_, i) => `row ${i + 1}`).join('\n'),
    };
    const lines = drawn(long, 80, 24, PROMPTS['rating']).lines;
    expect(lines[6]).toBe('row 7');
    expect(lines[7]).toBe('  … 23 more lines, v shows all');
  });

  it('scrolls a long question where nothing else is read', () => {
    const long: Page = {
      head: () => Array.from({ length: 40 }, (_, i) => `row ${i + 1}`).join('\n'),
      body: [],
      notices: [],
      from: { part: 0 },
    };
    const frame = drawn(long, 80, 24, PROMPTS['typing']);
    expect(frame.lines.join('\n')).toMatch(/row 1\n[^]*more lines below/);
    const scrolled = drawn({ ...long, from: { line: 10, of: 40 } }, 80, 24, PROMPTS['typing']);
    expect(scrolled.lines[0]).toContain('10 more lines above (PgUp)');
    expect(scrolled.lines[1]).toBe('row 11');
  });

  it('puts the prompt beside what is read from 110 columns on, and below it before', () => {
    const rowOf = (columns: number, text: RegExp): number =>
      drawn(PAGE, columns, 30, PROMPTS['ticking']).lines.findIndex((line) => text.test(line));
    expect(rowOf(110, /Which points/)).toBe(rowOf(110, /Model answer/));
    expect(rowOf(109, /Which points/)).toBeGreaterThan(rowOf(109, /Sentence 3 /));
  });

  describe.each([
    ['a story', 'Situation, part 1 of 4, usually 15 to 20% of the time', 'Situation, part 1 of 4'],
    ['a follow-up', 'Follow-up 2 of 3', 'Follow-up 2 of 3'],
  ])('the heading of %s', (_, heading, name) => {
    const draft = Array.from({ length: 9 }, (__, i) => `Typed line ${i + 1}.`).join('\n');
    const beside = () => '45:00 left';
    const waits: Readonly<Record<string, Prompt>> = {
      typing: answering(live, 'type', { heading, beside }).draw,
      'typing more': answering(live, 'type', { heading, beside, draft }).draw,
      thinking: answering(live, 'think', { heading, beside }).draw,
      recording: recording(live, -20, { heading, beside }).draw,
    };
    const told = () => '  Tell this story part by part; Esc, then u goes back one part. '.repeat(4);

    it.each(
      Object.keys(waits).flatMap((step) => SIZES.map(([columns, rows]) => [step, columns, rows] as const)),
    )('stays in view: %s at %i × %i', (step, columns, rows) => {
      for (const notices of [[], [told]])
        for (const page of [PAGE, { ...PAGE, body: [] }]) {
          const { lines, cursor } = drawn({ ...page, notices }, columns, rows, waits[step]);
          const text = lines.join('\n');
          expect(text).toContain(name);
          if (notices.length === 0 && step !== 'typing more') expect(text).toContain('0:42 / 3:00');
          for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(columns);
          if (step === 'typing more') expect(lines[cursor?.row ?? -1]).toContain('Typed line 9.');
        }
    });
  });

  it('counts the lines of an answer that are out of view', () => {
    const draft = Array.from({ length: 9 }, (_, i) => `Typed line ${i + 1}.`).join('\n');
    for (const [columns, rows] of SIZES) {
      const prompt = answering(live, 'type', { heading: 'Result, part 4 of 4', draft }).draw;
      const text = drawn(PAGE, columns, rows, prompt).lines.join('\n');
      const above = Number(/ (\d+) lines? above/.exec(text)?.[1] ?? 0);
      expect(text.match(/Typed line/g)).toHaveLength(9 - above);
    }
  });

  it('shows the beginning of a notice that is too long, and no rest of an earlier one', () => {
    const notices = ['first', 'second'].map((each) => () => `  The ${each}. ${'More words. '.repeat(20)}`);
    const { lines } = drawn({ ...PAGE, notices }, 40, 14, PROMPTS['rating']);
    const text = lines.join('\n');
    expect(text).toContain('The second.');
    expect(lines.filter((line) => line.includes('More')).length).toBeLessThanOrEqual(5);
    expect(text).not.toContain('The first.');
  });

  it('shows notices above the keys', () => {
    const { lines } = drawn({ ...PAGE, notices: [() => '  Noted.'] }, 80, 24, PROMPTS['rating']);
    expect(lines.at(-2)).toBe('  Noted.');
    expect(lines.at(-1)).toContain('rate');
  });

  it('keeps about the same words in view when its width changes', () => {
    const half: Page = { ...PAGE, from: { line: 31, of: 62 } };
    expect(drawn(half, 80, 30, PROMPTS['rating']).lines.join('\n')).toContain('Sentence 30 ');
    const wider: Page = { ...half, from: { line: 62, of: 124 } };
    expect(drawn(wider, 80, 30, PROMPTS['rating']).lines.join('\n')).toContain('Sentence 30 ');
  });

  it('shows help over everything', () => {
    const { lines } = drawn({ ...PAGE, help: () => 'Keys\nof this step' }, 80, 24, PROMPTS['rating']);
    expect(lines.slice(0, 2)).toEqual(['Keys', 'of this step']);
    expect(lines.at(-1)).toBe('  Press any key');
    expect(lines.join('\n')).not.toContain('attention');
  });
});
