// Divides a story told in one piece into its parts: by labels, otherwise by what its sentences say, in the
// order of the parts. English only; a suggestion.
import type { StarPart } from '../base/question.ts';
import { hasNumber } from './advice.ts';

export type ToldPart = { readonly start: number; readonly end: number; readonly score: number };

const LABEL =
  /^[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+)?(?:\*\*|__)?(situation|task|action|result|learning)s?(?:\*\*|__)?[ \t]*(?:[:.–—-](?:\*\*|__)?[ \t]*|$)/gim;
const SENTENCE = /[^\s.!?\n][^.!?\n]*(?:[.!?](?![\s\n])[^.!?\n]*)*[.!?]*/gu;

const CUES: Readonly<Record<StarPart, RegExp>> = {
  situation:
    /\b(?:we (?:had|were|ran|used)|there (?:was|were)|at (?:my|the) (?:last|previous|time|company|job)|in my (?:last|previous|first|thesis)|last (?:year|summer|spring|fall|winter|month)|when (?:i|we)|used to|back then|(?:was|were) (?:slow|failing|broken|late|losing|unhappy)|my team|our team|the (?:team|company|project|service|product) (?:was|had))\b/i,
  task: /\b(?:my (?:task|job|role|goal|part|responsibility)|i (?:had to|needed to|was (?:asked|responsible|supposed|assigned|in charge|tasked|expected)|wanted to|took (?:it )?on|owned)|it was (?:up to me|on me|my)|the (?:goal|task|aim) was|deadline|so i should)\b/i,
  action:
    /\b(?:i (?:then |first |also |therefore |finally |started|began|decided|built|wrote|made|added|changed|measured|profiled|looked|talked|asked|proposed|moved|replaced|tested|set|fixed|cut|ran|found|split|reduced|designed|implemented|traced|compared|created|introduced|rewrote|reproduced|removed|switched|trained|checked|explained|suggested|organi[sz]ed|used|tried|put)|first,? i|then,? i|next,? i|so i (?!had|needed)|after that,? i|step by step|instead,? i)\b/i,
  result:
    /\b(?:as a result|in the end|the result|result(?:s|ed)? (?:was|were|in)|eventually|since that day|afterwards|(?:dropped|fell|went|rose|grew|improved|decreased|increased|cut|came) (?:down |up )?(?:from|to|by)|saved|reduced .{0,30} (?:by|to)|which (?:cut|saved|brought|gave)|from \S+ (?:\S+ )?to \S+|no longer|shipped|launched|paid off|was (?:promoted|adopted|released|merged))\b/i,
  learning:
    /\b(?:i(?:['’]ve)? (?:have )?learn(?:ed|t)|(?:the|my) (?:lesson|takeaway)|taught me|looking back|in hindsight|next time|since then,? i|i(?:['’]d| would) (?:do|have done)|today i (?:would|always|start|ask|check)|from then on|ever since)\b/i,
};
const CUE = 1;
/** A figure suggests the result, a little. */
const FIGURE = 0.4;
/** A sentence without a cue probably continues the part before. */
const SAME = 0.1;
const NOISE = 1e-9;

type Sentence = { readonly start: number; readonly end: number };

function cueScore(text: string, part: StarPart, isFirst: boolean): number {
  const cue = CUES[part].test(text) ? CUE : 0;
  const figure = part === 'result' && hasNumber(text) ? FIGURE : 0;
  return cue + figure + (isFirst && part === 'situation' ? CUE / 2 : 0);
}

function labelled(text: string, parts: readonly StarPart[]): ReadonlyMap<StarPart, ToldPart> {
  const labels = [...text.matchAll(LABEL)].map((match) => ({
    part: match[1]?.toLowerCase(),
    from: match.index,
    to: match.index + match[0].length,
  }));
  const told = new Map<StarPart, ToldPart>();
  for (const [i, { part: name, to }] of labels.entries()) {
    const part = parts.find((each) => each === name);
    const body = text.slice(to, labels[i + 1]?.from ?? text.length);
    if (!part || body.trim() === '' || told.has(part)) continue;
    const start = to + body.length - body.trimStart().length;
    told.set(part, { start, end: to + body.trimEnd().length, score: 1 });
  }
  return told;
}

const FEWEST_LABELS = 2;

export function dividedStory(text: string, parts: readonly StarPart[]): ReadonlyMap<StarPart, ToldPart> {
  const byLabels = labelled(text, parts);
  if (byLabels.size >= FEWEST_LABELS) return byLabels;
  const sentences: readonly Sentence[] = [...text.matchAll(SENTENCE)].map(({ 0: found, index }) => ({
    start: index,
    end: index + found.length,
  }));
  // totals[p]: the best division when the sentence so far is in part p.
  const [first, ...others] = sentences.map(({ start, end }) => text.slice(start, end));
  let totals = parts.map((part) => cueScore(first ?? '', part, true));
  const choices: (readonly number[])[] = [parts.map((_, p) => p)];
  for (const said of others) {
    const chosen: number[] = [];
    const before = totals;
    totals = parts.map((part, p) => {
      let best = (before[p] ?? -Infinity) + SAME;
      let from = p;
      for (const [earlier, total] of before.slice(0, p).entries())
        // Among equal divisions, the one with the longer earlier part.
        if (total >= best - NOISE) [best, from] = [total, earlier];
      chosen.push(from);
      return best + cueScore(said, part, false);
    });
    choices.push(chosen);
  }
  let at = totals.indexOf(Math.max(...totals));
  const told = new Map<StarPart, ToldPart>();
  for (let i = sentences.length - 1; i >= 0; i -= 1) {
    const part = parts[at];
    const sentence = sentences[i];
    if (!part || !sentence) break;
    const score = Math.min(1, cueScore(text.slice(sentence.start, sentence.end), part, i === 0));
    const before = told.get(part);
    told.set(part, {
      start: sentence.start,
      end: before?.end ?? sentence.end,
      score: Math.max(before?.score ?? 0, score),
    });
    at = choices[i]?.[at] ?? at;
  }
  return told;
}
