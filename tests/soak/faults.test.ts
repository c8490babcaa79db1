// Every writing command, disturbed at each of its calls that change a file (faults.cjs). Whatever happens:
// earlier data is there, unchanged or as the command writes it; whatever was confirmed is on disk; the command
// ends by itself, without a stack trace; and the same command does its work when run again.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { runPrep } from '../support/cli.ts';
import { filesBelow } from '../support/disk-banks.ts';
import { type Environment, program, root, testEnvironment } from '../support/environment.ts';
import { tempFolder } from '../support/home.ts';

const FAULTS = ['before', 'after', 'torn', 'short', 'cut', 'EIO', 'ENOSPC', 'EROFS'] as const;
type Fault = (typeof FAULTS)[number];

type Command = {
  readonly args: readonly string[];
  readonly input?: string;
  /** What is typed first when the command runs again. */
  readonly inputBefore?: string;
  /** Files beside the home, by name, for the command to read. */
  readonly files?: Readonly<Record<string, string>>;
  readonly first?: readonly (readonly string[])[];
  /** Changes the home by hand, after these commands. */
  readonly prepare?: (home: string) => void;
  /** Whether its work is done, judged by the files. */
  readonly isDone: (home: string) => boolean;
  readonly removes?: string;
  /** Its output once the work is done, if the exit code alone does not show it. */
  readonly confirms?: string;
};

type Entry = Readonly<Record<string, unknown>>;
type Stored = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/** Undefined if it is damaged. */
function readConfig(home: string): Stored | undefined {
  const file = join(home, 'config.json');
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Stored) : {};
  } catch {
    return undefined;
  }
}
const configOf = (home: string): Stored => readConfig(home) ?? {};
/** Lines that are not JSON are torn ones, which were not confirmed. */
const entriesOf = (home: string): readonly Entry[] =>
  [...filesBelow(home)]
    .filter(([name]) => /^(?:journal|mocks)\/.*\.jsonl$/.test(name))
    .flatMap(([, text]) => text.split('\n'))
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Entry];
      } catch {
        return [];
      }
    });
const questionsOf = (home: string): ReadonlyMap<string, string> =>
  new Map([...filesBelow(home)].filter(([name]) => /^questions\/.*\.md(?:\.mine.*)?$/.test(name)));

const countOf = (home: string, type: string): number =>
  entriesOf(home).filter((entry) => entry['type'] === type).length;

const GUIDE = '# Guide\n\n### Q1: What is one?\n\nThe first.\n\n### Q2: What is two?\n\nThe second.\n';
const QUESTION = 'attention-complexity';
const VALUE = ['fill', '--set', 'attention_ms_128=50'];
const OWN = ['answer', QUESTION, '--file', 'own.txt'];

/**
 * Everything that writes, except with an editor (`add` writes in the same way). Each starts with a home that
 * has a rating, a value and an own answer.
 */
