// `prep import`: questions of other people's files become question files of the user's own.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import type { FileChange } from '../core/bank-files.ts';
import { carried, type Link } from '../core/carried.ts';
import { countOf } from '../core/wording.ts';
import { decideImport, importChanges, mediaChanges, type ImportPlan } from '../drivers/import-decide.ts';
import { importedHistory, movedIds, type ImportedHistory } from '../drivers/import-history.ts';
import { importJson, type ImportOutcome } from '../drivers/import-json.ts';
import { mediaPlaces } from '../drivers/import-media.ts';
import { askPossible, offeredSpots, withTaken } from '../drivers/import-possible.ts';
import { readSources } from '../drivers/import-read.ts';
import { importProblems, showImport } from '../drivers/import-show.ts';
import { readTarget, type ImportTarget } from '../drivers/import-target.ts';
import { allTotals, openCounter, type CountOpen } from '../drivers/import-totals.ts';
import { arrivalOf, idsHere, type Arrival } from '../drivers/import-wishes.ts';
import { readConfigAloud } from '../drivers/load.ts';
import { lookOf } from '../drivers/look.ts';
import { renderTotals } from '../screens/import.ts';
import type { Look } from '../screens/frame.ts';

/** Questions and metrics among what is written. */
const writtenIn = ({ questions, metrics }: ImportPlan): number =>
  [...questions, ...metrics].filter(({ row }) => row.write).length;

/** True when something changed on both sides, and nobody said whose version counts. */
const isLeftOpen = ({ questions, metrics }: ImportPlan): boolean =>
  [...questions, ...metrics].some(({ row }) => row.state === 'conflict');

/** Asks which spots are placeholders. Undefined when the person went away, with the exit code. */
async function asked(
  context: Context,
  arrival: Arrival,
  plan: ImportPlan,
  look: Look,
): Promise<Arrival | { readonly exit: number }> {
  const offered = offeredSpots(plan.questions);
  if (offered.size === 0) return arrival;
  const { taken, interrupted } = await askPossible(context, offered, look);
  if (taken) return { ...arrival, incoming: withTaken(arrival.incoming, taken) };
  context.out.talk('Nothing was written.\n');
  return { exit: interrupted ? 130 : 1 };
}

/** Says what came of it, and what may be next. */
function sayOutcome(
  context: Context,
  plan: ImportPlan,
  target: ImportTarget,
  { dryRun, written, media, reviews, attempts, reviewsKnown }: ImportOutcome,
  options: Input<'import'>,
  countOpen: CountOpen,
  look: Look,
): void {
  const where = context.results.shown(target.root);
  const say = (text: string): void => context.out.talk(`${text}\n`);
  say(`${renderTotals(allTotals(plan, countOpen), look)}.`);
  if (dryRun) return say('Nothing was written.');
  const nothing = isLeftOpen(plan) ? 'Nothing was written.' : 'There was nothing to write.';
  say(written === 0 ? nothing : `${countOf(written, 'file')} written to ${where}.`);
  if (media > 0) say(`${countOf(media, 'file')} of the deck copied.`);
  if (reviews > 0)
    say(
      `${countOf(reviews, 'review')} in the deck: ${reviewsKnown ? 'in your history already' : `${countOf(attempts, 'attempt')} added to your history`}.`,
    );
  if (written > 0)
    say(options.to === undefined ? '`prep quiz` asks them.' : `\`prep quiz --bank ${where}\` asks them.`);
}

/** Takes over what the files hold. Exit 1 for conflicts, and for files below a folder that cannot be read. */
export async function importBanks(
  context: Context,
  args: readonly string[],
  options: Input<'import'>,
): Promise<number> {
  const { json = false, dryRun = false } = options;
  const root = options.to ?? context.banks.own;
  const config = readConfigAloud(context);
  const calendar = context.clock.calendar(config.settings);
  const sources = await readSources(context, args, root, options);
  const target = await readTarget(context, root);
  const media = await mediaPlaces(context, sources, root, options.to === undefined);

  let arrival = arrivalOf(sources, target, options);
  const decide = (): ImportPlan => decideImport(context, sources, target, arrival, media, options);
  let plan = decide();
  const problems = importProblems(sources, arrival.placing.twins);

  const look = lookOf(context, options.plain ?? !context.screen.fancy);
  let countOpen = openCounter(carried(config, movedIds(plan.questions)), plan, sources);
  if (!json) showImport(context, plan, sources, target, problems, countOpen, look);
  if (context.interactive && !json && !dryRun && !options.possible) {
    const answer = await asked(context, arrival, plan, look);
    if ('exit' in answer) return answer.exit;
    arrival = answer;
    plan = decide();
    countOpen = openCounter(carried(config, movedIds(plan.questions)), plan, sources);
  }

  const ids = idsHere(arrival.placing);
  const history = importedHistory(context, sources, plan.questions, ids, root, calendar);
  const files = mediaChanges(plan.questions, media);
  if (!dryRun) {
    const changes = importChanges(plan, target, sources, files, options);
    await write(context, root, changes, movedIds(plan.questions), history);
  }

  const outcome: ImportOutcome = {
    dryRun,
    written: dryRun ? 0 : writtenIn(plan),
    media: files.length,
    reviews: history.reviews,
    attempts: history.attempts,
    reviewsKnown: history.isKnown,
  };
  if (json) context.out.data(importJson(plan, sources, target, problems, outcome, countOpen));
  else sayOutcome(context, plan, target, outcome, options, countOpen, look);
  return isLeftOpen(plan) || problems.some(({ severity }) => severity === 'error') ? 1 : 0;
}

/** Files first, and history last: without its question it would wait for it, and its numbers are there before it moves. */
async function write(
  { fileSets, journal, config }: Context,
  root: string,
  changes: readonly FileChange[],
  moved: readonly Link[],
  { entries }: ImportedHistory,
): Promise<void> {
  await fileSets.write(root, changes);
  const { config: stored } = config.read();
  if (carried(stored, moved) !== stored) await config.update((latest) => carried(latest, moved));
  journal.append(entries);
}
