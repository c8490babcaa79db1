// A machine in memory for commands that read banks, read and write the config, and talk: what was said can be looked at.
import { assembleBanks } from '../../src/core/bank.ts';
import { DEFAULT_DRILLS, DEFAULT_SETTINGS, type Config } from '../../src/core/config.ts';
import { parseIso } from '../../src/core/day.ts';
import { openSource } from '../../src/core/span.ts';
import type { Context, Prompts } from '../../src/context.ts';
import { readMetricsFile } from '../../src/formats/metrics-file.ts';
import { readQuestionFile } from '../../src/formats/question-file.ts';
import { testNow } from './environment.ts';

export type Memory = {
  readonly context: Context;
  readonly config: () => Config;
  /** All of stdout, stderr, and what prompts showed and asked. */
  readonly data: () => string;
  readonly talk: () => string;
  readonly shown: () => string;
};

export type MemoryOptions = {
  /** Text by file name; `metrics.md` holds metrics, the others a question each. */
  readonly files: Readonly<Record<string, string>>;
  readonly fills?: Config['fills'];
  /** The lines that are typed, one a prompt; then the person leaves. */
  readonly lines?: readonly string[];
  readonly interactive?: boolean;
};

const emptyProgress = {
  schedules: new Map(),
  seen: new Map(),
  days: new Map(),
  suspended: new Set<string>(),
  notes: new Map(),
};

function absent(): never {
  throw new Error('this prompt is not expected');
}

function memoryPrompts(lines: readonly string[], show: (text: string) => void): Prompts {
  const waiting = [...lines];
  return {
    line: (question) => {
      show(question);
      return Promise.resolve(waiting.shift());
    },
    answer: absent,
    points: absent,
    rate: absent,
    pause: absent,
    show,
    interrupted: () => false,
    close: () => show('(closed)'),
  };
}

/** Opens a machine in memory, at `testNow`, 80 columns wide and without colours. Doors that it has not fail when they are used. */
export function openMemory(options: MemoryOptions): Memory {
  const [data, talk, shown]: [string[], string[], string[]] = [[], [], []];
  const files = Object.entries(options.files).map(([name, text]) =>
    (name === 'metrics.md' ? readMetricsFile : readQuestionFile)(openSource(name, text), 'bank'),
  );
  const bank = assembleBanks([{ bank: 'bank', own: false, files }]);
  const now = parseIso(testNow);
  if (now === undefined) throw new Error('the time of tests is no time');
  let config: Config = {
    version: 1,
    settings: DEFAULT_SETTINGS,
    banks: [],
    fills: options.fills ?? {},
    answers: {},
    drills: DEFAULT_DRILLS,
  };
  const parts = {
    env: {},
    clock: { now: () => now, calendar: () => ({ timeZone: 'Europe/Berlin', dayStartMinutes: 240 }) },
    out: { data: (text: string) => data.push(text), talk: (text: string) => talk.push(text) },
    screen: { columns: 80, rows: 24, color: false, fancy: true },
    interactive: options.interactive ?? true,
    config: {
      file: 'config.json',
      read: () => ({ config, problems: [] }),
      update: (change: (before: Config) => Config) => {
        config = change(config);
        return Promise.resolve(config);
      },
    },
    journal: { progress: () => Promise.resolve(emptyProgress) },
    prompts: () => Promise.resolve(memoryPrompts(options.lines ?? [], (text) => shown.push(text))),
    banks: { full: () => Promise.resolve(bank), heads: () => Promise.resolve(bank), shipped: 'bank' },
    files: { pathDelimiter: ':' },
  };
  return {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only the doors that such commands use are there
    context: parts as unknown as Context,
    config: () => config,
    data: () => data.join(''),
    talk: () => talk.join(''),
    shown: () => shown.join('\n'),
  };
}
