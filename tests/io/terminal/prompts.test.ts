import { describe, expect, it } from 'vitest';
import type { AnswerPrompt, PointsPrompt, Reply } from '../../../src/context.ts';
import { type Points, RATINGS } from '../../../src/core/base/attempt.ts';
import { instantOf } from '../../../src/core/base/day.ts';
import { lendTerminal } from '../../../src/io/terminal/keyboard.ts';
import { livePrompts } from '../../../src/screens/ui/prompts.ts';
import { answering, ticking } from '../../support/live-prompts.ts';
import { openPromptTerminal, type PromptTerminal } from '../../support/prompt-terminal.ts';

const UP = '\x1b[A';
const DOWN = '\x1b[B';
const LEFT = '\x1b[D';
const ENTER = '\r';
const ESCAPE = '\x1b';

function ask(
  terminal: PromptTerminal,
  more: Partial<AnswerPrompt> = {},
): { reply: Promise<Reply<string>>; saved: string[] } {
  const saved: string[] = [];
  terminal.prompts.show('The card');
  const reply = terminal.prompts.answer({
    mode: 'type',
    startedAt: instantOf(0),
    targetMs: 180_000,
    onText: (text) => void saved.push(text),
    ...more,
  });
  return { reply, saved };
}

describe('typing an answer', () => {
  it('ends at an empty line, and gives the text without it', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.sendEach('one', ENTER, 'two', ENTER, ENTER);
    expect(await reply).toEqual({ kind: 'value', value: 'one\ntwo' });
  });

  it('takes Enter on the empty first line as "said aloud"', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send(ENTER);
    expect(await reply).toEqual({ kind: 'value', value: '' });
  });

  it('ends with Ctrl-D, in the middle of a line as well', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.sendEach('half a sentence', LEFT, '\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'half a sentence' });
  });

  it('takes text and two Enters in one piece, as fast typists and scripts send them', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send('quick\r\r');
    expect(await reply).toEqual({ kind: 'value', value: 'quick' });
  });

  it('edits in the middle: arrows, backspace, home, wide characters', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.sendEach('漢字x', ENTER, 'end', UP, '\x1b[H', '\x1b[C', 'A', DOWN, '\x05', '\x7f', '\x04');
    expect(await reply).toEqual({ kind: 'value', value: '漢A字x\ned' });
  });

  it('puts the cursor where the text is, also behind wide characters and in a wrapped line', async () => {
    const terminal = openPromptTerminal(40, 24);
    ask(terminal);
    await terminal.send('漢字');
    expect(await terminal.cursor()).toEqual({ line: 2, column: 8 });
    await terminal.send(' and then some words that do not fit one line');
    expect(await terminal.screen()).toContain('❯ 漢字 and then some words that do\n    not fit one line');
    expect(await terminal.cursor()).toEqual({ line: 3, column: 20 });
    await terminal.send(UP);
    expect(await terminal.cursor()).toEqual({ line: 2, column: 22 });
  });

  it('takes a marked paste of several paragraphs as text', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send('\x1b[200~one\r\n\r\ntwo\r\rthree\tend\x1b[201~');
    expect(await terminal.screen()).toContain('three    end');
    await terminal.send('\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'one\n\ntwo\n\nthree    end' });
  });

  it('takes an unmarked paste of several paragraphs as text', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send('one\r\rtwo');
    await terminal.send('\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'one\n\ntwo' });
  });

  it('strips escape sequences out of a paste', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send('\x1b[200~a\x07b\x1b[201~');
    await terminal.send('\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'ab' });
  });

  it('asks the terminal to mark pastes while it asks, and no longer', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send('x');
    expect(terminal.raw()).toContain('\x1b[?2004h');
    expect(terminal.raw()).not.toContain('\x1b[?2004l');
    await terminal.send('\x04');
    await reply;
    expect(terminal.raw()).toContain('\x1b[?2004l');
  });

  it('shows what was typed before a crash, and goes on with it', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal, { draft: 'first half' });
    await terminal.sendEach(', second half', '\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'first half, second half' });
  });

  it('saves the text at each line, and when it is left by Ctrl-C', async () => {
    const terminal = openPromptTerminal();
    const { reply, saved } = ask(terminal);
    await terminal.sendEach('one', ENTER, 'tw');
    expect(saved).toEqual(['one\n']);
    await terminal.send('\x03');
    expect(await reply).toEqual({ kind: 'key', key: 'quit' });
    expect(saved).toEqual(['one\n', 'one\ntw']);
  });

  it('is saved once more when prep is ended, with the clock that ran since the last word', () => {
    const saved: string[] = [];
    const live = livePrompts({ color: false, fancy: true, unicode: true });
    const onText = (text: string): void => void saved.push(text);
    answering(live, 'type', { draft: 'one', onText }).watch?.('end');
    answering(live, 'type', { onText }).watch?.('end');
    expect(saved).toEqual(['one']);
  });

  it('ends as if left when it is continued elsewhere', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal, { draft: 'one', until: Promise.resolve() });
    expect(await reply).toEqual({ kind: 'key', key: 'quit' });
  });

  it('opens the editor on Ctrl-E, and goes on with what it gives', async () => {
    const terminal = openPromptTerminal();
    const { reply, saved } = ask(terminal, { edit: async (text) => `${text} edited` });
    await terminal.sendEach('text', '\x05', '\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'text edited' });
    expect(saved.at(-1)).toBe('text edited');
  });

  it('keeps a text that is longer than the screen in view around the cursor', async () => {
    const terminal = openPromptTerminal(40, 12);
    ask(terminal);
    for (let i = 1; i <= 30; i++) await terminal.sendEach(`line ${i}`, ...(i < 30 ? [ENTER] : []));
    const below = await terminal.screen();
    expect(below).toContain('line 30');
    expect(below).toContain('above');
    expect(below).not.toContain('line 2\n');
    expect(below.match(/0:00 \/ 3:00/g)).toHaveLength(1);
    for (let i = 1; i < 30; i++) await terminal.send(UP);
    const above = await terminal.screen();
    expect(above).toContain('❯ line 1\n');
    expect(above).not.toContain('line 30');
  });
});

