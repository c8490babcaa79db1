// The readers of result files, by name. Chooses by content.
import { dvc } from './dvc.ts';
import { hfTrainer } from './hf-trainer.ts';
import { lightning } from './lightning.ts';
import { mlflowDb } from './mlflow-db.ts';
import { mlflowMetric } from './mlflow-metric.ts';
import { coveragePy } from './coverage-py.ts';
import { docker } from './docker.ts';
import { github } from './github.ts';
import { hyperfine } from './hyperfine.ts';
import { istanbul } from './istanbul.ts';
import { k6Machine } from './k6-machine.ts';
import { k6Export, k6Summary } from './k6.ts';
import { locust } from './locust.ts';
import { prometheus } from './prometheus.ts';
import { pytestBenchmark } from './pytest-benchmark.ts';
import type { ResultReader } from './reader.ts';
import { sacred } from './sacred.ts';
import { wandb } from './wandb.ts';

/** Asked in turn; the generic reader comes after them. */
export const READERS: readonly ResultReader[] = [
  // One a line, each imported from its own file.
  hyperfine,
  pytestBenchmark,
  k6Export,
  k6Summary,
  k6Machine,
  locust,
  prometheus,
  coveragePy,
  istanbul,
  docker,
  github,
  mlflowDb,
  mlflowMetric,
  lightning,
  hfTrainer,
  sacred,
  wandb,
  // Nothing in its files names DVC: it comes after every other tool.
  dvc,
];
