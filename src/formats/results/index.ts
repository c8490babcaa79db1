// The readers of result files, by name. Chooses by content.
import { dvc } from './dvc.ts';
import { hfTrainer } from './hf-trainer.ts';
import { lightning } from './lightning.ts';
import { mlflowDb } from './mlflow-db.ts';
import { mlflowMetric } from './mlflow-metric.ts';
import type { ResultReader } from './reader.ts';
import { sacred } from './sacred.ts';
import { wandb } from './wandb.ts';

/** Asked in turn; the generic reader comes after them. */
export const READERS: readonly ResultReader[] = [
  // One a line, each imported from its own file.
  mlflowDb,
  mlflowMetric,
  lightning,
  hfTrainer,
  sacred,
  wandb,
  // Nothing in its files names DVC: it comes after every other tool.
  dvc,
];