describe('keys beside typing', () => {
  it('takes a letter alone as text, whatever key it is', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.sendEach('s', ENTER, ENTER);
    expect(await reply).toEqual({ kind: 'value', value: 's' });
  });

  it('takes a key letter with anything else as text', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.sendEach('q', ' ', ENTER, 'q', ENTER, ENTER);
    expect(await reply).toEqual({ kind: 'value', value: 'q \nq' });
  });

  it('opens the key bar on Esc, where one press acts', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send(ESCAPE);
    await expect.poll(() => terminal.screen()).toContain('s skip');
    await terminal.send('s');
    expect(await reply).toEqual({ kind: 'key', key: 'skip' });
  });

  it('opens the key bar in the middle of an answer, and saves that before the key acts', async () => {
    const terminal = openPromptTerminal();
    const { reply, saved } = ask(terminal);
    await terminal.sendEach('half an', ESCAPE);
    await expect.poll(() => terminal.screen()).toContain('s skip');
    await terminal.send('f');
    expect(await reply).toEqual({ kind: 'key', key: 'fill' });
    expect(saved).toEqual(['half an']);
  });

  it('types what is no key, and loses nothing of it', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send(ESCAPE);
    await expect.poll(() => terminal.screen()).toContain('s skip');
    await terminal.sendEach('z', 'ebra', '\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'zebra' });
  });

  it.each([
    ['Enter', '\r'],
    ['the left arrow', '\x1b[D'],
  ])('leaves the key bar on %s', async (_, key) => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.send(ESCAPE);
    await expect.poll(() => terminal.screen()).toContain('s skip');
    await terminal.sendEach(key, 'text', '\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'text' });
  });
});

