import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { storedText } from '../../../src/core/base/metric.ts';
import type { Fills } from '../../../src/core/base/metric.ts';
import type { Input } from '../../../src/cli.ts';
import { fillFrom } from '../../../src/commands/fill/from.ts';
import { loadFullStudy } from '../../../src/commands/shared/load.ts';
import { fillText, segmentsText } from '../../../src/core/fill/values.ts';
import { openMemory, type Memory, type MemoryOptions } from '../../support/memory-context.ts';

const files = {
  'metrics.md': `---
metrics:
  tf_latency_ms: { prompt: Median latency of the small model, unit: ms, example: 45, measure: a hundred runs }
  lm_latency_ms: { prompt: Median latency of the large model, unit: ms, max: 1000 }
  slowdown: { derive: lm_latency_ms / tf_latency_ms, unit: × }
  accuracy: { prompt: Accuracy on the test set, unit: "%", better: higher }
  rate: { prompt: Reviews per second, unit: reviews/s }
  gpu: { prompt: The GPU, kind: text }
---
`,
  'cost.md': `---
id: cost
number: 4
---
# What does a request cost?

It took [FILL IN: tf_latency_ms] against [FILL IN: lm_latency_ms], which is [FILL IN: slowdown], on [FILL IN: gpu] at [FILL IN: rate].
`,
  'quality.md': `---
id: quality
number: 5
---
# How good is it?

It is right in [FILL IN: accuracy] of all cases.
`,
};

const bench = JSON.stringify({
  results: ['infer tf', 'infer lm'].map((command, i) => ({
    command,
    median: [0.0451234, 0.182][i],
    mean: [0.0462, 0.183][i],
    user: 0.04,
    system: 0.01,
    times: [0.045, 0.046],
  })),
});
const evaluated = '{"eval_accuracy": 0.8234, "eval_loss": 0.41, "eval_samples_per_second": 606.2}';
const TF = 'results[?command==`"infer tf"`].median | [0]';
const LM = 'results[?command==`"infer lm"`].median | [0]';
const updatedAt = '2026-11-20T10:00:00.000+01:00';
const typed: Fills = { tf_latency_ms: { value: '50 ms', number: 50, unit: 'ms', updatedAt } };

type Machine = Memory & {
  readonly from: (path: string, options?: Input<'fill'> & { names?: readonly string[] }) => Promise<number>;
  /** What was stored, by name. */
  readonly values: () => Readonly<Record<string, string>>;
};

function open(more: Partial<MemoryOptions> = {}): Machine {
  const results = { 'bench.json': bench, 'runs/eval_results.json': evaluated };
  const memory = openMemory({ files, results, interactive: false, ...more });
  const { context } = memory;
  return {
    ...memory,
    from: async (path, { names = [], ...options } = {}) =>
      fillFrom({ context, study: await loadFullStudy(context, {}), names, options }, path),
    values: () =>
      Object.fromEntries(
        Object.entries(memory.config().fills).map(([name, fill]) => [name, storedText(fill)]),
      ),
  };
}

/** A person at a terminal who types these lines. */
const person = (lines: readonly string[], more: Partial<MemoryOptions> = {}): Machine =>
  open({ interactive: true, lines, ...more });

const json = ({ data }: Memory): unknown => JSON.parse(data());

describe('prep fill --from FILE --set', () => {
  it('binds values by path, with all of their source', async () => {
    const machine = open();
    expect(await machine.from('bench.json', { set: [`tf_latency_ms=${TF}`] })).toBe(0);
    expect(machine.config().fills['tf_latency_ms']).toEqual({
      value: '45.1 ms',
      number: 45.1234,
      unit: 'ms',
      updatedAt: '2026-11-24T10:00:00.000+01:00',
      source: {
        file: '/here/bench.json',
        path: TF,
        unit: 's',
        read: '45.1 ms',
        sha256: createHash('sha256').update(bench).digest('hex'),
      },
    });
    expect(machine.data()).toBe(`tf_latency_ms: 0.0451234 s = 45.1 ms\n  from bench.json: ${TF}\n`);
  });

  it('takes labels, indices and functions, and goes over what was typed', async () => {
    const machine = open({ fills: typed });
    const set = ['tf_latency_ms=infer tf · mean', 'lm_latency_ms=max(results[].median)'];
    expect(await machine.from('bench.json', { set })).toBe(0);
    expect(machine.values()).toEqual({ tf_latency_ms: '46.2 ms', lm_latency_ms: '182 ms' });
    const again = open();
    await again.from('bench.json', { set: ['tf_latency_ms=results[0].median'] });
    expect(again.values()).toEqual({ tf_latency_ms: '45.1 ms' });
  });

  it('takes every name that it lists, and its words alone', async () => {
    const log =
      '2026-11-19 09:00:00,120 INFO  registry - rollback to=117 took=42.7s\n' +
      '2026-11-19 11:10:00,120 INFO  ckpt - every=500 write_s=31\n';
    const results = { 'run.log': log };
    const listed = open({ results });
    await listed.from('run.log', { list: true });
    expect(listed.talk()).toContain("To use one by its name:\n  prep fill --from run.log --set 'NAME=");
    for (const name of ['registry - rollback · took', 'registry rollback took']) {
      const machine = open({ results });
      await machine.from('run.log', { set: [`tf_latency_ms=${name}`], force: true });
      expect(machine.values()).toEqual({ tf_latency_ms: '42700 ms' });
    }
  });

  it('asks about a value that does not fit the others, and refuses it in scripts', async () => {
    const metrics = files['metrics.md'].replace(
      /---\n$/,
      'constraints: [lm_latency_ms <= tf_latency_ms]\n---\n',
    );
    const more = { files: { ...files, 'metrics.md': metrics }, fills: typed };
    const machine = open(more);
    await expect(machine.from('bench.json', { set: [`lm_latency_ms=${LM}`] })).rejects.toThrow(
      'Nothing was stored: 1 value cannot be used.',
    );
    const lines = (answer: string): readonly string[] => ['results[1].median', answer, 'q'];
    const refusing = person(lines(''), more);
    await refusing.from('bench.json', { names: ['lm_latency_ms'] });
    expect(refusing.values()).toEqual({ tf_latency_ms: '50 ms' });
    expect(refusing.shown()).toContain('Please check: lm_latency_ms is 182 ms and tf_latency_ms is 50 ms');
    const sure = person(lines('y'), more);
    await sure.from('bench.json', { names: ['lm_latency_ms'] });
    expect(sure.values()).toEqual({ tf_latency_ms: '50 ms', lm_latency_ms: '182 ms' });
  });

  it('stores nothing while anything is wrong, and says what is wrong with each', async () => {
    const machine = open();
    const set = [
      'tf_latency_ms=results[0].median',
      'lm_latency_ms=results[0].medain',
      'slowdown=results[0].median',
      'tf_latency=results[0].median',
      'tf_latency_ms=results[0].mean',
      'accuracy=results[0].median',
      'results[0].median',
      'rate=',
    ];
    await expect(machine.from('bench.json', { set })).rejects.toMatchObject({
      code: 'value-refused',
      exit: 2,
    });
    expect(machine.values()).toEqual({});
    const talk = machine.talk();
    expect(talk).toContain('lm_latency_ms: there is no `results[0].medain`; did you mean');
    for (const said of [
      'medain',
      'slowdown is computed',
      'unknown metric tf_latency',
      'tf_latency_ms is given twice',
      '--unit %',
      'expected NAME=PATH',
      'rate: the path is empty',
    ])
      expect(talk).toContain(said);
  });

  it('takes the unit that is stated, and keeps it for the next reading', async () => {
    const machine = open();
    const set = ['rate=eval_samples_per_second'];
    await expect(machine.from('runs/eval_results.json', { set })).rejects.toMatchObject({
      code: 'value-refused',
    });
    expect(machine.talk()).toContain('--unit reviews/s');
    expect(await machine.from('runs/eval_results.json', { set, unit: 'reviews/s' })).toBe(0);
    expect(machine.config().fills['rate']).toMatchObject({
      value: '606 reviews/s',
      source: { unit: 'reviews/s' },
    });
  });

  it('shows in a dry run what it would store', async () => {
    const machine = open();
    expect(await machine.from('bench.json', { set: [`tf_latency_ms=${TF}`], dryRun: true })).toBe(0);
    expect(machine.data()).toContain('45.1 ms');
    expect(machine.talk()).toBe('Dry run: nothing was stored.\n');
    expect(machine.values()).toEqual({});
  });

  it('gives JSON with what was set', async () => {
    const machine = open({ fills: typed });
    await machine.from('bench.json', { set: [`lm_latency_ms=${LM}`], json: true });
    expect(json(machine)).toEqual({
      v: 1,
      command: 'fill',
      set: [
        {
          name: 'lm_latency_ms',
          value: '182 ms',
          number: 182,
          unit: 'ms',
          warning: null,
          converted: '0.182 s = 182 ms',
          file: 'bench.json',
          path: LM,
        },
      ],
      unset: [],
      completed: [],
      derived: [
        {
          name: 'slowdown',
          old: null,
          new: '3.64×',
        },
      ],
      readAgain: [],
    });
    expect(machine.values()).toEqual({ tf_latency_ms: '50 ms', lm_latency_ms: '182 ms' });
  });

  it('stores what is out of range only when it is forced', async () => {
    const machine = open();
    const set = { set: [`lm_latency_ms=${LM}`], unit: 'min' };
    await expect(machine.from('bench.json', set)).rejects.toMatchObject({ code: 'value-refused' });
    expect(machine.talk()).toContain('10920 ms is above the expected range (at most 1000)');
    await machine.from('bench.json', { ...set, force: true });
    expect(machine.values()).toEqual({ lm_latency_ms: '10920 ms' });
  });

  it('does not guess in which file of a folder a path is', async () => {
    const machine = open({ results: { 'all/a.json': bench, 'all/b.json': bench } });
    await expect(machine.from('all', { set: [`tf_latency_ms=${TF}`] })).rejects.toMatchObject({
      code: 'file-ambiguous',
      hint: 'choose one with --from: all/a.json, all/b.json',
    });
    const single = open();
    expect(await single.from('runs', { set: ['accuracy=eval_accuracy'] })).toBe(0);
    expect(single.config().fills['accuracy']).toMatchObject({
      value: '82.3%',
      source: { file: '/here/runs/eval_results.json', unit: '×' },
    });
  });
});

