// What the keys do that leave the session where it is: help, fill, edit, own answer, keep, note, follow-ups.
// A key that fails says so and changes nothing.
import type { LeavingKey, SessionKey } from '../core/session-keys.ts';
import { valuesOf } from '../core/fill.ts';
import { openGapsOf } from '../core/gaps.ts';
import type { Bank } from '../core/bank.ts';
import type { Question } from '../core/question.ts';
import { answerScaffold, answerText } from '../formats/own-answer.ts';
import { renderKeys } from '../screens/keys.ts';
import { walkGaps } from './fill-walk.ts';
import { ownAnswer, storeOwn } from './own-answer.ts';
import { tell, tried } from './saying.ts';
import { opened, revealOf, type OpenTurn, type Turn } from './table.ts';

type ActingKey = Exclude<SessionKey, LeavingKey>;

/** Says something between prompts. */
export const say = ({ table }: Pick<Turn, 'table'>, text: string): void => tell(table, text);

/** Shows the other side of the card. What reads and draws texts is loaded when it is first wanted, not before the first card. */
export async function showReveal(turn: OpenTurn): Promise<void> {
  const [{ renderReveal }, { filledText }] = await Promise.all([
    import('../screens/reveal.ts'),
    import('../formats/filled-text.ts'),
  ]);
  const { table, question } = turn;
  const text = ownAnswer(table.config, question.id);
  const reveal = {
    ...revealOf(turn),
    ...(text && { own: filledText(question, text, table.values) }),
    // A mock asks follow-ups of its own.
    ...(table.passing ? {} : { followUps: question.followUps }),
  };
  const story = question.star
    ? (await import('./story-told.ts')).storyOf(reveal, table.session.turn.said)
    : {};
  table.prompts.show(renderReveal({ ...reveal, ...story }, table.look));
}

/** Shows the answer again after something in it changed. */
async function showAgain(turn: OpenTurn): Promise<void> {
  if (turn.table.session.phase === 'revealed') await showReveal(turn);
}

async function fill(turn: OpenTurn): Promise<void> {
  const { table, question } = turn;
  const { context, prompts, look } = table;
  const alone: Bank<Question> = {
    questions: new Map([[question.id, question]]),
    metrics: table.bank.metrics,
    problems: [],
  };
  const gaps = openGapsOf(alone, question, table.values);
  if (gaps.length === 0)
    return say(turn, 'Every number of this question has a value; prep fill changes them.');
  const walked = await walkGaps(context, prompts, alone, [{ question, gaps }], table.values, look);
  table.values = walked.values;
  table.config = context.config.read().config;
  if (!look.plain) prompts.show('');
  if (walked.stored.length > 0) await showAgain(turn);
}

/** Opens a question of the user's own in the editor, in its own file. */
async function editOwn(turn: OpenTurn, file: string): Promise<string> {
  const { context, config } = turn.table;
  const editor = context.run.editor(config.settings.editor);
  const code = await context.run.foreground([...editor, file]);
  if (code !== 0) say(turn, `The editor ended with exit code ${code}.`);
  return file;
}

/**
 * Opens the question in the editor. A shipped one is written into the user's own bank when it was changed, and that copy
 * replaces it. Returns the file that holds it now; undefined when it is as before.
 */
async function editText(turn: OpenTurn): Promise<string | undefined> {
  const { table, question } = turn;
  const { banks, env, files, run } = table.context;
  const home = env['HOME'] ?? env['USERPROFILE'] ?? '~';
  if (question.bank !== banks.shipped) return editOwn(turn, question.file.replace(/^~(?=[\\/])/, home));
  const name = question.file.split(/[\\/]/).at(-1) ?? `${question.id}.md`;
  const copy = `${banks.own}/${name}`;
  if (files.exists(copy)) return editOwn(turn, copy);
  const shipped = banks.sourceText(question.file);
  const written = await run.edit(shipped, name, table.config.settings.editor);
  if (written === shipped) return undefined;
  files.createText(copy, written);
  say(turn, `Written to ${copy}; from now on the question is asked from there.`);
  return copy;
}

/** Reads the banks again. False when the question is no longer there. */
async function readAgain(turn: OpenTurn): Promise<boolean> {
  const { table } = turn;
  const { context, config, paths } = table;
  table.bank = await context.banks.heads(paths);
  table.values = valuesOf(table.bank, config.fills, { thousands: config.settings.thousands });
  const head = table.bank.questions.get(turn.question.id);
  if (!head) return false;
  turn.head = head;
  turn.question = await context.banks.question(head);
  return true;
}