describe('the clock', () => {
  it('counts up in the prompt, against the target', async () => {
    const terminal = openPromptTerminal();
    ask(terminal);
    terminal.clock.now = 65_000;
    await terminal.send('x');
    expect(await terminal.screen()).toContain('1:05 / 3:00');
  });

  it('goes on by itself', async () => {
    const terminal = openPromptTerminal();
    ask(terminal);
    expect(await terminal.screen()).toContain('0:00 / 3:00');
    terminal.clock.now = 1000;
    await expect.poll(() => terminal.screen(), { timeout: 3000 }).toContain('0:01 / 3:00');
  });
});

describe('thinking', () => {
  it.each([' ', ENTER])('reveals on %j', async (key) => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal, { mode: 'think' });
    await terminal.sendEach('z', key);
    expect(await reply).toEqual({ kind: 'value', value: '' });
  });

  it('acts on a key at once', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal, { mode: 'think' });
    await terminal.send('x');
    expect(await reply).toEqual({ kind: 'key', key: 'suspend' });
  });
});

describe('settling points', () => {
  const prompt = {
    header: 'Which points?',
    items: ['one', 'two', 'three'],
    points: [null, null, null],
  } as const;
  const openList = (more: Partial<PointsPrompt> = {}) => {
    const terminal = openPromptTerminal();
    return { terminal, reply: terminal.prompts.points({ ...prompt, ...more }) };
  };

  it.each<readonly [readonly string[], Points]>([
    [
      ['y', 'n', 'y', ENTER],
      [1, 0, 1],
    ],
    [
      [ENTER, ENTER],
      [null, null, null],
    ],
    [
      ['y', ENTER, ENTER],
      [1, null, null],
    ],
    [
      ['y', ENTER, 'n', ENTER],
      [1, null, 0],
    ],
    [
      [ENTER, 'y', ENTER],
      [null, 1, null],
    ],
    [
      [' ', DOWN, ' ', ' ', '3', ' ', UP, UP, ENTER],
      [1, 0, 1],
    ],
    [
      ['\x1b[F', ' ', '\x1b[H', ' ', ENTER, ENTER],
      [1, null, 1],
    ],
    [
      ['j', 'j', 'y', 'k', 'n', ENTER],
      [null, 0, 1],
    ],
    [
      ['\x0e', 'y', '\x10', '\x10', 'n', ENTER],
      [0, 1, null],
    ],
    [
      ['\t', '\t', 'n', ENTER],
      [null, null, 0],
    ],
    [['a'], [1, 1, 1]],
    [
      ['n', 'a'],
      [0, 1, 1],
    ],
    // Pressed for a rating, it settles nothing.
    [
      ['y', 'n', '1', 'y', '2', ENTER, 'y', ENTER],
      [1, 0, 1],
    ],
  ])('%j gives %j', async (keys, points) => {
    const { terminal, reply } = openList();
    await terminal.sendEach(...keys);
    expect(await reply).toEqual({ kind: 'value', value: points });
  });

  it('says what Enter does', async () => {
    const { terminal, reply } = openList();
    expect(await terminal.screen()).toContain('Enter next');
    await terminal.send(ENTER);
    expect(await terminal.screen()).toContain('Enter again: leave all unsettled');
    await terminal.sendEach(UP, 'y');
    expect(await terminal.screen()).toContain('Enter next');
    await terminal.sendEach('3', 'y');
    expect(await terminal.screen()).toContain('Enter continue');
    await terminal.send(ENTER);
    expect(await reply).toEqual({ kind: 'value', value: [1, null, 1] });
  });

  it('tells what was found from what was settled, and quotes the sentence below', async () => {
    const { terminal, reply } = openList({
      items: ['one', 'two', 'three', 'four'],
      points: [1, 0, null, null],
      found: [
        { state: 'missing' },
        { state: 'found', said: '"Two is here."' },
        { state: 'contradicted', said: 'you said 9 ms; three_ms is 3 ms' },
        { state: 'maybe', said: `"It is ${'very '.repeat(20)}long."` },
      ],
    });
    const screen = await terminal.screen();
    expect(screen).toContain('Which points? 2 of 4 settled');
    expect(screen).toMatch(/✓ found, \? maybe, ✗ said\s+otherwise, · not found/);
    expect(screen).toContain('    1 yes one\n');
    expect(screen).toContain('2 no  two\n          "Two is here."');
    expect(screen).toContain('3 ✗   three\n          you said 9 ms; three_ms is 3 ms');
    expect(screen).toMatch(/4 \?   four\n {10}"It is very .*very\n {10}.*long\."\n/);
    // It begins at the first unsettled one.
    await terminal.sendEach(DOWN, 'y', ENTER);
    expect(await reply).toEqual({ kind: 'value', value: [1, 0, null, 1] });

    // All of it where there are rows.
    const long = (count: number) =>
      openList({
        items: ['one'],
        points: [null],
        found: [{ state: 'contradicted', said: `${'three_ms '.repeat(count)}: "It is 9 ms."` }],
      }).terminal.screen();
    expect(await long(30)).toContain('"It is 9 ms."\n');
    expect(await long(300)).toMatch(/…\n/);
  });

  it('has the note beside its header where there is room', () => {
    const live = livePrompts({ color: false, fancy: true, unicode: true });
    const list = {
      header: 'Which points?',
      note: '(proposed; e to list yours)',
      items: ['one'],
      points: [null],
    };
    const headOf = (columns: number, rows: number) =>
      ticking(live, list).draw({ columns, rows }).text.split('one')[0];
    expect(headOf(40, 16)).not.toContain('proposed');
    expect(headOf(40, 30)).toContain('proposed');
    expect(headOf(80, 16)).toContain('(proposed; e to list yours)');
  });

  it('settles as prep marked with one key, and goes to what is left to decide', async () => {
    const states = ['found', 'maybe', 'missing', 'contradicted', 'found'] as const;
    const list = {
      items: [...states],
      points: [null, null, null, null, 0],
      found: states.map((state) => ({ state })),
    } as const;
    const { terminal, reply } = openList(list);
    expect(await terminal.screen()).toContain('a accept marks');
    await terminal.send('a');
    const screen = await terminal.screen();
    expect(screen).toContain('Which points? 3 of 5 settled');
    expect(screen).toContain('❯ 2 ?   maybe');
    expect(screen).toContain('5 no  found');
    // Again, it changes nothing.
    await terminal.sendEach('a', 'y', ENTER);
    expect(await reply).toEqual({ kind: 'value', value: [1, 1, 0, null, 0] });
  });

  it('offers to accept marks only if that settles a point', async () => {
    const list = { items: ['one', 'two'], found: [{ state: 'maybe' }, { state: 'contradicted' }] } as const;
    const open = openList({ ...list, points: [null, null] });
    expect(await open.terminal.screen()).not.toContain('a accept marks');
    await open.terminal.sendEach('y', 'y');
    expect(await open.terminal.screen()).not.toContain('a accept marks');
    await open.terminal.send('a');
    expect(await open.reply).toEqual({ kind: 'value', value: [1, 1] });
  });

  it('is drawn anew when the window is resized, without waiting for a key', async () => {
    const terminal = openPromptTerminal(24, 24);
    const reply = terminal.prompts.points({ ...prompt, items: ['a point that needs two lines', 'two'] });
    expect(await terminal.screen()).not.toContain('a point that needs two lines');
    terminal.resize(80, 24);
    expect(await terminal.screen()).toContain('❯ 1 ☐   a point that needs two lines');
    await terminal.sendEach(ENTER, ENTER);
    await reply;
  });

  it('keeps its own letters from the keys of the session, and gives others to it', async () => {
    const { terminal, reply } = openList();
    await terminal.sendEach('n', 'k', 'f');
    expect(await reply).toEqual({ kind: 'key', key: 'fill' });
  });

  it('begins at a point that it is given', async () => {
    const { terminal, reply } = openList({ points: [null, 1, 1], at: 2 });
    await terminal.send('n');
    await terminal.send(ENTER);
    expect(await reply).toMatchObject({ value: [null, 1, 0] });
  });

  it('tells of every change, so that a key in between loses none', async () => {
    const told: Points[] = [];
    const { terminal, reply } = openList({ onTicks: (points) => told.push(points) });
    await terminal.sendEach('j', 'k', 'y', 's');
    expect(await reply).toEqual({ kind: 'key', key: 'skip' });
    expect(told).toEqual([[1, null, null]]);
  });

  it('wraps long points, and scrolls when they do not fit', async () => {
    const terminal = openPromptTerminal(40, 14);
    const items = Array.from({ length: 9 }, (_, i) => `Point ${i + 1} takes more than a single line here`);
    void terminal.prompts.points({ header: 'Which?', items, points: items.map(() => null) });
    expect(await terminal.screen()).toContain(
      '❯ 1 ☐   Point 1 takes more than a\n          single line here',
    );
    expect(await terminal.screen()).not.toContain('Point 9');
    await terminal.sendEach('9', ' ');
    const screen = await terminal.screen();
    expect(screen).toContain('❯ 9 yes Point 9');
    expect(screen).not.toContain('Point 1 ');
  });

  it('counts settled points also where the heading has no room for it', async () => {
    const terminal = openPromptTerminal(40, 14);
    const items = Array.from({ length: 9 }, (_, i) => `Point ${i + 1} takes more than a single line here`);
    const header = 'Which points did your answer have?';
    const found = items.map((_, i) => ({ state: i === 0 ? 'maybe' : 'missing' }) as const);
    void terminal.prompts.points({ header, items, points: items.map(() => null), found });
    expect(await terminal.screen()).toMatch(/… 0 of 9 settled, \d below/);
    // The cursor stays at the first, and what changes is out of sight.
    await terminal.send('a');
    expect(await terminal.screen()).toMatch(/… 8 of 9 settled, \d below/);
  });
});

