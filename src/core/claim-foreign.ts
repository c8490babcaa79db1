// Whether words tell of figures that are somebody else's, a target's, or another run's. Knows words; knows nothing of figures.
import { SUPPOSING } from './claim-words.ts';

/** Words that tell of somebody else's figures, of another run, or of what figures in parentheses are. */
const FOREIGN: ReadonlySet<string> = new Set(
  (
    'another others else elsewhere unlike paper papers literature published publication reported authors vendor leaderboard sota state-of-the-art ' +
    'baseline baselines reference course seed seeds previous previously earlier originally formerly initially last past yesterday ago once used ' +
    'target targets goal goals budget budgets slo slos sla limit limits threshold promised specified specification required requirement ' +
    'parentheses parenthesis brackets bracket deviation deviations spread variance std sd sem iqr interval confidence worst best minimum maximum'
  ).split(' '),
);

/** Whether words tell of figures that are not those of the placeholders. */
export const isForeign = (words: readonly string[]): boolean =>
  words.some((word, i) => FOREIGN.has(word) || (word === 'other' && words[i - 1] !== 'each'));

/** Whether a heading, or a line above figures, says that they are set beside others: beside targets, beside the paper's. */
export const setsBeside = (words: readonly string[]): boolean =>
  isForeign(words) || words.some((word) => SUPPOSING.has(word));
