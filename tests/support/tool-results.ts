// A project whose result files are real output of tools, and the values that prep took from them. Only for files that vitest runs.
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { corpusFolder } from './corpus.ts';
import { tempFolder } from './home.ts';

export type Stored = { readonly value: string; readonly source?: Readonly<Record<string, unknown>> };

/** A folder with real output of hyperfine, k6 and the Hugging Face Trainer, and a file that is damaged. */
export function project(): string {
  const folder = tempFolder();
  const put = (from: string, to: string): void => {
    mkdirSync(dirname(join(folder, to)), { recursive: true });
    cpSync(corpusFolder(join('results', from)), join(folder, to));
  };
  put('hyperfine/one-command.json', 'bench.json');
  put('k6/handle-summary.json', 'load/summary.json');
  put('hf-trainer/all_results.json', 'runs/tf/all_results.json');
  writeFileSync(join(folder, 'load', 'torn.json'), '{"metrics": {"http_req');
  return folder;
}

export function fillsIn(home: string): Readonly<Record<string, Stored>> {
  const config = JSON.parse(readFileSync(join(home, 'config.json'), 'utf8')) as {
    readonly fills: Readonly<Record<string, Stored>>;
  };
  return config.fills;
}