describe('rating', () => {
  const choices = [
    { rating: 'again', interval: '1 min' },
    { rating: 'hard', interval: '2 d' },
    { rating: 'good', interval: '4 d' },
    { rating: 'easy', interval: '9 d' },
  ] as const;

  it('shows each rating with its interval, and takes a digit', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.rate({ choices, suggested: 'good' });
    const screen = await terminal.screen();
    expect(screen).toContain('1 again 1 min   2 hard 2 d   3 good 4 d   4 easy 9 d');
    expect(screen).toContain('Hard means you recalled it');
    await terminal.sendEach('5', '2');
    expect(await reply).toEqual({ kind: 'value', value: 'hard' });
  });

  it('takes the suggestion on Enter, and waits where there is none', async () => {
    const terminal = openPromptTerminal();
    const first = terminal.prompts.rate({ choices, suggested: 'good', reason: '6 of 6 points' });
    expect(await terminal.screen()).toContain('Enter good, for 6 of 6 points');
    await terminal.send(ENTER);
    expect(await first).toEqual({ kind: 'value', value: 'good' });
    const second = terminal.prompts.rate({ choices });
    expect(await terminal.screen()).toContain('1-4 rate');
    await terminal.sendEach(ENTER, ENTER);
    expect(await terminal.screen()).toContain('Press 1-4: no rating is suggested, so Enter does nothing');
    await terminal.send('4');
    expect(await second).toEqual({ kind: 'value', value: 'easy' });
  });
});

