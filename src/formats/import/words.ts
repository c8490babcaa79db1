// Recognizes words that ask, section names, labels of hidden answers, and difficulties.
import { DIFFICULTIES, type Difficulty } from '../../core/base/question.ts';
import { oneLine } from '../../core/base/text.ts';

const ASKS =
  /[?？¿؟](?:[\s*_"'”’»)\]`.!:：]|<\/?[a-z][^<>]{0,60}>|\p{Extended_Pictographic}|\ufe0f|\u200d|[☆★]|[(（][^()（）?？\n]{1,40}[)）])*$/u;
/** Greek asks with a semicolon. */
const ASKS_IN_GREEK = /[;\u037e](?:[\s*_"'”’»)`]|\p{Extended_Pictographic}|\ufe0f)*$/u;
const GREEK = /[\u0370-\u037d\u037f-\u03ff\u1f00-\u1fff]{2}/;
const BEGINS =
  /^(?:tell|describe|explain|give|name|list|compare|contrast|discuss|define|outline|summari[sz]e|how|what|what['’]s|why|when|where|which|who|whose|can|could|should|would|will|do|does|did|is|are|was|have|has|walk|write|create|design|implement|state|mention|talk|share|suppose|assume|imagine|given|consider|differentiate|distinguish|differences? between|true or false)(?![\p{L}\p{M}\p{N}_])/iu;
/** Beginnings of questions and tasks in languages that separate words by spaces. */
const BEGINS_ELSEWHERE = new RegExp(
  `^[¿¡]?(?:${[
    'qu[eé]|c[oó]mo|cu[aá]l(?:es)?|cu[aá]ndo|por qu[eé]|para qu[eé]|d[oó]nde|(?:explica|describe|menciona|identifica|relaciona|compara|calcula|indica|define|justifica|enumera)[nr]?|diferencias? entre',
    'o que|qual|quais|como|quando|por que|explique|descreva|cite|liste|identifique|compare|calcule|indique|defina|justifique|escreva|diferença',
    "qu['’]est[- ]ce|que(?:l|ls|lle|lles)|comment|pourquoi|quand|à quoi|expliquez|décrivez|citez|donnez|définissez|calculez|comparez|justifiez|quelles? différences?",
    'was|wie|warum|wozu|wann|welche[rsnm]?|worin|wodurch|erkläre[n]?|beschreibe[n]?|nenne[n]?|(?!wenn|denn|dann)\\p{L}{2,20}n sie|unterschied',
    "che cos['’]è|cos['’]è|cosa|come|perch[eé]|quali?|quando|spiega|descriv(?:i|ere)|elenca|definisci|calcola|confronta|enuncia|dimostra|differenz[ae]",
    'что|как|какие|какой|какая|какое|каким|зачем|почему|когда|чем|для чего|в чем|в чём|где|расскажи(?:те)?|объясни(?:те)?|опиши(?:те)?|назови(?:те)?|разница',
    'що|як|які|який|яка|яке|навіщо|чому|коли|чим|поясніть|опишіть|різниця',
    'co|jak|jaki[emj]*|jakie|czym|czemu|dlaczego|kiedy|po co|na czym|do czego|w jaki|opisz|om[oó]w(?:i[cć])?|wymień|wymienić|wyjaśnij|wyjaśnić|porównaj|porównać|scharakteryzować|przedstawić|różnica|różnice|napisz',
    'co je|jak|jak[eéýá]|proč|kdy|k čemu|vysvětli\\p{L}*|popi[sš]\\p{L}*|vyjmenuj\\p{L}*|rozdíl\\p{L}*',
    'ne(?:dir|den)?|nasıl|neden|niçin|hangi|açıkla\\p{L}*',
    'thế nào|tại sao|làm (?:thế nào|sao)|khi nào|hãy|giải thích|trình bày|phân biệt|so sánh|sự khác',
    'apa|bagaimana|mengapa|kenapa|jelaskan|sebutkan|perbedaan',
    'wat|hoe|waarom|wanneer|welke|leg uit|beschrijf|noem',
    'vad|hur|varför|när|vilk[ae]|förklara|beskriv|hvad|hvordan|hvorfor|hvornår|hvilk[en]*|forklar',
    'mi(?:t|k|k[eé]nt|lyen|lyenek)?|hogyan|mi[eé]rt|mikor|melyik|mutass[ao]n? be|ismertess[ee]?|magyar[aá]zza',
    'mitä|mikä|mitkä|miten|miksi|milloin|selitä|kuvaile|kas|kaip|kod[eė]l|kada|kok(?:s|ia|ie)|paaiškink\\p{L}*',
    'ce (?:este|sunt|înseamnă|face)|care (?:este|sunt)|cum|de ce|când|explica[țt]i|descrie[țt]i|diferen[țt]a',
    'čo|ako|prečo|kedy|aký|aká|aké|vysvetli\\p{L}*|popíš\\p{L}*|kaj|kako|zakaj|kdaj|kater[aeio]|razloži\\p{L}*',
    'što|šta|zašto|koliko|koj[aeiu]|kada|čemu|da li|objasni\\p{L}*|navedi\\p{L}*|opiši\\p{L}*|шта|како|зашто|кој[аеиу]|објасни\\p{L}*|навести|навед[еи]\\p{L}*',
    'какво|защо|кога|кои|кой|обяснете|опишете|τι|πώς|ποι[αοεά]\\p{L}*|γιατί|πότε|εξηγήστε|περιγράψτε',
    'nədir|necə|niyə|hansı|nima|qanday|nega|qaysi|מה|איך|למה|מתי|הסבר',
  ].join('|')})(?!\\p{L})`,
  'iu',
);
/** In Chinese, Japanese and Korean, and where the question word comes last. */
const ASKS_WITHIN =
  /(?:시오|세요|せよ|述べよ|なさい|[ıiuü]n[ıiuü]z| (?:be)?nennen| erklären| erläutern| beschreiben| aufzählen| definieren| begründen| skizzieren| unterscheiden| vergleichen)[.。!?]?$|^(?:请|试述|論述|论述|写出|列举|比较)|什么|甚么|什麼|甚麼|如何|怎么|怎麼|怎样|怎樣|哪些|哪个|哪個|哪几|区别|區別|异同|為何|为何|[吗嗎呢か][。？]?$|谈谈|談談|说说|聊聊|讲讲|一下|手撕|手写|简述|簡述|解释|描述|とは|ですか|ますか|違い|説明|무엇|어떻게|왜|차이|설명|이란|(?<!\p{L})(?:là gì|nedir|ne demek|কী|কি|क्या|कैसे|क्यों|چیست|چرا|चाहिए)(?!\p{L})|^(?:ما|كيف|لماذا|متى|اشرح|कैसे|کدام) /iu;
/** `Q4: `, `Q. `, `4. `, `Question 4`. */
const NUMBERED =
  /^(?:Q(?:uestion)?\s{0,3}#?\d{0,5}\s{0,3}[.:)：]|Question\s{1,3}\d|\d{1,4}\s{0,3}[.):])\s{0,3}/i;
const LONGEST_ASKED = 600;
const AROUND = /^(?:[\s*_#>"'“]|<\/?[a-z][^<>]{0,100}>|\p{Extended_Pictographic}|\ufe0f|\u200d)*/iu;

const bare = (words: string): string => {
  const text = words.slice(0, LONGEST_ASKED);
  return text.slice(AROUND.exec(text)?.[0].length ?? 0);
};

export function asksAtEnd(words: string): boolean {
  const end = words.slice(-LONGEST_ASKED);
  return ASKS.test(end) || (ASKS_IN_GREEK.test(end) && GREEK.test(end));
}

/** In lower case, the end of a sentence about what is asked: `has every column of the query`. */
const PREDICATE = /^(?:can|could|should|would|will|do|does|did|is|are|was|have|has)\s/;

export function mayAsk(words: string): boolean {
  const own = bare(words).replace(NUMBERED, '');
  return (
    (BEGINS.test(own) && !PREDICATE.test(own)) ||
    BEGINS_ELSEWHERE.test(own) ||
    (own.length <= LONGEST_SHORT && ASKS_WITHIN.test(own))
  );
}

export const asksOrTells = (words: string): boolean => asksAtEnd(words) || mayAsk(words);

const POINTS =
  /(?:[([（]|\s[-–—])\s?\d{1,3}(?:[.,]\d)?\s?(?:points?|pts?|marks?|punkte?|pkt|puntos?|pontos?|punti|балл?(?:а|ов|ів|и)?|bod[yů]?|puan|điểm|分|點|点|점)\.?\s?[)\]）]?$/iu;
/** As an exam does for a task: `Passwords (4 points)`. */
export const givesPoints = (words: string): boolean => POINTS.test(words.slice(-40));

/** In characters: a longer text of Chinese, Japanese or Korean is a paragraph that merely has such a word. */
const LONGEST_SHORT = 60;
const WIDE = /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}]/gu;

/** As written, not as spoken. Two characters of Chinese, Japanese or Korean count as one word. */
export const wordCount = (text: string): number =>
  text.replace(WIDE, ' ').split(/\s+/).filter(Boolean).length + (text.match(WIDE)?.length ?? 0) / 2;

const LARGEST_NUMBER = 1_000_000;

/** In a field of its own: `4`, `#4`, `Q4`, `004.`. */
export function numberIn(text: string): number | undefined {
  const digits = /^\s*(?:q(?:uestion)?[\s_.#-]{0,2}|#)?0*(\d{1,7})\s*[.):]?\s*$/i.exec(
    text.slice(0, 80),
  )?.[1];
  return digits !== undefined && Number(digits) <= LARGEST_NUMBER ? Number(digits) : undefined;
}

/** In any language. */
const ANSWERS =
  'answers?|ans|responses?|antwort(?:en)?|respuestas?|réponses?|rispost[ae]|respostas?|ответы?|відповід[ьі]|答案|回答|答え|答|정답|답변|답|cevap(?:lar)?|odpowied(?:ź|zi)|đáp án|antwoord(?:en)?|odgovori?|răspuns(?:uri)?|jawaban|svar|vasta(?:us|ukset)|válasz(?:ok)?';
const ANSWER = new RegExp(
  String.raw`^[^\p{L}\p{N}]*(?:(?:click|tap|press)\s(?:here\s)?(?:to|for)\s)?(?:(?:show|see|view|reveal|display|expand|open|check|read|toggle|unfold)\s)?(?:me\s)?(?:(?:the|an?|my|your|full|sample|suggested|model|short|long|correct|right|possible|example|expected|detailed|richtige|mögliche|правильн\p{L}*|верн\p{L}*|примерн\p{L}*|возможн\p{L}*|кратк\p{L}*|полн\p{L}*|모범|예시)\s){0,3}(?:参考|參考|标准|標準|模范|模範|正确|正確|正解)?(?:${ANSWERS}|solutions?|explanations?|reply|reveal|back|lösung(?:en)?|soluci(?:ón|ones)|soluzion[ei]|soluç(?:ão|ões)|gabarito|corrigés?|решени[ея]|řešení|rozwiązani[ae]|解答|解析)(?:\skeys?)?(?:\s(?:and|&|und|y|et)\s(?:answers?|solutions?|explanations?))?(?:\s?#?\d{1,3}|\s?[:：]?\s?[a-h](?:\s?(?:,|&|and|et|und|y|e)\s?[a-h])*)?[^\p{L}\p{N}]*(?:here|below)?[^\p{L}\p{N}]*$`,
  'u',
);
/** In any language, with words around it: `Short answer`, `Show the solution`. */
export const namesAnswer = (words: string): boolean =>
  words.length < 80 && ANSWER.test(words.trim().toLowerCase());

const ANSWER_LABEL = new RegExp(`^(?:${ANSWERS})$`, 'u');
/** The word alone, in lower case. */
export const isAnswerWord = (words: string): boolean => ANSWER_LABEL.test(words);

/** `Answer (EN)` is `Answer`. */
export const withoutLanguage = (words: string): string => words.trim().replace(/\s?\([a-z]{2}\)[:：]?$/i, '');

const MANY = 4;

export type Holds = 'answer' | 'aside' | 'question' | 'maybe';

/**
 * @param words of the summary, without tags
 * @param times how many elements of the file have the same words
 */
export function summaryHolds(words: string, times: number): Holds {
  const text = words.trim();
  if (text === '') return 'aside';
  if (namesAnswer(text)) return 'answer';
  // No bank repeats a question in the same words, so the words are a label.
  if (times >= MANY) return 'answer';
  return asksOrTells(text) ? 'question' : 'maybe';
}

const LEAD =
  /^\s*(?:#{1,6}\s+)?(?:\*\*)?(?:(?:Q|Question|Frage|Pregunta|Domanda|Вопрос)\s{0,2}[.#:]?\s{0,2}(\d{1,5})?\s{0,2}[.):：-]|(\d{1,5})\s{0,2}[.)](?!\d))(?:\*\*)?\s{1,4}(?=\S)/iu;
/** In characters; a longer title is a text with a question in it. */
const LONGEST_TITLE = 400;
const LONGEST_SENTENCE = 300;

/** Removes Markdown that only marks a title as such. */
function bareOfQuestionWords(title: string): string {
  const words = oneLine(title).replace(/^#{1,6} /, '');
  const bold = /^(\*\*|__)([^*_]{1,600})\1$/.exec(words)?.[2];
  return bold ?? words;
}

type Part = { readonly text: string; readonly code: boolean };

/** A block of code, or a paragraph up to one. */
const BLOCKS =
  /^[ \t]{0,3}(`{3,}|~{3,})[^]*?(?:^[ \t]*\1[^\n]*$|$(?![^]))|^(?=[^\n]*\S)[^]*?(?=\n[ \t\r]*\n|\n[ \t]{0,3}(?:`{3}|~{3})|$(?![^]))/gm;

const partsIn = (text: string): readonly Part[] =>
  [...text.matchAll(BLOCKS)].map(([block, fence]) => ({ text: block.trim(), code: fence !== undefined }));

function sentenceOf(text: string): string {
  const sentences = oneLine(text).split(/(?<=[.!?。？！]["”)*]{0,2})\s+/);
  const asking = sentences.findLast((each) => asksAtEnd(each) && each.length <= LONGEST_SENTENCE);
  const first = sentences[0] ?? '';
  return (
    asking ?? (first.length <= LONGEST_SENTENCE ? first : `${first.slice(0, LONGEST_SENTENCE).trimEnd()} …`)
  );
}

const join = (some: readonly Part[]): string => some.map(({ text }) => text).join('\n\n');

function parted(parts: readonly Part[]): readonly [title: string, rest: string] {
  const asking = parts.findLastIndex(({ text, code }) => !code && asksAtEnd(text));
  const words = parts.findIndex(({ code }) => !code);
  const at = asking === -1 ? words : asking;
  const one = parts[at];
  // For code alone, its first line.
  if (!one)
    return [oneLine((parts[0]?.text ?? '').replace(/^[`~]{3,}[^\n]*\n/, '')).slice(0, 120), join(parts)];
  const plain = parts.every(({ code }) => !code);
  if (asking === -1 && plain && oneLine(join(parts)).length <= LONGEST_TITLE)
    return [oneLine(join(parts)), ''];
  const short = oneLine(one.text).length <= LONGEST_TITLE;
  return short ? [one.text, join(parts.filter((_, i) => i !== at))] : [sentenceOf(one.text), join(parts)];
}

/** `2. What is …?` has the number 2. */
export function questionWords(text: string) {
  const lead = LEAD.exec(text.slice(0, 200));
  const number = lead?.[1] ?? lead?.[2];
  const [title, rest] = parted(partsIn(lead ? text.slice(lead[0].length) : text));
  // Bold that began before the number ends after the words.
  const words = lead?.[0].includes('**') ? title.replace(/\*\*\s*$/, '') : title;
  return {
    title: bareOfQuestionWords(words),
    rest,
    number: number === undefined ? undefined : Number(number),
  };
}

const OF_ITSELF =
  /^\W{0,8}(?:how (?:to|(?:should|do|can|could) (?:you|i|we)) (?:use|read)(?:\W*$|\s(?:this|these|it|them)\b|\sthe\s(?:guide|repo|list|bank|book|document|file|notes|questions)\b)|about (?:this|the (?:guide|repo|author|project)))/i;
/** What the candidate asks at the end. */
const ASKED_BACK =
  /^\P{L}{0,8}(?:[一二三四五六七八九十]{1,3}[、.]|[IVX]{1,4}[.)]\s)?\s*(?:(?:my |good |some |your )?questions (?:(?:to|(?:you|i)(?: (?:can|should|could|will|want to|would))?|i'll) ask|(?:for|to) (?:them|the (?:interviewers?|company|team|panel|employer|recruiter|hiring manager)(?![\s-]+(?:lead|leader|manager|role|position|round|stage|loop|interview)\b)))|(?:meine |eigene )?(?:rück)?fragen (?:an (?:sie|die firma|das unternehmen|den arbeitgeber|die interviewer)|von mir)|(?:mis )?preguntas (?:para (?:ellos|la empresa|el entrevistador)|que (?:yo )?har[ée])|(?:minhas )?perguntas (?:pa?ra (?:eles|elas|a empresa|o entrevistador)|que (?:eu )?vou fazer)|(?:mes )?questions (?:à|que je (?:vais )?)pose|(?:le )?(?:mie )?domande (?:da fare|per (?:loro|l['’]azienda))|(?:мои )?вопросы (?:работодателю|компании|к (?:ним|компании|работодателю))|(?:moje pytania|mina frågor|egna frågor|mine spørgsmål|mine spørsmål|mijn vragen|omat kysymykset|moje ot[aá]zky|saját kérdések|sorularım|mis preguntas|minhas perguntas|mie domande|mes questions|my questions|мои вопросы)(?=\W*$)|pytania (?:do (?:nich|firmy|pracodawcy)|ode mnie)|frågor (?:till dem|att ställa)|vragen (?:aan hen|voor (?:hen|het bedrijf))|反问|反問|逆質問|역질문)/iu;
/** What may follow the name of such a section. `Index types` and `References and borrowing` are topics. */
const GOES_ON = String.raw`(?=\W*$|\s+(?:for|to|on|about|from|of|used)\b|\s*(?:and|&|/|,)\s*(?:further|other|useful|more|links?|resources?|reading|references|credits|sources|books|tools|courses|acknowledg\w*)\b)`;
const NO_QUESTIONS = new RegExp(
  String.raw`^\W{0,8}(?:table of contents|contents\b|(?:(?:additional|useful|other) )?(?:resources|links|references|index)${GOES_ON}|further reading|licen[cs]e(?!s)|contribut|acknowledge?ments?|credits\b|sponsors?\b|about\W*$)`,
  'i',
);
const CONTENTS_ONLY = /^\W{0,8}(?:table of contents|contents|index)\W*$/i;
/** A table of contents can list its entries below deeper headings. */
export const namesContents = (words: string): boolean => CONTENTS_ONLY.test(words);
export const speaksOfItself = (words: string): boolean => OF_ITSELF.test(words) || ASKED_BACK.test(words);
export const isAskedBack = (words: string): boolean => ASKED_BACK.test(words);
export const holdsNoQuestions = (words: string): boolean =>
  OF_ITSELF.test(words) || (NO_QUESTIONS.test(words) && !/[?？؟]/.test(words));

const byWord = (words: Readonly<Record<Difficulty, string>>): ReadonlyMap<string, Difficulty> =>
  new Map(DIFFICULTIES.flatMap((level) => words[level].split(' ').map((word) => [word, level])));

const WORDS = byWord({
  easy: 'easy beginner beginners basic basics junior entry',
  medium: 'medium intermediate moderate mid',
  hard: 'hard difficult advanced senior expert',
});
/** Words that mean a difficulty only in a difficulty field. */
const FIELD_WORDS = byWord({
  easy: 'low simple l1 fresher fundamental leicht einfach facile facil fácil principiante débutant básico 简单 容易 初级 初級 易 쉬움 하 лёгкий легкий просто łatwy kolay dễ mudah',
  medium:
    'normal average l2 mittel moyen medio média médio media intermedio intermédiaire 中等 中级 中級 普通 中 보통 중 средний średni orta',
  hard: 'high complex tough challenging l3 schwer schwierig difficile difícil dificil avanzado avancé avançado 困难 高级 高級 难 難しい 어려움 상 сложный трудный trudny zor khó sulit',
});

export const DIFFICULTY_WORDS = [...WORDS.keys()].join('|');

const FILLED_STAR = /[⭐★🌟✭]/gu;
const EMPTY_STAR = /[☆✩]/gu;
const CIRCLES: readonly (readonly [RegExp, Difficulty])[] = [
  [/🟢|🟩/u, 'easy'],
  [/🟡|🟠|🟨|🟧/u, 'medium'],
  [/🔴|🟥/u, 'hard'],
];

function ofStars(text: string): Difficulty | undefined {
  const filled = text.match(FILLED_STAR)?.length ?? 0;
  const empty = text.match(EMPTY_STAR)?.length ?? 0;
  if (filled === 0) return undefined;
  if (empty === 0) return filled === 1 ? 'easy' : filled === 2 ? 'medium' : 'hard';
  const share = filled / (filled + empty);
  return share <= 0.4 ? 'easy' : share < 0.7 ? 'medium' : 'hard';
}

/** `Hard`, `⭐⭐`, `★★☆`, `🔴`; undefined for anything else. Short texts only. */
export function difficultyOf(mark: string): Difficulty | undefined {
  const word = /\p{L}+/u.exec(mark)?.[0].toLowerCase();
  const named = word === undefined ? undefined : WORDS.get(word);
  return named ?? ofStars(mark) ?? CIRCLES.find(([pattern]) => pattern.test(mark))?.[1];
}

export const difficultyInField = (text: string): Difficulty | undefined =>
  difficultyOf(text) ?? FIELD_WORDS.get(/[\p{L}\p{M}\p{N}]+/u.exec(text)?.[0].toLowerCase() ?? '');
