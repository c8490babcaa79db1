// `prep import`: questions of other people's files become question files of the user's own.
import type { Input } from '../../cli.ts';
import type { Context, Prompts } from '../../context.ts';
import { groupBy } from '../../core/base/collections.ts';
import { sentenceAround } from '../../core/fill/values.ts';
import { carried } from '../../core/schedule/identity.ts';
import type { PossibleSpot } from '../../formats/question/possible-placeholders.ts';
import { renderPossible, renderPossibleAsk, renderPossibleOffer } from '../../screens/import/import.ts';
import type { Look } from '../../screens/ui/frame.ts';
import { readConfigAloud } from '../shared/load.ts';
import { lookOf, withPrompts } from '../shared/look.ts';
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

/** Takes over what the files hold. Exit 1 for conflicts, and for files below a folder that cannot be read. */
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
    const { accepted, interrupted } = await withPrompts(context, look.plain, async (prompts) => {
      return { accepted: await askPossible(prompts, offered, look), interrupted: prompts.interrupted() };
    });
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
    ...history,
  };
  if (!dryRun) {
    // Files first, and history last: without its question it would wait for it, and its values are there before it moves.
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

/** A spot that is offered as a placeholder, and the question that it is in. */
type Offered = { readonly incoming: Incoming; readonly spot: PossibleSpot };

/** The spots of questions that are written and that nobody decided on yet, by the file as it is shown. */
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

/** Offers the spots of each file, and asks for those of the files that are looked at; undefined when the person went away. */
async function askPossible(
  prompts: Prompts,
  offered: ReadonlyMap<string, readonly Offered[]>,
  look: Look,
): Promise<ReadonlySet<PossibleSpot> | undefined> {
  const accepted = new Set<PossibleSpot>();
  const ask = async (question: string): Promise<Reply | undefined> => {
    const line = await prompts.line(question);
    return line === undefined ? undefined : replyOf(line);
  };
  for (const [file, spots] of offered) {
    let reply = await ask(renderPossibleOffer(file, spots.length));
    const isEachAsked = reply === 'yes';
    for (const { incoming, spot } of spots) {
      if (isEachAsked && reply !== 'all') {
        const { question } = incoming;
        const gap = { ...question, placeholders: [spot.placeholder] };
        const sentence = sentenceAround(gap, spot.placeholder, new Map());
        prompts.show(renderPossible(question.title, sentence, look));
        reply = await ask(renderPossibleAsk(spot.written, spot.becomes, look));
      }
      if (reply === undefined) return undefined;
      if (reply === 'yes' || reply === 'all') accepted.add(spot);
      else if (reply === 'none' || !isEachAsked) break;
    }
  }
  return accepted;
}