describe('leaving', () => {
  it('makes Ctrl-C the key quit, and every later prompt as well', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.rate({ choices: [{ rating: 'good', interval: '4 d' }] });
    expect(terminal.prompts.interrupted()).toBe(false);
    await terminal.send('\x03');
    expect(await reply).toEqual({ kind: 'key', key: 'quit' });
    expect(terminal.prompts.interrupted()).toBe(true);
    expect(await terminal.prompts.line('more?')).toBeUndefined();
  });

  it('makes SIGINT the key quit as well, for a Ctrl-C that came before the prompt was ready', async () => {
    const terminal = openPromptTerminal();
    const { reply, saved } = ask(terminal);
    await terminal.send('half');
    process.emit('SIGINT');
    expect(await reply).toEqual({ kind: 'key', key: 'quit' });
    expect(terminal.prompts.interrupted()).toBe(true);
    expect(saved).toEqual(['half']);
  });

  it.each(['type', 'think'] as const)('makes the end of input the key quit, mode %s', async (mode) => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal, { mode });
    await terminal.send('z');
    terminal.end();
    expect(await reply).toEqual({ kind: 'key', key: 'quit' });
    expect(terminal.prompts.interrupted()).toBe(false);
    expect(await terminal.prompts.pause('go on?')).toEqual({ kind: 'key', key: 'quit' });
  });

  it('takes Ctrl-D as the end where keys act', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.pause('Enter finishes');
    await terminal.send('\x04');
    expect(await reply).toEqual({ kind: 'key', key: 'quit' });
  });

  it('leaves nothing of a prompt on the screen', async () => {
    const terminal = openPromptTerminal();
    const { reply } = ask(terminal);
    await terminal.sendEach('a', ENTER, 'b', '\x04');
    await reply;
    expect(await terminal.screen()).toBe('The card');
  });
});

