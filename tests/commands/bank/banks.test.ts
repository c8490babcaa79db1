// Whose questions are studied, and in which order: `prep banks`, the first run, imports, and numbers of several banks.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { showBanks } from '../../../src/commands/bank/banks.ts';
import { list } from '../../../src/commands/bank/list.ts';
import { show } from '../../../src/commands/bank/show.ts';
import { fill } from '../../../src/commands/fill/fill.ts';
import { importBanks } from '../../../src/commands/import/import.ts';
import { grade, suspend } from '../../../src/commands/quiz/entries.ts';
import { next, status } from '../../../src/commands/quiz/status.ts';
import { quiz } from '../../../src/commands/quiz/quiz.ts';
import { plan } from '../../../src/commands/progress/plan.ts';
import type { Failure } from '../../../src/core/base/problem.ts';
import { filesBelow, openOnDisk, type DiskOptions } from '../../support/disk-banks.ts';
import { tempFolder } from '../../support/home.ts';
import type { Memory } from '../../support/memory-context.ts';
import { scriptedPrompts } from '../../support/scripted-prompts.ts';
import { failureOf } from '../../support/verbs.ts';

let home: string;
let folder: string;

const question = (number: number, title: string): string =>
  `---\nid: ${title.toLowerCase().replaceAll(' ', '-')}\nnumber: ${number}\n---\n# ${title}?\n\nAn answer.\n`;

/** A bank of questions, numbered from `from` on. */
function bankIn(path: string, from: number, ...titles: readonly string[]): string {
  mkdirSync(path, { recursive: true });
  titles.forEach((title, at) => writeFileSync(join(path, `${from + at}.md`), question(from + at, title)));
  return path;
}

beforeEach(() => {
  home = tempFolder();
  folder = tempFolder();
  bankIn(join(home, 'shipped'), 1, 'Shipped one', 'Shipped two', 'Shipped three');
});

const guide = (): string => {
  const path = join(folder, 'guide.md');
  writeFileSync(
    path,
    '# Guide\n\n### Q1: What is a mask?\n\nA mask.\n\n### Q2: What is a head?\n\nA head.\n',
  );
  return path;
};

const open = (options: DiskOptions = {}): Memory =>
  openOnDisk(home, { interactive: false, banks: [], ...options });

/** Several commands on one machine: what is stored by one is there for the next. */
const changed = async (memory: Memory, ...lines: readonly string[]): Promise<Memory> => {
  for (const line of lines) expect(await showBanks(memory.context, line.split(' '), {})).toBe(0);
  return memory;
};

const idsOf = async (memory: Memory): Promise<readonly string[]> => {
  const before = memory.data().length;
  await list(memory.context, [], { json: true });
  const { questions } = JSON.parse(memory.data().slice(before)) as { questions: readonly { id: string }[] };
  return questions.map(({ id }) => id);
};

const rowsOf = async (memory: Memory): Promise<readonly Record<string, unknown>[]> => {
  const before = memory.data().length;
  expect(await showBanks(memory.context, [], { json: true })).toBe(0);
  return (JSON.parse(memory.data().slice(before)) as { banks: readonly Record<string, unknown>[] }).banks;
};

