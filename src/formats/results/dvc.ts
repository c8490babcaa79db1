// What DVC calls metrics: a small tree of numbers in JSON, YAML or TOML, written by hand or by DVCLive. Nothing in it says
// so, hence it is known by the names of what it holds, after every other tool. Source: DVC's documentation of `metrics`.
import type { Json } from '../../core/result.ts';
import { isFields } from './fields.ts';
import { eachLeaf, leafCandidate, leavesOf, type Leaf } from './leaves.ts';
import type { ResultReader, Syntax } from './reader.ts';
import { likeliestFirst, unitAtPath } from './series.ts';
import { isTrainingName } from './training.ts';

const SYNTAXES: ReadonlySet<Syntax> = new Set(['json', 'yaml', 'toml']);
const OWN_FILE = /(?:^|\/)dvclive\/(?:.*\/)?metrics\.(?:json|ya?ml|toml)$/;
const USUAL_FILE =
  /(?:^|[/_.-])(?:metrics?|scores?|summary|eval(?:uation)?|results?)[^/]*\.(?:json|ya?ml|toml)$/i;
const MAX_DEPTH = 4;
const MAX_VALUES = 500;

/** Words stand beside the numbers in some; a list or a long text is something else. */
const isValue = (value: Json): boolean =>
  value === null || typeof value !== 'object' ? String(value).length <= 200 : false;

const isMetric = ({ keys, value }: Leaf): boolean => typeof value === 'number' && keys.some(isTrainingName);

/** A metrics file of DVC. */
export const dvc: ResultReader = {
  name: 'dvc',
  title: 'DVC metrics',

  recognises: ({ file, syntax, value }) => {
    if (!SYNTAXES.has(syntax) || !isFields(value)) return false;
    const leaves: Leaf[] = [];
    for (const leaf of eachLeaf(value, MAX_DEPTH)) {
      // A file of another kind can be large: the first value that does not fit decides.
      if (leaves.length >= MAX_VALUES || !isValue(leaf.value)) return false;
      leaves.push(leaf);
    }
    if (OWN_FILE.test(file)) return leaves.some((leaf) => typeof leaf.value === 'number');
    const metrics = leaves.filter(isMetric).length;
    return USUAL_FILE.test(file) ? metrics > 0 : metrics * 2 > leaves.length;
  },

  candidates: ({ value }) =>
    likeliestFirst(leavesOf(value, MAX_DEPTH), ({ keys }) => keys.join(' ')).flatMap(leafCandidate),

  unitAt: (path, { value }) => unitAtPath(value, path),
};
