import type { Input } from '../../cli.ts';
import type { Context } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { sentenceAround } from '../../core/fill/values.ts';
import { carried } from '../../core/schedule/identity.ts';
import type { PossibleSpot } from '../../formats/question/possible-placeholders.ts';
import { renderPossible, renderPossibleAsk, renderPossibleOffer } from '../../screens/import/import.ts';
import type { Look } from '../../screens/ui/frame.ts';
import { readConfigAloud } from '../shared/load.ts';
import { lookOf } from '../shared/look.ts';
import {
  arrivalOf,
  importChanges,
  importedHistory,
  type ImportPlan,
  type Incoming,
  mediaChanges,
  movedIds,
  planImport,
  withAccepted,
} from './plan.ts';
import { readImport } from './read.ts';
import { hasConflict, importJson, type ImportOutcome, sayOutcome, showImport, viewOf } from './view.ts';

export async function importBanks(
  context: Context,
  args: readonly string[],
  options: Input<'import'>,
): Promise<number> {
  const { json = false, dryRun = false } = options;
  const config = readConfigAloud(context);
  const calendar = context.clock.calendar(config.settings);
  const input = await readImport(context, args, options);
  let { placing, incoming } = arrivalOf(input);
  const planned = () => {
    const plan = planImport(context, input, { placing, incoming });
    return viewOf(plan, input, placing.twins, carried(config, movedIds(plan)));
  };

  let view = planned();
  const look = lookOf(context, options.plain ?? !context.screen.fancy);
  if (!json) showImport(context, view, look);
  const offered = offeredSpots(view.plan);
  if (context.interactive && !json && !dryRun && !options.possible && offered.size > 0) {
    const { accepted, interrupted } = await askPossible(context, offered, look);
    if (!accepted) {
      context.out.talk('Nothing was written.\n');
      return interrupted ? 130 : 1;
    }
    incoming = withAccepted(incoming, accepted);
    view = planned();
  }

  const { plan, problems } = view;
  const history = importedHistory(context, plan, input, placing, calendar);
  const outcome: ImportOutcome = {
    dryRun,
    written: dryRun ? 0 : [...plan.questions, ...plan.metrics].filter(({ row }) => row.write).length,
    media: mediaChanges(plan, input).length,
    reviews: history.reviews,
    attempts: history.attempts,
    reviewsKnown: history.isKnown,
  };
  if (!dryRun) {
    // Files before history: history without its question would wait, and values must be there before it moves.
    await context.fileSets.write(input.target.root, importChanges(plan, input));
    const { config: stored } = context.config.read();
    const moved = movedIds(plan);
    if (carried(stored, moved) !== stored) await context.config.update((latest) => carried(latest, moved));
    context.journal.append(history.entries);
  }

  if (json) context.out.data(importJson(view, outcome));
  else sayOutcome(context, view, outcome, look);
  return hasConflict(plan) || problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

type Offered = { readonly incoming: Incoming; readonly spot: PossibleSpot };

function offeredSpots({ questions }: ImportPlan): ReadonlyMap<string, readonly Offered[]> {
  const offered = questions.flatMap(({ row, incoming }): readonly Offered[] => {
    const open = row.write ? incoming.spots.filter(({ key }) => !incoming.accepted.has(key)) : [];
    return open.map((spot) => ({ incoming, spot }));
  });
  return groupBy(offered, ({ incoming }) => incoming.file.file);
}

type Reply = 'yes' | 'no' | 'all' | 'none';

function replyOf(line: string): Reply {
  const word = line.trim().toLowerCase();
  if (/^y(?:es)?$/.test(word)) return 'yes';
  if (/^a(?:ll)?$/.test(word)) return 'all';
  return /^(?:q(?:uit)?|none)$/.test(word) ? 'none' : 'no';
}

/** Undefined when the person left. */
async function askEach(
  offered: readonly Offered[],
  ask: (question: string) => Promise<Reply | undefined>,
  show: (text: string) => void,
  look: Look,
): Promise<readonly PossibleSpot[] | undefined> {
  const accepted: PossibleSpot[] = [];
  for (const [at, { incoming, spot }] of offered.entries()) {
    const { question } = incoming;
    const gap = { ...question, placeholders: [spot.placeholder] };
    show(renderPossible(question.title, sentenceAround(gap, spot.placeholder, new Map()), look));
    const reply = await ask(renderPossibleAsk(spot.written, spot.becomes, look));
    if (reply === undefined) return undefined;
    if (reply === 'none') return accepted;
    if (reply === 'all') return [...accepted, ...offered.slice(at).map((one) => one.spot)];
    if (reply === 'yes') accepted.push(spot);
  }
  return accepted;
}

/**
 * Offers the spots of each file, and asks about each spot where the person wants to look.
 * @returns the accepted ones; undefined when the person left
 */
async function askPossible(
  context: Context,
  offered: ReadonlyMap<string, readonly Offered[]>,
  look: Look,
): Promise<{ readonly accepted?: ReadonlySet<PossibleSpot>; readonly interrupted: boolean }> {
  const accepted = new Set<PossibleSpot>();
  const prompts = await context.prompts(look.plain);
  const ask = async (question: string): Promise<Reply | undefined> => {
    const line: string | undefined = await prompts.line(question);
    return line === undefined ? undefined : replyOf(line);
  };
  try {
    for (const [file, spots] of offered) {
      const reply = await ask(renderPossibleOffer(file, spots.length));
      let chosen: readonly PossibleSpot[] | undefined = [];
      if (reply === 'all') chosen = spots.map(({ spot }) => spot);
      if (reply === 'yes') chosen = await askEach(spots, ask, prompts.show, look);
      if (reply === undefined || chosen === undefined) return { interrupted: prompts.interrupted() };
      for (const spot of chosen) accepted.add(spot);
    }
    return { accepted, interrupted: false };
  } finally {
    prompts.close();
  }
}