const COMMANDS: Readonly<Record<string, Command>> = {
  grade: { args: ['grade', QUESTION, 'good'], isDone: (home) => countOf(home, 'attempt') > 1 },
  suspend: { args: ['suspend', QUESTION], isDone: (home) => countOf(home, 'suspend') > 0 },
  undo: { args: ['undo'], isDone: (home) => countOf(home, 'undo') > 0 },
  fill: {
    args: ['fill', '--set', 'attention_ms_512=99'],
    isDone: (home) => configOf(home)['fills']?.['attention_ms_512'] !== undefined,
  },
  answer: {
    args: ['answer', QUESTION, '--file', 'later.txt'],
    files: { 'later.txt': 'My later words.\n' },
    isDone: (home) => JSON.stringify(configOf(home)['answers']).includes('later words'),
  },
  config: {
    args: ['config', 'newPerDay', '7'],
    isDone: (home) => configOf(home)['settings']?.['newPerDay'] === 7,
  },
  quiz: {
    args: ['quiz', '--plain', QUESTION],
    input: 'It costs n squared.\n\n\n3\n\n',
    isDone: (home) => countOf(home, 'attempt') > 1,
    // A rating that cannot be written is asked for again, and a session left at that point ends well.
    confirms: 'recorded:',
  },
  drill: {
    args: ['drill', 'one', '--answers', 'drill.jsonl'],
    files: { 'drill.jsonl': '{"question":"multi-head-attention","rating":"good","text":"It keeps keys."}\n' },
    prepare: (home) => {
      const drills = { one: { select: { ids: ['multi-head-attention'] } } };
      writeFileSync(join(home, 'config.json'), JSON.stringify({ ...configOf(home), drills }));
    },
    isDone: (home) => countOf(home, 'attempt') > 1,
  },
  import: {
    args: ['import', 'guide.md'],
    files: { 'guide.md': GUIDE },
    isDone: (home) =>
      [...questionsOf(home).values()].filter((text) => /The (first|second)/.test(text)).length === 2,
  },
  'import over an edit': {
    args: ['import', '--merge', 'theirs', 'guide.md'],
    first: [['import', 'guide.md']],
    files: { 'guide.md': GUIDE },
    prepare: (home) => {
      for (const [name, text] of questionsOf(home))
        writeFileSync(join(home, name), text.replace('The first.', 'My own first.'));
      writeFileSync(join(home, '..', 'guide.md'), GUIDE.replace('The first.', 'Their new first.'));
    },
    isDone: (home) => {
      const texts = [...questionsOf(home).values()].join('\n');
      return texts.includes('Their new first') && texts.includes('My own first');
    },
  },
  restore: {
    args: ['restore'],
    prepare: (home) => writeFileSync(join(home, 'config.json'), '{"damaged": '),
    isDone: (home) => configOf(home)['fills']?.['attention_ms_128'] !== undefined,
  },
  unsuspend: {
    args: ['unsuspend', QUESTION],
    first: [['suspend', QUESTION]],
    isDone: (home) => countOf(home, 'unsuspend') > 0,
  },
  mock: {
    args: ['mock', '--plain', '-n', '1', '--section', 'Architecture'],
    input: 'It costs n squared.\n\n\n\n\n1\n3\n3\n',
    // Resumes the one that was cut off.
    inputBefore: 'r\n',
    isDone: (home) => countOf(home, 'answered') > 0,
    confirms: 'recorded:',
  },
  'fill --unset': {
    args: ['fill', '--unset', 'attention_ms_128'],
    isDone: (home) => configOf(home)['fills']?.['attention_ms_128'] === undefined,
    removes: 'fills attention_ms_128',
  },
  add: {
    args: ['add', 'What is a latch?', '--answer', 'A lock that is held briefly.'],
    isDone: (home) => [...questionsOf(home).values()].some((text) => text.includes('held briefly')),
  },
  banks: {
    args: ['banks', 'add', 'guide.md'],
    files: { 'guide.md': GUIDE },
    isDone: (home) => JSON.stringify(configOf(home)['banks'] ?? '').includes('guide.md'),
  },
  merge: {
    args: ['merge', 'other.json'],
    files: {
      'other.json': JSON.stringify({
        version: 1,
        fills: { attention_ms_512: { value: '99 ms', updatedAt: '2026-11-27T10:00:00.000+01:00' } },
        answers: { [QUESTION]: { own: { text: 'Their own.', updatedAt: '2036-11-27T10:00:00.000+01:00' } } },
      }),
    },
    isDone: (home) =>
      configOf(home)['fills']?.['attention_ms_512'] !== undefined &&
      JSON.stringify(entriesOf(home)).includes('My own words'),
  },
  'merge of a copy': {
    args: ['merge', 'home/config (conflicted copy).json'],
    prepare: (home) =>
      writeFileSync(
        join(home, 'config (conflicted copy).json'),
        JSON.stringify({
          fills: { attention_ms_512: { value: '99 ms', updatedAt: '2036-11-27T10:00:00Z' } },
        }),
      ),
    isDone: (home) => configOf(home)['fills']?.['attention_ms_512'] !== undefined,
  },
  backup: {
    args: ['backup', 'home/b.zip'],
    isDone: (home) => {
      const file = join(home, 'b.zip');
      return existsSync(file) && readFileSync(file).subarray(-22).toString('latin1').startsWith('PK');
    },
  },
  'restore of an archive': {
    args: ['restore', 'b.zip'],
    first: [
      ['import', 'guide.md'],
      ['backup', 'b.zip'],
      ['grade', QUESTION, 'easy'],
    ],
    files: { 'guide.md': GUIDE },
    prepare: (home) => {
      for (const [name, text] of questionsOf(home))
        if (text.includes('The second')) rmSync(join(home, name));
        else writeFileSync(join(home, name), text.replace('The first.', 'My own first.'));
      const config = readFileSync(join(home, 'config.json'), 'utf8');
      writeFileSync(join(home, 'config.json'), config.replace('50 ms', '60 ms'));
    },
    isDone: (home) => {
      const texts = [...questionsOf(home).values()].join('\n');
      const parts = ['The first', 'My own first', 'The second'];
      return parts.every((part) => texts.includes(part)) && JSON.stringify(configOf(home)).includes('50 ms');
    },
  },
  export: {
    args: ['export', '--to', 'home/out.md', QUESTION],
    isDone: (home) => {
      const text = filesBelow(home).get('out.md');
      return text !== undefined && text.length > 500;
    },
  },
};

