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
  readonly label: string;
  readonly help: string;
  readonly places: readonly KeyPlace[];
  /** Ends the current question. */
  readonly leaves?: true;
  /** Keys without this do nothing in a mock interview. */
  readonly interview?: string;
};

const SESSION_KEYS = {
  help: {
    letter: '?',
    label: 'help',
    help: 'this help',
    places: ['text', 'review'],
    interview: 'this help',
  },
  undo: {
    letter: 'u',
    label: 'undo',
    help: 'undo your last step; press again to go further back',
    places: ['text'],
    leaves: true,
  },
  skip: {
    letter: 's',
    label: 'skip',
    help: 'leave the question out of this session; nothing is recorded',
    places: ['text', 'recording', 'review'],
    leaves: true,
    interview: 'skip this question or follow-up; the report lists it, unrated',
  },
  fill: {
    letter: 'f',
    label: 'fill',
    help: 'fill in a value that this question cites',
    places: ['text', 'review'],
  },
  edit: {
    letter: 'e',
    label: 'edit',
    help: 'edit the question file in your editor',
    places: ['text', 'review'],
  },
  own: {
    letter: 'o',
    label: 'own answer',
    help: 'write your own version of the answer in your editor',
    places: ['text', 'review'],
  },
  keep: {
    letter: 'K',
    label: 'keep',
    help: 'keep what you just typed as your own version; asks before it replaces one',
    places: ['text', 'review'],
  },
  note: {
    letter: 'N',
    label: 'note',
    help: 'write a note on this question',
    places: ['text', 'review'],
  },
  suspend: {
    letter: 'x',
    label: 'suspend',
    help: 'take the question out of the queue (u or `prep unsuspend` brings it back)',
    places: ['text', 'review'],
    leaves: true,
  },
  view: {
    letter: 'v',
    label: 'view',
    help: 'read the whole card in your pager',
    places: ['text', 'review'],
    interview: 'read the question in your pager',
  },
  'follow-ups': {
    letter: 'w',
    label: 'follow-ups',
    help: 'go through the follow-up questions',
    places: ['text', 'review'],
  },
  quit: {
    letter: 'q',
    label: 'quit',
    help: 'end the session; every rating is kept',
    places: ['text', 'recording', 'review'],
    leaves: true,
    interview: 'pause and quit; the clock stops until `prep mock --resume`',
  },
  // These two keys are ordinary letters while text is typed.
  play: { letter: 'p', label: 'play', help: 'play what you recorded', places: ['review'] },
  retake: {
    letter: 'r',
    label: 'retake',
    help: 'record the answer again (before the model answer is shown)',
    places: [],
  },
} as const satisfies Readonly<Record<string, KeyFacts>>;

type Keys = typeof SESSION_KEYS;

export type SessionKey = keyof Keys;

type KeysWith<Facts> = { [Key in SessionKey]: Keys[Key] extends Facts ? Key : never }[SessionKey];

export type LeavingKey = KeysWith<{ leaves: true }>;
export type InterviewKey = KeysWith<{ interview: string }>;

export const sessionKeys: readonly (readonly [SessionKey, KeyFacts])[] = Object.entries(SESSION_KEYS).map(
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `Object.entries` forgets which names there are
  ([key, facts]) => [key as SessionKey, facts],
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