describe('a line', () => {
  it('is edited and given on Enter; pasted newlines become spaces', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.line('Note:');
    await terminal.sendEach('ac', LEFT, 'b', '\x05', '\x1b[200~ d\re\x1b[201~', ENTER);
    expect(await reply).toBe('abc d e');
  });

  it('is all that Ctrl-C leaves where the line is an aside', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.line('A value:', true);
    await terminal.send('\x03');
    expect(await reply).toBeUndefined();
    expect(terminal.prompts.interrupted()).toBe(false);
    const next = terminal.prompts.line('Note:');
    await terminal.sendEach('a', ENTER);
    expect(await next).toBe('a');
  });

  it('is left with Ctrl-D', async () => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.line('Note:');
    await terminal.send('\x04');
    expect(await reply).toBeUndefined();
  });

  it('is emptied with Esc, and left with it once it is empty', async () => {
    const terminal = openPromptTerminal();
    const emptied = terminal.prompts.line('Note:');
    await terminal.send('12');
    await terminal.send(ESCAPE);
    await expect.poll(() => terminal.screen()).not.toContain('12');
    await terminal.sendEach('3', ENTER);
    expect(await emptied).toBe('3');
    const left = terminal.prompts.line('Note:');
    await terminal.send('12');
    await terminal.send(ESCAPE);
    await expect.poll(() => terminal.screen()).not.toContain('12');
    await terminal.send(ESCAPE);
    expect(await left).toBeUndefined();
    expect(terminal.prompts.interrupted()).toBe(false);
  });
});

describe('a choice', () => {
  const choose = (terminal: PromptTerminal) =>
    terminal.prompts.choose({
      question: 'What do you want to study?',
      choices: [
        ['u', 'use the sample questions'],
        ['e', 'start empty'],
      ],
      escape: 'decide later',
    });

  it('shows its keys, takes one in either case, and no other', async () => {
    const terminal = openPromptTerminal();
    const reply = choose(terminal);
    await terminal.sendEach('x', ENTER, '\x1be');
    expect(await terminal.screen()).toMatch(
      /What do you want to study\?\n+ *u use the sample questions · e start empty · Esc decide later/,
    );
    await terminal.send('E');
    expect(await reply).toBe('e');
  });

  it.each([
    ['Esc', ESCAPE],
    ['Ctrl-D', '\x04'],
    ['q', 'q'],
  ])('is left with %s', async (_, bytes) => {
    const terminal = openPromptTerminal();
    const reply = choose(terminal);
    await terminal.send(bytes);
    expect(await reply).toBeUndefined();
    expect(terminal.prompts.interrupted()).toBe(false);
  });
});

