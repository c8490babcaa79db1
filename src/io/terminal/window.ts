// A session in the whole window: its content, scrolling, and the return to the normal screen. A terminal
// without an alternate screen ignores the switch; there the old lines are scrolled up first.
import type {
  Drawn,
  Frame,
  LivePrompt,
  LivePrompts,
  Page,
  Press,
  PromptSize,
  Rendered,
} from '../../context.ts';
import { ownField } from '../../core/base/collections.ts';
import { CURSOR, PASTE_MARKS, shareTerminal } from './keyboard.ts';
import type { Terminal } from './prompts.ts';

type Keeps = LivePrompt<unknown>['keeps'];

/** Without wrapping, a line that is wider than a shrunk window is cut and does not push others down. */
const WRAP = { on: '\x1b[?7h', off: '\x1b[?7l' };
const ALTERNATE = { on: '\x1b[?1049h', off: '\x1b[?1049l' };
const CLEAR = '\x1b[2J\x1b[H';

export type Window = ReturnType<typeof openWindow>;

/** From the first line in view; undefined for a key that does not scroll. */
function scrolled({ name, ctrl, meta }: Press, keeps: Keeps, { from, rows, lines }: Frame['view']) {
  if (meta) return undefined;
  const half = Math.max(1, Math.floor(rows / 2));
  if (ctrl) {
    if (keeps === 'text') return undefined;
    return name === 'd' ? from + half : name === 'u' ? from - half : undefined;
  }
  if (name === 'pagedown') return from + Math.max(1, rows - 1);
  if (name === 'pageup') return from - Math.max(1, rows - 1);
  if (keeps !== undefined) return undefined;
  return ownField({ down: from + 1, up: from - 1, home: 0, end: lines }, name);
}

const EMPTY: Page = { head: () => '', body: [], notices: [], from: { part: 0 } };

type Opened = 'unopened' | 'open' | 'lent' | 'left';

function openCanvas({ output, size }: Pick<Terminal, 'output' | 'size'>, repaint: () => void) {
  let state: Opened = 'unopened';
  let painted: readonly string[] = [];
  let paintedFor = '';
  const write = (text: string): void => void output.write(text);
  const enter = (): void => {
    const { rows } = size();
    state = 'open';
    painted = [];
    write(`${ALTERNATE.on}${CURSOR.hide}\x1b[${rows};1H${'\n'.repeat(rows)}${CLEAR}${WRAP.off}`);
  };
  const exit = (next: Opened): void => {
    if (state === 'open') write(`${CLEAR}${WRAP.on}${PASTE_MARKS.off}${CURSOR.show}${ALTERNATE.off}`);
    state = next;
  };
  const clear = (): void => {
    painted = [];
    if (state === 'open') write(CLEAR);
  };
  const release = shareTerminal(() => {
    if (state === 'open') exit('lent');
    return () => {
      if (state !== 'lent') return;
      enter();
      repaint();
    };
  });
  return {
    state: () => state,
    paint: ({ lines, cursor }: Frame, { columns, rows }: PromptSize): void => {
      if (state === 'unopened') enter();
      // The terminal may have moved its lines.
      if (paintedFor !== `${columns} ${rows}`) clear();
      paintedFor = `${columns} ${rows}`;
      const changed = lines.flatMap((line, i) =>
        line === painted[i] ? [] : [`\x1b[${i + 1};1H\x1b[2K${line}`],
      );
      painted = lines;
      const at = cursor ? `\x1b[${cursor.row + 1};${cursor.column + 1}H${CURSOR.show}` : '';
      if (changed.length > 0 || at !== '') write(CURSOR.hide + changed.join('') + at);
    },
    clear,
    leave: (): void => {
      release();
      exit('left');
    },
  };
}

// oxlint-disable-next-line eslint/max-lines-per-function -- what a window does, over one state
export function openWindow(terminal: Pick<Terminal, 'output' | 'size'>, draw: LivePrompts['frame']) {
  let page = EMPTY;
  /** What a prompt has shown. */
  let seen = { parts: 0, notices: false };
  let fromBeforeHelp = EMPTY.from;
  let frame: Frame | undefined;
  let prompt: ((size: PromptSize) => Drawn) | undefined;
  const paint = (): void => {
    if (canvas.state() === 'lent' || canvas.state() === 'left') return;
    const size = terminal.size();
    frame = draw(page, size, prompt);
    canvas.paint(frame, size);
  };
  const canvas = openCanvas(terminal, paint);
  const change = (more: Partial<Page>): void => {
    page = { ...page, ...more };
    // A prompt draws the change itself.
    if (prompt === undefined) paint();
  };
  const unseenNotices = (): Page['notices'] => (seen.notices ? [] : page.notices);
  /** In place of the parts that a prompt has shown. */
  const renew = (more: Partial<Page>, parts: readonly Rendered[], isSame = false): void => {
    const body = [...page.body.slice(seen.parts), ...parts];
    seen = { ...seen, parts: 0 };
    change({ ...more, body, from: isSame ? page.from : EMPTY.from });
  };
  return {
    isOpen: () => canvas.state() !== 'left',
    page: (head: Rendered, isSame?: boolean): void => renew({ head }, [], isSame),
    read: (text: Rendered, isSame?: boolean): void => renew({}, [text], isSame),
    // Parts added together come into view from the first one.
    show: (text: Rendered): void => {
      const from = page.body.length > seen.parts ? page.from : { part: page.body.length };
      change({ body: [...page.body, text], from });
    },
    notice: (text: Rendered): void => {
      const notices = [...unseenNotices(), text];
      seen = { ...seen, notices: false };
      change({ notices });
    },
    help: (text: Rendered): void => {
      fromBeforeHelp = page.from;
      change({ help: text, from: EMPTY.from });
    },
    /** Without a prompt, the last drawing stays until something changes. */
    draw: (drawn?: (size: PromptSize) => Drawn): void => {
      prompt = drawn;
      if (!drawn) return;
      seen = { parts: page.body.length, notices: true };
      paint();
    },
    /** True if the key was for the window, not for the prompt. */
    takes: (press: Press, keeps: Keeps): boolean => {
      // Another program may have written on the terminal.
      if (press.ctrl && press.name === 'l') {
        canvas.clear();
        return true;
      }
      const view = frame?.view ?? { from: 0, rows: 0, lines: 0 };
      const { help } = page;
      const to = scrolled(press, help ? undefined : keeps, view);
      const last = Math.max(view.lines - view.rows, view.from);
      if (to !== undefined && last > 0) {
        change({ from: { line: Math.max(0, Math.min(to, last)), of: view.lines } });
        return true;
      }
      if (help) change({ help: undefined, from: fromBeforeHelp });
      else change({ notices: [] });
      // A text that is typed may be longer than the window.
      return help !== undefined || (to !== undefined && keeps !== 'text');
    },
    promptSize: (): PromptSize => {
      const size = terminal.size();
      return { ...size, columns: frame?.promptColumns ?? size.columns };
    },
    /** Returns to the normal screen for good; gives the notices that no prompt has shown yet. */
    leave: (): readonly Rendered[] => {
      const unseen = canvas.state() === 'left' ? [] : unseenNotices();
      canvas.leave();
      return unseen;
    },
  };
}
