// What the front matter of a file with one question, comments in it and a file beside it say of the question: title, tags,
// how hard it is. Any names that people use count; knows nothing of the question's parts.
import type { Difficulty } from '../../core/question.ts';
import type { Source } from '../../core/span.ts';
import { MOST_MINUTES } from '../question-fields.ts';
import { slug } from '../slug.ts';
import { parseYaml } from '../yaml-text.ts';
import type { YamlEntry } from '../yaml-node.ts';
import { difficultyOf } from './difficulty.ts';
import { entryOf, textsOf } from './file-facts.ts';

export type QuestionFacts = {
  readonly title?: string;
  readonly id?: string;
  readonly number?: number;
  readonly section?: string;
  readonly tags?: readonly string[];
  readonly difficulty?: Difficulty;
  readonly minutes?: number;
  readonly origin?: string;
};

/** Gives the texts that stand under the first of some names that has any. */
type Lookup = (...names: readonly string[]) => readonly string[];

const COMMENT =
  /<!--\s{0,5}(tags|expertise|difficulty|level|category|section|topic|source)\s?:\s{0,5}\(?([^()\n]{1,300}?)\)?\s{0,5}-->/gi;
const LONGEST_SIDECAR = 200_000;
/** Tags that only repeat what other fields say. */
const REPEATING = /^(?:difficulty|level|lang|language|status)[/:]/i;

const fromEntries =
  (entries: readonly YamlEntry[]): Lookup =>
  (...names) =>
    textsOf(entryOf(entries, names));

function fromComments(text: string): Lookup {
  const found = new Map<string, readonly string[]>();
  for (const [, name = '', value = ''] of text.matchAll(COMMENT)) {
    const texts = value.split(',').map((part) => part.trim());
    found.set(name.toLowerCase(), texts.filter(Boolean));
  }
  return (...names) => names.map((name) => found.get(name) ?? []).find((texts) => texts.length > 0) ?? [];
}

/** The entries of the file beside; JSON is read as the YAML that it is. */
function sidecarEntries(source: Source): readonly YamlEntry[] {
  const text = source.sidecar?.() ?? '';
  return text === '' || text.length > LONGEST_SIDECAR ? [] : parseYaml(text, 0).entries;
}

/** Counts from 0 where the name is `expertise`, else from 1. */
function difficultyIn(lookup: Lookup): Difficulty | undefined {
  const [word = ''] = lookup('difficulty', 'level', 'complexity');
  const named = difficultyOf(word.slice(0, 40));
  const [expertise] = lookup('expertise');
  const count = expertise === undefined ? Number(word || Number.NaN) : Number(expertise) + 1;
  if (named || Number.isNaN(count)) return named;
  return count <= 1 ? 'easy' : count === 2 ? 'medium' : 'hard';
}

function minutesIn(lookup: Lookup): number | undefined {
  const minutes = Number.parseFloat(lookup('minutes', 'duration', 'time')[0] ?? '');
  return minutes > 0 && minutes <= MOST_MINUTES ? minutes : undefined;
}

/** What the lookups say, the first one first. */
function factsIn(lookups: readonly Lookup[], title: string | undefined): QuestionFacts {
  const lookup: Lookup = (...names) =>
    lookups.map((each) => each(...names)).find((texts) => texts.length > 0) ?? [];
  const first = (...names: readonly string[]): string | undefined => lookup(...names)[0];
  const id = slug(first('id', 'slug') ?? '1');
  const number = Number(first('number', 'order', 'index') ?? Number.NaN);
  const section = first('section', 'category', 'topic', 'subject', 'domain', 'deck');
  const tags = [...lookup('tags', 'keywords', 'topics', 'labels')].map((tag) => tag.replace(/^#/, ''));
  const difficulty = difficultyIn(lookup);
  const minutes = minutesIn(lookup);
  const origin = first('source', 'source_url', 'original_url', 'url', 'link', 'reference');
  return {
    title,
    ...(first('id', 'slug') !== undefined && /\p{L}/u.test(id) && { id }),
    ...(Number.isInteger(number) && number >= 0 && { number }),
    section,
    ...(tags.length > 0 && { tags: tags.filter((tag) => !REPEATING.test(tag)) }),
    difficulty,
    minutes,
    origin,
  };
}

/** The title in one piece: commas are of its words. */
function titleIn(entries: readonly YamlEntry[]): string | undefined {
  const node = entryOf(entries, ['question', 'title', 'name']);
  return node?.kind === 'scalar' ? node.text.replace(/\s+/g, ' ').trim() : undefined;
}

/**
 * Reads what is said of the question of a file.
 * @param entries of its front matter, which counts more than comments, and these more than the file beside
 */
export function questionFacts(source: Source, entries: readonly YamlEntry[]): QuestionFacts {
  const beside = sidecarEntries(source);
  const lookups = [fromEntries(entries), fromComments(source.text), fromEntries(beside)];
  return factsIn(lookups, titleIn(entries) ?? titleIn(beside));
}

/** True for a file with comments such as `<!-- tags: (css) -->`. */
export const hasFactComments = ({ text }: Source): boolean =>
  text.includes('<!--') && text.search(COMMENT) !== -1;
