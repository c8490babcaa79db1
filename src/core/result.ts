// What a result file holds: a document, and the values in it that have a name. Knows neither how a tool writes its
// results nor where the file lies.

/** Any value of a document, as JSON has them. Numbers are finite: what is not is a word (`NaN`). */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Rows of the tables of a database, by table. */
export type Tables = Readonly<Record<string, readonly { readonly [column: string]: Json }[]>>;

/** A result file as it was read from the disk: its text, or the tables of a database. */
export type ResultFile = {
  /** The path as it is shown, with `/` between folders. */
  readonly file: string;
  readonly content: { readonly text: string } | { readonly tables: Tables };
};

/** A value that can be taken from a file, under the name that its tool gives it. */
export type Candidate = {
  /** What it is, without the tool's name: `infer --model tf · median`. */
  readonly label: string;
  readonly value: number | string;
  /** Unit of the number: `s`, `ms`, `B`, `%`, `requests/s`; `×` for a share of one; empty where the file does not say. */
  readonly unit: string;
  /** Where it is in the document: dotted, or JMESPath. Names things rather than counting them, where it can. */
  readonly path: string;
};

/** A result file, understood. */
export type Reading = {
  /** Stable name of its reader, stored with bindings: `hyperfine`. */
  readonly reader: string;
  /** What people call it: `k6 summary`. */
  readonly title: string;
  readonly document: Json;
  /** Likeliest first. */
  readonly candidates: readonly Candidate[];
  /** Unit of a number at a path that is no candidate's; undefined where the reader cannot tell. */
  readonly unitAt?: (path: string) => string | undefined;
  /** The revision of the code that made the file, where the file itself names it. */
  readonly commit?: string;
  readonly dirty?: boolean;
};

/** A value found at a path. */
export type Found = Pick<Candidate, 'value' | 'unit'>;
