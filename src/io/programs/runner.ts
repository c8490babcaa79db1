import {
  accessSync,
  constants,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import type { Environment, Runner } from '../../context.ts';
import { Failure } from '../../core/base/problem.ts';
import { absolutePath } from '../store/folder.ts';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function findProgram(env: Environment, names: readonly string[]): string | undefined {
  const folders = (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

function editorCommand(setting: string | undefined, env: Environment): readonly string[] {
  const given = [setting, env['VISUAL'], env['EDITOR']].find((text) => text?.trim());
  const found = given ?? findProgram(env, ['sensible-editor', 'nano', 'vim', 'vi']);
  if (!found)
    throw new Failure('editor-missing', 'No editor was found.', {
      hint: 'set EDITOR, or `prep config editor "code --wait"`',
    });
  return found.trim().split(/\s+/);
}

/** Editors that accept `--` before files; they take a line as `+7`. */
const TAKES_DASHES = /^(?:g?vim|vi|view|nvim|nano|emacs|emacsclient)(?:\.exe)?$/;

/** The path is absolute: banks come from other people, and vi runs the command in a name such as `+!rm x`. */
function editCommand(
  file: string,
  line: number,
  setting: string | undefined,
  env: Environment,
): readonly string[] {
  const command = editorCommand(setting, env);
  const takesDashes = TAKES_DASHES.test(basename(command[0] ?? ''));
  const place = takesDashes ? [...(line > 1 ? [`+${line}`] : []), '--'] : [];
  return [...command, ...place, absolutePath(file)];
}

/** Loaded late; prompts and the runner share the terminal. */
const late = () => import('./foreground.ts');

export function openRunner(env: Environment): Runner {
  const open: Runner['open'] = async (file, editor, line = 1) =>
    (await late()).foreground(editCommand(file, line, editor, env));
  const edit: Runner['edit'] = async (text, name, editor) => {
    const folder = mkdtempSync(join(tmpdir(), 'prep-'));
    const file = join(folder, basename(name));
    try {
      writeFileSync(file, text, { mode: 0o600 });
      const code = await open(file, editor);
      if (code !== 0)
        throw new Failure(
          'editor-failed',
          `${editorCommand(editor, env)[0]} ended with exit code ${code}; nothing was stored.`,
        );
      return readFileSync(file, 'utf8');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  return {
    edit,
    open,
    view: async (text) => {
      // Without -F, with which less exits at once if everything fits.
      if (await (await late()).pageText(text, env, '-R')) return;
      throw new Failure('pager-missing', 'No pager was found.', { hint: 'set PAGER, for example to less' });
    },
    editor: (setting) => editorCommand(setting, env),
    notify: async (title, text) => notify(title, text, env),
    find: (...names) => findProgram(env, names),
  };
}

type Notifier = {
  readonly program: string;
  readonly words: readonly string[];
  readonly install: string;
  readonly variables: Environment;
};

const LONGEST_WAIT_MS = 10_000;

/** Text comes from variables, because PowerShell takes no arguments besides a script. */
const BALLOON = [
  'Add-Type -AssemblyName System.Windows.Forms, System.Drawing',
  '$icon = New-Object System.Windows.Forms.NotifyIcon',
  '$icon.Icon = [System.Drawing.SystemIcons]::Information',
  '$icon.Visible = $true',
  '$icon.ShowBalloonTip(5000, $env:PREP_TITLE, $env:PREP_TEXT, "Info")',
  'Start-Sleep -Seconds 5',
  '$icon.Dispose()',
].join('; ');

/** cron does not set the address of the session bus. */
function busOf(env: Environment, user: number | undefined): Environment {
  if (env['DBUS_SESSION_BUS_ADDRESS'] || env['XDG_RUNTIME_DIR'] || user === undefined) return {};
  const bus = `/run/user/${user}/bus`;
  return existsSync(bus) ? { DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus}` } : {};
}

function notifierFor(platform: string, title: string, text: string, env: Environment): Notifier {
  if (platform === 'darwin') {
    const script = [
      'on run argv',
      'display notification (item 2 of argv) with title (item 1 of argv)',
      'end run',
    ];
    const words = [...script.flatMap((line) => ['-e', line]), title, text];
    return { program: 'osascript', words, install: 'it comes with macOS', variables: {} };
  }
  if (platform === 'win32') {
    const words = ['-NoProfile', '-NonInteractive', '-Command', BALLOON];
    const variables = { PREP_TITLE: title, PREP_TEXT: text };
    return { program: 'powershell.exe', words, install: 'it comes with Windows', variables };
  }
  return {
    program: 'notify-send',
    words: ['--app-name=prep', '--', title, text],
    install: 'sudo apt-get install libnotify-bin',
    variables: busOf(env, process.getuid?.()),
  };
}

const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').slice(0, 200);

async function run(path: string, { words, variables, program }: Notifier, env: Environment): Promise<void> {
  const { spawn } = await import('node:child_process');
  return new Promise((resolve, reject) => {
    const child = spawn(path, words, {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...env, ...variables },
      timeout: LONGEST_WAIT_MS,
    });
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (more: string) => {
      if (errors.length < 10_000) errors += more;
    });
    const fail = (why: string): void =>
      reject(new Failure('notify-failed', `${program} could not show the notification: ${why}.`));
    child.once('error', (error) => fail(error.message));
    child.once('close', (code) => {
      if (code === 0) resolve();
      else fail(firstLine(errors) || (code === null ? 'it did not end' : `exit code ${code}`));
    });
  });
}

/** Title and text are arguments, never shell text. Throws `Failure` if no program can show it. */
export async function notify(
  title: string,
  text: string,
  env: Environment,
  platform: string = process.platform,
): Promise<void> {
  const notifier = notifierFor(platform, title, text, env);
  const path = findProgram(env, [notifier.program]);
  if (!path) {
    throw new Failure('notify-missing', `Notifications need ${notifier.program}, which was not found.`, {
      hint: notifier.install,
    });
  }
  await run(path, notifier, env);
}