describe('prep fill --from without a terminal', () => {
  it('lists what the file has, and what seems to fit as commands', async () => {
    const machine = open();
    expect(await machine.from('bench.json')).toBe(0);
    const [head, first] = machine.data().split('\n');
    expect(head).toBe('bench.json · hyperfine · 8 values');
    expect(first).toMatch(/^ {2}infer tf · median +45\.1 ms/);
    expect(machine.data()).toContain(
      `tf_latency_ms: 0.0451234 s = 45.1 ms, infer tf · median\n  prep fill --from bench.json --set 'tf_latency_ms=${TF}'\n`,
    );
    expect(machine.values()).toEqual({});
  });

  it('binds with a pasted command what it proposed', async () => {
    const machine = open();
    await machine.from('bench.json', { json: true });
    const { proposals } = json(machine) as {
      proposals: readonly { name: string; path: string; value: string }[];
    };
    expect(proposals.map(({ name }) => name)).toEqual(['tf_latency_ms', 'lm_latency_ms']);
    const after = open();
    await after.from('bench.json', { set: proposals.map(({ name, path }) => `${name}=${path}`) });
    expect(after.values()).toEqual(Object.fromEntries(proposals.map(({ name, value }) => [name, value])));
  });

  it('gives JSON of files, proposals and notes', async () => {
    const machine = open({ results: { 'runs/eval_results.json': evaluated, 'runs/broken.json': '{"a": ' } });
    expect(await machine.from('runs', { json: true })).toBe(0);
    expect(json(machine)).toEqual({
      v: 1,
      command: 'fill',
      files: [
        {
          file: 'runs/eval_results.json',
          reader: 'generic',
          title: 'JSON',
          error: null,
          candidates: [
            { label: 'eval_accuracy', value: 0.8234, unit: '×', path: 'eval_accuracy' },
            { label: 'eval_loss', value: 0.41, unit: '', path: 'eval_loss' },
            {
              label: 'eval_samples_per_second',
              value: 606.2,
              unit: 'samples/s',
              path: 'eval_samples_per_second',
            },
          ],
        },
        {
          file: 'runs/broken.json',
          reader: null,
          title: null,
          error: expect.stringContaining('broken.json') as string,
          candidates: [],
        },
      ],
      proposals: [
        {
          name: 'accuracy',
          file: 'runs/eval_results.json',
          path: 'eval_accuracy',
          label: 'eval_accuracy',
          value: '82.3%',
          converted: '0.8234 as a fraction = 82.3%',
          score: expect.any(Number) as number,
        },
      ],
      choices: [],
      notes: [],
    });
  });

  it('asks whose value is meant where several things have one, and offers none by itself', async () => {
    const results = { 'a.csv': 'config,accuracy\nsmall,0.79\nbig,0.82\n' };
    const machine = open({ results });
    await machine.from('a.csv');
    expect(machine.data()).toContain(
      [
        'accuracy could be any of these:',
        '- 82%: big · accuracy',
        '  prep fill --from a.csv --set \'accuracy=[?config==`"big"`].accuracy | [0]\'',
        '- 79%: small · accuracy',
      ].join('\n'),
    );
    const asked = open({ results });
    await asked.from('a.csv', { json: true });
    expect(json(asked)).toMatchObject({
      proposals: [],
      choices: [{ name: 'accuracy', values: [{ value: '82%' }, { value: '79%' }] }],
    });
  });

  it.each([
    ['p95 latency, ms', ['before', 'after']],
    ['p95 latency before the change, ms', ['before']],
    ['p95 latency after the rollout, ms', ['after']],
  ])('takes the row that %s names, and lists both if it names none', async (hint, rows) => {
    const load = {
      'load.md': `---\nid: load\n---\n# Load?\n\nIt took [FILL IN: ${hint}] in the test, and it was [X] hours in total.\n`,
    };
    const results = {
      'load.csv':
        'run,phase,vus,p50_ms,p95_ms\n1,before,240,204,842\n2,before,240,199,836\n1,after,240,61,187\n2,after,240,60,184\n',
    };
    const machine = open({ files: load, results });
    await machine.from('load.csv', { json: true });
    const { proposals, choices } = json(machine) as {
      readonly proposals: readonly { readonly label: string }[];
      readonly choices: readonly { readonly values: readonly { readonly label: string }[] }[];
    };
    const listed = choices.flatMap(({ values }) => values);
    expect([...proposals, ...listed].map(({ label }) => label)).toEqual(
      rows.map((row) => `${row} · p95_ms · mean ± std`),
    );
  });

  it('takes users for a count, and never for the time of a processor', async () => {
    const load = {
      'load.md':
        '---\nid: load\n---\n# Load?\n\nIt held at [FILL IN: virtual users] virtual users all day.\n',
    };
    const found = async (text: string): Promise<string> => {
      const machine = open({ files: load, results: { 'a.json': text } });
      await machine.from('a.json', { list: true });
      return machine.data();
    };
    expect(await found(bench)).not.toContain('virtual users');
    expect(await found('{"vus": 240, "rps": 300}')).toContain('virtual users (load): 240, vus');
  });

  it.each([
    ['trt,0.001\necog,0.001\nage,0.02', ['trt', 'ecog', 'age']],
    ['ecog,0.001\ntrt,0.001', ['ecog', 'trt']],
  ])('offers every thing that has the value, also if two have the same: %s', async (rows, things) => {
    const cox = '# HR?\n\nIt was significant, p = [FILL IN: cox_p].\n';
    const machine = open({ files: { 'cox.md': cox }, results: { 'cox.csv': `term,p.value\n${rows}\n` } });
    await machine.from('cox.csv', { names: ['cox_p'], list: true });
    expect(machine.data().match(/(?<=^- [\d.]+: )\w+/gm)).toEqual(things);
  });

  it('lists a number that is not 1 with the digits that say so', async () => {
    const machine = open({ results: { 'ci.csv': 'term,low,high\ntrt,1.0004,1.0021\nage,0.9996,1.2\n' } });
    await machine.from('ci.csv', { list: true });
    const shown = machine.data().matchAll(/^ {2}(\w+) · (\w+) +([\d.]+)$/gm);
    expect([...shown].map(([, thing, name, value]) => `${thing} ${name} ${value}`)).toEqual([
      'trt low 1.0004',
      'age low 0.9996',
      'trt high 1.002',
      'age high 1.2',
    ]);
  });

  it('lists a bound, takes it by its name, and writes it behind the name that the text gives', async () => {
    const cox = '# HR?\n\nIt was significant, p = [FILL IN: cox_p].\n';
    const results = { 'cox.csv': 'arm;n;p\nactive;602;<0,001\nplacebo;1.204;NA\n' };
    const machine = open({ files: { 'cox.md': cox }, results });
    await machine.from('cox.csv', { list: true });
    expect(machine.data()).toMatch(/active · n +602\n +placebo · n +1204\n +active · p +<0,001\n/);
    await machine.from('cox.csv', { set: ['cox_p=active · p'] });
    expect(machine.values()).toEqual({ cox_p: '< 0.001' });
    const refused = machine.from('cox.csv', { set: ['cox_p=placebo · p'] });
    await expect(refused).rejects.toMatchObject({ code: 'value-refused' });
    expect(machine.talk()).toContain('no value is called placebo · p');
  });

  it('proposes only for what is named, and refuses a name that there is not', async () => {
    const machine = open();
    await machine.from('bench.json', { names: ['lm_latency_ms'], list: true });
    expect(machine.data()).toContain('lm_latency_ms=');
    expect(machine.data()).not.toContain('tf_latency_ms=');
    await expect(machine.from('bench.json', { names: ['latency'] })).rejects.toMatchObject({
      code: 'value-refused',
    });
  });

  it('gives nothing of a metric that has a value to another', async () => {
    const machine = open({ fills: typed });
    await machine.from('bench.json');
    expect(machine.data()).not.toContain('tf_latency_ms=');
    expect(machine.data()).toContain('lm_latency_ms=');
  });

  it('proposes a value for all placeholders of the same words, with their own source for each', async () => {
    const two = {
      'towers.md': '---\nid: towers\nnumber: 8\n---\n# Towers?\n\nRecall is [FILL IN: recall at 10].\n',
      'offline.md': '---\nid: offline\nnumber: 9\n---\n# Offline?\n\nIt rose to [FILL IN: recall at 10].\n',
    };
    const machine = open({ files: two, results: { 'eval.json': '{"recall_at_10": 0.412, "k": 10}' } });
    await machine.from('eval.json');
    expect(machine.data()).toContain('--set offline/fill-in/recall-at-10=recall_at_10');
    expect(machine.data()).toContain('--set towers/fill-in/recall-at-10=recall_at_10');
  });

  const SEEDS = { 'seeds.csv': 'seed,accuracy\n1,0.82\n2,0.84\n3,0.80\n' };

  it('offers the mean and the deviation of seeds, and neither the best nor a single one', async () => {
    const machine = open({ results: SEEDS });
    await machine.from('seeds.csv');
    expect(machine.data()).toContain("--set 'accuracy=mean_std([*].accuracy)'");
    expect(machine.data()).not.toMatch(/\[0\]|--set 'accuracy=max/);
    await machine.from('seeds.csv', { set: ['accuracy=mean_std([*].accuracy)'] });
    expect(machine.values()).toEqual({ accuracy: '82.0 ± 2.0% (n=3)' });
    const steps = open({ results: { 'a.csv': 'seed,step,accuracy\n1,1,0.5\n1,2,0.84\n' } });
    await steps.from('a.csv');
    expect(steps.data()).not.toContain('±');
  });

  it('says so where nothing seems to fit, and names the banks in what can be pasted', async () => {
    const nothing = open({ results: { 'a.json': '{"zebra": 3}' } });
    expect(await nothing.from('a.json')).toBe(0);
    expect(nothing.talk()).toContain('No value here is a sure match for an unfilled metric');
    const words = open({ results: { 'a.yaml': 'accuracy: about 82%\n' } });
    expect(await words.from('a.yaml')).toBe(0);
    expect(words.talk()).toBe('No numbers found that prep can read.\n');
    const machine = open();
    const study = await loadFullStudy(machine.context, { bank: ['my guide.md'] });
    await fillFrom({ context: machine.context, study, names: [], options: {} }, 'bench.json');
    expect(machine.data()).toContain("prep fill --bank 'my guide.md' --from bench.json --set");
  });

  it('goes on past files of a folder that cannot be read', async () => {
    const results = { 'a/broken.json': '{"a": ', 'a/bench.json': bench, 'a/settings.json': '{}' };
    const machine = open({ results });
    expect(await machine.from('a')).toBe(0);
    expect(machine.talk()).toMatch(/^Looking through a …\na\/broken\.json is .+\n/);
    expect(machine.data()).toContain('a/bench.json · hyperfine');
    expect(machine.data()).not.toContain('settings.json');
  });

  it('tells a few of many files that cannot be read, and counts the others', async () => {
    const broken = Array.from({ length: 8 }, (_, i) => [`a/${i}.json`, '{"a": '] as const);
    const machine = open({ results: Object.fromEntries([['a/bench.json', bench], ...broken]) });
    expect(await machine.from('a')).toBe(0);
    expect(machine.talk().match(/is cut off/g)).toHaveLength(5);
    expect(machine.talk()).toContain('3 more files cannot be read; `--json` lists them');
  });

  it('says that all is filled, rather than that nothing fits', async () => {
    const fill = (value: string) => ({ value, updatedAt });
    const fills = {
      gpu: fill('A100'),
      accuracy: fill('82%'),
      rate: fill('5'),
      ...typed,
      lm_latency_ms: fill('9 ms'),
    };
    const machine = open({ fills });
    expect(await machine.from('bench.json')).toBe(0);
    expect(machine.talk()).toContain('Every value your answers cite is filled');
  });

  it('lists what comes near for a metric that is named, and refuses an empty path', async () => {
    const machine = open({ results: { 'a.csv': 'step,accuracy\n1,0.7\n2,nan\n' } });
    await machine.from('a.csv', { names: ['accuracy'] });
    expect(machine.data()).toContain('accuracy: 0.7 as a fraction = 70%, accuracy · max (perhaps)');
    await expect(machine.from(' ')).rejects.toThrow('`--from` needs the path of a file or a folder.');
  });

  it('fails for a file that cannot be read or understood, and for a folder without any', async () => {
    const machine = open({ results: { 'broken.json': '{"a": ', 'b/settings.json': '{}' } });
    await expect(machine.from('missing.json')).rejects.toMatchObject({ code: 'file-missing', exit: 2 });
    await expect(machine.from('broken.json')).rejects.toMatchObject({ code: 'result-unread', exit: 2 });
    await expect(machine.from('b')).rejects.toMatchObject({ code: 'no-results', exit: 2 });
  });
});

describe('choosing at a terminal', () => {
  it('shows what was recognised, takes the sure ones with Enter and ends with what is open', async () => {
    const machine = person(['', '']);
    expect(await machine.from('bench.json')).toBe(0);
    const shown = machine.shown();
    expect(shown).toContain('bench.json · hyperfine · 8 values');
    expect(shown).toMatch(/infer tf · median +45\.1 ms/);
    expect(shown).toContain('1  45.1 ms  infer tf · median');
    expect(shown).toContain('tf_latency_ms (Enter = choice 1, ! = not measured, ');
    expect(shown).toContain('It took [FILL IN: tf_latency_ms] against');
    expect(shown).toContain('It took 45.1\u00A0ms against');
    expect(shown).toMatch(
      /2 values stored; `prep fill --sync` reads the files again\. 3 left\. Run\s+`prep\s+fill`\s+to\s+continue\./,
    );
    expect(machine.values()).toEqual({ tf_latency_ms: '45.1 ms', lm_latency_ms: '182 ms' });
    expect(machine.config().fills['tf_latency_ms']?.source).toMatchObject({ path: TF });
  });

  it('takes y like Enter where one is sure, and otherwise says what to enter', async () => {
    const machine = person(['y', 'q']);
    await machine.from('bench.json');
    expect(machine.values()).toEqual({ tf_latency_ms: '45.1 ms' });
    const results = { 'a.csv': 'lr,accuracy\n1,0.81\n1,0.83\n2,0.7\n2,0.8\n' };
    const unsure = person(['y', 'q'], { results });
    await unsure.from('a.csv');
    expect(unsure.values()).toEqual({});
    expect(unsure.shown()).toContain('y chooses no value; enter the number of a value, such as 1');
  });

  it('finds only what the metric can be, as long as there is any', async () => {
    const report = JSON.stringify({ review_speed: 12, review_share: '81%', review_time: '30 ms' });
    const machine = person(['review', 'q'], { results: { 'a.json': report } });
    await machine.from('a.json', { names: ['lm_latency_ms'] });
    expect(machine.shown()).toContain('30 ms');
    expect(machine.shown()).not.toContain('1  81%');
    expect(machine.shown()).not.toMatch(/\d {2}81%/);
  });

  it('skips with n and s, goes back with b, leaves with q, and keeps what was taken', async () => {
    const skipped = person(['n', 'S']);
    await skipped.from('bench.json');
    expect(skipped.values()).toEqual({});
    expect(skipped.shown()).toContain('0 values stored.');
    const back = person(['n', 'b', '1', 'q']);
    await back.from('bench.json');
    expect(back.values()).toEqual({ tf_latency_ms: '45.1 ms' });
    const left = person(['1', 'q']);
    expect(await left.from('bench.json')).toBe(0);
    expect(left.values()).toEqual({ tf_latency_ms: '45.1 ms' });
    const ended = person(['1']);
    await ended.from('bench.json');
    expect(ended.values()).toEqual({ tf_latency_ms: '45.1 ms' });
  });

  it('takes ! for what was not measured, with the reason behind it', async () => {
    const machine = person(['! no GPU', '! no time']);
    expect(await machine.from('bench.json')).toBe(0);
    expect(machine.config().fills).toMatchObject({
      tf_latency_ms: { notMeasured: { reason: 'no GPU' } },
      lm_latency_ms: { notMeasured: { reason: 'no time' } },
    });
    expect(machine.shown()).toContain('tf_latency_ms: not measured: no GPU');
    expect(machine.shown()).toContain('0 values stored, 2 not measured.');
  });

  it('takes another by its number, and asks before it takes a value that no file has', async () => {
    const machine = person(['17', '2', 'q']);
    await machine.from('bench.json');
    expect(machine.shown()).toContain('Please check: no value of these files is 17 ms.');
    expect(machine.values()).toEqual({ tf_latency_ms: '46.2 ms' });
    const typing = person(['17', 'y', 'q']);
    await typing.from('bench.json');
    expect(typing.config().fills['tf_latency_ms']).toMatchObject({ value: '17 ms' });
    expect(typing.config().fills['tf_latency_ms']?.source).toBeUndefined();
  });

  it('takes a value of its own that is on the screen, and stores one that is elsewhere', async () => {
    const machine = person(['46.2', '10', 'q']);
    await machine.from('bench.json', { names: ['tf_latency_ms', 'lm_latency_ms', 'gpu'] });
    expect(machine.config().fills['tf_latency_ms']?.source?.path).toContain('.mean');
    expect(machine.values()).toMatchObject({ lm_latency_ms: '10 ms' });
    expect(machine.config().fills['lm_latency_ms']?.source).toBeUndefined();
    expect(machine.shown()).not.toContain('no value of these files');
    const spread = 'run,tf_latency_ms\n1,46\n2,47.1\n3,45.2\n';
    const repeated = person(['mean', '46.1'], { results: { 'a.csv': spread } });
    await repeated.from('a.csv', { names: ['tf_latency_ms'] });
    expect(repeated.values()).toEqual({ tf_latency_ms: '46.10 ± 0.95 ms (n=3)' });
  });

  it('finds words in all values, and numbers what it found anew', async () => {
    const machine = person(['lm mean', '', 'lm mean', '1', 'q']);
    await machine.from('bench.json', { names: ['tf_latency_ms', 'lm_latency_ms'] });
    expect(machine.shown()).toContain('tf_latency_ms (Enter = skip, ! = not measured, ');
    expect(machine.values()).toEqual({ lm_latency_ms: '183 ms' });
  });

  it('takes a path as written, and says what is wrong with one', async () => {
    const machine = person(['results[7].median', 'max(results[].median)', 'q']);
    await machine.from('bench.json');
    expect(machine.shown()).toContain('there is no `results[7]`');
    expect(machine.values()).toEqual({ tf_latency_ms: '182 ms' });
    expect(machine.config().fills['tf_latency_ms']?.source?.path).toBe('max(results[].median)');
  });

  it('says that nothing matches in any of several files', async () => {
    const results = { 'a/one.json': evaluated, 'a/two.json': evaluated };
    const machine = person(['no.such.path', '1', '', 'q'], { results });
    await machine.from('a', { names: ['gpu'] });
    expect(machine.shown()).toContain('no.such.path matches nothing in these files; type ? for help');
    expect(machine.shown()).toContain('Please check: no value of these files is 1.');
    expect(machine.values()).toEqual({});
  });

  it('offers the files to choose from where a path is in several', async () => {
    const results = { 'a/one.json': evaluated, 'a/two.json': evaluated.replace('0.8234', '0.9') };
    const machine = person(['max([eval_accuracy, eval_loss])', '2'], { results });
    await machine.from('a', { names: ['accuracy'] });
    expect(machine.config().fills['accuracy']).toMatchObject({
      value: '90%',
      source: { file: '/here/a/two.json', path: 'max([eval_accuracy, eval_loss])' },
    });
  });

  it('lists what a word finds, even where the word is a path', async () => {
    const results = { 'a.json': '{"throughput": 299.4, "throughput_max": 400, "cost": {"throughput": 3}}' };
    const machine = person(['throughput', '1', 'q'], { results });
    await machine.from('a.json', { names: ['rate'] });
    expect(machine.shown()).toMatch(/1 {2}299 {2}throughput\n.*2 {2}400 {2}throughput_max/);
    expect(machine.values()).toEqual({ rate: '299 reviews/s' });
    const left = person(['cost.throughput', 'q'], { results });
    await left.from('a.json', { names: ['rate'] });
    expect(left.values()).toEqual({});
  });

  it('shows a number without a unit that the file does not give, and a share as what it would be', async () => {
    const results = { 'a.json': '{"total": 14233.2, "score": 0.91, "speed": "3 ms"}' };
    const machine = person(['total', 'speed', 'q'], { results });
    await machine.from('a.json', { names: ['lm_latency_ms'] });
    expect(machine.shown()).toContain('1  14233  total');
    expect(machine.shown()).toContain('1  3 ms  speed');
    const share = person(['score', '1'], { results });
    await share.from('a.json', { names: ['accuracy'] });
    expect(share.shown()).toContain('1  0.91 as a fraction = 91%  score');
  });

  it('asks before a bare number becomes more than 100%', async () => {
    const results = { 'a.json': '{"total": 2311}' };
    const machine = person(['total', '1', 'n', 'q'], { results });
    await machine.from('a.json', { names: ['accuracy'] });
    expect(machine.shown()).toContain('Please check: 2311 has no unit, and would be 2311%.');
    expect(machine.values()).toEqual({});
  });

  it('finds what a sentence calls a placeholder that is a letter', async () => {
    const train = {
      'train.md': '---\nid: train\n---\n# How did it train?\n\nFinal eval loss [X], eval accuracy [Y]%.\n',
    };
    const results = { 'a.json': evaluated };
    const machine = person(['1', ''], { files: train, results });
    await machine.from('a.json');
    expect(Object.values(machine.values())).toEqual(['0.41', '82.3%']);
  });

  it('finds what a sentence counts, and takes the duration of a test for no latency', async () => {
    const text = 'pgbench does [X] tps at a latency of [Y] ms with [Z] clients.';
    const pgbench = readFileSync('tests/corpus/results/reports/pgbench-settings.txt', 'utf8');
    const machine = open({
      files: { 'pg.md': `---\nid: pg\n---\n# How fast?\n\n${text}\n` },
      results: { 'pgbench.txt': pgbench },
    });
    await machine.from('pgbench.txt', { json: true });
    const { proposals } = json(machine) as { readonly proposals: readonly { readonly label: string }[] };
    expect(proposals.map(({ label }) => label)).toEqual(['tps', 'latency average', 'number of clients']);
  });

  it('finds a duration for a blank with a unit of time, and nothing that is tiny in it', async () => {
    const load = {
      'fill.md':
        '---\nid: fill\n---\n# Backfill?\n\nRun it over 18 months of events, ___ hours on 40 nodes.\n',
    };
    const found = async (text: string): Promise<unknown> => {
      const machine = open({ files: load, results: { 'a.json': text } });
      await machine.from('a.json', { json: true });
      const { proposals } = json(machine) as { readonly proposals: readonly { readonly value: string }[] };
      return proposals.map(({ value }) => value);
    };
    expect(await found('{"rows": 18432, "duration_h": 6.64}')).toEqual(['6.64 h']);
    expect(await found('{"latency_ms": 14.2}')).toEqual([]);
  });

  it('asks for both ends of a change, and takes neither for Enter', async () => {
    const load = {
      'load.md': '---\nid: load\n---\n# Load?\n\nThe p99 went from [A] ms\nto [B] ms at once.\n',
    };
    const text = '{"latency_ms": {"median": 71, "mean": 80.5, "p99": 365, "p99_before": 710}}';
    const machine = open({ files: load, results: { 'a.json': text } });
    await machine.from('a.json', { json: true });
    const { proposals, choices } = json(machine) as {
      readonly proposals: readonly unknown[];
      readonly choices: readonly { readonly values: readonly { readonly value: string }[] }[];
    };
    expect(proposals).toEqual([]);
    expect(choices.map(({ values }) => values.map(({ value }) => value))).toEqual([
      ['365 ms', '710 ms'],
      ['365 ms', '710 ms'],
    ]);

    const asked = person(['', '2'], { files: load, results: { 'a.json': text } });
    await asked.from('a.json');
    expect(Object.values(asked.values())).toEqual(['710 ms']);
  });

  it('refuses a unit that does not fit, and takes one that is given', async () => {
    const refused = person(['samples', '1']);
    await refused.from('runs', { names: ['rate'] });
    expect(refused.shown()).toContain('give it: --unit reviews/s');
    expect(refused.values()).toEqual({});
    const machine = person(['samples', '1']);
    await machine.from('runs', { names: ['rate'], unit: 'reviews/s' });
    expect(machine.config().fills['rate']).toMatchObject({
      value: '606 reviews/s',
      source: { unit: 'reviews/s' },
    });
  });

  it('explains with ? how to measure it and what may be written', async () => {
    const machine = person(['?']);
    await machine.from('bench.json');
    expect(machine.shown()).toContain('a hundred runs');
    expect(machine.shown()).toContain('q = quit');
  });

  it('offers what has a value only when it is named, and replaces it with what a person chooses', async () => {
    const unnamed = person([''], { fills: typed });
    await unnamed.from('bench.json');
    expect(unnamed.values()).toEqual({ tf_latency_ms: '50 ms', lm_latency_ms: '182 ms' });

    const kept = person([''], { fills: typed });
    await kept.from('bench.json', { names: ['tf_latency_ms'] });
    expect(kept.shown()).toContain('now 50\u00A0ms');
    expect(kept.shown()).toContain('tf_latency_ms (Enter = keep, - = clear, ');
    expect(kept.values()).toEqual({ tf_latency_ms: '50 ms' });

    const replaced = person(['1'], { fills: typed });
    await replaced.from('bench.json', { names: ['tf_latency_ms'] });
    expect(replaced.values()).toEqual({ tf_latency_ms: '45.1 ms' });
  });

  it('walks through the open values of a question that is named', async () => {
    const machine = person(['']);
    await machine.from('runs', { names: ['5'] });
    expect(machine.shown()).toContain('accuracy (Enter = choice 1');
    expect(machine.values()).toEqual({ accuracy: '82.3%' });
  });

  it('says so where nothing seems to fit', async () => {
    const machine = person([], { results: { 'a.json': '{"zebra": 3}' } });
    expect(await machine.from('a.json')).toBe(0);
    expect(machine.talk()).toContain(
      'No value here is a sure match for an unfilled metric. To choose one yourself,',
    );
  });

  it('goes line by line in plain mode, without a terminal too', async () => {
    const machine = open({ lines: ['1', 'q'] });
    expect(await machine.from('bench.json', { plain: true })).toBe(0);
    expect(machine.values()).toEqual({ tf_latency_ms: '45.1 ms' });
    expect(machine.shown()).not.toMatch(/──|\n\n/);
  });
});

describe('what is proposed', () => {
  /** Of one file, for an answer that cites all metrics: `name: value, label`, with `?` for what needs a look. */
  async function proposed(
    metrics: readonly string[],
    file: string,
    text: string,
  ): Promise<readonly string[]> {
    const names = metrics.map((line) => `[FILL IN: ${/^\w+/.exec(line)?.[0]}]`).join(', ');
    const own = {
      'metrics.md': `---\nmetrics:\n${metrics.map((line) => `  ${line}\n`).join('')}---\n`,
      'a.md': `---\nid: a\nnumber: 1\n---\n# What came out?\n\nIt was ${names}.\n`,
    };
    const machine = open({ files: own, results: { [file]: text } });
    await machine.from(file);
    const lines = machine.data().split(/\n(?=\S)/);
    const from = lines.indexOf('Possible matches (check, then paste):');
    const shown = lines.slice(from + 1).map((line) => line.split('\n')[0] ?? '');
    return from === -1 ? [] : shown.filter((line) => !line.startsWith('To use'));
  }

  it.each([
    [
      'a run each',
      'model,seed,val_loss\nbase,1,0.912\ntuned,1,0.499\ntuned,2,0.501\n',
      '0.5000 ± 0.0014 (n=2): tuned',
    ],
    ['histories', 'model,epoch,val_loss\nbase,0,0.912\ntuned,1,0.641\ntuned,2,0.499\n', '0.499: tuned'],
  ])('asks which thing is meant, also where one was measured once: %s', async (_, text, tuned) => {
    const shown = await proposed(
      ['val_loss: { prompt: Final validation loss, better: lower }'],
      'a.csv',
      text,
    );
    expect(shown.map((line) => line.replace(/ · .*/, ''))).toEqual([
      'val_loss could be any of these:',
      `- ${tuned}`,
      '- 0.912: base',
    ]);
  });

  const seeds = '{"seeds": [13, 17, 23], "seed_accuracy": [0.8702, 0.8731, 0.8715], "seed_std": 0.0015}';

  it('takes the numbers of seeds for no measurement, and 0.0015 for points where 0.4 are usual', async () => {
    const metrics = [
      'seed_std: { prompt: Standard deviation over seeds, unit: pp, example: 0.4 }',
      'seed_runs: { prompt: Runs with different seeds, unit: runs }',
    ];
    expect(await proposed(metrics, 'a.json', seeds)).toEqual([
      'seed_std: 0.0015 as a fraction = 0.15 points, seed_std',
    ]);
  });

  it('says what to add where a number may be a share or points, and takes it', async () => {
    const metrics = '---\nmetrics:\n  noise: { prompt: Noise, unit: pp }\n---\n';
    const own = { 'metrics.md': metrics, 'a.md': '---\nid: a\n---\n# What?\n\nIt was [FILL IN: noise].\n' };
    for (const [unit, value] of [
      ['pp', '0.0015 points'],
      ['%', '0.0015 points'],
      ['×', '0.15 points'],
    ] as const) {
      const machine = open({ files: own, results: { 'a.json': seeds } });
      const set = ['noise=seed_std'];
      await expect(machine.from('a.json', { set })).rejects.toThrow('Nothing was stored');
      expect(machine.talk()).toContain('0.0015 points or 0.15 points? Add `--unit pp` or `--unit ×`');
      await machine.from('a.json', { set, unit });
      expect(machine.values()).toEqual({ noise: value });
    }
  });

  it('says what to add where a time without a unit may be in seconds, and takes it', async () => {
    const metrics = '---\nmetrics:\n  attn_ms: { prompt: Attention, unit: ms, example: 2.7 }\n---\n';
    const own = {
      'metrics.md': metrics,
      'a.md': '---\nid: a\n---\n# What?\n\nIt took [FILL IN: attn_ms].\n',
    };
    for (const [unit, value] of [
      ['ms', '0.00884 ms'],
      ['s', '8.84 ms'],
    ] as const) {
      const machine = open({ files: own, results: { 'a.json': '{"attn_512": 0.00884}' } });
      const set = ['attn_ms=attn_512'];
      await expect(machine.from('a.json', { set })).rejects.toThrow('Nothing was stored');
      expect(machine.talk()).toContain('0.00884 ms or 8.84 ms? Add `--unit`');
      await machine.from('a.json', { set, unit });
      expect(machine.values()).toEqual({ attn_ms: value });
    }
  });

  it('takes no value of another name because its file is called so', async () => {
    const table = 'model,seed,val_loss\nbase,1,0.9\nbase,2,0.8\ntuned,1,0.5\ntuned,2,0.4\n';
    const metrics = ['seeds: { prompt: Number of seeds, unit: seeds }'];
    expect(await proposed(metrics, 'encoder_seeds.csv', table)).toEqual([]);
  });

  it('asks which size of a batch is meant, and takes none for progress', async () => {
    const table =
      'config,batch,p50 (ms),p95 (ms)\nfp16,1,5.4,6.1\nfp16,32,19.5,22.4\nint8,1,4.1,4.9\nint8,32,12.9,15.8\n';
    const metrics = ['fp16_p95_ms: { prompt: p95 with fp16, unit: ms, better: lower }'];
    expect(await proposed(metrics, 'a.csv', table)).toEqual([
      'fp16_p95_ms could be any of these:',
      '- 6.1 ms: fp16 · batch=1 · p95 (ms)',
      '- 22.4 ms: fp16 · batch=32 · p95 (ms)',
    ]);
  });

  it.each([
    [
      'gpu_mem: { prompt: Peak GPU memory, unit: GB }',
      '{"gpu_mem_peak_gb": 9.8, "gpu_mem_total_gb": 24.0}',
      '9.8 GB, gpu_mem_peak_gb',
    ],
    ['gpu_mem: { prompt: Peak GPU memory, unit: GB }', '{"gpu": {"mem_total_gb": 24.0}}', undefined],
    [
      'gpu_mem: { prompt: Peak GPU memory, unit: GB }',
      '{"gpu_memory_gb": 24.0, "peak_gpu_memory_gb": 9.8}',
      '9.8 GB, peak_gpu_memory_gb',
    ],
    [
      'lr: { prompt: Learning rate }',
      '{"final_lr": 0.0, "learning_rate": 0.00002}',
      '0.00002, learning_rate',
    ],
    [
      'err: { prompt: Share of failed requests, unit: "%" }',
      '{"failed_requests": 12, "requests": 1000}',
      undefined,
    ],
    ['cost_usd: { prompt: Cost of the training run, unit: $ }', '{"cost_per_hour_usd": 0.8}', undefined],
    [
      'image_mb: { prompt: Size of the Docker image, unit: MB }',
      '{"image_size_compressed_mb": 80}',
      '80 MB, image_size_compressed_mb (perhaps)',
    ],
    [
      'cold_ms: { prompt: Latency with a cold cache, unit: ms }',
      '{"cold_start_latency_ms": 900}',
      '900 ms, cold_start_latency_ms (perhaps)',
    ],
    [
      'seed_runs: { prompt: Training runs with different seeds, unit: runs }',
      '{"config": {"seed": 7}}',
      '7 runs, config · seed (perhaps)',
    ],
    [
      'seed_runs: { prompt: Training runs with different seeds, unit: runs }',
      '{"seeds": {"runs": 7}}',
      '7 runs, seeds · runs',
    ],
  ])('offers for %s in %s what it says: %s', async (metric, text, shown) => {
    const [name] = metric.split(':');
    expect(await proposed([metric], 'a.json', text)).toEqual(
      shown === undefined ? [] : [`${name}: ${shown}`],
    );
  });

  it('calls a gap by its sentence where its letters say nothing, and finds nothing by them', async () => {
    const text = 'GPU utilization is [XX%]. We had paid $[OLD] per month. It was fixed on [YYYY-MM-DD].';
    const own = { 'a.md': `---\nid: a\nnumber: 1\n---\n# What came out?\n\n${text}\n` };
    const wrk =
      'Running 1m test\n  412356 requests in 1.00m, 1.21GB read\n  Non-2xx or 3xx responses: 41\nRequests/sec: 6871.12\n';
    const machine = open({ files: own, results: { 'wrk.txt': wrk } });
    await machine.from('wrk.txt');
    expect(machine.data()).not.toContain('Possible matches');
    const { fill } = await import('../../../src/commands/fill/fill.ts');
    const listed = open({ files: own });
    await fill(listed.context, [], { list: true });
    for (const words of [
      'GPU utilization is [XX%]',
      'We had paid $[OLD] per month',
      'It was fixed on [YYYY-MM-DD]',
    ])
      expect(listed.data()).toContain(`${words} (Q1)`);
  });
});

describe('a value that is shown rounded', () => {
  const own = {
    'metrics.md': `---
metrics:
  fp16: { prompt: Recall with fp16, unit: "%", min: 0, max: 100 }
  int8: { prompt: Recall with int8, unit: "%", min: 0, max: 100 }
  loss: { derive: fp16 - int8, unit: pp, digits: 2 }
---
`,
    'a.md': `---
id: a
---
# What?

[FILL IN: fp16] to [FILL IN: int8], [FILL IN: loss]. [IF loss < 0.48: Little. | ELSE: Much.]
`,
  };

  it('is computed with as its file has it, until a person writes another', async () => {
    const results = { 'q.json': '{"fp16": 0.9131, "int8": 0.9084}' };
    const machine = open({ files: own, results });
    await machine.from('q.json', { set: ['fp16=fp16', 'int8=int8'] });
    expect(machine.values()).toEqual({ fp16: '91.3%', int8: '90.8%' });
    const textIn = async ({ context }: Memory): Promise<string> => {
      const { bank, values } = await loadFullStudy(context, {});
      const [question] = bank.questions.values();
      return question ? segmentsText(fillText(question.answer, question, values)).trim() : '';
    };
    expect(await textIn(machine)).toBe('91.3% to 90.8%, 0.47\u00A0points. Little.');
    const { fills } = machine.config();
    const edited = { ...fills, fp16: { ...fills['fp16'], value: '91.5%', updatedAt: '' } } as Fills;
    expect(await textIn(open({ files: own, results, fills: edited }))).toContain('0.66');
  });
});

describe('what a sentence or a name says of a value', () => {
  const asking = (answer: string, title = 'How fast?'): Record<string, string> => ({
    'speed.md': `---\nid: speed\nnumber: 1\n---\n# ${title}\n\n${answer}\n`,
  });
  const matches = async (
    answer: string,
    result: string,
    text: string,
    title?: string,
  ): Promise<readonly string[]> => {
    const memory = open({ files: asking(answer, title), results: { [result]: text } });
    await memory.from(result, { list: true });
    const [, shown = ''] = memory.data().split('Possible matches');
    return Array.from(shown.matchAll(/ --set '?[^=]*=(.*?)'?$/gm), ([, path = '']) => path);
  };
  const rows = 'variant,p50_ms,p99_ms\nsnapshot,0.6,1.4\nfull scan,11,38\n';

  it.each([
    ['With snapshots a read takes [X] ms at p99.', /p99_ms/],
    ['With snapshots a read takes [X] ms at p50.', /p50_ms/],
    ['With snapshots a read takes [X] ms in the median.', /p50_ms/],
    ['With snapshots the p50 of a read is [X] ms at p99 load.', /p50_ms/],
    ['| Reads | p99 |\n|---|---|\n| snapshot | [X] ms |\n| scan | slow |', /p99_ms/],
  ])('chooses the statistic that is named: %s', async (answer, path) => {
    const found = await matches(answer, 'snap.csv', rows);
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(path);
  });

  it.each([
    ['| Vendor | Latency p99 |\n|---|---|\n| B | [X] ms |\n| C | low |', '{"config": {"duration_s": 300}}'],
    ['It is faster than [FILL IN: throughput old].', 'initial connection time = 84.5 ms\n'],
    ['It handles [FILL IN: latency old].', '{"initial_throughput": 84, "unit": "requests/s"}'],
    ['It reads for [X] merchants.', '{"merchants_seconds": 0.872, "merchants_read": "0.872 s"}'],
  ])('offers nothing that --set would doubt: %s', async (answer, text) => {
    expect(await matches(answer, text.startsWith('{') ? 'load.json' : 'load.txt', text)).toEqual([]);
  });

  const load = JSON.stringify({
    metrics: {
      http_reqs: { count: 2400, rate: 399.8 },
      http_req_duration: { avg: 31, med: 23, 'p(95)': 81 },
    },
  });
  const codec = JSON.stringify({
    benchmarks: ['decode', 'encode'].map((name) => ({
      name: `test_${name}_payment`,
      stats: { median: name === 'encode' ? 1.2e-5 : 2e-5 },
    })),
  });
  const changes =
    'measure;before;after;unit\nBatch;54;8,75;minutes\nMemory;6,1;2,3;GB\nDisk;7,1;3,3;GB\nHits;71 %;93 %;\n';
  const engines = 'engine;heap_gb;index_gb\npostgres;31,5;58,2\nlumen;6,2;23,7\n';
  it.each([
    ['Encoding takes [X] µs.', codec, ['benchmarks[?name==`"test_encode_payment"`].stats.median | [0]']],
    [
      'At 400 requests per second the median of POST /payments is [X] ms.',
      load,
      ['metrics.http_req_duration.med'],
    ],
    ['Memory fell from 6.1 GB to [X] GB.', changes, ['[?measure==`"Memory"`].after | [0]']],
    ['Memory fell from 6.2 GB to [X] GB of heap.', changes, ['[?measure==`"Memory"`].after | [0]']],
    ['It went from 55 minutes to [X] minutes.', changes.replace('Batch', 'Nightly batch'), []],
    ['[X] minutes. It was 26 minutes before.', '{"ci_minutes": 7.2, "drill_minutes": 70}', ['ci_minutes']],
    ['[FILL IN: share of duplicate requests] of them are duplicates.', load, []],
    [
      'The error rate in the test stayed under ___ %.',
      '{"metrics":{"http_req_failed":{"value":0.0031,"passes":31,"fails":9969}}}',
      ['metrics.http_req_failed.value'],
    ],
    [
      'It has [FILL IN: bytes per key] bytes per key.',
      '{"index":{"bytes_per_key":1.31,"keys":5}}',
      ['index.bytes_per_key'],
    ],
    [
      'NDCG is [FILL IN: ndcg with reranker].',
      '{"ndcg":{"bm25":0.41,"bm25_rerank":0.52}}',
      ['ndcg.bm25_rerank'],
    ],
    ['Our training set has [FILL IN] payments.', '{"lgbm":{"train_minutes":11.4},"nn":{"rows":5}}', []],
    ['Postgres needed [X] GB of heap.', engines, ['[?engine==`"postgres"`].heap_gb | [0]']],
    [
      'Postgres needed [X] GB because of its caches.',
      engines,
      ['[?engine==`"postgres"`].heap_gb | [0]', '[?engine==`"postgres"`].index_gb | [0]'],
    ],
    ['No payment was lost, and [X] payments were delayed.', 'payments_median,payments_p95\n29,74\n', []],
    ['The [FILL IN: change failure rate] is low.', '{"error_rate": 0.31}', []],
  ])('is found in a file of its tool: %s', async (answer, text, paths) => {
    const name = text.startsWith('{') ? 'load.json' : 'load.csv';
    expect(await matches(answer, name, text, 'How long does your CI take?')).toEqual(paths);
  });

  it('is shown in the unit of its file where the placeholder has none', async () => {
    const results = {
      'k6.json': '{"metrics":{"http_req_failed":{"value":0.0031,"passes":31,"fails":9969}}}',
    };
    const machine = person(['failed', 'q'], { files: asking('It has [FILL IN: note].'), results });
    await machine.from('k6.json', { names: ['note'] });
    expect(machine.shown()).toMatch(/1\s+0\.31%/);
  });

  it('is a share where its name can be nothing else', async () => {
    const results = {
      'run.log': 'cache_hit_rate=0.934\n',
      'rows.csv': 'measure,before,after\nCache hit rate (%),71,93.4\nMemory (GB),6,2\n',
    };
    for (const [file, path] of [
      ['run.log', 'cache_hit_rate'],
      ['rows.csv', 'Cache hit rate (%) · after'],
    ] as const) {
      const memory = open({ files: asking('We have a hit rate of [FILL IN: cache_hit_rate].'), results });
      await memory.from(file, { set: [`cache_hit_rate=${path}`] });
      expect(memory.values()).toEqual({ cache_hit_rate: '93.4%' });
    }
  });

  it('is asked of a path that is set, too, and so is ten times the value before', async () => {
    const fills: Fills = { tps: { value: '31', number: 31, updatedAt } };
    const results = { 'load.json': '{"tps": 3415, "seconds": "0.872 s"}' };
    const named = asking('It does [FILL IN: tps] per second, for [X] merchants.');
    const memory = open({ files: named, results, fills });
    await expect(memory.from('load.json', { set: ['tps=tps'] })).rejects.toThrow('cannot be used');
    expect(memory.talk()).toContain('3415 is far from the value so far, 31');
    const key = 'speed/letter/per-second-for-x-merchants';
    await expect(memory.from('load.json', { set: [`${key}=seconds`] })).rejects.toThrow('cannot be used');
    expect(memory.talk()).toContain('0.872 s is not a number of merchants');
    expect(await memory.from('load.json', { set: ['tps=tps'], force: true })).toBe(0);
    expect(memory.values()).toEqual({ tps: '3415' });
  });
});
