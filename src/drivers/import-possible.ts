// Asks a person which spots of imported answers are placeholders beyond the certain rules: file by file, then one by one.
import type { Context } from '../context.ts';
import { groupBy } from '../core/groups.ts';
import { sentenceAround } from '../core/sentence.ts';
import { renderPossible, renderPossibleAsk, renderPossibleOffer } from '../screens/import.ts';
import type { Look } from '../screens/frame.ts';
import type { PossibleSpot } from '../formats/possible-placeholders.ts';
import type { PlannedQuestion } from './import-decide.ts';
import type { Incoming } from './import-wishes.ts';

/** A spot that is offered, and the question that it is in. */
export type Offered = { readonly incoming: Incoming; readonly spot: PossibleSpot };

/** What was answered: the spots that were taken; undefined when the person went away. */
export type PossibleAnswer = {
  readonly taken: ReadonlySet<PossibleSpot> | undefined;
  readonly interrupted: boolean;
};

/** The spots of questions that are written and that nobody decided on yet, by the file as it is shown. */
export function offeredSpots(questions: readonly PlannedQuestion[]): ReadonlyMap<string, readonly Offered[]> {
  const offered = questions.flatMap(({ row, incoming }): readonly Offered[] => {
    const open = row.write ? incoming.spots.filter(({ key }) => !incoming.taken.has(key)) : [];
    return open.map((spot) => ({ incoming, spot }));
  });
  return groupBy(offered, ({ incoming }) => incoming.file.file);
}

type Word = 'yes' | 'no' | 'all' | 'none';

function wordOf(line: string): Word {
  const word = line.trim().toLowerCase();
  if (/^y(?:es)?$/.test(word)) return 'yes';
  if (/^a(?:ll)?$/.test(word)) return 'all';
  return /^(?:q(?:uit)?|none)$/.test(word) ? 'none' : 'no';
}

/** Asks for each spot of a file. Undefined when the person went away. */
async function askEach(
  offered: readonly Offered[],
  ask: (question: string) => Promise<Word | undefined>,
  show: (text: string) => void,
  look: Look,
): Promise<readonly PossibleSpot[] | undefined> {
  const taken: PossibleSpot[] = [];
  for (const [at, { incoming, spot }] of offered.entries()) {
    const { question } = incoming;
    const gap = { ...question, placeholders: [spot.placeholder] };
    show(renderPossible(question.title, sentenceAround(gap, spot.placeholder, new Map()), look));
    const word = await ask(renderPossibleAsk(spot.written, spot.becomes, look));
    if (word === undefined) return undefined;
    if (word === 'none') return taken;
    if (word === 'all') return [...taken, ...offered.slice(at).map((one) => one.spot)];
    if (word === 'yes') taken.push(spot);
  }
  return taken;
}

/** Offers the spots of each file, and asks for those of the files that are looked at. */
export async function askPossible(
  context: Context,
  offered: ReadonlyMap<string, readonly Offered[]>,
  look: Look,
): Promise<PossibleAnswer> {
  const taken = new Set<PossibleSpot>();
  const prompts = await context.prompts(look.plain);
  const ask = async (question: string): Promise<Word | undefined> => {
    const line: string | undefined = await prompts.line(question);
    return line === undefined ? undefined : wordOf(line);
  };
  try {
    for (const [file, spots] of offered) {
      const word = await ask(renderPossibleOffer(file, spots.length));
      const chosen =
        word === 'yes'
          ? await askEach(spots, ask, prompts.show, look)
          : word === 'all'
            ? spots.map(({ spot }) => spot)
            : [];
      if (word === undefined || chosen === undefined)
        return { taken: undefined, interrupted: prompts.interrupted() };
      for (const spot of chosen) taken.add(spot);
    }
    return { taken, interrupted: false };
  } finally {
    prompts.close();
  }
}

/** The questions with the spots that were taken now. */
export const withTaken = (
  incoming: readonly Incoming[],
  taken: ReadonlySet<PossibleSpot>,
): readonly Incoming[] =>
  incoming.map((one) => {
    const keys = one.spots.filter((spot) => taken.has(spot)).map(({ key }) => key);
    return keys.length === 0 ? one : { ...one, taken: new Set([...one.taken, ...keys]) };
  });
