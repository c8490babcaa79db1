// Result files of training runs. One small training wrote them all, in the shape that each tool documents; see
// tests/corpus/results/mlflow-db/make.py.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Results, SingleFile } from '../../../src/core/fill/bind.ts';
import { readResult, valueAt } from '../../../src/formats/results/index.ts';
import { readTables } from '../../../src/io/archives/sqlite.ts';
import { corpusFolder } from '../../support/corpus.ts';
import { expectFoundAgain, expectSourceAsInCorpus } from '../../support/result-corpus.ts';

const FINISHED = '9f2c41d07be84a6f8d3e5b1c7a90e2f4';

/** Files of each source. */
const SOURCES = {
  dvc: ['dvclive/metrics.json', 'metrics.yaml', 'metrics.toml'],
  'hf-trainer': ['trainer_state.json', 'all_results.json', 'eval_results.json'],
  lightning: ['lightning_logs/version_0/metrics.csv'],
  'mlflow-db': ['mlflow.db', 'mlflow-wal.db'],
  'mlflow-metric': [`mlruns/1/${FINISHED}/metrics/train_loss`, `mlruns/1/${FINISHED}/metrics/val/acc`],
  wandb: ['run-20260302_100000-k3v9q2xa/files/wandb-summary.json'],
} as const;

const textOf = (source: string, file: string): string =>
  readFileSync(join(corpusFolder('results'), source, file), 'utf8');

async function contentOf(source: string, file: string): Promise<SingleFile['content']> {
  if (!file.endsWith('.db')) return { text: textOf(source, file) };
  return {
    tables: await readTables(new Uint8Array(readFileSync(join(corpusFolder('results'), source, file)))),
  };
}

function understood(file: string, content: SingleFile['content']): Results {
  const read = readResult({ file, content });
  if ('error' in read) throw new Error(`${file}: ${read.error}`);
  return read;
}

/** What is listed: `label | value unit`. */
const listed = ({ candidates }: Results): readonly string[] =>
  candidates.map(({ label, value, unit }) => `${label} | ${value} ${unit}`.trimEnd());

const labels = ({ candidates }: Results): readonly string[] => candidates.map(({ label }) => label);

const pathOf = ({ candidates }: Results, label: string): string | undefined =>
  candidates.find((candidate) => candidate.label === label)?.path;

describe.each(Object.entries(SOURCES))('files of %s', (source, files) => {
  const readings = new Map<string, Results>();
  beforeAll(async () => {
    for (const file of files) readings.set(file, understood(file, await contentOf(source, file)));
  });

  it('are read as expected', () => {
    expectSourceAsInCorpus(source, readings);
  });

  it('are known as what they are', () => {
    const own = ['dvc', 'hf-trainer', 'lightning', 'wandb'].includes(source) ? 'generic' : source;
    for (const { reader } of readings.values()) expect(reader).toBe(own);
  });

  it('hold every value that is listed at its path, each under a name of its own', () => {
    for (const reading of readings.values()) {
      expectFoundAgain(reading);
      expect(new Set(labels(reading)).size).toBe(reading.candidates.length);
    }
  });

  it('are refused or read in part wherever they are cut, and nothing is thrown', () => {
    for (const file of files.filter((name) => !name.endsWith('.db'))) {
      const text = textOf(source, file);
      for (let length = 0; length < text.length; length += Math.ceil(text.length / 60)) {
        const read = readResult({ file, content: { text: text.slice(0, length) } });
        if ('error' in read) expect(read.error).not.toBe('');
        else expectFoundAgain(read);
      }
    }
  });
});

describe('a metrics file of DVC', () => {
  it('gives shares of one as what they are, and losses without a unit', () => {
    const reading = understood('metrics.json', {
      text: '{"train":{"accuracy":0.98,"loss":0.04},"auc":0.763981,"n":12}',
    });
    expect(listed(reading)).toEqual([
      'auc | 0.763981 ×',
      'train · accuracy | 0.98 ×',
      'train · loss | 0.04',
      'n | 12',
    ]);
    expect(reading.title).toBe('JSON');
  });

  it('has the unit of a share wherever a path leads to one', () => {
    const reading = understood('metrics.json', { text: '{"train":{"accuracy":0.98,"loss":0.04}}' });
    expect(valueAt(reading, 'train.accuracy')).toEqual({
      value: 0.98,
      unit: '×',
    });
    expect(valueAt(reading, 'train.accuracy | @')).toEqual({ value: 0.98, unit: '×' });
  });
});

