// Recognizes from the names of columns or keys, taken together, which is the question, which the answer, and so
// on.
import { pushTo } from '../../core/base/collections.ts';
import { slug } from '../../core/base/ids.ts';
import type { Difficulty } from '../../core/base/question.ts';
import type { JsonNode } from '../notation/json.ts';
import { MOST_MINUTES } from '../question/draft.ts';
import { asksAtEnd, difficultyInField, namesAnswer, numberIn } from './words.ts';

/**
 * By role, most specific first. After the bar: ambiguous names, which count only when others agree. Roles
 * take fields in this order. `right` names the right option; `code` belongs to the question.
 */
const NAMES = {
  question: `question questions questiontext questiontitle questioncontent questionbody questiondescription questionname
    questionstem questionprompt fullquestion interviewquestion cloze front q ask stem frage fragetext fragen vorderseite
    pregunta enunciado domanda pergunta vraag вопрос питання 问题 题目 题干 題目 質問 問題 질문 문제 pytanie soru cauhoi pertanyaan
    fraga sporgsmal sporsmal kysymys otazka intrebare kerdes erotisi السؤال سؤال | prompt title term word text name heading
    statement problem query instruction input content sentence begriff termino termine exercise`,
  options: `options choices opt opts answeroptions answerchoices alternatives possibleanswers anslist optionlist opciones opcoes alternativas
    optionen auswahl 选项 選択肢 보기`,
  wrong: `incorrectanswers incorrectanswer wronganswers wronganswer incorrect wrong distractors distractor
    incorrectoptions wrongoptions`,
  right: `correctanswer correctanswers correct correctoption correctoptions correctchoice correctchoices rightanswer
    rightanswers rightoption answerkey answerindex answerindexes correctindex correctindices correctanswerindex
    correctanswerindices correctoptionindex correctanswerid correctoptionid solutionindex correctletter answerletter answerid
    key ans 正确答案 correcta respuestacorrecta bonnereponse richtigeantwort richtig rispostacorretta respostacorreta
    poprawna poprawne`,
  answer: `answer modelanswer sampleanswer idealanswer suggestedanswer expectedanswer referenceanswer exampleanswer
    goodanswer fullanswer answertext answercontent answerbody blanks a back response reply solution answers ans sampleresponse
    antwort antworttext antworten ruckseite respuesta reponse risposta resposta antwoord ответ відповідь 答案 回答 解答 答え 答
    정답 답변 답 odpowiedz odpowiedzi cevap cautraloi dapan jawaban svar vastaus odpoved raspuns valasz apantisi الجواب الإجابة definition |
    content body text description details meaning value output completion explanation`,
  explanation: `explanation explanations answerexplanation detailedexplanation explain rationale reason reasoning feedback
    generalfeedback justification why discussion analysis sol 解析 解説 해설 erklarung begrundung explicacion explication
    spiegazione explicacao objasnienie aciklama giaithich объяснение пояснение`,
  difficulty: `difficulty difficultylevel level complexity hardness seniority questiondifficulty questionlevel
    schwierigkeit schwierigkeitsgrad niveau dificultad nivel difficulte difficolta livello dificuldade сложность уровень 难度
    難易度 난이도 trudnosc poziom zorluk seviye dokho capdo kesulitan moeilijkheid svarighetsgrad`,
  section: `section category topic subject chapter module theme area domain unit deck group set skill technology tech
    subcategory subtopic abschnitt kategorie thema bereich fach categoria seccion tema sezione argomento secao assunto
    categorie rubrique sujet раздел категория тема 分类 类别 章节 カテゴリ 카테고리 kategoria temat kategori konu chude danhmuc topik
    onderwerp amne emne questioncategory questiontopic categoryname categoryid`,
  tags: `tags tag keywords keyword labels label topics skills concepts companies company technologies schlagworte
    schlagworter stichworte askedat askedby askedin etiquetas etiqueta motscles etichette теги метки 标签 タグ 태그 tagi etiketler`,
  number: `number questionnumber no num nr n num qno qnum qnumber sno slno srno serial serialnumber index questionindex
    order position nummer numero номер 序号 编号 番号 번호 lp sira stt`,
  minutes: `minutes mins minute timeminutes timeminute timemin timemins estimatedminutes estimatedtime targetminutes
    durationminutes timelimitminutes duration time minuten minutos`,
  points: `keypoints keypoint keyideas mainpoints talkingpoints expectedpoints answerpoints mustmention mustcover rubric
    criteria checklist keytakeaways takeaways points bulletpoints expectedkeypoints keyconcepts kernpunkte stichpunkte
    puntosclave pointscles puntichiave pontoschave 要点 关键点 重点`,
  followUps: `followups followup followupquestion followupquestions followupquestionss nextquestions probes
    probingquestions relatedquestions anschlussfragen ruckfragen preguntasdeseguimiento questionsdesuivi 追问 追加質問`,
  notes: `notes note comment comments remarks remark hint hints tip tips context extra backextra tipps hinweis hinweise anmerkung
    anmerkungen notizen notas nota remarques commentaires заметки примечание 备注 提示 メモ`,
  origin: `source url originalurl link reference references sourceurl origin ref quelle fuente lien fonte источник ссылка 来源 链接 出典`,
  code: 'code codesnippet snippet codeexample questioncode codeblock',
  id: 'id questionid uid uuid key qid slug guid',
  situation: 'situation',
  task: 'task',
  action: 'action actions',
  result: 'result results',
  learning: 'learning learnings lesson lessonlearned',
};