describe('a question of yes or no', () => {
  const choices = [
    ['y', 'yes'],
    ['n', 'no'],
  ] as const;
  it.each([
    ['y', 'y'],
    ['N', 'n'],
    [ENTER, 'n'],
    ['\x04', undefined],
  ])('is answered by one press, %j, and other letters are no text', async (pressed, answered) => {
    const terminal = openPromptTerminal();
    const reply = terminal.prompts.choose({ question: 'Store 84%?', choices, enter: 'n' });
    await terminal.sendEach('u', 'K');
    const screen = await terminal.screen();
    expect(screen).toContain('y yes · n or Enter no');
    expect(screen).not.toMatch(/uK|Esc/);
    await terminal.send(pressed);
    expect(await reply).toBe(answered);
  });
});

describe('between two prompts', () => {
  const rate = (terminal: PromptTerminal) =>
    terminal.prompts.rate({ choices: RATINGS.map((rating) => ({ rating, interval: '2 d' })) });

  it('a key is not echoed, and goes to the next one', async () => {
    const terminal = openPromptTerminal();
    const first = rate(terminal);
    await terminal.send('1');
    expect(await first).toEqual({ kind: 'value', value: 'again' });
    expect(terminal.isKeyboardTaken()).toBe(true);
    await terminal.sendEach('a', 'b');
    const { reply } = ask(terminal);
    await terminal.sendEach('c', '\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'abc' });
  });

  it('keys count, and those before the first one are thrown away', async () => {
    const terminal = openPromptTerminal();
    await terminal.sendEach('\r', 'x');
    const { reply } = ask(terminal);
    await terminal.sendEach('abc', '\x04');
    expect(await reply).toEqual({ kind: 'value', value: 'abc' });
  });

  it('a few keys of one piece go on to the next one, and a paste does not', async () => {
    const terminal = openPromptTerminal();
    const ticks = () => terminal.prompts.points({ header: 'Points', items: ['a', 'b'], points: [null, 0] });
    const first = ticks();
    await terminal.send('n\r1');
    expect(await first).toEqual({ kind: 'value', value: [0, 0] });
    expect(await rate(terminal)).toEqual({ kind: 'value', value: 'again' });
    const second = ticks();
    await terminal.send('n\rqqq');
    expect(await second).toEqual({ kind: 'value', value: [0, 0] });
    const last = rate(terminal);
    await terminal.send('1');
    expect(await last).toEqual({ kind: 'value', value: 'again' });
  });

  it('Ctrl-D ends the next one, and Ctrl-C all of them', async () => {
    const terminal = openPromptTerminal();
    const first = rate(terminal);
    await terminal.send('1');
    await first;
    await terminal.send('\x04');
    expect(await rate(terminal)).toEqual({ kind: 'key', key: 'quit' });
    expect(terminal.prompts.interrupted()).toBe(false);
    await terminal.send('\x03');
    expect(await rate(terminal)).toEqual({ kind: 'key', key: 'quit' });
    expect(terminal.prompts.interrupted()).toBe(true);
    expect(terminal.isKeyboardTaken()).toBe(false);
  });

  it('the keyboard is given back when the next one is long in coming, to other programs, and at the end', async () => {
    const terminal = openPromptTerminal();
    const answered = async (): Promise<boolean> => {
      const reply = rate(terminal);
      await terminal.send('1');
      await reply;
      return terminal.isKeyboardTaken();
    };
    expect(await answered()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(terminal.isKeyboardTaken()).toBe(false);
    expect(await answered()).toBe(true);
    lendTerminal();
    expect(terminal.isKeyboardTaken()).toBe(false);
    expect(await answered()).toBe(true);
    terminal.prompts.close();
    expect(terminal.isKeyboardTaken()).toBe(false);
  });
});
