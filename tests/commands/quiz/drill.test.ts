// `prep drill` through the built program, as a script uses it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runPrep } from '../../support/in-process.ts';
import { tempFolder, tempHome } from '../../support/home.ts';

const question = (number: number, title: string): string =>
  `---\nid: q-${number}\nnumber: ${number}\nsection: S\n---\n# ${title}\n\nThe answer says alpha and beta.\n\n## Key points\n- alpha\n- beta\n`;

function bankOf(count: number): string {
  const folder = tempFolder();
  for (let number = 1; number <= count; number++)
    writeFileSync(join(folder, `${number}.md`), question(number, `What is number ${number}?`));
  return folder;
}

type Drill = { done: boolean; seed: string; items: { question: string; answered: boolean; why: string }[] };
type Recorded = { recorded: number; rejected: { line: number; reason: string }[] };

function open(count = 6) {
  const home = tempHome();
  const bank = bankOf(count);
  const prep = (args: readonly string[], more: { input?: string; now?: string; path?: string } = {}) =>
    runPrep([...args, '--bank', bank], {
      home,
      ...(more.input === undefined ? {} : { input: more.input }),
      env: {
        ...(more.now === undefined ? {} : { PREP_NOW: more.now }),
        ...(more.path === undefined ? {} : { PATH: more.path }),
      },
    });
  const drawn = async (now?: string): Promise<Drill> =>
    JSON.parse((await prep(['drill', '--json'], now === undefined ? {} : { now })).stdout) as Drill;
  const answer = async (
    ...lines: readonly unknown[]
  ): Promise<{ status: number | null; result: Recorded }> => {
    const input = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    const { stdout, status } = await prep(['drill', '--answers', '-'], { input });
    return { status, result: JSON.parse(stdout) as Recorded };
  };
  return { home, prep, drawn, answer };
}

describe('an empty bank', () => {
  it('has nothing to drill, and is named', async () => {
    const { status, stdout } = await open(0).prep(['drill']);
    expect(status).toBe(0);
    expect(stdout).toContain(' has no questions.');
    expect(stdout).not.toContain('prep quiz');
  });
});

describe('a day', () => {
  it('neither asks what was suspended nor counts it as done', async () => {
    const { prep, drawn, answer } = open();
    await prep(['suspend', 'q-1']);
    expect((await prep(['drill'])).stdout).toMatch(
      /0 of 1 done, 1 suspended\n.*q?1 .*\(suspended\)\n.*\(new\)/s,
    );
    expect((await drawn()).items).toMatchObject([{ answered: false, suspended: true }, { suspended: false }]);
    const { result } = await answer({ question: 'q-1', rating: 'good' }, { question: 'q-2', rating: 'good' });
    expect(result).toMatchObject({
      recorded: 1,
      rejected: [{ line: 1, reason: 'q-1 is suspended. Run `prep unsuspend Q1` first.' }],
    });
    expect((await drawn()).done).toBe(true);
    await prep(['suspend', 'q-2']);
    expect((await prep(['drill'])).stdout).toContain('1 of 1 done, 1 suspended');
  });

  it('has one drill, before and after answering, until the day ends at four', async () => {
    const { drawn, answer } = open();
    const first = await drawn('2026-11-24T09:00:00+01:00');
    expect(first.items.map((item) => item.question)).toEqual(['q-1', 'q-2']);
    expect((await answer({ question: 'q-1', rating: 'good' })).result.recorded).toBe(1);
    const later = await drawn('2026-11-25T03:59:00+01:00');
    expect(later.items.map((item) => [item.question, item.answered])).toEqual([
      ['q-1', true],
      ['q-2', false],
    ]);
    const tomorrow = await drawn('2026-11-25T04:01:00+01:00');
    expect(tomorrow.seed).not.toBe(first.seed);
    expect(tomorrow.items.map((item) => item.question)).not.toContain('q-1');
  });

  it('that is left before its end is not called done', async () => {
    const { prep } = open();
    const { stdout, stderr } = await prep(['drill', '--plain'], { input: '' });
    expect(stdout + stderr).toMatch(
      /Nothing was rated\.[^]*2 questions are left in today's drill -> prep drill daily/,
    );
    expect(stdout + stderr).not.toContain('Done for today');
  });

  it('is over when the limits of the day are', async () => {
    const { prep } = open();
    await prep(['config', 'newPerDay', '1']);
    await prep(['grade', 'q-3', 'good']);
    expect((await prep([])).stdout).toContain('0 due, 0 new, 1 done');
    expect(await prep(['drill', '--check'])).toMatchObject({ status: 0, stdout: '' });
  });

  it('lists what the limits of the day hold back, and takes an answer to it', async () => {
    const { prep, drawn, answer } = open();
    await prep(['config', 'newPerDay', '2']);
    expect((await drawn()).items.map((item) => item.question)).toEqual(['q-1', 'q-2']);
    for (const id of ['q-5', 'q-6']) await prep(['grade', id, 'good']);
    expect(await drawn()).toMatchObject({
      done: true,
      items: [
        { question: 'q-1', answered: false, held: true },
        { question: 'q-2', answered: false, held: true },
      ],
    });
    const { stdout } = await prep(['drill']);
    expect(stdout).toContain("nothing to do, 2 beyond today's limits");
    expect(stdout).toContain("What is number 1? (beyond today's limits)");
    expect((await answer({ question: 'q-2', rating: 'good' })).result.recorded).toBe(1);
    expect((await drawn()).items).toMatchObject([{ held: true }, { answered: true, held: false }]);
  });

  it('is unfinished for --check until everything was answered', async () => {
    const { prep, answer } = open();
    const before = await prep(['drill', '--check']);
    expect(before.status).toBe(1);
    expect(before.stdout).toContain('0 of 2 done');
    const piped = await prep(['drill']);
    expect(piped.status).toBe(0);
    expect(piped.stdout).toMatch(
      /0 of 2 done[^]*Q1 What is number 1\?[^]*To answer them, run: prep drill daily/,
    );
    const { status } = await answer({ question: 'q-1', rating: 'good' }, { question: 2, rating: 'good' }, {});
    expect(status).toBe(1);
    await answer({ question: '2', rating: 'hard', text: 'alpha', points: [1, 0], elapsedMs: 500 });
    const after = await prep(['drill', '--check']);
    expect(after.status).toBe(0);
    expect(after.stdout).toBe('');
    const done = await prep(['drill']);
    expect(done.stdout).toMatch(/2 of 2 done/);
  });
});