type Ended = { readonly code: number | null; readonly signal: string | null; readonly output: string };

/** A run takes a fifth of a second, but a hundred times that on a busy machine. */
const LONGEST_MS = 120_000;

const surroundings: Environment = { PREP_NOW: undefined, PREP_BANK: join(root, 'questions') };

async function run(home: string, { args, input = '' }: Pick<Command, 'args' | 'input'>): Promise<Ended> {
  const options = { home, input, cwd: join(home, '..'), env: surroundings };
  const { stdout, stderr, status } = await runPrep(args, options);
  return { code: status, signal: null, output: stdout + stderr };
}

function runDisturbed(
  home: string,
  command: Pick<Command, 'args' | 'input'>,
  env: Readonly<Record<string, string>>,
): Promise<Ended> {
  const [node = '', ...script] = program;
  const preload = ['--require', join(root, 'tests/support/faults.cjs')];
  const child = spawn(node, [...preload, ...script, ...command.args], {
    cwd: join(home, '..'),
    env: { ...testEnvironment(home, surroundings), ...env },
    stdio: 'pipe',
    timeout: LONGEST_MS,
    killSignal: 'SIGABRT',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stdin.on('error', () => undefined).end(command.input ?? '');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, output }));
  });
}

const nameOf = (entry: Entry): string => JSON.stringify(entry['id'] ?? entry);

/** What `before` has and `now` lacks or has differently. */
function lostFrom(before: string, now: string): readonly string[] {
  const ids = new Set(entriesOf(now).map(nameOf));
  const lost = entriesOf(before).flatMap((entry) => {
    const name = nameOf(entry);
    return ids.has(name) ? [] : [`entry ${name}`];
  });
  for (const [name, text] of questionsOf(before)) {
    const texts = [...questionsOf(now)].filter(([other]) => other.startsWith(name)).map(([, each]) => each);
    if (texts.length === 0 || texts.includes('')) lost.push(name);
    // What a person wrote is in the file or in the copy beside it.
    if (text.includes('My own first') && !texts.some((each) => each.includes('My own first')))
      lost.push(`the edit of ${name}`);
  }
  const [was, is] = [readConfig(before), readConfig(now)];
  if (!was) {
    const texts = [...filesBelow(now)]
      .filter(([name]) => name.startsWith('config.json'))
      .map(([, text]) => text);
    return texts.some((text) => text.startsWith('{')) ? lost : [...lost, 'config.json'];
  }
  if (!is) return [...lost, 'config.json'];
  for (const section of ['fills', 'answers', 'settings'])
    for (const key of Object.keys(was[section] ?? {}))
      if (is[section]?.[key] === undefined) lost.push(`${section} ${key}`);
  return lost;
}

type Counts = {
  points: number;
  runs: number;
  killed: number;
  failed: number;
  done: number;
  readonly wrong: string[];
};

/**
 * Disturbs one command with each fault at each of its calls, and once more with a power cut after its
 * end.
 * @param folder an empty folder
 * @returns how often it was killed, failed, and did its work anyway
 */
