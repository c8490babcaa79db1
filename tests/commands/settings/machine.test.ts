// The commands about the machine and its files: settings, what works, backups, and the lint of the banks.
import { describe, expect, it } from 'vitest';
import { check } from '../../../src/commands/check/check.ts';
import { readConfigAloud } from '../../../src/commands/shared/load.ts';
import { status } from '../../../src/commands/quiz/status.ts';
import { config } from '../../../src/commands/settings/config.ts';
import { doctor } from '../../../src/commands/settings/doctor.ts';
import { restore } from '../../../src/commands/settings/backup.ts';
import type { Problem } from '../../../src/core/base/problem.ts';
import { openSource } from '../../../src/core/base/span.ts';
import { at, attempt } from '../../support/entries.ts';
import { memorySound } from '../../support/memory-sound.ts';
import { failureOf, fill, openVerbs, VERB_FILES } from '../../support/verbs.ts';

describe('prep config', () => {
  it('shows every setting, and where they are kept on stderr', async () => {
    const memory = openVerbs({ settings: { interviewDate: '2026-12-15' } });
    expect(await config(memory.context, [], {})).toBe(0);
    expect(memory.data()).toMatch(/^retention +0\.9\nnewPerDay +5\n/);
    expect(memory.data()).toMatch(/\ninterviewDate +2026-12-15\n/);
    expect(memory.data()).toMatch(/\nvacation +\(not set\)\n$/);
    expect(memory.talk()).toBe('Stored in config.json\n');
  });

  it.each([
    [['retention', '0.85'], { retention: 0.85 }],
    [['retention', '92%'], { retention: 0.92 }],
    [['interviewDate', '2026-12-15'], { interviewDate: '2026-12-15' }],
    [['interviewDate', '18.12.2126'], { interviewDate: '2126-12-18' }],
    [['vacation', 'Dec', '24,', '2126', 'to', '26'], { vacation: '2126-12-24..2126-12-26' }],
    [['editor', 'code', '--wait'], { editor: 'code --wait' }],
  ])('stores %j', async (words, settings) => {
    const memory = openVerbs();
    expect(await config(memory.context, words, {})).toBe(0);
    expect(memory.config().settings).toMatchObject(settings);
  });

  it('says what is wrong with a command for sound', async () => {
    const { context } = openVerbs();
    const failure = await failureOf(() => config(context, ['recorder', "sox '-d {file}"], {}));
    expect(failure).toMatchObject({ code: 'setting-invalid' });
    expect(failure.message).toMatch(
      /^recorder must be .*, not "sox '-d \{file\}": the quotation mark ' is not closed\.$/,
    );
  });

  it('unsets what is set', async () => {
    const memory = openVerbs({ settings: { retention: 0.8, interviewDate: '2026-12-15' } });
    for (const name of ['retention', 'interviewDate']) await config(memory.context, [name], { unset: true });
    expect(memory.config()).toMatchObject({ settings: { retention: 0.9 } });
    expect(memory.config().settings).not.toHaveProperty('interviewDate');
  });

  it('makes the day of an interview that is over no vacation', async () => {
    const settings = { interviewDate: '2026-11-24', vacation: '2026-11-20' };
    for (const words of [['2126-12-18'], []]) {
      const memory = openVerbs({ settings });
      await config(memory.context, ['interviewDate', ...words], { unset: words.length === 0 });
      expect(memory.config()).toMatchObject({ settings: { vacation: '2026-11-20' } });
      await status(memory.context, [], {});
      expect(memory.data()).not.toContain('Vacation');
    }
  });

  it.each([
    [['retention', '7'], 'setting-invalid', 'retention must be a number from 0.7 to 0.97, not "7".'],
    [['retention', ''], 'setting-invalid', 'retention must be a number from 0.7 to 0.97, not "".'],
    [['interviewDate', '2026-02-30'], 'day-invalid', 'interviewDate must be a day, not "2026-02-30".'],
    [['interviewDate', '2020-11-20'], 'day-past', '2020-11-20 has passed; nothing was changed.'],
    [['vacation', 'soon'], 'day-invalid', 'vacation must be a day, not "soon".'],
    [['banks', 'notes'], 'setting-unknown', 'Unknown setting "banks".'],
    [['retntion', '0.8'], 'setting-unknown', 'Unknown setting "retntion".'],
    [['__proto__', 'x'], 'setting-unknown', 'Unknown setting "__proto__".'],
  ])('refuses %j and changes nothing', async (words, code, message) => {
    const memory = openVerbs();
    const before = memory.config();
    const error = await failureOf(() => config(memory.context, words, {}));
    expect(error).toMatchObject({ code, message, exit: 2 });
    expect(memory.config()).toEqual(before);
  });

  it('shows every warning about the file, and other commands the first', async () => {
    const memory = openVerbs({ configProblems: [problem('one'), problem('two')] });
    readConfigAloud(memory.context);
    const first = memory.talk();
    expect(first).toBe('config.json: warning: one\n1 more warning: `prep config` shows all\n');
    await config(memory.context, ['mode'], { json: true });
    expect(memory.talk().slice(first.length)).toContain('warning: two');
  });

  it('prints one setting or all', async () => {
    const memory = openVerbs();
    await config(memory.context, ['mode'], { json: true });
    expect(JSON.parse(memory.data())).toEqual({
      v: 1,
      command: 'config',
      file: 'config.json',
      settings: { mode: 'type' },
    });
  });
});

