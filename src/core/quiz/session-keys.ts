// The keys of a session: one table for prompts, help, mocks, and docs. A key without an action in
// `commands/quiz/keys.ts` does not compile.
/**
 * Where a key works besides single-press prompts: `text` while text is typed (after Esc, or a slash in plain
 * lines) · `recording` · `review` of a mock.
 */
export type KeyPlace = 'text' | 'recording' | 'review';

type KeyFacts = {
  /** Not y, n, j, k, a or a digit, which the list of points uses. A capital takes Shift. */
  readonly letter: string;
  readonly help: string;
  readonly places: readonly KeyPlace[];
  /** Where it is not the name of the key. */
  readonly label?: string;
  /** Ends the current question. */
  readonly leaves?: true;
  /** Keys without this do nothing in a mock interview. */
  readonly interview?: string;
};

const on = (letter: string, help: string, places: readonly KeyPlace[]) => ({ letter, help, places });

const TYPED: readonly KeyPlace[] = ['text', 'review'];
const EVERYWHERE: readonly KeyPlace[] = ['text', 'recording', 'review'];

const SESSION_KEYS = {
  help: { ...on('?', 'this help', TYPED), interview: 'this help' },
  undo: { ...on('u', 'undo your last step; press again to go further back', ['text']), leaves: true },
  skip: {
    ...on('s', 'leave the question out of this session; nothing is recorded', EVERYWHERE),
    leaves: true,
    interview: 'skip this question or follow-up; the report lists it, unrated',
  },
  fill: on('f', 'fill in a value that this question cites', TYPED),
  edit: on('e', 'edit the question file in your editor', TYPED),
  own: { ...on('o', 'write your own version of the answer in your editor', TYPED), label: 'own answer' },
  keep: on('K', 'keep what you just typed as your own version; asks before it replaces one', TYPED),
  note: on('N', 'write a note on this question', TYPED),
  suspend: {
    ...on('x', 'take the question out of the queue (u or `prep unsuspend` brings it back)', TYPED),
    leaves: true,
  },
  view: {
    ...on('v', 'read the whole card in your pager', TYPED),
    interview: 'read the question in your pager',
  },
  'follow-ups': on('w', 'go through the follow-up questions', TYPED),
  quit: {
    ...on('q', 'end the session; every rating is kept', EVERYWHERE),
    leaves: true,
    interview: 'pause and quit; the clock stops until `prep mock --resume`',
  },
  // These two keys are ordinary letters while text is typed.
  play: on('p', 'play what you recorded', ['review']),
  retake: on('r', 'record the answer again (before the model answer is shown)', []),
} as const satisfies Readonly<Record<string, KeyFacts>>;

type Keys = typeof SESSION_KEYS;

export type SessionKey = keyof Keys;

type KeysWith<Facts> = { [Key in SessionKey]: Keys[Key] extends Facts ? Key : never }[SessionKey];

export type LeavingKey = KeysWith<{ leaves: true }>;
export type InterviewKey = KeysWith<{ interview: string }>;

export const sessionKeys: readonly (readonly [SessionKey, KeyFacts & { readonly label: string }])[] =
  Object.entries(SESSION_KEYS).map(
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.entries` forgets which names there are
    ([name, facts]) => [name as SessionKey, { label: name, ...facts }],
  );

export const keyOfLetter = (letter: string, place?: KeyPlace): SessionKey | undefined =>
  sessionKeys.find(
    ([, facts]) => facts.letter === letter && (place === undefined || facts.places.includes(place)),
  )?.[0];

export const leavesQuestion = (key: SessionKey): key is LeavingKey => 'leaves' in SESSION_KEYS[key];

export const isInterviewKey = (key: SessionKey): key is InterviewKey => 'interview' in SESSION_KEYS[key];

/** A slash and the letter, `/s`: a letter alone is text. */
export const keyOfLine = (line: string, place?: KeyPlace): SessionKey | undefined =>
  /^\/\S$/.test(line.trim()) ? keyOfLetter(line.trim().slice(1), place) : undefined;