async function disturb(folder: string, command: Command): Promise<Counts> {
  const template = join(folder, 'template');
  const start = join(template, 'home');
  mkdirSync(template, { recursive: true });
  const files = { 'own.txt': 'My own words.\n', ...command.files };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(template, name), text);
  for (const args of [['grade', QUESTION, 'hard'], VALUE, OWN, ...(command.first ?? [])]) {
    const ended = await run(start, { args });
    expect({ args, ...ended }).toMatchObject({ code: 0 });
  }
  command.prepare?.(start);
  expect(command.isDone(start)).toBe(false);

  const work = join(folder, 'work');
  const home = join(work, 'home');
  const attempt = (fault: string): Promise<Ended> => {
    rmSync(work, { recursive: true, force: true });
    cpSync(template, work, { recursive: true });
    return runDisturbed(home, command, {
      PREP_FAULT: fault,
      PREP_FAULT_FOLDER: home,
      PREP_FAULT_DISK: join(work, 'disk'),
      PREP_FAULT_COUNT: join(work, 'count'),
    });
  };
  const counts: Counts = { points: 0, runs: 0, killed: 0, failed: 0, done: 0, wrong: [] };
  const check = async (fault: string): Promise<void> => {
    const ended = await attempt(fault);
    counts.runs++;
    const wrong = (what: string, more?: unknown): void => {
      counts.wrong.push(JSON.stringify({ args: command.args, fault, what, ended, more }));
    };
    if (ended.signal === 'SIGABRT') wrong('hangs');
    if (/this is a bug in prep|^\s+at .*:\d+:\d+/m.test(ended.output)) wrong('has a stack trace');
    if (ended.signal) counts.killed++;
    else if (ended.code === 0) counts.done++;
    else counts.failed++;
    if (fault.startsWith('cut')) {
      rmSync(home, { recursive: true });
      cpSync(join(work, 'disk'), home, { recursive: true });
    }
    const lost = lostFrom(start, home).filter((each) => each !== command.removes);
    if (lost.length > 0) wrong('loses', lost);
    if (command.isDone(home)) return;
    if (ended.code === 0 && ended.output.includes(command.confirms ?? ''))
      return wrong('is confirmed and not there');
    const input = `${command.inputBefore ?? ''}${command.input ?? ''}`;
    const again = await run(home, { ...command, input });
    if (!command.isDone(home)) wrong('cannot be done again', again);
  };
  await check('cut 0');
  const calls = readFileSync(join(work, 'count'), 'utf8').split('\n');
  counts.points = calls.length;
  const isTelling = (fault: Fault, at: number): boolean => {
    const call = calls[at] ?? '';
    // A kill after a call leaves the same as a kill before the next one.
    if (fault === 'after') return at === calls.length - 1;
    // Of a place that is reached repeatedly, such as a draft, only the first and the last time.
    if (calls.indexOf(call) < at && calls.lastIndexOf(call) > at) return false;
    return call.startsWith('w') || (fault !== 'torn' && fault !== 'short');
  };
  const all = FAULTS.flatMap((fault) =>
    calls.flatMap((_, at) => (isTelling(fault, at) ? [`${fault} ${at + 1}`] : [])),
  );
  // A step that never divides the number of points reaches every fault and every point in turn.
  const step = Number(process.env['PREP_FAULT_STEP'] ?? '1');
  for (let at = 0; at < all.length; at += step) await check(all[at] ?? '');
  return counts;
}

let [commands, allPoints, total, wrongs] = [0, 0, 0, 0];

it.each(Object.entries(COMMANDS))(
  'prep %s loses nothing, whatever happens at any point of it',
  async (name, command) => {
    const { points, runs, killed, failed, done, wrong } = await disturb(tempFolder(), command);
    wrongs += wrong.length;
    console.log(
      `${name}: ${points} points, ${runs} runs · ${killed} killed, ${failed} failed, ${done} done · ${wrong.length} wrong`,
    );
    commands += 1;
    allPoints += points;
    total += runs;
    expect(wrong).toEqual([]);
  },
  2 * 60 * 60_000,
);

afterAll(() => {
  console.log(
    `faults: ${commands} commands × ${allPoints} points × ${FAULTS.length} faults that tell apart = ${total} runs · ${wrongs} of them lost something, hung or ended in a stack trace`,
  );
});
