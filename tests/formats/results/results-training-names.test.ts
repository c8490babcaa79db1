// What names of training metrics say: unit, direction, and how likely an answer cites them.
import { describe, expect, it } from 'vitest';
import {
  isProgress,
  isTrainingName,
  trainingOrder,
  trainingUnit,
} from '../../../src/formats/results/reader.ts';
import { betterOf } from '../../../src/core/values/scores.ts';

describe('the unit of a training metric', () => {
  it('is a share of one for what is one, as long as no value of it says otherwise', () => {
    for (const name of [
      'accuracy',
      'val/acc',
      'valAcc',
      'eval_f1',
      'metrics/mAP50-95',
      'val_auroc',
      'test.top5',
      'top-1 accuracy',
      'exact_match',
      'pass@1',
      'success_rate',
      'IoU',
      'rougeL',
      'wer',
    ])
      expect([name, trainingUnit(name, [0, 0.5, 1])]).toEqual([name, '×']);
    expect(trainingUnit('val_acc', [0.4, 82.5])).toBe('');
    expect(trainingUnit('val_acc', [-0.1])).toBe('');
  });

  it('is nothing where the name does not tell', () => {
    for (const name of [
      'loss',
      'dice_loss',
      'focalLoss',
      'learning_rate',
      'grad_norm',
      'mapping',
      'recalls_per_day',
      'accurate',
      'dropout_rate',
      '',
    ])
      expect([name, trainingUnit(name, [0.5])]).toEqual([name, '']);
  });

  it('is the one that trainers write into the name', () => {
    expect(trainingUnit('eval_runtime', [12.5])).toBe('s');
    expect(trainingUnit('train_samples_per_second', [50])).toBe('samples/s');
    expect(trainingUnit('train_steps_per_second', [1])).toBe('steps/s');
    expect(trainingUnit('train_tokens_per_second', [900])).toBe('tokens/s');
    expect(trainingUnit('images_per_sec', [830])).toBe('images/s');
    expect(trainingUnit('runtime_environment', [1])).toBe('');
  });
});

describe('the better end of a training metric', () => {
  it('is the highest for quality, the lowest for losses and errors', () => {
    for (const name of ['val_acc', 'eval_f1', 'reward', 'r2', 'valAUC']) expect(betterOf(name)).toBe('max');
    for (const name of ['val_loss', 'valLoss', 'perplexity', 'test_rmse', 'wer', 'error_rate', 'auc_loss'])
      expect([name, betterOf(name)]).toEqual([name, 'min']);
  });

  it('is left open where the name does not tell', () => {
    for (const name of ['temperature', 'epoch', 'learning_rate', 'train_runtime', '__proto__', 'constructor'])
      expect([name, betterOf(name)]).toEqual([name, undefined]);
  });
});

describe('the names of training metrics', () => {
  it('are told from others', () => {
    for (const name of ['accuracy', 'train_loss', 'mAP', 'psnr']) expect(isTrainingName(name)).toBe(true);
    for (const name of ['latency_ms', 'requests', 'name', 'epoch', 'toString'])
      expect(isTrainingName(name)).toBe(false);
  });

  it('are told from progress and speed, which have no best value', () => {
    for (const name of ['epoch', 'global_step', 'learning_rate', 'lr-Adam', 'grad_norm', 'eval_runtime'])
      expect([name, isProgress(name)]).toEqual([name, true]);
    for (const name of ['step_loss', 'accuracy_epoch', 'temperature'])
      expect([name, isProgress(name)]).toEqual([name, false]);
  });

  it('come in the order in which answers cite them', () => {
    const names = [
      'epoch',
      'train_loss',
      'val_loss',
      'temperature',
      'train_acc',
      'lr',
      'val_acc',
      'train_runtime',
    ];
    expect(names.toSorted((a, b) => trainingOrder(a) - trainingOrder(b))).toEqual([
      'val_acc',
      'train_acc',
      'val_loss',
      'train_loss',
      'temperature',
      'train_runtime',
      'epoch',
      'lr',
    ]);
  });

  it('are read however long they are', () => {
    const long = 'aA_'.repeat(1_000_000);
    expect(trainingUnit(long, [0.5])).toBe('');
    expect(isTrainingName(`${'-'.repeat(1_000_000)}acc`)).toBe(false);
  });
});
