// A story told part by part: which part it is, and at the end the full exemplar beside what was told, since for one's own
// stories an exemplar helps and a list of points does not (Froese & Roelle 2022). Shares of the time are shown, not graded.
import type { Segment } from '../core/fill-value.ts';
import type { StarPart } from '../core/question.ts';
import { partName, usualShareText } from '../core/star-shares.ts';
import { elapsedText, percentText } from '../core/wording.ts';
import { innerColumns, inset, paragraph, rule, type Look } from './frame.ts';
import { renderFilled } from './markdown.ts';
import { beside, clean, wrapText } from './width.ts';

/** Said once, before the first part. */
export const SHARES_ARE =
  'You tell this story part by part. The usual shares of the time are a convention, not science.';

/** Which part is to be told now. */
export function partHeading(parts: readonly StarPart[], at: number): string {
  const part = parts[at];
  if (!part) return '';
  const usual = usualShareText(part);
  return `${partName(part)}, part ${at + 1} of ${parts.length}${usual ? `, ${usual} of the time` : ''}`;
}

export type StoryPart = {
  readonly part: StarPart;
  /** The part of the model answer, with the values put in; left out where it has none. */
  readonly exemplar?: readonly Segment[];
  /** What the person told; left out when it is not known part by part. */
  readonly yours?: string;
  /** Time for it; left out when it was not taken. */
  readonly ms?: number;
};

export type Story = {
  readonly parts: readonly StoryPart[];
  /** What `yours` is: what was told just now, or the version that is kept; `nothing` without either. */
  readonly yoursIs: 'You typed' | 'You said' | 'Your version' | 'nothing';
};

/** From this width on the two stand side by side. */
const WIDE = 100;
const WIDEST = 164;
const GAP = 3;

const timeOf = (parts: readonly StoryPart[]): number => parts.reduce((sum, { ms = 0 }) => sum + ms, 0);

function partTitle({ part, ms }: StoryPart, totalMs: number, { theme }: Look): string {
  const usual = totalMs > 0 ? usualShareText(part) : '';
  const share = totalMs > 0 && ms !== undefined ? ` ${percentText(ms / totalMs)} of your time` : '';
  const time = ms === undefined ? '' : `${elapsedText(ms)},${share}`;
  const told = [time, usual].filter(Boolean).join('; ');
  return `${theme.strong(partName(part))}${told ? ` ${theme.dim(`(${told})`)}` : ''}`;
}

const exemplarText = (segments: readonly Segment[] | undefined, columns: number, look: Look): string =>
  segments
    ? renderFilled(segments, { columns, theme: look.theme }).trim()
    : look.theme.dim('not in the model answer');

function yoursText(text: string, is: Story['yoursIs'], columns: number, look: Look): string {
  if (text.trim() !== '') return wrapText(clean(text).trim(), columns);
  return look.theme.dim(is === 'You said' ? 'nothing heard' : 'nothing typed');
}

/** The model answer and what was told, part by part, without a final newline. */
export function renderStory({ parts, yoursIs }: Story, look: Look): string {
  const { theme, plain } = look;
  const hasYours = parts.some(({ yours }) => yours !== undefined && yours.trim() !== '');
  const isWide = hasYours && !plain && look.columns >= WIDE;
  const columns = isWide ? Math.floor((Math.min(look.columns, WIDEST) - 3 - GAP) / 2) : innerColumns(look);
  const totalMs = timeOf(parts);
  const [modelLabel, yoursLabel] = [theme.dim('Model answer'), theme.dim(yoursIs)];
  const bodyOf = ({ exemplar, yours = '' }: StoryPart): string => {
    const model = exemplarText(exemplar, columns, look);
    if (!hasYours) return model;
    const own = yoursText(yours, yoursIs, columns, look);
    if (isWide) return beside(`${modelLabel}\n${model}`, `${yoursLabel}\n${own}`, columns, ' '.repeat(GAP));
    return `${modelLabel}\n${model}\n${yoursLabel}\n${own}`;
  };
  const sections = parts.map(
    (part) => `${paragraph(partTitle(part, totalMs, look), look)}\n${inset(bodyOf(part), look)}`,
  );
  const head = rule(hasYours ? 'Model answer and yours' : 'Model answer', '', look);
  return [head, ...sections].join(plain ? '\n' : '\n\n') + '\n';
}

/** What the shares are, where there are times. */
export const sharesNote = (story: Story, look: Look): string =>
  timeOf(story.parts) === 0
    ? ''
    : paragraph(look.theme.dim('The usual shares are a convention of career guides, not science.'), look);
