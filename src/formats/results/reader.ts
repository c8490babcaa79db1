// What a reader of result files is. One file a tool; the registry (index.ts) asks them in turn.
import type { Candidate, Json } from '../../core/fill/sync.ts';

/** How a file was written. `metric-lines` are MLflow's `timestamp value step` lines. */
export type Syntax = 'json' | 'json-lines' | 'yaml' | 'toml' | 'csv' | 'metric-lines' | 'tables';

/**
 * A result file, parsed. A CSV file is a list of objects by column, empty cells left out, numbers as numbers.
 */
export type ResultDocument = {
  readonly file: string;
  readonly syntax: Syntax;
  readonly value: Json;
};

export type ResultReader = {
  /** Stable: bindings store it. */
  readonly name: string;
  /** What people call it: `k6 summary`. */
  readonly title: string;
  /** Judges by content. The file's name may tell alike shapes apart, and is never enough. */
  readonly recognises: (document: ResultDocument) => boolean;
  /** Named values, likeliest first. Called only with a document that it recognises. */
  readonly candidates: (document: ResultDocument) => readonly Candidate[];
  /** Unit of a number at a path that the user wrote; undefined where it cannot be told. */
  readonly unitAt?: (path: string, document: ResultDocument) => string | undefined;
  /** The revision of the code, where the file names it. */
  readonly revision?: (document: ResultDocument) => { readonly commit?: string; readonly dirty?: boolean };
};