const problem = (message: string): Problem => ({
  severity: 'warning',
  code: 'journal-damaged',
  at: openSource('journal.jsonl', '').spanAt(0, 0),
  message,
});

describe('prep doctor', () => {
  it('finds nothing wrong on a sound machine', async () => {
    const memory = openVerbs();
    expect(await doctor(memory.context, [], { json: true })).toBe(0);
    const { ok, checks } = JSON.parse(memory.data()) as {
      ok: boolean;
      checks: { name: string; ok: boolean }[];
    };
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual([
      'prep',
      'home',
      'config',
      'journal',
      'backups',
      'recordings',
      'bank',
      'clock',
      'editor',
      'recorder',
      'player',
      'transcriber',
      'terminal',
    ]);
  });

  it('takes a missing terminal for a fact', async () => {
    const memory = openVerbs({ interactive: false });
    expect(await doctor(memory.context, [], {})).toBe(0);
    expect(memory.data()).toContain(
      '✗ terminal    stdin or stdout is not a terminal\n  → here, use --plain or --json\n',
    );
  });

  it('names what is missing for sound and what brings it, which is a fact and not a fault', async () => {
    const { sound } = memorySound({ jobs: ['recorder', 'player'] });
    const memory = openVerbs({ sound, settings: { player: 'aplay {file}' } });
    expect(await doctor(memory.context, [], {})).toBe(0);
    expect(memory.data()).toContain('✓ recorder    arecord\n');
    expect(memory.data()).toContain('✓ player      aplay, as configured\n');
    expect(memory.data()).toContain(
      '✗ transcriber No transcriber was found.\n  → sudo apt-get install pocketsphinx\n',
    );
  });

  it('says how much room the recordings take, and where they are', async () => {
    const stored = ['a', 'b'].map((name) => ({ recording: `recordings/${name}.wav`, bytes: 1_500_000 }));
    const memory = openVerbs({ sound: memorySound({ stored }).sound });
    await doctor(memory.context, [], {});
    expect(memory.data()).toContain(`✓ recordings  2 kept, 3.0 MB in ${memory.context.home}/recordings\n`);
  });

  it('ends with 1 and the remedy when a piece is broken', async () => {
    const memory = openVerbs({
      journalProblems: [problem('line 4 is damaged')],
      configProblems: [problem('odd')],
    });
    expect(await doctor(memory.context, [], {})).toBe(1);
    expect(memory.data()).toContain('✗ journal     1 damaged line: line 4 is damaged\n');
    expect(memory.data()).toContain('✗ config      1 fault: odd\n  → edit config.json\n');
  });

  it('counts one entry and one question, and says of steps in the future that a clock was wrong', async () => {
    const entries = [attempt('1', 'attention', 'good', at('2026-11-24T10:00:00+01:00'))];
    const one = openVerbs({ entries, files: { 'attention.md': VERB_FILES['attention.md'] ?? '' } });
    expect(await doctor(one.context, [], {})).toBe(0);
    expect(one.data()).toContain('✓ journal     1 entry\n');
    expect(one.data()).toContain('✓ bank        1 question in ');

    const ahead = openVerbs({
      entries: [...entries, attempt('2', 'attention', 'good', at('2027-01-01T10:00:00+01:00'))],
    });
    expect(await doctor(ahead.context, [], {})).toBe(1);
    expect(ahead.data()).toMatch(/✗ clock +1 step with a time in the future, up to\s+2027-01-01 10:00\n/);
  });

  it('sums up several faults, and tells of a line that a crash cut off', async () => {
    const torn = { ...problem('the last line is cut off'), code: 'journal-torn' as const };
    const memory = openVerbs({ journalProblems: [torn], configProblems: [problem('odd'), problem('even')] });
    expect(await doctor(memory.context, [], {})).toBe(1);
    expect(memory.data()).toContain('✗ config      2 faults, the first: odd\n');
    expect(memory.data()).toMatch(/✓ journal +0 entries, and 1 line cut off while it was\s+being written\n/);
  });

  it('says that question files have errors', async () => {
    const memory = openVerbs({ files: { 'a.md': '---\nid: [\n---\n# T\n\nText.\n' } });
    expect(await doctor(memory.context, [], {})).toBe(1);
    expect(memory.data()).toContain('`prep check` shows all');
  });
});

