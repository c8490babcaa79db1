// Repeats and histories: what is averaged, over which rows, and what is never pooled.
import { describe, expect, it } from 'vitest';
import type { Results, ResultFile } from '../../../src/core/fill/bind.ts';
import { readResult } from '../../../src/formats/results/index.ts';
import { expectFoundAgain } from '../../support/result-corpus.ts';

function readingOf(file: ResultFile): Results {
  const read = readResult(file);
  if ('error' in read) throw new Error(read.error);
  expectFoundAgain(read);
  return read;
}

/** Label and value of what comes first for each series. */
const firsts = ({ candidates }: Results): readonly string[] =>
  candidates
    .filter(({ label }) => !/ · (?:std|min|max|best)$/.test(label))
    .map(({ label, value }) => `${label}: ${value}`);

const read = (text: string, file = 'a.csv'): readonly string[] =>
  firsts(readingOf({ file, content: { text } }));

describe('repeats of one measurement', () => {
  it('come with their mean first, whether or not a column counts them', () => {
    const mean = 'accuracy · mean ± std: 0.820 ± 0.010 (n=3)';
    expect(read('seed,accuracy\n1,0.81\n2,0.82\n3,0.83\n')).toEqual([mean]);
    expect(read('accuracy\n0.81\n0.82\n0.83\n')).toEqual([mean]);
    expect(read('{"accuracy":[0.81,0.82,0.83]}', 'a.json')).toEqual([mean]);
    expect(read('{"test_scores":[81,82,83]}', 'a.json')).toEqual([
      'test_scores · mean ± std: 82.0 ± 1.0 (n=3)',
    ]);
    expect(read('[{"f1":0.8},{"f1":0.9}]', 'a.json')).toEqual(['f1 · mean ± std: 0.850 ± 0.071 (n=2)']);
  });

  it('are not what was set, nor what is no measurement', () => {
    expect(read('seed,d_model,accuracy\n1,512,0.81\n2,512,0.83\n')).toEqual([
      'accuracy · mean ± std: 0.820 ± 0.014 (n=2)',
      'd_model: 512',
    ]);
    expect(read('{"betas":[0.9,0.999],"sizes":[3,224]}', 'a.json')).toEqual([
      'betas[0]: 0.9',
      'betas[1]: 0.999',
      'sizes[0]: 3',
      'sizes[1]: 224',
    ]);
  });

  it('are found below the keys of a run, and beside numbers of rows', () => {
    const mean = 'f1 · mean ± std: 0.850 ± 0.071 (n=2)';
    const rows =
      '[{"seed":1,"config":{"lr":0.1},"eval":{"f1":0.8}},{"seed":2,"config":{"lr":0.1},"eval":{"f1":0.9}}]';
    expect(read(rows, 'a.json')).toEqual([`eval · ${mean}`, 'config · lr: 0.1']);
    expect(read(',f1\n0,0.8\n1,0.9\n')).toEqual([mean]);
    const folds = '{"fit_time":[1,3],"test_f1":[0.8,0.9],"train_f1":[0.8,0.9]}';
    expect(read(folds, 'cv.json')).toContain(`test_${mean}`);
  });

  it('keep two digits of a large deviation', () => {
    expect(read('seed,train_runtime\n1,18000\n2,19234\n')).toEqual([
      'train_runtime · mean ± std: 18620 ± 870 (n=2)',
    ]);
  });
});

describe('a number with its unit in a text', () => {
  it('is a value, and other texts are none', () => {
    const { candidates } = readingOf({
      file: 'a.txt',
      content: {
        text: 'Test accuracy: 81.95%\nTraining: 30 min\nVersion: 1.2.3\nDay: 2026-11-01\nTag: 4 models\nPostings: 2.4M\nAccounts: 61 300\nRows: 1,234\n',
      },
    });
    expect(candidates.map(({ label, value, unit }) => `${label}: ${value} | ${unit}`)).toEqual([
      'Test accuracy: 81.95% | %',
      'Postings: 2.4M | ',
      'Accounts: 61 300 | ',
      'Training: 30 min | min',
    ]);
  });
});

describe('numbers in a table as people write them', () => {
  it('are values', () => {
    expect(read('date,accounts,load\n2026-11-01,61 300,2.4M\n2026-11-02,61 500,2.6M\n')).toEqual([
      'accounts · last: 61500',
      'load · last: 2.6M',
    ]);
  });
});

