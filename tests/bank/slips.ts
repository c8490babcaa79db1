// What does not read like finished prose, whatever the values are.
import { keptFor } from '../../src/core/base/collections.ts';
import { type Said, spoken } from './shipped.ts';

export type Slip = { readonly what: string; readonly pattern: RegExp };

export const slips: readonly Slip[] = [
  { what: 'a bracket', pattern: /[[\]]|\{\{|\}\}|____/u },
  { what: 'a word twice', pattern: /(?<![\p{L}\p{N}])(?!that|had)(\p{L}+|%|×)\s+\1(?![\p{L}\p{N}])/iu },
  {
    what: 'a unit twice',
    pattern:
      /(?:%|×|\d ?(?:ms|s|min|h|GB|MB|pp))\s*(?:%|×|(?:ms|s|min|h|GB|MB|pp|x|times|fold|per cent|percent|percentage points|milliseconds|seconds|minutes|hours|gigabytes|megabytes)(?![\p{L}]))/u,
  },
  { what: 'a currency twice', pattern: /\$\s*\$|\$[\d.]+\S* (?:dollars|USD)/u },
  { what: '`a` before a vowel sound', pattern: /\ba (?=8|11[ .]|18[ .]|[aeio]\p{L})(?!one\b|once\b|euro)/iu },
  { what: '`an` before a consonant', pattern: /\ban (?=[02-79$]|1(?![18][ .]))/iu },
  { what: 'one of many', pattern: /(?<![\d.,@])1 (?:\p{L}+s)(?!\p{L})(?<! 1 ms)/u },
  {
    what: 'many of one',
    pattern:
      /(?<![\d.,])(?:[2-9]|\d{2,}) (?:token|instance|test|head|layer|example|epoch|pair|request|run|dimension|map|step)(?![\p{L}-])/u,
  },
  { what: 'two spaces', pattern: /\S {2,}\S/u },
  { what: 'a space before a mark', pattern: / [,.;:!?](?!\d)/u },
  { what: 'a mark twice', pattern: /,,|;;|::|[^.]\.\.(?!\.)|\?\?|,\./u },
  { what: 'a hyphen for a minus', pattern: /(?<![\p{L}\p{N}])-\d/u },
  { what: 'a value that is none', pattern: /undefined|Infinity|\[object/u },
  { what: 'a small letter after a full stop', pattern: /[.?!]["”)]? (?!bf16|k6|fp16|p95|torch)\p{Ll}/u },
];

/** The text as somebody would say it, one line a paragraph. */
export const proseOf = keptFor(({ text }: Said): string => spoken(text));

/** With some of what is around it. */
export const found = (some: readonly Said[], { pattern }: Pick<Slip, 'pattern'>): readonly string[] =>
  some.flatMap((said) => {
    const prose = proseOf(said);
    const match = pattern.exec(prose);
    return match ? [`${said.where}: …${prose.slice(Math.max(0, match.index - 30), match.index + 40)}…`] : [];
  });
