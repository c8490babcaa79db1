// The letters of a session: one letter, one action, the same in every stage and on every kind of screen.

/** What a person can ask for at any prompt of a session, besides answering it. */
export type SessionKey =
  | 'help'
  | 'undo'
  | 'skip'
  | 'fill'
  | 'edit'
  | 'own'
  | 'keep'
  | 'note'
  | 'suspend'
  | 'follow-ups'
  | 'quit'
  | 'play'
  | 'retake';

/** Every key by its letter, in the order in which help lists them. */
export const SESSION_LETTERS: ReadonlyMap<string, SessionKey> = new Map([
  ['?', 'help'],
  ['u', 'undo'],
  ['s', 'skip'],
  ['f', 'fill'],
  ['e', 'edit'],
  ['o', 'own'],
  ['k', 'keep'],
  ['n', 'note'],
  ['x', 'suspend'],
  ['w', 'follow-ups'],
  ['q', 'quit'],
]);

/** The keys of an answer that was recorded. Where text is typed they are letters like any other. */
export const SPOKEN_LETTERS: ReadonlyMap<string, SessionKey> = new Map([
  ['p', 'play'],
  ['r', 'retake'],
]);

/** The key that `letter` stands for where no text is typed; undefined for anything else, capitals included. */
export const pressedKey = (letter: string): SessionKey | undefined =>
  SESSION_LETTERS.get(letter) ?? SPOKEN_LETTERS.get(letter);

/** The key that `letter` stands for at the start of a text; undefined for anything else, capitals included. */
export const sessionKey = (letter: string): SessionKey | undefined => SESSION_LETTERS.get(letter);

/** The keys after which the question in hand is done with. */
export type LeavingKey = 'undo' | 'skip' | 'suspend' | 'quit';

/** True for a key after which the question in hand is done with. */
export const leavesQuestion = (key: SessionKey): key is LeavingKey =>
  key === 'undo' || key === 'skip' || key === 'suspend' || key === 'quit';