describe('different things', () => {
  it('are told apart by what they were measured at, but a counter of steps is none', () => {
    expect(read('lead_time_h,nse,timing_error_h\n1,0.94,0.4\n6,0.9,1.1\n24,0.78,3.2\n')).toEqual([
      'lead_time_h=1 · timing_error_h: 0.4',
      'lead_time_h=6 · timing_error_h: 1.1',
      'lead_time_h=24 · timing_error_h: 3.2',
      'lead_time_h=1 · nse: 0.94',
      'lead_time_h=6 · nse: 0.9',
      'lead_time_h=24 · nse: 0.78',
    ]);
    expect(read('round,val_loss\n1,0.9\n2,0.8\n3,0.7\n')).toContain('val_loss · last: 0.7');
    expect(read('size,model,f1\n22,small,0.7\n110,base,0.8\n340,large,0.9\n')).toContain('base · f1: 0.8');
  });

  it('have their own means, by words and by settings', () => {
    expect(read('model,seed,accuracy\ntf,1,0.81\ntf,2,0.83\nlm,1,0.7\nlm,2,0.72\n')).toEqual([
      'tf · accuracy · mean ± std: 0.820 ± 0.014 (n=2)',
      'lm · accuracy · mean ± std: 0.710 ± 0.014 (n=2)',
    ]);
    expect(read('seed,lr,accuracy\n1,0.1,81\n2,0.1,83\n1,0.01,70\n2,0.01,72\n')).toEqual([
      'lr=0.1 · accuracy · mean ± std: 82.0 ± 1.4 (n=2)',
      'lr=0.01 · accuracy · mean ± std: 71.0 ± 1.4 (n=2)',
    ]);
    expect(read('n_tokens,latency_ms\n128,0.4\n128,0.6\n512,2\n512,4\n')).toEqual([
      'n_tokens=128 · latency_ms · mean ± std: 0.50 ± 0.14 (n=2)',
      'n_tokens=512 · latency_ms · mean ± std: 3.0 ± 1.4 (n=2)',
    ]);
  });

  it('are named with their setting where its value alone says nothing', () => {
    expect(read('augment,seed,f1\ntrue,1,0.8\ntrue,2,0.9\nfalse,1,0.7\nfalse,2,0.6\n')).toEqual([
      'augment=true · f1 · mean ± std: 0.850 ± 0.071 (n=2)',
      'augment=false · f1 · mean ± std: 0.650 ± 0.071 (n=2)',
    ]);
  });

  it('have no mean where each was measured once', () => {
    expect(read('run,lr,accuracy\n1,0.1,81\n2,0.01,83\n')).toEqual([
      'lr=0.1 · accuracy: 81',
      'lr=0.01 · accuracy: 83',
    ]);
    expect(read('config,val_accuracy\nsmall,0.79\nbig,0.82\n')).toEqual([
      'small · val_accuracy: 0.79',
      'big · val_accuracy: 0.82',
    ]);
    expect(read('optimizer,seed,accuracy\nadam,1,81\nsgd,1,83\n')).toEqual([
      'adam · accuracy: 81',
      'sgd · accuracy: 83',
    ]);
  });

  it('are not told by the names of single runs', () => {
    expect(read('seed,checkpoint,accuracy\n1,a.pt,0.81\n2,b.pt,0.83\n')).toEqual([
      'accuracy · mean ± std: 0.820 ± 0.014 (n=2)',
    ]);
  });

  it('are not pooled between files either', () => {
    const run = (seed: number, lr: number, accuracy: number) => ({
      file: `seed_${seed}.json`,
      content: { text: JSON.stringify({ seed, lr, accuracy }) },
    });
    const runs = [run(1, 0.1, 0.81), run(2, 0.1, 0.83), run(3, 0.01, 0.7), run(4, 0.01, 0.72)];
    expect(firsts(readingOf({ file: 'seed_*.json', runs }))).toEqual([
      'lr=0.1 · accuracy · mean ± std: 0.820 ± 0.014 (n=2)',
      'lr=0.01 · accuracy · mean ± std: 0.710 ± 0.014 (n=2)',
    ]);
  });
});

