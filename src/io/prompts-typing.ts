// Prompts into which text is typed: an answer of several lines, and a single line.
import type { AnswerPrompt, PromptViews, Reply } from '../context.ts';
import { sessionKey } from '../core/session-key.ts';
import {
  deleteTo,
  fieldOf,
  insertText,
  moveRows,
  moveTo,
  type Place,
  type TextField,
} from '../core/text-field.ts';
import { aroundOf } from './prompts-keys.ts';
import {
  answered,
  asked,
  done,
  isBare,
  isEnter,
  keyOf,
  SECOND_MS,
  stay,
  type Machine,
  type Press,
} from './prompts-machine.ts';

/** What an answer ends with: a reply, or the wish to go on in the editor. */
export type TypingResult = Reply<string> | { readonly kind: 'editor'; readonly text: string };

type TypingState = { readonly field: TextField; readonly keyBar: boolean };

const MOVES: Readonly<Record<string, Place>> = {
  left: 'left',
  right: 'right',
  home: 'line-start',
  end: 'line-end',
  'ctrl-a': 'line-start',
  'ctrl-b': 'left',
  'ctrl-f': 'right',
  'meta-b': 'word-left',
  'meta-f': 'word-right',
  'ctrl-left': 'word-left',
  'ctrl-right': 'word-right',
  'meta-left': 'word-left',
  'meta-right': 'word-right',
};

const DELETIONS: Readonly<Record<string, Place>> = {
  backspace: 'left',
  'ctrl-h': 'left',
  delete: 'right',
  'ctrl-u': 'line-start',
  'ctrl-k': 'line-end',
  'ctrl-w': 'word-left',
  'meta-backspace': 'word-left',
  'meta-d': 'word-right',
};

const nameOf = ({ name, ctrl, meta }: Press): string => (ctrl ? 'ctrl-' : meta ? 'meta-' : '') + name;

/** What an editing key does to the text; undefined for a key that does nothing here. */
function edited(field: TextField, press: Press, clean: (text: string) => string): TextField | undefined {
  const name = nameOf(press);
  const move = Object.hasOwn(MOVES, name) ? MOVES[name] : undefined;
  if (move) return moveTo(field, move);
  const deletion = Object.hasOwn(DELETIONS, name) ? DELETIONS[name] : undefined;
  if (deletion) return deleteTo(field, deletion);
  const text = isBare(press) ? clean(press.text) : '';
  return text === '' ? undefined : insertText(field, text);
}

/** True when the line in which the cursor stands is empty, and the last one. */
const onEmptyLastLine = ({ text, cursor }: TextField): boolean =>
  cursor === text.length && (text === '' || text.endsWith('\n'));

/** The typed text without the lines that only ended it. */
const finished = (text: string): string => text.trimEnd();

const lineCount = (text: string): number => text.split('\n').length;

type TypingStep = ReturnType<Machine<TypingState, TypingResult>['press']>;

/** Ends the answer. It is saved, as it is not rated yet. */
function ended({ text }: TextField, save: (text: string) => void): TypingStep {
  save(finished(text));
  return answered(finished(text));
}

function entered({ field }: TypingState, more: boolean, save: (text: string) => void): TypingStep {
  const key = sessionKey(field.text);
  if (key && !more) {
    save('');
    return asked(key);
  }
  if (onEmptyLastLine(field) && !more) return ended(field, save);
  return stay({ field: insertText(field, '\n'), keyBar: false });
}

function inKeyBar(state: TypingState, press: Press, save: (text: string) => void): TypingStep {
  const key = keyOf(press);
  if (!key) return stay({ ...state, keyBar: false });
  save(state.field.text);
  return asked(key);
}

/**
 * An answer of several lines. An empty line at its end, or Ctrl-D, ends it; one key letter alone on the first line is
 * that key; Esc opens the key bar, in which one press acts. The text is saved before a key acts, without such a letter.
 * @param elapsedMs time since the question was shown
 */
export function typingMachine(
  prompt: AnswerPrompt,
  views: PromptViews,
  elapsedMs: () => number,
): Machine<TypingState, TypingResult> {
  let saved = prompt.draft ?? '';
  const save = (text: string): void => {
    if (text !== saved) prompt.onText(text);
    saved = text;
  };
  return {
    initial: { field: fieldOf(prompt.draft ?? ''), keyBar: false },
    tickMs: SECOND_MS,
    press: (state, press, { size, more }) => {
      const { field } = state;
      if (state.keyBar) return inKeyBar(state, press, save);
      if (isEnter(press)) return entered(state, more, save);
      const name = nameOf(press);
      if (name === 'ctrl-d') return ended(field, save);
      if (name === 'ctrl-e' && prompt.edit) return done({ kind: 'editor', text: field.text });
      if (name === 'escape' || name === 'meta-escape') return stay({ field, keyBar: true });
      if (name === 'up' || name === 'down') {
        const rows = views.rows(field.text, size.columns);
        return stay({ ...state, field: moveRows(field, rows, name === 'up' ? -1 : 1) });
      }
      return stay({ ...state, field: edited(field, press, views.clean) ?? field });
    },
    draw: ({ field, keyBar }, size) => {
      const time = { elapsedMs: elapsedMs(), targetMs: prompt.targetMs };
      return views.typing({ ...field, keyBar, ...time, ...aroundOf(prompt) }, size);
    },
    // A write a line is enough: what is lost in a crash is a line at most, and a second's typing. A letter that may
    // become a key is no text yet.
    watch: ({ field }, why) => {
      if (sessionKey(field.text)) return;
      if (why === 'tick' || lineCount(field.text) !== lineCount(saved)) save(field.text);
    },
  };
}

/** One line. Enter ends it; Ctrl-D on an empty line leaves, which is undefined. Pasted newlines become spaces. */
export function lineMachine(question: string, views: PromptViews): Machine<TextField, string | undefined> {
  const flat = (text: string): string => views.clean(text).replaceAll('\n', ' ');
  return {
    initial: fieldOf(''),
    press: (field, press) => {
      if (isEnter(press)) return done(field.text);
      if (nameOf(press) === 'ctrl-d' && field.text === '') return done(undefined);
      if (nameOf(press) === 'ctrl-e') return stay(moveTo(field, 'line-end'));
      return stay(edited(field, press, flat) ?? field);
    },
    draw: (field, size) => views.line(question, field, size),
  };
}
