// `prep fill --from`: values from result files, bound by name, listed, or chosen one by one.
import type { Context } from '../context.ts';
import { askedIn, gapOf, labelOfGap, namedGaps, openGaps, type Gap, type GapGroup } from '../core/gaps.ts';
import { PROPOSED, proposeMatches, type Offer, type Proposal } from '../core/match.ts';
import type { Question } from '../core/question.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { renderFound, renderProposals } from '../screens/fill-from.ts';
import { paragraph } from '../screens/frame.ts';
import { offersOf, openResults, tellUnread, type FromOptions, type OpenedFiles } from './fill-from-open.ts';
import { FROM_HINT, setFrom } from './fill-from-set.ts';
import { walkFrom } from './fill-from-walk.ts';
import type { Study } from './load.ts';
import { lookOf } from './look.ts';
import { refuseNames } from './refuse-wrong.ts';

/** Values that are weighed against the metrics; a folder of large files has more. */
const MOST_OFFERS = 10_000;

/** Everything that answers cite and that is not computed: what has a value too, so that nothing else is given what is its own. */
function everyGap({ bank }: Study<Question>): readonly Gap[] {
  const asked = askedIn(bank);
  return [...asked.citedBy.keys()]
    .filter((key) => bank.metrics.get(key)?.derive === undefined)
    .flatMap((key) => gapOf(asked, key) ?? []);
}

/** What seems to fit, for what is asked for: what was named, else what is open. */
function proposals(
  study: Study<Question>,
  groups: readonly GapGroup[],
  offers: readonly Offer[],
  isNamed: boolean,
): readonly Proposal[] {
  const asked = new Set(groups.flatMap(({ gaps }) => gaps.map(({ key }) => key)));
  const wanted = everyGap(study).map((gap) => ({ key: gap.key, metric: gap.metric, words: labelOfGap(gap) }));
  const all = proposeMatches(wanted, offers.slice(0, MOST_OFFERS), isNamed ? asked : new Set());
  return all.filter(({ key }) => asked.has(key));
}

function listJson(context: Context, files: OpenedFiles, sure: readonly Proposal[]): void {
  const opened = files.opened.map(({ file, reading: { reader, title, candidates } }) => ({
    file,
    reader,
    title,
    error: null,
    candidates: candidates.map(({ label, value, unit, path }) => ({ label, value, unit, path })),
  }));
  const unread = files.unread.map(({ file, error, hint }) => ({
    file,
    reader: null,
    title: null,
    error: `${error} (${hint})`,
    candidates: [],
  }));
  const rows = sure.flatMap(({ key, ranked: [lead] }) => {
    if (!lead) return [];
    const { offer, bound, score } = lead;
    const { label, path } = offer.candidate;
    const { fill, converted } = bound;
    return [
      { name: key, file: offer.file, path, label, value: fill.value, converted: converted ?? null, score },
    ];
  });
  context.out.data(
    jsonDocument('fill', { files: [...opened, ...unread], proposals: rows, notes: files.notes }),
  );
}

/** Why nothing is proposed. */
function whyNothing({ opened }: OpenedFiles, groups: readonly GapGroup[]): string {
  if (opened.every(({ reading }) => reading.candidates.length === 0))
    return 'It holds no number that prep can read; the decimal sign is a point.';
  if (groups.length === 0)
    return 'Every value that the loaded answers cite is filled: name one to see what fits it.';
  return 'Nothing in it looks like what your answers want.';
}

/** Shows what the files hold, and what seems to fit as commands. Stores nothing. */
function list(
  context: Context,
  { given }: Study<Question>,
  files: OpenedFiles,
  groups: readonly GapGroup[],
  found: readonly Proposal[],
  options: FromOptions,
): number {
  const sure = found.filter(({ ranked: [lead] }) => lead && lead.score >= PROPOSED);
  if (options.json) {
    listJson(context, files, sure);
    return 0;
  }
  const look = lookOf(context, true);
  tellUnread(context, files, look);
  const { out } = context;
  if (files.opened.length > 0) out.data(`${renderFound(files.opened, look)}\n`);
  if (sure.length > 0) {
    out.data(`\n${paragraph('What seems to fit, to be looked at and pasted:', look)}\n`);
    out.data(`${renderProposals(sure, given, look)}\n`);
  } else out.talk(`${paragraph(whyNothing(files, groups), look)}\n`);
  return 0;
}

/**
 * Takes values from a result file, or from those below a folder: binds what `set` names, walks through what seems to fit
 * where a person can be asked, and lists it elsewhere.
 * Fails for a file that cannot be read, and with `value-refused` for names and paths that cannot be taken.
 */
export async function fillFrom(
  context: Context,
  study: Study<Question>,
  path: string,
  options: FromOptions,
): Promise<number> {
  const { names, json = false } = options;
  const named = names.length > 0 ? namedGaps(study.bank, names, study.values) : undefined;
  refuseNames(context, named?.wrong ?? [], FROM_HINT);
  const plain = options.plain ?? !context.screen.fancy;
  const files = await openResults(context, path, plain || json);
  if (options.set || options.unset) return setFrom(context, study, files, options);

  const groups = named?.groups ?? openGaps(study.bank, study.values);
  const offers = offersOf(files.opened);
  const found = proposals(study, groups, offers, named !== undefined);
  const canAsk = (context.interactive || options.plain === true) && !options.list && !json && !options.dryRun;
  return canAsk
    ? walkFrom(
        context,
        study,
        { files, offers, groups, proposals: found, isNamed: named !== undefined },
        options,
      )
    : list(context, study, files, groups, found, options);
}