async function edit(turn: OpenTurn): Promise<boolean> {
  const { file: shown } = turn.question;
  if (turn.table.context.decks.isDeck(shown)) {
    say(
      turn,
      `${shown} is a deck of Anki: prep import takes its questions into your own bank, to edit them.`,
    );
    return true;
  }
  const file = await editText(turn);
  if (file === undefined) {
    say(turn, 'Nothing was changed.');
    return true;
  }
  if (!(await readAgain(turn))) {
    say(turn, `${turn.question.id} is no longer in ${file}; its history is kept.`);
    return false;
  }
  await showAgain(turn);
  return true;
}

async function own(turn: OpenTurn): Promise<void> {
  const { table, question } = turn;
  const present = ownAnswer(table.config, question.id);
  const editor = table.config.settings.editor;
  const written = await table.context.run.edit(
    answerScaffold(question, present),
    `${question.id}.md`,
    editor,
  );
  const text = answerText(written);
  if (text === '' || text === present) return say(turn, 'Nothing was written; your version is as before.');
  table.config = await storeOwn(table.context, question.id, text);
  say(turn, 'Your version is stored.');
  await showAgain(turn);
}

async function keep(turn: OpenTurn): Promise<void> {
  const { table, question } = turn;
  const { text } = table.session.turn;
  if (text === '') return say(turn, 'Nothing was typed that could be kept; o opens your editor.');
  table.config = await storeOwn(table.context, question.id, text);
  say(turn, 'What you typed is now your version of the answer.');
}

async function note(turn: OpenTurn): Promise<void> {
  const { context, prompts } = turn.table;
  const text = (await prompts.line('Note on this question (Enter leaves it):'))?.trim() ?? '';
  if (text === '') return;
  const at = context.clock.now();
  context.journal.append([{ type: 'note', id: context.random.id(at), at, question: turn.question.id, text }]);
  say(turn, 'Noted.');
}

async function followUps(turn: OpenTurn): Promise<void> {
  const { table, question } = turn;
  const { renderFollowUp } = await import('../screens/reveal.ts');
  const shown = { question, values: table.values };
  if (question.followUpTexts.length === 0) return say(turn, 'This question has no follow-ups.');
  for (const [i, each] of question.followUpTexts.entries()) {
    table.prompts.show(`\n${renderFollowUp(each, 'question', shown, table.look)}`);
    const count = `${i + 1} of ${question.followUpTexts.length}`;
    const reply = await table.prompts.pause(`Follow-up ${count}: say your answer, then Enter.`);
    if (reply.kind === 'key') return;
    table.prompts.show(`${renderFollowUp(each, 'answer', shown, table.look)}\n`);
  }
}

async function play(turn: OpenTurn): Promise<void> {
  const { recording } = turn.table.session.turn.said;
  if (recording === undefined) return say(turn, 'There is no recording of this answer.');
  const { playRecording } = await import('./listening.ts');
  await playRecording(turn.table, recording);
}

/** An action after which the question is still there. */
const staying =
  (action: (turn: OpenTurn) => void | Promise<void>) =>
  async (turn: OpenTurn): Promise<boolean> => {
    await action(turn);
    return true;
  };

const ACTIONS: Readonly<Record<ActingKey, (turn: OpenTurn) => Promise<boolean>>> = {
  help: staying(({ table }) => {
    const shown = { isSpoken: table.session.mode === 'speak', isReview: table.passing !== undefined };
    table.prompts.show(renderKeys(table.look, shown));
  }),
  fill: staying(fill),
  edit,
  own: staying(own),
  keep: staying(keep),
  note: staying(note),
  'follow-ups': staying(followUps),
  play: staying(play),
  retake: staying((turn) =>
    say(turn, 'An answer is recorded again before the model answer is shown, not after.'),
  ),
};

/** Tries something that may fail; a failure is said and changes nothing. Undefined then. */
export const trying = <T>({ table }: Pick<Turn, 'table'>, work: () => Promise<T>): Promise<T | undefined> =>
  tried(table, work);

/** Does what `key` asks for. False when the question is gone. */
export async function act(turn: Turn, key: ActingKey): Promise<boolean> {
  const open = await trying(turn, () => opened(turn));
  return open !== undefined && ((await trying(turn, () => ACTIONS[key](open))) ?? true);
}