it('leaves those in peace who are on vacation, or whose interview is today or over', async () => {
  const { prep } = open();
  await prep(['config', 'vacation', '2026-11-20..2026-11-30']);
  const at = (now: string) => prep(['drill', '--check'], { now });
  expect(await at('2026-11-24T09:00:00+01:00')).toMatchObject({ status: 0, stdout: '' });
  expect((await at('2026-12-01T09:00:00+01:00')).status).toBe(1);
  await prep(['config', 'interviewDate', '2026-12-02']);
  const codes = ['01', '02', '03'].map(async (day) => (await at(`2026-12-${day}T09:00:00+01:00`)).status);
  expect(await Promise.all(codes)).toEqual([1, 0, 0]);
});

describe('answers', () => {
  it('tell fields that are not read, and are newer than what was typed before', async () => {
    const { home, prep } = open();
    mkdirSync(join(home, 'drafts'), { recursive: true });
    writeFileSync(join(home, 'drafts', 'q-1'), 'alpha');
    const later = '2199-01-01T10:00:00Z';
    const input = '{"question":"q-1","rating":"good","typed":"alpha and beta"}';
    const { stderr, status } = await prep(['drill', '--answers', '-'], { input, now: later });
    expect([stderr, status]).toEqual([
      'Not read: typed. A line can have question, rating, text, points, elapsedMs.\n',
      0,
    ]);
    expect((await prep([], { now: later })).stdout).not.toContain('Unfinished');
  });

  it('are recorded as a session would, and each bad line is rejected alone', async () => {
    const { prep, answer } = open();
    const { status, result } = await answer(
      { question: 'q-1', rating: 'good', text: 'alpha, beta', points: [1, 1], elapsedMs: 1500 },
      'not json',
      { question: 'q-9', rating: 'good' },
      { question: 'q-2', rating: 'fine' },
      { question: 'q-2', rating: 'good', points: [1] },
      { question: 'q-5', rating: 'good' },
      { question: 'q-1', rating: 'good' },
      { question: 'q-2', rating: 'good', elapsedMs: 1_796_000_000_000 },
      '[]',
      '{"question":"__proto__","rating":"good"}',
    );
    expect(status).toBe(1);
    expect(result.recorded).toBe(1);
    expect(result.rejected.map((each) => each.line)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(result.rejected[4]?.reason).toMatch(
      /q-5 is not in today's drill "daily"\. If .* with `-n` or `--minutes`/,
    );
    expect(result.rejected[3]?.reason).toBe('"points" has 1 value, but q-2 has 2 points');
    const history = JSON.parse((await prep(['history', 'q-1', '--json'])).stdout) as { attempts: object[] };
    expect(history.attempts).toMatchObject([
      { rating: 'good', text: 'alpha, beta', points: [1, 1], elapsedMs: 1500, by: 'drill', mode: 'type' },
    ]);
  });

  it('may leave points unsettled', async () => {
    const { prep, answer } = open();
    const { status } = await answer({ question: 'q-1', rating: 'good', points: [1, null] });
    expect(status).toBe(0);
    const { result } = await answer({ question: 'q-2', rating: 'good', points: [1, 'yes'] });
    expect(result.rejected).toEqual([{ line: 1, reason: '"points" must be a list of 0, 1 and null' }]);
    const history = JSON.parse((await prep(['history', 'q-1', '--json'])).stdout) as { attempts: object[] };
    expect(history.attempts).toMatchObject([{ points: [1, null] }]);
  });

  it('may follow an "again", and not an answer that stands or the same "again"', async () => {
    const { answer } = open();
    await answer({ question: 'q-1', rating: 'again' });
    expect((await answer({ question: 'q-1', rating: 'again' })).result.recorded).toBe(0);
    expect((await answer({ question: 'q-1', rating: 'good' })).result.recorded).toBe(1);
    const { result } = await answer({ question: 'q-1', rating: 'good' });
    expect(result).toMatchObject({
      recorded: 0,
      rejected: [{ line: 1, reason: expect.stringContaining('today') }],
    });
  });

  it('come from a file as well, and a missing one is said', async () => {
    const { prep } = open();
    const file = join(tempFolder(), 'answers.jsonl');
    writeFileSync(file, '{"question":"q-1","rating":"easy"}\n\n');
    const { status, stdout } = await prep(['drill', '--answers', file]);
    expect([status, JSON.parse(stdout)]).toMatchObject([0, { recorded: 1, rejected: [] }]);
    const missing = await prep(['drill', '--answers', `${file}.none`]);
    expect(missing.status).toBe(2);
    expect(missing.stderr).toContain('No such file:');
  });
});

describe('drills of the config', () => {
  it('are listed, drawn, and told apart from unknown ones', async () => {
    const { home, prep } = open();
    mkdirSync(home, { recursive: true });
    writeFileSync(
      join(home, 'config.json'),
      JSON.stringify({ version: 1, drills: { evening: { select: { ids: ['q-4', 'q-3', 'gone'] } } } }),
    );
    const { drills } = JSON.parse((await prep(['drill', '--list', '--json'])).stdout) as {
      drills: { name: string }[];
    };
    expect(drills.map((drill) => drill.name)).toEqual(['daily', 'evening']);
    const { items } = JSON.parse((await prep(['drill', 'evening', '--json'])).stdout) as Drill;
    expect(items.map((item) => item.question)).toEqual(['q-4', 'q-3']);
    const unknown = await prep(['drill', 'evenign']);
    expect(unknown.status).toBe(2);
    expect(unknown.stderr).toContain('evening');
  });

  it.each([
    [{ select: { section: ['S'] } }, '"section" of "a" has the wrong form'],
    [{ select: { sections: 'S' } }, '"sections" of "a" has the wrong form'],
    [{ select: { difficulty: ['hardd'] } }, '"difficulty" of "a" has the wrong form'],
    [{ select: { new: 'two' } }, '"new" of "a" has the wrong form'],
    [{ select: { due: true }, count: '3' }, '"count" of "a" has the wrong form'],
    [{ select: { due: true }, mode: 'shout' }, '"mode" of "a" has the wrong form'],
    [{ count: 3 }, '"select" of "a" has the wrong form'],
    [5, '"a" has the wrong form'],
    [{ select: { sections: ['Nope'] } }, 'Unknown section "Nope".'],
    [{ select: { tags: ['nope'] } }, 'Unknown tag "nope".'],
    [{ select: { ids: ['nope'] } }, 'No question of the drill "a" is loaded.'],
  ])('with a slip in config.json, such as %j, is told, and never done', async (a, message) => {
    const { home, prep } = open();
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'config.json'), JSON.stringify({ version: 1, drills: { a } }));
    const { stderr, status } = await prep(['drill', 'a', '--check']);
    expect({ stderr, status }).toEqual({ status: 2, stderr: expect.stringContaining(message) });
  });

  it('are listed with what they select', async () => {
    const { home, prep } = open();
    mkdirSync(home, { recursive: true });
    const drills = { evening: { select: { due: true, sections: ['S'] }, count: 3, mode: 'think' } };
    writeFileSync(join(home, 'config.json'), JSON.stringify({ version: 1, drills }));
    const { stdout } = await prep(['drill', '--list']);
    expect(stdout).toMatch(/^ +daily +due; new 2; count 5$/m);
    expect(stdout).toMatch(/^ +evening +due; sections? S;.* count 3/m);
    const { drills: listed } = JSON.parse((await prep(['drill', '--list', '--json'])).stdout) as {
      drills: readonly unknown[];
    };
    expect(listed).toContainEqual({ name: 'evening', ...drills.evening });
  });

  it('answers of a file are recorded, and a bad line is named with it', async () => {
    const { prep } = open();
    const file = join(tempFolder(), 'answers.jsonl');
    writeFileSync(file, '{"question":"q-1","rating":"good"}\n{"question":"q-9","rating":"good"}\n');
    const { stdout, stderr, status } = await prep(['drill', '--answers', file]);
    expect(JSON.parse(stdout)).toMatchObject({ recorded: 1, rejected: [{ line: 2 }] });
    expect(stderr).toMatch(new RegExp(`^${file}:2: No question matches "q-9"`));
    expect(status).toBe(1);
  });

  it('print what to install, and install nothing', async () => {
    const { prep } = open();
    const { stdout, status } = await prep(['drill', '--install', 'cron']);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^30 8 \* \* \* .*prep\.js --home \/.* --bank \/.* drill daily --check$/m);
    const env = { PREP_HOME: undefined, XDG_CONFIG_HOME: join(tempHome(), 'xdg') };
    const { stdout: elsewhere } = await runPrep(['drill', '--install', 'cron'], { home: tempHome(), env });
    expect(elsewhere).toContain(` --home ${env.XDG_CONFIG_HOME}/prep drill daily --check`);
  });
});
