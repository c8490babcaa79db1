// How people spell the same name: in one word or two, in full or abbreviated. Learned from the texts at hand; knows no words itself.

/** Joins neighbours that somebody writes as one word: `vl jepa` where there is a `vljepa`. */
export function joined(words: readonly string[], singles: ReadonlySet<string>): readonly string[] {
  const result: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const pair = `${words[i]}${words[i + 1] ?? ''}`;
    const isOne = i + 1 < words.length && pair.length > 3 && singles.has(pair);
    result.push(isOne ? pair : (words[i] ?? ''));
    if (isOne) i++;
  }
  return result;
}

/** Whether `short` abbreviates `long`: its letters, in order, from the first on. `tf`, `transformer`. */
function abbreviates(short: string, long: string): boolean {
  if (!/^[a-z]{2,4}$/.test(short) || long.length < short.length + 3 || short[0] !== long[0]) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

/** Counts one more. */
function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** Full words by which the prompts call what the names abbreviate: at least twice, and in most of the metrics with that name. */
export function abbreviations(
  texts: readonly { readonly name: readonly string[]; readonly prompt: readonly string[] }[],
): ReadonlyMap<string, string> {
  const [uses, pairs] = [new Map<string, number>(), new Map<string, number>()];
  for (const { name, prompt } of texts)
    for (const short of new Set(name)) {
      count(uses, short);
      for (const long of new Set(prompt)) if (abbreviates(short, long)) count(pairs, `${long} ${short}`);
    }
  const sure = [...pairs].flatMap(([pair, times]): readonly (readonly [string, string])[] => {
    const [long = '', short = ''] = pair.split(' ');
    return times >= 2 && times >= 0.6 * (uses.get(short) ?? 0) ? [[long, short]] : [];
  });
  return new Map(sure);
}
