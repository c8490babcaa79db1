// A story as it is laid beside its exemplar: what was told just now part by part, else the user's own version.
import type { Attempt } from '../core/attempt.ts';
import { fillText, segmentsText } from '../core/fill.ts';
import { storyParts } from '../core/star-shares.ts';
import { partTexts } from '../formats/story-text.ts';
import type { Reveal } from '../screens/reveal.ts';
import type { Story } from '../screens/story.ts';

const HEADING = /^## /m;

type Yours = { readonly text: string; readonly is: Story['yoursIs'] };

/** What can be laid beside the exemplar part by part: a text with headings. */
function yoursOf({ typed, isHeard, own }: Pick<Reveal, 'typed' | 'isHeard' | 'own'>): Yours {
  if (HEADING.test(typed)) return { text: typed, is: isHeard ? 'You said' : 'You typed' };
  const version = own ? segmentsText(own) : '';
  return HEADING.test(version) ? { text: version, is: 'Your version' } : { text: '', is: 'nothing' };
}

/** The story of a question, part by part. */
export function storyOf(
  reveal: Pick<Reveal, 'question' | 'values' | 'typed' | 'isHeard' | 'own'>,
  { partsMs = [] }: Pick<Attempt, 'partsMs'>,
): { readonly story: Story } {
  const { question, values } = reveal;
  const { star } = question;
  const names = storyParts({ ...(star && { star }) });
  const { text, is } = yoursOf(reveal);
  const texts = partTexts(text, names);
  const parts = names.map((part, i) => {
    const exemplar = star?.[part];
    const ms = partsMs.length === names.length ? partsMs[i] : undefined;
    return {
      part,
      ...(exemplar && { exemplar: fillText(exemplar, question, values) }),
      ...(is !== 'nothing' && { yours: texts[i] ?? '' }),
      ...(ms !== undefined && { ms }),
    };
  });
  return { story: { parts, yoursIs: is } };
}