describe("a metric of MLflow's file store", () => {
  const file = `mlruns/1/${FINISHED}/metrics/val/acc`;

  it('is called by the path below the run, where a slash makes folders', () => {
    expect(labels(understood(file, { text: '1 0.5 0\n' }))).toEqual(['val/acc']);
    expect(labels(understood('metrics/metrics', { text: '1 0.5 0\n' }))).toEqual(['metrics']);
    expect(labels(understood(`mlruns/0/${FINISHED}/metrics/metrics/f1`, { text: '1 0.5 0\n' }))).toEqual([
      'metrics/f1',
    ]);
  });

  it('has the value of the last line, because MLflow appends', () => {
    const last = listed(understood(file, { text: '5 0.1 1\n9 0.2 2\n' }));
    expect(last[0]).toBe('val/acc · last | 0.2 ×');
  });

  it('has no latest value when that is NaN', () => {
    const reading = understood(file, { text: '1 0.5 0\n2 0.7 1\n3 nan 2\n' });
    expect(listed(reading)).toEqual(['val/acc · max | 0.7 ×', 'val/acc · min | 0.5 ×']);
    expectFoundAgain(reading);
  });
});

describe("MLflow's database", () => {
  let reading: Results;
  beforeAll(async () => {
    reading = understood('mlflow.db', await contentOf('mlflow-db', 'mlflow.db'));
  });

  it('lists the newest run first, and no deleted one', () => {
    expect(labels(reading).slice(0, 5)).toEqual([
      'newest run · val/acc',
      'bright-fox-40 · val/acc',
      'calm-heron-12 · val/acc',
      'newest run · val/loss',
      'bright-fox-40 · val/loss',
    ]);
    expect(labels(reading)).toContain('calm-heron-12 · val/acc');
    expect(labels(reading).some((label) => label.includes('first-try'))).toBe(false);
  });

  it('offers no metric that is NaN', () => {
    expect(labels(reading).some((label) => label.includes('grad_scale'))).toBe(false);
  });

  it('stays with a run by its name, or follows the newest', () => {
    const newer = understood('mlflow.db', {
      tables: {
        experiments: [{ experiment_id: 1, name: 'a' }],
        runs: [
          { run_uuid: 'f'.repeat(32), name: 'newer', status: 'FINISHED', start_time: 9e12, experiment_id: 1 },
          { run_uuid: FINISHED, name: 'calm-heron-12', status: 'FINISHED', start_time: 1, experiment_id: 1 },
        ],
        latest_metrics: [
          { run_uuid: 'f'.repeat(32), key: 'val/acc', value: 0.99, is_nan: 0 },
          { run_uuid: FINISHED, key: 'val/acc', value: 0.5, is_nan: 0 },
        ],
      },
    });
    expect(valueAt(newer, pathOf(reading, 'newest run · val/acc') ?? '')).toEqual({ value: 0.99, unit: '×' });
    expect(valueAt(newer, pathOf(reading, 'calm-heron-12 · val/acc') ?? '')).toEqual({
      value: 0.5,
      unit: '×',
    });
    const byId = `latest_metrics[?run_uuid==\`"${FINISHED}"\` && key==\`"val/acc"\`].value | [0]`;
    expect(valueAt(newer, byId)).toMatchObject({ value: 0.5 });
    expect(valueAt(newer, pathOf(reading, 'bright-fox-40 · val/acc') ?? '')).toHaveProperty('error');
  });

  it('tells namesakes and nameless runs apart', () => {
    const run = (id: string, start: number, more: object): Record<string, string | number> => ({
      run_uuid: id.repeat(32),
      status: 'FINISHED',
      start_time: start,
      ...more,
    });
    const tables = {
      experiments: [
        { experiment_id: 1, name: 'one' },
        { experiment_id: 2, name: 'two' },
      ],
      runs: [
        run('a', 4, { name: 'same', experiment_id: 1 }),
        run('b', 3, { name: 'same', experiment_id: 1 }),
        run('c', 2, { name: 'same', experiment_id: 2 }),
        run('d', 1, { experiment_id: 2 }),
      ],
      latest_metrics: ['a', 'b', 'c', 'd'].map((id) => ({ run_uuid: id.repeat(32), key: 'f1', value: 0.5 })),
    };
    const several = understood('mlflow.db', { tables });
    expect(labels(several)).toEqual([
      'newest run · f1',
      'same aaaaaaaa · f1',
      'same bbbbbbbb · f1',
      'same cccccccc · f1',
      'dddddddd · f1',
    ]);
  });
});

