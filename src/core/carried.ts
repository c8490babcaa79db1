// What of the config follows a question to another id: values of its own gaps, and the answers kept for it. Copied, never
// moved: should the old title come back, all is still there. Knows the config's records; knows nothing of where they lie.
import type { Config } from './config.ts';

/** A question that is found under another id. */
export type Link = { readonly from: string; readonly to: string };

/**
 * The config in which each question at `to` has what is stored for the one at `from`. What is stored at `to` already stays
 * as it is. The same object when there is nothing to carry.
 */
export function carried(config: Config, links: readonly Link[]): Config {
  const fills = new Map(Object.entries(config.fills));
  const answers = new Map(Object.entries(config.answers));
  const stored = fills.size + answers.size;
  for (const { from, to } of links) {
    for (const [name, fill] of fills) {
      // The gaps of a question are named after it: `id/fill-in/your-latency`.
      const there = `${to}${name.slice(from.length)}`;
      if (name.startsWith(`${from}/`) && !fills.has(there)) fills.set(there, fill);
    }
    const answer = answers.get(from);
    if (answer && !answers.has(to)) answers.set(to, answer);
  }
  if (fills.size + answers.size === stored) return config;
  return { ...config, fills: Object.fromEntries(fills), answers: Object.fromEntries(answers) };
}
