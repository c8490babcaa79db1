// What the columns of tables and the keys of objects are called, and what is meant by it. Knows names in any case, order
// and spelling; knows nothing of what stands under them.
import { slug } from '../slug.ts';

const ROLES = [
  'question',
  'answer',
  'explanation',
  'right',
  'wrong',
  'options',
  'code',
  'section',
  'difficulty',
  'tags',
  'number',
  'id',
  'minutes',
  'seconds',
  'points',
  'followUps',
  'notes',
  'origin',
  'situation',
  'task',
  'action',
  'result',
  'learning',
] as const;

/** What a field is for. `right` says which option is right; `code` belongs to the question. */
export type Role = (typeof ROLES)[number];

const RATING_NAMES = 'stars star rating ratings starrating sterne bewertung estrellas etoiles stelle';

/** Names, most telling first. Behind the bar: names that also mean other things, and count only where others agree. */
const NAMES: Readonly<Record<Role, string>> = {
  question: `question questions questiontext questiontitle questioncontent questionbody questiondescription questionname
    questionstem questionprompt fullquestion interviewquestion front q prompt ask stem frage fragetext fragen vorderseite
    pregunta enunciado domanda pergunta vraag вопрос питання 问题 题目 題目 質問 問題 질문 문제 pytanie soru cauhoi pertanyaan
    fraga sporgsmal sporsmal kysymys otazka intrebare kerdes erotisi السؤال سؤال | title term word text name heading
    statement problem query instruction input content begriff termino termine`,
  answer: `answer modelanswer sampleanswer idealanswer suggestedanswer expectedanswer referenceanswer exampleanswer
    goodanswer fullanswer answertext answercontent answerbody a back response reply solution answers ans sampleresponse
    antwort antworttext antworten ruckseite respuesta reponse risposta resposta antwoord ответ відповідь 答案 回答 解答 答え 答
    정답 답변 답 odpowiedz cevap cautraloi dapan jawaban svar vastaus odpoved raspuns valasz apantisi الجواب الإجابة definition |
    content body text description details meaning value output completion explanation`,
  explanation: `explanation explanations answerexplanation detailedexplanation explain rationale reason reasoning feedback
    generalfeedback justification why discussion analysis 解析 解説 해설 erklarung begrundung explicacion explication
    spiegazione explicacao objasnienie aciklama giaithich объяснение пояснение`,
  right: `correctanswer correctanswers correct correctoption correctoptions correctchoice correctchoices rightanswer
    rightanswers rightoption answerkey answerindex answerindexes correctindex correctindices correctanswerindex
    correctanswerindices correctoptionindex correctanswerid correctoptionid solutionindex correctletter answerletter answerid
    key ans 正确答案 correcta respuestacorrecta bonnereponse richtigeantwort richtig rispostacorretta respostacorreta`,
  wrong: `incorrectanswers incorrectanswer wronganswers wronganswer incorrect wrong distractors distractor
    incorrectoptions wrongoptions`,
  options: `options choices answeroptions answerchoices alternatives possibleanswers anslist optionlist opciones opcoes alternativas
    optionen auswahl 选项 選択肢 보기`,
  code: 'code codesnippet snippet codeexample questioncode codeblock',
  section: `section category topic subject chapter module theme area domain unit deck group set skill technology tech
    subcategory subtopic abschnitt kategorie thema bereich fach categoria seccion tema sezione argomento secao assunto
    categorie rubrique sujet раздел категория тема 分类 类别 章节 カテゴリ 카테고리 kategoria temat kategori konu chude danhmuc topik
    onderwerp amne emne questioncategory questiontopic categoryname categoryid`,
  difficulty: `difficulty difficultylevel level complexity hardness seniority questiondifficulty questionlevel
    schwierigkeit schwierigkeitsgrad niveau dificultad nivel difficulte difficolta livello dificuldade сложность уровень 难度
    難易度 난이도 trudnosc poziom zorluk seviye dokho capdo kesulitan moeilijkheid svarighetsgrad
    difficultystars difficultyrating ${RATING_NAMES}`,
  tags: `tags tag keywords keyword labels label topics skills concepts companies company technologies schlagworte
    schlagworter stichworte etiquetas etiqueta motscles etichette теги метки 标签 タグ 태그 tagi etiketler`,
  number: `number questionnumber no num nr n num qno qnum qnumber sno slno srno serial serialnumber index questionindex
    order position nummer numero номер 序号 编号 番号 번호 lp sira stt`,
  id: 'id questionid uid uuid key qid slug guid',
  minutes: `minutes mins minute timeminutes timeminute timemin timemins estimatedminutes estimatedtime targetminutes
    durationminutes timelimitminutes duration time minuten minutos`,
  seconds: 'seconds timeseconds timelimitseconds timelimit durationseconds secs timesec timelimitsec',
  points: `keypoints keypoint keyideas mainpoints talkingpoints expectedpoints answerpoints mustmention mustcover rubric
    criteria checklist keytakeaways takeaways points bulletpoints expectedkeypoints keyconcepts kernpunkte stichpunkte
    puntosclave pointscles puntichiave pontoschave 要点 关键点 重点`,
  followUps: `followups followup followupquestion followupquestions followupquestionss nextquestions probes
    probingquestions relatedquestions anschlussfragen ruckfragen preguntasdeseguimiento questionsdesuivi 追问 追加質問`,
  notes: `notes note comment comments remarks remark hint hints tip tips context tipps hinweis hinweise anmerkung
    anmerkungen notizen notas nota remarques commentaires заметки примечание 备注 提示 メモ`,
  origin: `source url link reference references sourceurl origin ref quelle fuente lien fonte источник ссылка 来源 链接 出典`,
  situation: 'situation',
  task: 'task',
  action: 'action actions',
  result: 'result results',
  learning: 'learning learnings lesson lessonlearned',
};