describe('prep banks', () => {
  it('has the own bank first, then the one that ships', async () => {
    bankIn(join(home, 'questions'), 7, 'Mine');
    const memory = open();
    expect(await rowsOf(memory)).toEqual([
      {
        name: 'own',
        prefix: 'own',
        path: join(home, 'questions'),
        order: 1,
        on: true,
        questions: 1,
        hidden: 0,
        due: 0,
        new: 1,
        others: [],
        error: null,
      },
      expect.objectContaining({ name: 'shipped', prefix: 'prep', order: 2, on: true, questions: 3 }),
    ]);
    expect(await idsOf(memory)).toEqual(['mine', 'shipped-one', 'shipped-two', 'shipped-three']);
  });

  it('adds a bank ahead of the one that ships, and orders, turns off and removes banks', async () => {
    const dq = bankIn(join(folder, 'dq'), 1, 'Lag', 'Offsets');
    const memory = await changed(open(), `add ${dq}`);
    expect(memory.talk()).toContain('to your banks: 2 questions.');
    expect(await idsOf(memory)).toEqual(['lag', 'offsets', 'shipped-one', 'shipped-two', 'shipped-three']);
    await changed(memory, 'first shipped');
    expect(memory.data()).toContain('New questions come from shipped, then own, then dq.');
    expect((await idsOf(memory))[0]).toBe('shipped-one');
    await changed(memory, 'order dq own shipped', 'off prep');
    expect(await idsOf(memory)).toEqual(['lag', 'offsets']);
    expect((await rowsOf(memory)).map(({ name, on, prefix }) => [name, on, prefix])).toEqual([
      ['dq', true, 'dq'],
      ['own', true, 'own'],
      ['shipped', false, null],
    ]);
    await changed(memory, 'on shipped', 'remove dq');
    expect(memory.talk()).toMatch(/dq from your banks\. Its files stay in .*dq, and your history/);
    expect(filesBelow(dq).size).toBe(2);
    expect(await idsOf(memory)).toEqual(['shipped-one', 'shipped-two', 'shipped-three']);
  });

  it('lists a bank that is gone, which can be removed', async () => {
    const memory = open({ banks: [{ bank: join(folder, 'gone') }, { bank: 'shipped' }] });
    expect(await rowsOf(memory)).toEqual([
      expect.objectContaining({ name: 'gone', questions: null, error: expect.stringContaining('gone') }),
      expect.objectContaining({ name: 'shipped', questions: 3 }),
      expect.objectContaining({ name: 'own' }),
    ]);
    expect(await idsOf(memory)).toEqual(['shipped-one', 'shipped-two', 'shipped-three']);
    expect(memory.talk()).toMatch(/The bank .*gone is missing\. `prep banks remove .*gone` takes it off/);
    await changed(memory, 'remove gone');
    expect((await rowsOf(memory)).map(({ name }) => name)).toEqual(['shipped', 'own']);
    expect(memory.talk().match(/gone is missing/g)).toHaveLength(1);
  });

  it('counts of each what is asked of it, and says what another one hides', async () => {
    const dq = bankIn(join(folder, 'dq'), 1, 'Lag', 'Offsets', 'Only here');
    bankIn(join(home, 'questions'), 1, 'Lag', 'Offsets', 'Mine');
    const memory = open();
    await changed(memory, `add ${dq}`);
    expect(await rowsOf(memory)).toEqual([
      expect.objectContaining({ name: 'own', questions: 3, hidden: 0, new: 3 }),
      expect.objectContaining({ name: 'dq', questions: 1, hidden: 2, new: 1 }),
      expect.objectContaining({ name: 'shipped', questions: 3, hidden: 0, new: 3 }),
    ]);
    await changed(memory, 'off dq');
    expect(memory.data()).toContain(
      'dq: 2 questions not asked; your own bank or one before has the same ids.',
    );
    expect((await rowsOf(memory))[1]).toMatchObject({ name: 'dq', questions: 3, hidden: 0 });
  });

  it('says where two banks have different questions of one id, and so one history', async () => {
    const texts = { sre: 'On burn rate.', dist: 'Through memory.', copy: 'On burn rate.' };
    const paths = Object.entries(texts).map(([name, text]) => {
      const path = join(folder, `${name}.md`);
      writeFileSync(path, `### Q2: How do you page?\n\n${text}\n`);
      return path;
    });
    const memory = open();
    await changed(memory, `add ${paths.join(' ')}`);
    const told = async () =>
      (await rowsOf(memory)).map(({ name, others }) => `${String(name)} ${String(others)}`);
    const first = ['own ', 'sre ', 'dist how-do-you-page', 'copy ', 'shipped '];
    expect(await told()).toEqual(first);
    expect(memory.data()).toMatch(/dist: another bank .* with one history for both:\s+how-do-you-page\./);
    await changed(memory, 'first dist');
    await changed(memory, 'off sre');
    expect((await told()).toSorted()).toEqual([
      'copy how-do-you-page',
      'dist ',
      'own ',
      'shipped ',
      'sre how-do-you-page',
    ]);
  });

  it.each([
    ['remove nope', 'bank-unknown', /your banks: .*own.*`prep banks add PATH`/],
    ['remove own', 'bank-fixed', /questions/],
    ['remove shipped', 'bank-fixed', /`prep banks off shipped`/],
    ['off own', 'bank-fixed', /--bank PATH/],
    ['first', 'usage', /your banks: own, shipped/],
    ['add', 'usage', /prep banks add/],
    ['add /no/such/folder', 'bank-missing', /nothing was changed/],
  ])('%s fails with %s', async (line, code, hint) => {
    const memory = open();
    const failure: Failure = await failureOf(() => showBanks(memory.context, line.split(' '), {}));
    expect(failure).toMatchObject({ code, exit: 2 });
    expect(failure.hint).toMatch(hint);
    expect(memory.config().banks).toEqual([]);
  });

  it('loses no list that it cannot read', async () => {
    const problem = { message: '"banks" must be a list of paths' };
    const memory = open({ configProblems: [problem] });
    const failure = await failureOf(() => showBanks(memory.context, ['first', 'shipped'], {}));
    expect(failure).toMatchObject({
      code: 'config-invalid',
      message: 'config.json: "banks" must be a list of paths.',
    });
    expect(memory.config().banks).toEqual([]);
  });

  it('adds a bank with faults, and says how to see them', async () => {
    const notes = bankIn(join(folder, 'notes'), 1, 'Noted');
    writeFileSync(join(notes, 'odd.md'), '---\nminuts: 2\n---\n# Odd?\n\nYes.\n');
    const memory = await changed(open(), `add ${notes}`);
    expect(memory.talk()).toMatch(
      /Added \S*notes to your banks: 2 questions\.\nIt has problems; `prep check \S*notes` lists them\.\n/,
    );
  });

  it('says that PREP_BANK counts instead of the list', async () => {
    const memory = open();
    const context = { ...memory.context, env: { PREP_BANK: folder } };
    await showBanks(context, [], { json: true });
    expect(memory.talk()).toBe('');
    await showBanks(context, [], {});
    expect(memory.talk()).toBe('PREP_BANK is set and overrides this list.\n');
  });

  it('adds no bank without questions', async () => {
    mkdirSync(join(folder, 'empty'));
    const memory = open();
    const failure = await failureOf(() => showBanks(memory.context, ['add', join(folder, 'empty')], {}));
    expect(failure.code).toBe('bank-empty');
    const path = join(folder, 'binary.md');
    writeFileSync(path, Buffer.from([0x50, 0, 0xff, 0xfe, 0xc3, 0x28, 0]));
    const unread = await failureOf(() => showBanks(memory.context, ['add', path], {}));
    expect(unread.message).toContain('It is not text.');
  });

  it.each([40, 80, 120])('fits %i columns', async (columns) => {
    const memory = open({ screen: { columns }, banks: [{ bank: join(folder, 'gone-with-a-long-name') }] });
    await showBanks(memory.context, [], {});
    for (const line of memory.data().split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    expect(memory.data()).toMatch(/missing/);
  });
});

describe('what was stored before', () => {
  it('is studied as it was: the banks that are listed, then the own one', async () => {
    bankIn(join(home, 'questions'), 1, 'Mine');
    const dq = bankIn(join(folder, 'dq'), 1, 'Lag');
    expect(await idsOf(open({ banks: [{ bank: dq }] }))).toEqual(['lag', 'mine']);
  });

  it('may have the own bank and the one that ships by their paths', async () => {
    bankIn(join(home, 'questions'), 1, 'Mine');
    const memory = open({ banks: [{ bank: join(home, 'shipped') }, { bank: join(home, 'questions') }] });
    expect((await rowsOf(memory)).map(({ name, on }) => [name, on])).toEqual([
      ['shipped', true],
      ['own', true],
    ]);
    await changed(memory, 'first own');
    expect(memory.config().banks).toEqual([{ bank: 'own' }, { bank: 'shipped' }]);
  });
});

describe('new questions', () => {
  const nextOf = async (memory: Memory): Promise<string> => {
    const before = memory.data().length;
    await next(memory.context, [], {});
    return memory.data().slice(before).trim();
  };

  it('come from the own bank first, in `next` and in the plan', async () => {
    bankIn(join(home, 'questions'), 1, 'Mine', 'Mine too');
    const memory = open({ settings: { newPerDay: 2 } });
    expect(await nextOf(memory)).toBe('own:1 Mine?');
    await plan(memory.context, [], { json: true, days: 2 });
    const { days } = JSON.parse(memory.data().slice(memory.data().indexOf('{'))) as {
      days: readonly { fresh: readonly string[] }[];
    };
    expect(days.map((day) => day.fresh)).toEqual([
      ['mine', 'mine-too'],
      ['shipped-one', 'shipped-two'],
    ]);
  });
});

describe('a number of several banks', () => {
  beforeEach(() => void bankIn(join(home, 'questions'), 2, 'Mine'));

  it('fails in a script with the choices', async () => {
    const failure = await failureOf(() => show(open().context, ['2'], {}));
    expect(failure).toMatchObject({ code: 'question-ambiguous', exit: 2, hint: 'choose one: own:2, prep:2' });
    expect(failure.message).toBe('"2" matches 2 questions.');
  });

  it.each([
    ['prep:2', 'Shipped two?'],
    ['own:q2', 'Mine?'],
    ['3', 'Shipped three?'],
  ])('is %s', async (name, title) => {
    const memory = open();
    await show(memory.context, [name], {});
    expect(memory.data()).toContain(title);
  });

  it('is asked for at a terminal', async () => {
    const memory = open({ interactive: true, lines: ['2'] });
    await suspend(memory.context, ['Q2'], {});
    expect(memory.shown()).toMatch(
      /"Q2" matches 2 questions\.\s+1 {2}own:2 {3}Mine\?\s+2 {2}prep:2 {2}Shipped two\?/,
    );
    expect(memory.entries).toMatchObject([{ type: 'suspend', question: 'shipped-two' }]);
    const other = open({ interactive: true, lines: ['1'] });
    await show(other.context, ['2'], {});
    expect(other.data()).toContain('Mine?');
  });

  it('fails at a terminal, too, when nothing is chosen, and for JSON', async () => {
    const { context } = open({ interactive: true });
    expect(await failureOf(() => show(context, ['2'], {}))).toMatchObject({ code: 'question-ambiguous' });
    const asked = open({ interactive: true, lines: ['1'] });
    await failureOf(() => show(asked.context, ['2'], { json: true }));
    expect(asked.shown()).toBe('');
  });

  it('stands for the values of one question', async () => {
    const text = `${question(2, 'Mine')}Mine took [FILL IN: a_ms].\n`;
    writeFileSync(join(home, 'questions/2.md'), text);
    const failure = await failureOf(() => fill(open().context, ['2'], { list: true }));
    expect(failure).toMatchObject({ code: 'question-ambiguous', hint: 'choose one: own:2, prep:2' });
    const memory = open();
    expect(await fill(memory.context, ['own:2'], { list: true })).toBe(0);
    expect(memory.data()).toContain('a_ms');
  });

  it('is that of a bank on the command line', async () => {
    const dq = bankIn(join(folder, 'dq'), 2, 'Lag');
    const memory = open();
    await show(memory.context, ['2'], { bank: [dq] });
    expect(memory.data()).toContain('Lag?');
  });

  it('names the prefixes for one that there is not', async () => {
    const failure = await failureOf(() => show(open().context, ['dq:2'], {}));
    expect(failure).toMatchObject({ code: 'question-unknown', exit: 2 });
    expect(failure.hint).toBe('the prefixes are own, prep; `prep banks` shows them');
  });
});

describe('an import', () => {
  const placed = async (
    disk: DiskOptions,
    options: Parameters<typeof importBanks>[2] = {},
  ): Promise<Memory> => {
    const memory = open(disk);
    expect(await importBanks(memory.context, [guide()], options)).toBe(0);
    return memory;
  };

  it.each([
    ['o', [{ bank: 'own' }, { bank: 'shipped', isOff: true }]],
    ['f', [{ bank: 'own' }, { bank: 'shipped' }]],
  ])('asks how to study the questions: %s', async (key, stored) => {
    const memory = await placed({ interactive: true, lines: ['', key] });
    expect(memory.shown()).toContain('How do you want to study them? You also have the sample bank.');
    expect(memory.config().banks).toEqual(stored);
    expect(memory.talk()).toContain('`prep quiz` asks them.');
  });

  it('names the other banks', async () => {
    const notes = bankIn(join(folder, 'notes'), 1, 'Noted');
    const dq = join(folder, 'dq');
    const banks = [{ bank: notes }, { bank: 'shipped' }];
    const memory = await placed({ interactive: true, banks, lines: ['', 'f'] }, { to: dq });
    expect(memory.shown()).toMatch(/You also have notes, the sample bank and your own questions\./);
    expect(memory.config().banks.map(({ bank }) => bank)).toEqual([dq, notes, 'shipped', 'own']);
  });

  it('changes nothing for Esc, and asks no more once the banks are chosen', async () => {
    const memory = await placed({ interactive: true, lines: [''] });
    expect(memory.config().banks).toEqual([]);
    const chosen = await placed({
      interactive: true,
      banks: [{ bank: 'own' }, { bank: 'shipped' }],
      lines: ['', 'o'],
    });
    expect(chosen.shown()).not.toContain('How do you want');
  });

  it('asks nobody in a script, where the own questions come first', async () => {
    const memory = await placed({});
    expect(memory.config().banks).toEqual([]);
    expect((await idsOf(memory)).slice(0, 2)).toEqual(['what-is-a-mask', 'what-is-a-head']);
  });

  it('does as it is told, into a folder of its own', async () => {
    const dq = join(folder, 'dq');
    const memory = await placed({}, { to: dq, only: true });
    expect(memory.config().banks).toEqual([{ bank: dq }, { bank: 'own' }, { bank: 'shipped', isOff: true }]);
    expect(memory.talk()).toContain(
      'You now study only these and your own questions; the other banks are off.',
    );
    expect(memory.talk()).toContain('`prep quiz` asks them.');
  });

  it('names the bank that is not studied', async () => {
    const memory = await placed({}, { to: join(folder, 'dq') });
    expect(memory.talk()).toMatch(/`prep quiz --bank \S*dq` asks them\./);
    expect(memory.config().banks).toEqual([]);
  });

  it('says that questions of one bank follow the order of its files', async () => {
    const memory = await placed({}, { first: true });
    expect(memory.talk()).toContain(
      'This bank comes before the others; its questions are asked in the order of its files.',
    );
  });

  it('says how in JSON', async () => {
    const memory = await placed({}, { json: true, first: true });
    expect(JSON.parse(memory.data())).toMatchObject({ study: 'first', written: 2 });
    expect(memory.talk()).toBe('');
  });

  it('leaves the banks alone when nothing is written', async () => {
    const memory = await placed({}, { dryRun: true, only: true });
    expect(memory.config().banks).toEqual([]);
  });
});

describe('the first run', () => {
  const first = async (disk: DiskOptions, options: Parameters<typeof status>[2] = {}): Promise<Memory> => {
    const memory = open({ interactive: true, ...disk });
    expect(await status(memory.context, [], options)).toBe(0);
    return memory;
  };

  it('says what the sample bank is about, and keeps it', async () => {
    const memory = await first({ lines: ['u'] });
    expect(memory.shown()).toMatch(/3 questions[^]*Transformer[^]*VL-JEPA[^]*What do you want to study\?/);
    expect(memory.config().banks).toEqual([{ bank: 'own' }, { bank: 'shipped' }]);
    expect(memory.data()).toContain('3 questions');
    await status(memory.context, [], {});
    expect(memory.shown().match(/What do you want to study/g)).toHaveLength(1);
  });

  it('leaves things as they are for Esc, and asks again', async () => {
    const memory = await first({});
    expect(memory.config().banks).toEqual([]);
    expect(memory.data()).toMatch(/`prep\s+import FILE`/);
    await status(memory.context, [], {});
    expect(memory.shown().match(/What do you want to study/g)).toHaveLength(2);
  });

  it('starts empty', async () => {
    const memory = await first({ lines: ['e'] });
    expect(memory.config().banks).toEqual([{ bank: 'own' }, { bank: 'shipped', isOff: true }]);
    expect(memory.talk()).toContain('`prep banks on shipped` brings the sample questions back.');
    expect(memory.data()).toContain('No questions yet.');
    expect(memory.data()).toContain('prep import FILE');
  });

  it('brings a guide, from a path that may be quoted', async () => {
    const memory = await first({ lines: ['b', '/no/such/file', `'${guide()}'`, ''] });
    expect(memory.shown()).toContain('No such file or folder: /no/such/file.');
    expect(memory.shown()).toContain('How do you want to study them?');
    expect(memory.config().banks).toEqual([{ bank: 'own' }, { bank: 'shipped' }]);
    expect(memory.data()).toMatch(/Bank +5 questions/);
  });

  it('brings a guide whose spaces the terminal escaped', async () => {
    const path = join(folder, 'my (new) guide.md');
    writeFileSync(path, '### What is a mask?\n\nA mask.\n');
    const memory = await first({ lines: ['b', path.replaceAll(/[ ()]/g, '\\$&'), ''] });
    expect(memory.shown()).not.toContain('No such file');
    expect([...filesBelow(join(home, 'questions')).values()].join('')).toContain('# What is a mask?');
  });

  it.each([
    ['at the question', []],
    ['at the path', [{ line: 'b' }]],
  ])('stores nothing for Ctrl-C %s', async (_, before) => {
    const memory = open({ interactive: true });
    const { prompts } = scriptedPrompts([...before, { interrupt: true }]);
    const context = { ...memory.context, prompts: () => Promise.resolve(prompts) };
    for (const run of [status, quiz]) expect(await run(context, [], {})).toBe(130);
    expect(memory.config().banks).toEqual([]);
    expect(memory.data()).toBe('');
  });

  it('goes back from the path, and stores nothing when the guide has no question', async () => {
    expect((await first({ lines: ['b', '', 'e'] })).config().banks).toHaveLength(2);
    const path = join(folder, 'notes.md');
    writeFileSync(path, 'Just words.\n');
    const memory = await first({ lines: ['b', path] });
    expect(memory.talk()).toContain('No questions found in');
    expect(memory.config().banks).toEqual([]);
  });

  it.each([
    ['in a script', { interactive: false }, () => ({})],
    ['for JSON', {}, () => ({ json: true })],
    ['with a bank on the command line', {}, () => ({ bank: [join(home, 'shipped')] })],
  ])('asks nothing %s', async (_, disk, options) => {
    const memory = await first(disk, options());
    expect(memory.shown()).toBe('');
    expect(memory.config().banks).toEqual([]);
  });

  it('asks nothing who has questions of their own, or studied', async () => {
    const studied = open({ interactive: true });
    await grade(studied.context, ['shipped-one', 'good'], {});
    await status(studied.context, [], {});
    expect(studied.shown()).toBe('');
    bankIn(join(home, 'questions'), 1, 'Mine');
    expect((await first({})).shown()).toBe('');
  });

  it('asks ahead of the first card, too', async () => {
    const memory = open({ interactive: true, lines: ['e'] });
    expect(await quiz(memory.context, [], {})).toBe(0);
    expect(memory.shown()).toContain('What do you want to study?');
    expect(memory.data()).toContain('No questions yet.');
  });
});
