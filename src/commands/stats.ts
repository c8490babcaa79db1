// `prep stats`: how it goes.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { lookOf } from '../drivers/look.ts';
import { readStats } from '../drivers/stats.ts';
import { statsJson } from '../formats/stats-json.ts';
import { renderStats } from '../screens/stats.ts';

/** Prints every figure, with what it rests on. */
export async function stats(
  context: Context,
  _args: readonly string[],
  options: Input<'stats'>,
): Promise<number> {
  const read = await readStats(context, options);

  if (options.json) {
    context.out.data(statsJson(read.stats, options));
    return 0;
  }
  const look = lookOf(context, options.plain ?? false);
  context.out.data(renderStats({ ...read.study, stats: read.stats, only: read.only, look }));
  return 0;
}