const RATINGS: ReadonlySet<string> = new Set(RATING_NAMES.split(' '));

/** True for names of fields that may rate anything: how hard a question is only by what stands in them. */
export const isRatingName = (name: string): boolean => RATINGS.has(plainName(name));

/** How far a name says what is meant: `rank` 0 most. */
export type FieldName = { readonly role: Role; readonly sure: boolean; readonly rank: number };

const LONGEST_NAME = 60;

const KNOWN: ReadonlyMap<string, readonly FieldName[]> = (() => {
  const known = new Map<string, FieldName[]>();
  for (const role of ROLES) {
    const names = NAMES[role];
    const [sure = '', weak = ''] = names.split('|').map((part) => part.trim());
    const ranked = [
      ...sure.split(/\s+/).map((name) => ({ name, sure: true })),
      ...weak.split(/\s+/).map((name) => ({ name, sure: false })),
    ];
    for (const [rank, one] of ranked.entries()) {
      const name = plainName(one.name);
      if (name !== '') known.set(name, [...(known.get(name) ?? []), { role, sure: one.sure, rank }]);
    }
  }
  return known;
})();

/** A name without case, accents, and what stands between its words: `Correct_Answer` → `correctanswer`. */
export function plainName(name: string): string {
  if (name.length > LONGEST_NAME) return '';
  const trimmed = name.trim();
  if (/^(?:#|№|n[°º]|nº)$/i.test(trimmed)) return 'number';
  return /[\p{L}\p{N}]/u.test(trimmed) ? slug(trimmed).replaceAll('-', '') : '';
}

const RIGHT =
  /^(?:correct|right|true)(?:answer|option|choice)s?(?:ids?|index|indexes|indices|keys?|letters?|numbers?|no|num|texts?|values?|label)?$/;

/** All that a field of this name can be for, as if it stood alone. */
export function fieldsNamed(name: string): readonly FieldName[] {
  if (name.length > LONGEST_NAME) return [];
  const plain = plainName(name.replace(/\([^()]{0,40}\)\s*$/, ''));
  const exact = KNOWN.get(plain);
  if (exact) return exact;
  if (RIGHT.test(plain)) return [{ role: 'right', sure: true, rank: 100 }];
  if (/.{2}answers?$/.test(plain)) return [{ role: 'answer', sure: true, rank: 100 }];
  if (/.{2}questions?$/.test(plain)) return [{ role: 'question', sure: true, rank: 100 }];
  const behind = /^question(.{2,})$/.exec(plain)?.[1];
  return (behind !== undefined && KNOWN.get(behind)?.filter(({ role }) => role !== 'question')) || [];
}

const LETTERED =
  /^(?:option|options|opt|choice|choices|answer|answers|ans|alternative|opcion|opcao|wahl|antwort|reponse|respuesta|resposta|item)([a-h]|[1-9])$/;
const WRONG =
  /^(?:incorrect|wrong|false|distractor)(?:answer|option|choice)?s?([a-h]|[1-9])$|^(?:incorrect|wrong|false)(?:answer|option|choice)$/;

/** The letter or digit of a field that holds one option (`Option A`, `choice_2`), or `wrong` for one that is not right. */
export function optionNamed(name: string): string | undefined {
  const plain = plainName(name);
  return WRONG.test(plain) ? 'wrong' : LETTERED.exec(plain)?.[1];
}