describe('prep restore', () => {
  const backups = [
    { day: '2026-11-23', folder: '/b/2026-11-23', sound: false },
    { day: '2026-11-22', folder: '/b/2026-11-22', sound: true },
  ];

  it('takes the newest sound backup if there is no config file', async () => {
    const memory = openVerbs({ backups });
    expect(await restore(memory.context, [], {})).toBe(0);
    expect(memory.data()).toMatch(/Restored from the copy from 2026-11-22: the config file\.\n/);
  });

  const COPY = JSON.stringify({
    version: 1,
    settings: { newPerDay: 4 },
    fills: { short_ms: fill('50 ms', 50), gone_ms: fill('1 ms', 1) },
    answers: { story: { own: { text: 'Mine.', updatedAt: '2026-11-20T10:00:00.000+01:00' } } },
  });
  const PRESENT = JSON.stringify({
    version: 1,
    settings: { newPerDay: 7 },
    fills: { short_ms: fill('51 ms', 51), long_ms: fill('320 ms', 320) },
    answers: {
      attention: { latest: { text: 'Typed.', at: '2026-11-23T10:00:00.000+01:00' } },
      story: { own: { text: 'Mine, better.', updatedAt: '2026-11-23T10:00:00.000+01:00' } },
    },
    drills: { evening: { select: { weak: true } } },
  });
  const CHANGES =
    /short_ms: now 51 ms → 50 ms in the copy\n[^]*gone_ms: 1 ms in the copy, missing here\n[^]*story \(own answer\): now Mine, better\. → Mine\. in the\s+copy\n[^]*newPerDay: now 7 → 4 in the copy\n/;
  const configTexts = { copy: COPY, present: PRESENT };

  it('says what changes and what stays, and how to take it back', async () => {
    const entries = ['2026-11-21', '2026-11-22', '2026-11-23'].map((day) =>
      attempt(day, 'story', 'good', at(`${day}T10:00:00+01:00`)),
    );
    const stored = { long_ms: fill('320 ms', 320), short_ms: fill('51 ms', 51) };
    const memory = openVerbs({ backups, configTexts, entries, interactive: false, fills: stored });
    expect(await restore(memory.context, [], {})).toBe(0);
    expect(memory.data()).toMatch(CHANGES);
    expect(memory.data()).toMatch(
      /Restored from the copy from 2026-11-22: 2 values, 1 own answer and 1 setting\.\n`prep undo` reverts the values and own answers\.\nThe config file before is kept as \/here\/config\.json\.before-restore-\d+\.\n`prep merge \S*config\.json\.before-restore-\d+` takes later values from it\.\n$/,
    );
    const { fills, settings } = memory.config();
    expect(fills).toEqual({
      short_ms: fill('50 ms', 50),
      gone_ms: fill('1 ms', 1),
      long_ms: fill('320 ms', 320),
    });
    expect(settings.newPerDay).toBe(4);
    expect(memory.entries.at(-1)).toMatchObject({
      type: 'change',
      values: [{ name: 'short_ms', before: fill('51 ms', 51) }, { name: 'gone_ms' }],
    });
  });

  it('names the value of a bare letter by its sentence, and by its key where there is no question', async () => {
    const files = {
      'a.md': '---\nid: lag\nnumber: 6\n---\n\n# How far?\n\nThe relay lags by [X] ms at p50.\n',
    };
    const values = (ms: number) => ({
      'lag/letter/relay-lags-by-x-ms-at': fill(`${ms} ms`, ms),
      'gone/letter/from-x-to': fill(`${ms} ms`, ms),
    });
    const texts = {
      copy: JSON.stringify({ version: 1, fills: values(38) }),
      present: JSON.stringify({ version: 1, fills: values(39) }),
    };
    const memory = openVerbs({ backups, configTexts: texts, files, fills: values(39) });
    await restore(memory.context, [], { dryRun: true });
    expect(memory.data()).toContain('The relay lags by [X] ms at p50 (Q6): now 39 ms → 38 ms in the copy');
    expect(memory.data()).toContain('"from … to" in gone: now 39 ms → 38 ms in the copy');
  });

  it('counts what comes into a home without any, if there is much of it', async () => {
    const many = Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`n${i}_ms`, fill('1 ms', 1)]));
    const texts = { copy: JSON.stringify({ version: 1, fills: many }), present: '{"version":1}' };
    const memory = openVerbs({ backups, configTexts: texts });
    await restore(memory.context, [], { dryRun: true });
    expect(memory.data()).toContain('21 values, missing here\n');
    expect(memory.data()).not.toContain('n1_ms');
    const few = { n1_ms: fill('1 ms', 1) };
    const copy = JSON.stringify({ version: 1, fills: few, banks: [{ bank: 'shipped', isOff: true }] });
    const empty = openVerbs({ backups, configTexts: { copy, present: '{"version":1}' } });
    await restore(empty.context, [], { dryRun: true });
    expect(empty.data()).toContain('1 value, missing here\n');
    expect(empty.data()).not.toContain('n1_ms');
  });

  it('asks first at a terminal, and only where something changes', async () => {
    for (const [lines, back] of [
      [['y'], true],
      [[''], false],
      [[], false],
    ] as const) {
      const memory = openVerbs({ backups, configTexts, lines });
      expect(await restore(memory.context, [], {})).toBe(0);
      expect(memory.shown()).toContain('Restore the copy?');
      expect(memory.data().includes('Restored from')).toBe(back);
    }
    const nothing = openVerbs({ backups, configTexts: { copy: COPY, present: COPY } });
    await restore(nothing.context, [], {});
    expect(nothing.shown()).toBe('');
    expect(nothing.data()).toContain('Nothing to restore from the copy from 2026-11-22.\n');
  });

  it('takes the newest copy that has something to restore', async () => {
    const both = [{ day: '2026-11-24', folder: '/b/2026-11-24', sound: true }, ...backups];
    const memory = openVerbs({ backups: both, configTexts, interactive: false });
    const { context } = memory;
    const readText = (path: string): string =>
      path.includes('-24/') ? PRESENT : context.files.readText(path);
    await restore({ ...context, files: { ...context.files, readText } }, [], {});
    expect(memory.data()).toContain('Restored from the copy from 2026-11-22');
  });

  it('changes nothing with --dry-run, and tells scripts what would change', async () => {
    const memory = openVerbs({ backups, configTexts });
    expect(await restore(memory.context, [], { dryRun: true })).toBe(0);
    expect(memory.data()).toMatch(CHANGES);
    expect(memory.data()).not.toContain('Restored');
    const json = openVerbs({ backups, configTexts });
    await restore(json.context, [], { dryRun: true, json: true });
    expect(JSON.parse(json.data())).toMatchObject({
      restored: null,
      rows: [
        { section: 'fills', name: 'short_ms', ours: '51 ms', theirs: '50 ms', taken: 'theirs' },
        { section: 'fills', name: 'gone_ms', theirs: '1 ms', taken: 'theirs' },
        { section: 'answers', name: 'story', ours: 'Mine, better.', theirs: 'Mine.', taken: 'theirs' },
        { section: 'settings', name: 'newPerDay', ours: '7', theirs: '4', taken: 'theirs' },
      ],
    });
  });

  it('takes the place of a damaged file, which is kept', async () => {
    const others = ['oops "drills"', '"\uFFFD": 1, "drills"'].map((text) =>
      PRESENT.replace('"drills"', text),
    );
    for (const present of [...others, PRESENT.slice(0, 40), '\0\0']) {
      const memory = openVerbs({ backups, configTexts: { copy: COPY, present }, interactive: false });
      await restore(memory.context, [], {});
      expect(memory.data()).toMatch(
        /^The current config file is damaged, so that of the copy from 2026-11-22 takes its place\.\n/,
      );
      expect(memory.data()).toMatch(/^Restored from the copy from 2026-11-22: 2 values, 1 own answer /m);
      expect(memory.data()).toMatch(/The config file before is kept as \S*before-restore-\d+\.\n$/);
    }
  });

  it('says that it is nothing, with --dry-run as well', async () => {
    const memory = openVerbs({ backups, configTexts: { copy: COPY, present: COPY } });
    await restore(memory.context, [], { dryRun: true });
    expect(memory.data()).toBe('Nothing to restore from the copy from 2026-11-22.\n');
  });

  it('names those that there are for a day without a sound one', async () => {
    const { context } = openVerbs({ backups });
    expect(await failureOf(() => restore(context, ['2026-11-23'], {}))).toMatchObject({
      code: 'backup-missing',
      hint: 'choose one of: 2026-11-22',
      exit: 2,
    });
    const none = openVerbs();
    expect(await failureOf(() => restore(none.context, [], {}))).toMatchObject({
      message: 'No readable backup yet.',
      hint: expect.stringContaining('`prep restore FILE` takes an archive of `prep backup`'),
    });
  });
});

