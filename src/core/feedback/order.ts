// What a text says comes before what, and what happens together.
import type { Opposite } from './opposites.ts';
import { distinct, REACH, SENTENCE_END } from './words.ts';

type Stems = readonly string[];
/** `second` is empty for what only comes first. */
type Ordered = { readonly first: Stems; readonly second: Stems; readonly isTogether: boolean };

/** As a conjunction. */
export const ONCE =
  /(?<!\b(?:at|exactly|only|just|least|than) )\bonce(?= (?:the|an?|we|I|it|they|he|she|you|this|that|all|every|each|both)\b| \p{L}+ (?:is|are|was|were|has|have)\b)/giu;
const AFTER = `(?:(?:only|right|just|directly|immediately|shortly) )*(?:after|${ONCE.source}|as soon as)`;
const TOGETHER =
  'in the same(?= \\p{L}+ as\\b)|together with|in parallel (?:with|to)|at the same time as|alongside';
const ORDERS = [
  `(?<one>.+?),? (?<together>${TOGETHER}) (?<two>[^,]+)`,
  `${AFTER} (?<one>[^,]+), (?<two>.+)`,
  'before (?!and\\b)(?<two>[^,]+), (?<one>.+)',
  "(?<two>.*\\b(?:not|never|\\p{L}+n['’]t) [^,:]+?) (?:until|before) (?<one>[^,]+)",
  `(?<two>.+?),? ${AFTER} (?<one>[^,]+)`,
  '(?<one>.+?),? before (?!and\\b)(?<two>[^,]+)',
  '(?<one>.*?(?<!\\bthe )\\bfirst\\b.*?),? (?:and|and then|then|later)\\b,? (?<two>.+)',
  '(?<one>.+?),?(?: and)?(?: only)? then (?<two>.+)',
  '(?<one>.+?)(?:,| and) (?<two>.+) (?:afterwards?|later)$',
  '(?<one>.+) first$',
].map((source) => new RegExp(`^${source}`, 'iu'));

const STRETCH_END = new RegExp(`${SENTENCE_END.source}|[;()]`, 'u');

const stemsIn = (text = ''): Stems => distinct(text.replace(/\bfirst\b/iu, '')).map(({ stem }) => stem);
const without = (one: Stems, other: Stems): Stems => one.filter((stem) => !other.includes(stem));
const common = (one: Stems, other: Stems): number => one.length - without(one, other).length;

const ordersIn = (text: string): readonly Ordered[] =>
  text.split(STRETCH_END).flatMap((stretch): readonly Ordered[] => {
    const { one, two, together } =
      ORDERS.map((order) => order.exec(stretch.trim().slice(0, REACH))?.groups).find(Boolean) ?? {};
    const [own, other] = [stemsIn(one), stemsIn(two)];
    const [first, second] = [without(own, other), without(other, own)];
    return first.length === 0 ? [] : [{ first, second, isTogether: together !== undefined }];
  });

/** Of a sentence and a point that both say what comes first, and not the same; what one of them has together is only doubtful. */
export function otherOrderIn(sentence: string, phrase: string): Opposite | undefined {
  const found = ordersIn(phrase).flatMap((meant) =>
    ordersIn(sentence).flatMap((said): readonly Opposite[] => {
      const [same, rest] = [common(meant.first, said.first), common(meant.second, said.second)];
      const [early, late] = [common(meant.first, said.second), common(meant.second, said.first)];
      if (meant.isTogether !== said.isTogether)
        return same * rest + early * late > 0
          ? [{ reason: 'says one after the other, or together', isPlain: false }]
          : [];
      const isTurned = early >= same && late >= rest && early + late > same + rest && !meant.isTogether;
      const isOfBoth = early > 0 && (late > 0 || meant.second.length === 0);
      return isTurned && isOfBoth ? [{ reason: 'says it in the other order', isPlain: true }] : [];
    }),
  );
  return found.find(({ isPlain }) => isPlain) ?? found[0] ?? turnedIn(sentence, phrase);
}

const sidesIn = (text: string): readonly (readonly [side: string, word: string])[] =>
  [...text.matchAll(/\b(before|after) (?:the |an? )?(\p{L}+)/giu)].map(([, side = '', word = '']) => [
    side,
    word.toLowerCase(),
  ]);

/** `After quantization …` for `before quantization …`. */
function turnedIn(sentence: string, phrase: string): Opposite | undefined {
  const said = sidesIn(sentence);
  for (const [side, word] of sidesIn(phrase)) {
    const [first, ...more] = said.filter(([, other]) => other === word).map(([each]) => each);
    if (first && [first, ...more].every((each) => each.toLowerCase() !== side.toLowerCase()))
      return { reason: `says "${first}"; the point says "${side}"`, isPlain: false };
  }
  return undefined;
}
