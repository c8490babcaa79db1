// Whether words ask something, and the few words by which people label what hides an answer. Knows single lines; knows
// nothing of where they stand.

/** Marks that may follow a question mark: difficulty, emphasis, quotes, brackets. */
const ASKS =
  /[?？¿؟](?:[\s*_"'”’»)\]`.!]|<\/?[a-z][^<>]{0,60}>|\p{Extended_Pictographic}|\ufe0f|\u200d|[☆★])*$/u;
const ASKS_AND_SAYS = /[?？؟](?:\s|$)/;
/** Greek asks with a semicolon. */
const ASKS_IN_GREEK = /[;\u037e](?:[\s*_"'”’»)`]|\p{Extended_Pictographic}|\ufe0f)*$/u;
const GREEK = /[\u0370-\u037d\u037f-\u03ff\u1f00-\u1fff]{2}/;
/** What interviewers begin with when they put no question mark. */
const BEGINS =
  /^(?:tell|describe|explain|give|name|list|compare|contrast|discuss|define|outline|summari[sz]e|how|what|what['’]s|why|when|where|which|who|whose|can|could|should|would|will|do|does|did|is|are|was|have|has|walk|write|create|design|implement|state|mention|talk|share|suppose|assume|imagine|given|consider|differentiate|distinguish|true or false)\b/i;
/** `Q4: `, `Q. `, `4. `, `Question 4`. */
const NUMBERED =
  /^(?:Q(?:uestion)?\s{0,3}#?\d{0,5}\s{0,3}[.:)：]|Question\s{1,3}\d|\d{1,4}\s{0,3}[.):])\s{0,3}/i;
const LONGEST_ASKED = 600;
/** What stands around words without being any: emphasis, tags, emoji. */
const AROUND = /^(?:[\s*_#>"'“]|<\/?[a-z][^<>]{0,100}>|\p{Extended_Pictographic}|\ufe0f|\u200d)*/iu;

const bare = (words: string): string => {
  const text = words.slice(0, LONGEST_ASKED);
  return text.slice(AROUND.exec(text)?.[0].length ?? 0);
};

/** True for words that end in a question mark, whatever marks follow it. */
export function asksAtEnd(words: string): boolean {
  const end = words.slice(-LONGEST_ASKED);
  return ASKS.test(end) || (ASKS_IN_GREEK.test(end) && GREEK.test(end));
}

/** True for words that can hardly be anything but a question: a question mark, or a number such as `Q4:`. */
export function surelyAsks(words: string): boolean {
  const text = bare(words);
  return ASKS_AND_SAYS.test(text) || asksAtEnd(words) || NUMBERED.test(text);
}

/** True for words that begin as a task does: `Tell me …`, `Explain …`. */
export function mayAsk(words: string): boolean {
  return BEGINS.test(bare(words).replace(NUMBERED, ''));
}

const ANSWER =
  /^\W*(?:(?:click|tap|press)\s(?:here\s)?(?:to|for)\s)?(?:(?:show|see|view|reveal|display|expand|open|check|read|toggle|unfold)\s)?(?:me\s)?(?:(?:the|an?|my|your|full|sample|suggested|model|short|long|correct|right|possible|example|expected|detailed)\s){0,3}(?:answers?|ans|solutions?|explanations?|responses?|reply|reveal|antwort|lösung|respuesta|solución|réponse|solution|risposta|soluzione|resposta|solução|ответ|решение|відповідь|答案|解答|解析|回答|答え|答|정답|답변|답|cevap|odpowiedź|đáp án|antwoord|odgovor|răspuns|jawaban)(?:\s(?:and|&|und|y|et)\s(?:answers?|solutions?|explanations?))?(?:\s?#?\d{1,3})?\W*(?:here|below)?\W*$/iu;
const CONTENTS = /^\W*(?:[\w/]{1,12}\s){0,4}(?:table of contents|contents|toc|index|list of questions)\W*$/i;
const ASIDE =
  /^\W*(?:(?:click|show|see|view|hide|expand|tap)\b.{0,40}|(?:source\s|full\s)?(?:code|example|output|hint|note|detail|more|resource|reference|link|image|diagram|screenshot|usage|tip|legend|log|changelog|spoiler)s?\b.{0,20})$/i;

/** Words that hide an answer where they stand on many elements, and may hide anything else. */
const UNFOLD =
  /^\W*(?:show|see|view|reveal|expand|unfold|open|spoiler|(?:click|tap)(?:\s.{0,30})?|hint)\W*$/i;
/** As many elements with the same words hide answers. */
const MANY = 4;

/** What a summary says that its element holds. */
export type Holds = 'answer' | 'contents' | 'aside' | 'question' | 'maybe';

/**
 * Judges the words of a summary, tags taken out.
 * @param times how often the same words stand on elements of the file
 * @param all how many elements there are
 */
export function summaryHolds(words: string, times: number, all: number): Holds {
  const text = words.trim();
  if (text === '') return 'aside';
  if (text.length < 80 && ANSWER.test(text)) return 'answer';
  if (surelyAsks(text)) return 'question';
  if (text.length < 80 && CONTENTS.test(text)) return 'contents';
  if ((times >= MANY || (times > 1 && times === all)) && UNFOLD.test(text)) return 'answer';
  if (text.length < 80 && ASIDE.test(text)) return 'aside';
  if (mayAsk(text)) return 'question';
  // No bank asks the same in the same words time and again: such words label what is hidden.
  return times >= MANY ? 'answer' : 'maybe';
}