describe('prep check', () => {
  const BAD =
    '---\nid: bad\nminuts: 3\n---\n# Is it bad?\n\nYes.\n\n## Key points\n- Herds of grey elephants\n';

  it('prints nothing but the sum for sound files', async () => {
    const { 'draft.md': _draft, ...sound } = VERB_FILES;
    const memory = openVerbs({ files: sound });
    expect(await check(memory.context, [], {})).toBe(0);
    expect(memory.data()).toBe('');
    expect(memory.talk()).toBe('4 questions: 0 errors, 0 warnings\n');
  });

  it('shows each problem with its place, its line and a caret', async () => {
    const memory = openVerbs({ files: { 'bad.md': BAD } });
    await check(memory.context, [], {});
    expect(memory.data()).toContain('bad.md:3:1: ');
    expect(memory.data()).toContain('[front-matter-key]\n    minuts: 3\n    ^~~~~~\n');
    const start = openSource('bad.md', BAD).pointAt(BAD.indexOf('Herds'));
    expect(memory.data()).toContain(`bad.md:${start.line}:${start.column}: warning: `);
    expect(memory.data()).toContain('[point-unsupported]');
  });

  it('ends with 1 for an error, and with 0 for warnings', async () => {
    expect(await check(openVerbs().context, [], {})).toBe(0);
    const memory = openVerbs({ files: { 'a.md': '---\nid: [\n---\n# T\n\nText.\n' } });
    expect(await check(memory.context, [], { json: true })).toBe(1);
    const { problems, errors } = JSON.parse(memory.data()) as {
      problems: Record<string, unknown>[];
      errors: number;
    };
    expect(errors).toBe(1);
    expect(problems[0]).toEqual({
      file: 'a.md',
      line: expect.any(Number),
      column: expect.any(Number),
      severity: 'error',
      code: 'front-matter-syntax',
      message: expect.any(String),
      hint: expect.any(String),
    });
  });

  it('takes open numbers for errors only when asked, and only while they are open', async () => {
    const options = { requireFilled: true };
    const open = openVerbs();
    expect(await check(open.context, [], options)).toBe(1);
    expect(open.data()).toContain('[placeholder-open]');
    expect(open.data()).toContain('^~~~~~~~~~~~~~~~~~~');
    const filled = openVerbs({ fills: { short_ms: fill('50 ms', 50), long_ms: fill('320 ms', 320) } });
    expect(await check(filled.context, [], options)).toBe(0);
  });
});