describe('a history', () => {
  it('comes with its last value first', () => {
    expect(read('epoch,val_acc\n1,0.7\n2,0.8\n3,0.79\n')).toEqual([
      'val_acc · last: 0.79',
      'epoch · last: 3',
    ]);
    expect(
      read('{"val_accuracy":[0.7,0.8,0.79],"accuracy":[0.7,0.9,0.95],"loss":[3,2,1]}', 'a.json'),
    ).toEqual(['val_accuracy · last: 0.79', 'accuracy · last: 0.95', 'loss · last: 1']);
  });

  it('of several seeds gives the mean of what each ended with', () => {
    const text = 'seed,epoch,accuracy\n1,1,70\n1,2,81\n2,1,71\n2,2,90\n2,3,83\n';
    expect(read(text)).toEqual(['accuracy · mean ± std: 82.0 ± 1.4 (n=2)']);
    const models = 'model,seed,epoch,accuracy\na,1,1,7\na,1,2,81\na,2,1,83\nb,1,1,5\nb,2,1,6\nb,2,2,7\n';
    expect(read(models)).toEqual([
      'a · accuracy · mean ± std: 82.0 ± 1.4 (n=2)',
      'b · accuracy · mean ± std: 6.0 ± 1.4 (n=2)',
    ]);
    const grid =
      'lr,seed,epoch,accuracy\n1,1,1,7\n1,1,2,81\n1,2,1,8\n1,2,2,83\n2,1,1,7\n2,1,2,5\n2,2,1,8\n2,2,2,7\n';
    expect(read(grid)).toEqual([
      'lr=1 · accuracy · mean ± std: 82.0 ± 1.4 (n=2)',
      'lr=2 · accuracy · mean ± std: 6.0 ± 1.4 (n=2)',
    ]);
  });

  it('of several models is one for each, and a schedule tells no models apart', () => {
    expect(read('model,epoch,val_acc\na,1,0.7\na,2,0.8\nb,1,0.6\nb,2,0.5\n')).toEqual([
      'a · val_acc · last: 0.8',
      'b · val_acc · last: 0.5',
      'a · epoch · last: 2',
      'b · epoch · last: 2',
    ]);
    expect(read('epoch,lr,val_acc\n1,0.1,0.7\n2,0.1,0.8\n3,0.01,0.85\n4,0.01,0.9\n')).toEqual([
      'val_acc · last: 0.9',
      'epoch · last: 4',
      'lr · last: 0.01',
    ]);
  });
});

describe('a table with decimal commas', () => {
  it('is read where semicolons or tabs separate its cells, and no cell has a decimal point', () => {
    expect(read('seed;accuracy\n1;81,2\n2;82,4\n')).toEqual(['accuracy · mean ± std: 81.80 ± 0.85 (n=2)']);
    expect(read('name;tokens\na;1.234,5\n')).toEqual(['a · tokens: 1234.5']);
    expect(read('seed\taccuracy\n1\t81,2\n2\t82,4\n')).toEqual(['accuracy · mean ± std: 81.80 ± 0.85 (n=2)']);
    expect(read('name;n;os\na;1.204;46,2\n')).toEqual(['a · n: 1204', 'a · os: 46.2']);
    expect(read('name;ratio\na;1,204\n')).toEqual(['a · ratio: 1.204']);
  });

  it('has commas between thousands otherwise', () => {
    expect(read('name;ms;tokens\na;0.5;1,234\n')).toEqual(['a · ms: 0.5', 'a · tokens: 1234']);
    expect(read('name\tn\tmedian\na\t1,204\t12.5\n')).toEqual(['a · n: 1204', 'a · median: 12.5']);
    const rows = ['old · p99: 87.4', 'new · p99: 27.4'];
    for (const [one, other] of [
      ['0.3%', '0.02%'],
      ['3 %', '12 %'],
      ['0,3%', '0,02%'],
    ] as const)
      expect(read(`arm;p99;errors\nold;87.4;${one}\nnew;27.4;${other}\n`)).toEqual([
        ...rows,
        `old · errors: ${one}`,
        `new · errors: ${other}`,
      ]);
    expect(read('arm,n,p\na,"1,204",0.5\nb,"1,198",<0.001\n')).toEqual([
      'a · n: 1204',
      'b · n: 1198',
      'a · p: 0.5',
      'b · p: <0.001',
    ]);
  });
});
