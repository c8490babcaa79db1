// `prep drill`: the scripted session of the day. (Being written.)
import type { Context } from '../context.ts';

export async function drill(_context: Context, _args: readonly string[], _options: object): Promise<number> {
  return 0;
}