describe('the summary of Weights & Biases', () => {
  it('gives what was logged by its own name, and leaves pictures and moments out', () => {
    const [file] = SOURCES.wandb;
    expect(labels(understood(file, { text: textOf('wandb', file) }))).toEqual([
      'val/acc',
      'val/f1.macro · max',
      'val/f1.macro · min',
      'val/loss',
      'train/loss',
      '_runtime',
      '_step',
      'epoch',
    ]);
  });
});

describe("Lightning's table", () => {
  it('gives the last, the best and the other end of each column, over the gaps', () => {
    const text = 'epoch,step,train_loss,val_acc\n0,9,0.7,\n0,9,,0.8\n1,19,0.5,\n1,19,,0.75\n';
    const reading = understood('metrics.csv', { text });
    expect(listed(reading)).toEqual([
      'val_acc · last | 0.75 ×',
      'val_acc · max | 0.8 ×',
      'val_acc · min | 0.75 ×',
      'train_loss · last | 0.5',
      'train_loss · min | 0.5',
      'train_loss · max | 0.7',
      'epoch · last | 1',
      'step · last | 19',
    ]);
    expect(valueAt(reading, '[*].val_acc | [0]')).toEqual({ value: 0.8, unit: '×' });
  });

  it('passes over NaN, and offers it as no last value', () => {
    const text = 'epoch,step,val_loss\n0,1,0.5\n1,2,0.25\n2,3,nan\n';
    const reading = understood('metrics.csv', { text });
    expect(listed(reading).slice(0, 2)).toEqual(['val_loss · min | 0.25', 'val_loss · max | 0.5']);
    expectFoundAgain(reading);
  });

  it('takes percentages for no shares', () => {
    const text = 'epoch,step,val_acc\n0,1,0.9\n1,2,61.5\n';
    expect(listed(understood('metrics.csv', { text }))[0]).toBe('val_acc · last | 61.5');
  });
});

describe('the Trainer of Hugging Face', () => {
  it('gives the last and the best value of a column', () => {
    const reading = understood('trainer_state.json', { text: textOf('hf-trainer', 'trainer_state.json') });
    expect(listed(reading).slice(0, 2)).toEqual([
      'log_history · eval_accuracy · last | 0.8583333333333333 ×',
      'log_history · eval_accuracy · max | 0.8625 ×',
    ]);
    expect(listed(reading)).toContain('best_metric | 0.8625');
    expect(valueAt(reading, 'max(log_history[?eval_accuracy].eval_accuracy)')).toEqual({
      value: 0.8625,
      unit: '×',
    });
  });

  it('gives times and rates of its flat results with their units', () => {
    const lines = listed(understood('x.json', { text: textOf('hf-trainer', 'all_results.json') }));
    expect(lines).toContain('train_runtime | 95.2184 s');
    expect(lines).toContain('train_samples_per_second | 50.41 samples/s');
    expect(lines).toContain('train_steps_per_second | 1.05 steps/s');
  });

  it('offers nothing of a run that has logged nothing', () => {
    const text = '{"best_metric":null,"global_step":0,"log_history":[]}';
    expect(listed(understood('trainer_state.json', { text }))).toEqual(['global_step | 0']);
  });
});