export type Role = keyof typeof NAMES;

const isRole = (name: string): name is Role => name in NAMES;
const ROLES = Object.keys(NAMES).filter(isRole);

/** `rank`: 0 is the most specific name. */
type FieldName = {
  readonly role: Role;
  readonly sure: boolean;
  readonly rank: number;
};

const LONGEST_NAME = 60;

const KNOWN: ReadonlyMap<string, readonly FieldName[]> = (() => {
  const known = new Map<string, FieldName[]>();
  for (const role of ROLES) {
    const names = NAMES[role];
    const sure = names.split('|')[0]?.trim().split(/\s+/).length ?? 0;
    for (const [rank, written] of names.replace('|', '').trim().split(/\s+/).entries()) {
      const name = plainName(written);
      if (name !== '') pushTo(known, name, { role, sure: rank < sure, rank });
    }
  }
  return known;
})();

/** Without case, accents and separators: `Correct_Answer` → `correctanswer`. */
function plainName(name: string): string {
  if (name.length > LONGEST_NAME) return '';
  const trimmed = name.trim();
  if (/^(?:#|№|n[°º]|nº)$/i.test(trimmed)) return 'number';
  return /[\p{L}\p{N}]/u.test(trimmed) ? slug(trimmed).replaceAll('-', '') : '';
}

/** Roles that several fields can have, in the order of the file, so that these are counted. */
const SEVERAL: ReadonlySet<Role> = new Set<Role>(['points', 'followUps', 'notes', 'tags']);
/** Roles that only one field of a record has. */
const SINGLE: ReadonlySet<Role> = new Set<Role>(['explanation', 'options', 'origin', 'code']);

const RIGHT =
  /^(?:correct|right|true)(?:answer|option|choice)s?(?:ids?|index|indexes|indices|keys?|letters?|numbers?|no|num|texts?|values?|label)?$/;

/** `question_en`, `qHindi`: in one of several languages. */
const IN_LANGUAGE =
  /(?<=\p{Ll})[\s_-]?(?:English|German|French|Spanish|Italian|Portuguese|Dutch|Polish|Russian|Hindi|Chinese|Japanese|Korean|Arabic|Turkish|Vietnamese)$|[\s_-](?:en|de|fr|es|it|pt|nl|pl|ru|hi|zh|ja|ko|ar|tr|vi)$/u;

export function fieldsNamed(name: string): readonly FieldName[] {
  if (name.length > LONGEST_NAME) return [];
  const plain = plainName(name.replace(/\([^()]{0,40}\)\s*$/, ''));
  const exact = KNOWN.get(plain) ?? KNOWN.get(plainName(name.replace(IN_LANGUAGE, '')));
  if (exact) return exact;
  // `Follow-up 2`, `Note 1`.
  const counted = (KNOWN.get(plain.replace(/\d{1,2}$/, '')) ?? []).filter(({ role }) => SEVERAL.has(role));
  if (counted.length > 0) return counted;
  if (RIGHT.test(plain)) return [{ role: 'right', sure: true, rank: 100 }];
  if (/.{2}(?:answers?|antwort(?:en)?)$/.test(plain) || namesAnswer(name))
    return [{ role: 'answer', sure: true, rank: 100 }];
  if (/.{2}(?:questions?|fragen?)$/.test(plain)) return [{ role: 'question', sure: true, rank: 100 }];
  if (/followup/.test(plain)) return [{ role: 'followUps', sure: true, rank: 100 }];
  // `Domanda Specifica`, `Kurze Antwort`; `Vraag ID`, `Correct Antwoord`.
  const words = name.trim().split(/[\s_/-]+/);
  const ofWords = words.map((word) => KNOWN.get(plainName(word)) ?? []);
  // `q_img` is no question: a letter means what it does alone.
  const isOne = words.some((word, at) => word.length === 1 && ofWords[1 - at]?.length === 0);
  const named = words.length === 2 && !isOne ? ofWords.flat() : [];
  const sure = named.filter((one) => one.sure && !/question/.test(plain));
  for (const roles of [['id', 'number'], ['right'], ['question', 'answer', 'section']]) {
    const some = sure.filter(({ role }) => roles.includes(role));
    if (some.length > 0) return some;
  }
  return [];
}

const LETTERED =
  /^(?:option|options|opt|choice|choices|answer|answers|ans|alternative|opcion|opcao|optie|secenek|wahl|antwort|reponse|respuesta|resposta|item)([a-h]|[1-9])$/;
const WRONG =
  /^(?:incorrect|wrong|false|distractor)(?:answer|option|choice)?s?([a-h]|[1-9])$|^(?:incorrect|wrong|false)(?:answer|option|choice)$/;

export type Layout = Readonly<NonNullable<ReturnType<typeof layoutOf>>>;

const MOST_FIELDS = 200;
const ASIDE = /^(?:content|body|text|description|details|context)$/;

/** `layoutOf` that remembers: most records of a file have the same names. */
export function layouts(): typeof layoutOf {
  const known = new Map<string, Layout | undefined>();
  return (names) => {
    const signature = names.join('\u0000');
    if (!known.has(signature)) known.set(signature, layoutOf(names));
    return known.get(signature);
  };
}

/** Undefined if none of the names can be a question. */
export function layoutOf(names: readonly string[]) {
  const plain = names.slice(0, MOST_FIELDS).map(plainName);
  const areLetters = ['a', 'b', 'c'].every((letter) => plain.includes(letter));
  const lettered = plain
    .flatMap((name, at) => {
      const label = LETTERED.exec(name)?.[1] ?? (areLetters && /^[a-h]$/.test(name) ? name : undefined);
      return label === undefined ? [] : [{ at, label }];
    })
    .toSorted((a, b) => (a.label < b.label ? -1 : 1));
  const options = lettered.length < 2 ? [] : lettered.map(({ at }) => at);
  const wrong = [...plain.keys()].filter((at) => WRONG.test(plain[at] ?? ''));
  const taken = new Set([...options, ...wrong]);
  const meanings = plain.flatMap((_, at) =>
    taken.has(at) ? [] : fieldsNamed(names[at] ?? '').map((name) => ({ ...name, at })),
  );
  const meaning = (role: Role): typeof meanings =>
    meanings
      .filter((one) => one.role === role)
      .toSorted((a, b) => Number(b.sure) - Number(a.sure) || a.rank - b.rank);
  const [question] = meaning('question');
  if (!question) return undefined;
  taken.add(question.at);
  const isOffered =
    options.length + wrong.length > 0 || meanings.some(({ role }) => role === 'options' || role === 'wrong');
  const fields = new Map<Role, readonly number[]>();
  for (const role of ROLES) {
    // `key` means an id unless there are options to choose from.
    const found = meaning(role).filter(({ at, sure, rank }) => {
      const isKey = role === 'right' && rank > 0 && meaning('id').some((one) => one.at === at);
      return sure && role !== 'question' && !taken.has(at) && !(isKey && !isOffered);
    });
    const places = found.map(({ at }) => at);
    if (SEVERAL.has(role)) places.sort((a, b) => a - b);
    if (places.length > 0) fields.set(role, places);
    for (const { at } of found) taken.add(at);
  }
  const has = (...roles: readonly Role[]): boolean => roles.some((role) => fields.has(role));
  const isSureAnswer = has('answer', 'right');
  const isTold = isSureAnswer || has('explanation') || (has('situation') && has('action')) || isOffered;
  // An ambiguous name is the answer only if no other field is.
  const weak = isTold ? undefined : meaning('answer').find(({ at }) => !taken.has(at));
  if (weak) fields.set('answer', [weak.at]);
  const aside = [...plain.keys()].filter(
    (at) => at !== weak?.at && !taken.has(at) && ASIDE.test(plain[at] ?? ''),
  );
  if (aside.length > 0) fields.set('notes', [...(fields.get('notes') ?? []), ...aside]);
  const used = [...fields].flatMap(([role, places]) => (SINGLE.has(role) ? places.slice(0, 1) : places));
  const known = new Set([question.at, ...options, ...wrong, ...used]);
  return {
    question: question.at,
    fields,
    options,
    /** Numbers identify the options, from 1. */
    counted: /^\d$/.test(lettered[0]?.label ?? ''),
    wrong,
    /** Fields that no role takes. */
    rest: [...plain.keys()].filter((at) => !known.has(at)),
    named: question.sure,
    /** False if other files have such names too: then the values must read like questions. */
    sure: question.sure ? isTold : isSureAnswer,
  };
}

/** How many fields have a meaning beside the question. */
export const rolesIn = ({ fields, options, wrong }: Layout): number =>
  [...fields.values()].flat().length + options.length + wrong.length;

/** The name of the question is certain, and every other field has a known meaning. */
export const isWholeLayout = (layout: Layout, width: number): boolean =>
  layout.named && width > 1 && rolesIn(layout) + 1 >= width;

const FEWEST_JUDGED = 3;

/**
 * Under any names: the field whose texts ask is the question, and the longest other one the answer. Beside an answer that is named so,
 * the only other texts without a known name are what it answers.
 * @param rows in the order of the names
 */
export function layoutByContent(
  names: readonly string[],
  rows: readonly (readonly string[])[],
): Layout | undefined {
  if (rows.length < FEWEST_JUDGED || names.length > MOST_FIELDS) return undefined;
  const columns = names.map((_, at) => {
    const filled = rows.flatMap((row) => row[at] ?? []).filter((text) => text.trim() !== '');
    const asking = filled.filter((text) => asksAtEnd(text) || /_{3,}/.test(text)).length;
    const words = filled.filter((text) => /\p{L}/u.test(text));
    return { at, filled, asking, words: words.length, chars: words.join('').length };
  });
  const areDifferent = ({ filled }: (typeof columns)[number]): boolean =>
    new Set(filled).size * 2 > filled.length;
  const [asked] = columns
    .filter((one) => one.asking * 10 >= rows.length * 6 && areDifferent(one))
    .toSorted((a, b) => b.asking - a.asking);
  const unknown = columns.filter(
    (one) => one.words * 2 > rows.length && fieldsNamed(names[one.at] ?? '').length === 0,
  );
  const isAnswered = unknown.length === 1 && unknown.every(areDifferent) && names.some(namesAnswer);
  const question = asked ?? (isAnswered ? unknown[0] : undefined);
  const [answer] = columns
    .filter((one) => one !== question && one.words * 2 > rows.length)
    .toSorted((a, b) => b.chars - a.chars);
  if (!question) return undefined;
  const given = names.map((name, at) => {
    if (at === question.at) return 'question';
    const meanings = fieldsNamed(name);
    if (at === answer?.at && !meanings.some(({ sure, role }) => sure && role !== 'question')) return 'answer';
    return meanings.some(({ role }) => role === 'question') ? '' : name;
  });
  const layout = layoutOf(given);
  return layout && { ...layout, named: false };
}

const LONGEST_WORD = 80;
const DEEPEST = 6;

/** Keys of an object that wraps a text, best first. */
const TEXT_KEYS = 'text content value markdown html body name title label texto texte testo en en-us'.split(
  ' ',
);

export const standsForText = (node: JsonNode): boolean => entryOf(node, TEXT_KEYS) !== undefined;

export const listIn = (node: JsonNode | undefined, name: string): readonly JsonNode[] => {
  const value = entryOf(node, [name]);
  return value?.kind === 'list' ? value.items : [];
};

export function entryOf(node: JsonNode | undefined, keys: readonly string[]): JsonNode | undefined {
  if (node?.kind !== 'map') return undefined;
  for (const key of keys) {
    const found = node.entries.find(([name]) => name.toLowerCase() === key);
    if (found && found[1].kind !== 'nothing') return found[1];
  }
  return undefined;
}

function mapText(node: Extract<JsonNode, { kind: 'map' }>, depth: number): string {
  const whole = entryOf(node, TEXT_KEYS);
  if (whole) return nodeText(whole, depth + 1);
  return node.entries
    .map(([key, value]) => [key, nodeText(value, depth + 1)] as const)
    .filter(([, text]) => text !== '')
    .map(([key, text]) => `**${key}**: ${text}`)
    .join('\n\n');
}

function listText(items: readonly JsonNode[], depth: number): string {
  const texts = items.map((item) => nodeText(item, depth + 1).trim()).filter((text) => text !== '');
  if (texts.length < 2) return texts.join('');
  const short = texts.every((text) => text.length <= 300 && !text.includes('\n'));
  return short ? texts.map((text) => `- ${text}`).join('\n') : texts.join('\n\n');
}

/** Lists become bullets or paragraphs; objects their wrapped text, or named paragraphs. */
export function nodeText(node: JsonNode, depth = 0): string {
  if (node.kind === 'text') return node.text;
  if (node.kind === 'number' || node.kind === 'flag') return String(node.value);
  if (node.kind === 'nothing' || depth > DEEPEST) return '';
  return node.kind === 'list' ? listText(node.items, depth) : mapText(node, depth);
}

export type Written = { readonly text: string; readonly at: number };

/** A JSON array in text, otherwise its lines, otherwise parts between `separators`. */
export function partsOf(text: string, separators: RegExp): readonly string[] {
  const array = /^\s*\[([\s\S]*)\]\s*$/.exec(text)?.[1];
  const quoted = [...(array ?? '').matchAll(/"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/g)];
  if (quoted.length > 0)
    return quoted.map(([, double, single]) => (double ?? single ?? '').replace(/\\(["'\\])/g, '$1'));
  if (array !== undefined) return array.split(',');
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  return lines.length > 1 ? lines : text.split(separators);
}

const MARKER = /^\s*(?:[-*+•·‣–]|\d{1,3}[.)])\s+/;

/** An array, or one text in lines, bullets, or with separators. */
export function listed(node: JsonNode, separators: RegExp): readonly Written[] {
  if (node.kind === 'list') {
    return node.items.flatMap((item) => {
      const text = nodeText(item).trim();
      return text === '' ? [] : [{ text, at: item.at }];
    });
  }
  return partsOf(nodeText(node), separators)
    .map((part) => part.replace(MARKER, '').trim())
    .filter((text) => text !== '')
    .map((text) => ({ text, at: node.at }));
}

/** `a, b; c`, `#a #b`, a list of words or of named objects. */
export function tagsOf(node: JsonNode): readonly string[] {
  const hashes = node.kind === 'text' && /^\s*(?:#[^\s#]+\s*)+$/.test(node.text);
  const parts = listed(node, hashes ? /\s+/ : /[,;|、，；]/);
  const tags = parts.map(({ text }) => text.replace(/^#/, '').replace(/\s+/g, ' ').trim());
  const isShort = (tag: string): boolean => node.kind === 'list' || tag.length <= LONGEST_WORD;
  return [...new Set(tags.filter((tag) => !/^\d{0,3}$/.test(tag) && isShort(tag)))];
}

export const numberOf = (node: JsonNode): number | undefined => numberIn(nodeText(node));

/** `5`, `5 min`, `90 s`. */
export function minutesOf(node: JsonNode): number | undefined {
  const text = nodeText(node).trim().toLowerCase();
  const [, digits = '', unit = ''] = /^~?(\d{1,5}(?:[.,]\d{1,3})?)\s*([a-z]{0,8})\.?$/.exec(text) ?? [];
  if (digits === '') return undefined;
  const number = Number(digits.replace(',', '.'));
  const minutes = Math.round((unit.startsWith('s') ? number / 60 : number) * 10) / 10;
  const known = /^(?:|s|sec|secs|seconds?|m|min|mins|minutes?|minuten|minutos)$/.test(unit);
  return known && minutes >= 0.1 && minutes <= MOST_MINUTES ? minutes : undefined;
}

export const fieldDifficulty = (node: JsonNode): Difficulty | undefined =>
  difficultyInField(nodeText(node).trim().slice(0, LONGEST_WORD));
