// `prep doctor`: what works on this machine, and the one thing to do about each piece that does not.
import type { Input } from '../cli.ts';
import type { Context } from '../context.ts';
import { SOUND_JOBS } from '../core/sound.ts';
import { findings } from '../drivers/findings.ts';
import { jsonDocument } from '../formats/json-output.ts';
import { findingLines, type Finding } from '../screens/doctor.ts';
import { theme } from '../screens/theme.ts';

/** What may be missing without anything being wrong. */
const FACTS: ReadonlySet<string> = new Set(['terminal', ...SOUND_JOBS]);

const findingJson = (finding: Finding): Readonly<Record<string, unknown>> => ({
  ...finding,
  remedy: finding.remedy ?? null,
});

/** Looks at every piece; exit 1 when one is broken. What is missing for sound, or a terminal, is a fact and not a fault. */
export async function doctor(
  context: Context,
  _args: readonly string[],
  options: Input<'doctor'>,
): Promise<number> {
  const found = await findings(context, options);

  const broken = found.filter((finding) => !finding.ok && !FACTS.has(finding.name));

  const style = theme(context.screen);
  if (options.json)
    context.out.data(jsonDocument('doctor', { ok: broken.length === 0, checks: found.map(findingJson) }));
  else for (const finding of found) context.out.data(findingLines(finding, style, context.screen.columns));
  return broken.length > 0 ? 1 : 0;
}
