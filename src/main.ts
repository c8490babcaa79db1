import { statSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { type GlobalOptions, runProgram } from './cli.ts';
import type { Clock, Context, Out, Screen } from './context.ts';
import { Failure } from './core/base/problem.ts';
import { DEFAULT_SETTINGS } from './core/settings/config.ts';
import { openDecks } from './io/archives/decks.ts';
import { openBanks } from './io/banks/banks.ts';
import { openRunner } from './io/programs/runner.ts';
import { openClock, openRandom } from './io/programs/system.ts';
import { resultFiles } from './io/results/result-files.ts';
import { openSound } from './io/speech/sound.ts';
import { openBackups } from './io/store/backups.ts';
import { openConfig } from './io/store/config.ts';
import { openFigures } from './io/store/figures.ts';
import { openFiles, readLexicon } from './io/store/files.ts';
import { homeFolder, probeFolder, showForScripts } from './io/store/folder.ts';
import { openDrafts, openJournal } from './io/store/journal.ts';
import { openMocks, waitingMocks } from './io/store/mocks.ts';
import {
  dataColumns,
  endIfBroken,
  isInteractive,
  openOut,
  openScreen,
  talkColumns,
  writePage,
  writeTalk,
} from './io/terminal/terminal.ts';
import { clean, hangText, UNCUT, wrapLines } from './screens/ui/width.ts';

const PACKAGE = join(import.meta.dirname, '..');

/** Caches of other builds are not used. The loader's text changes with every part of the program. */
const buildName = (): string => `${manifest.version}-${statSync(join(PACKAGE, 'dist', 'main.js')).mtimeMs}`;

const promptsOn =
  (screen: Screen, clock: Clock, { data }: Out): Context['prompts'] =>
  async (plain, full = false) => {
    if (plain) {
      const { plainPrompts } = await import('./io/terminal/plain-prompts.ts');
      return plainPrompts(process.stdin, (text) => {
        data(text);
        endIfBroken();
      });
    }
    const { terminalPrompts } = await import('./io/terminal/prompts.ts');
    const { livePrompts } = await import('./screens/ui/prompts.ts');
    const { stdin: input, stdout: output } = process;
    // Read each time, because windows are resized.
    const size = () => ({ columns: screen.columns, rows: screen.rows });
    return terminalPrompts({ input, output, size }, clock, livePrompts(screen), full);
  };

const banksIn = (home: string, build: string): Context['banks'] =>
  openBanks({
    cacheFolder: join(home, 'cache'),
    own: join(home, 'questions'),
    shipped: join(PACKAGE, 'questions'),
    build,
    built: join(PACKAGE, 'dist', 'bank.json'),
  });

const fileSetsWith = (beforeWrite: () => void): Context['fileSets'] => ({
  write: async (folder, changes) =>
    (await import('./io/store/file-sets.ts')).writeFileSet(folder, changes, beforeWrite),
  compare: async (folder, path, content) =>
    (await import('./io/store/file-sets.ts')).compareFile(folder, path, content),
});

function makeContext({ color = true, pager = true, ...options }: GlobalOptions): Context {
  const [env, build] = [process.env, buildName()];
  showForScripts(options.json ?? false);
  const home = homeFolder(options.home, env);
  const clock = openClock(env);
  const backups = openBackups(home, clock);
  const config = openConfig(home, backups.newestSound, backups.daily);
  // Times are written with the offset of the machine, whatever a day is.
  const calendar = clock.calendar(DEFAULT_SETTINGS);
  let lexicon: ReturnType<typeof readLexicon> | undefined;
  const screen = openScreen(env, { color: color && !options.json, plain: options.plain ?? false });
  const out = openOut(
    options.quiet ?? false,
    wrapLines,
    (text) => writePage(text, env, pager && screen.fancy && !options.json),
    () => (screen.piped || options.json ? undefined : screen.columns),
  );
  return {
    env,
    home,
    version: manifest.version,
    runtime: `Node ${process.versions.node} on ${process.platform}`,
    launch: [process.execPath, join(PACKAGE, 'bin', 'prep.js')],
    probeHome: () => probeFolder(home),
    clock,
    random: openRandom(env),
    out,
    screen,
    get interactive() {
      return isInteractive();
    },
    config,
    journal: openJournal(home, build, calendar, backups.daily),
    mocks: () => openMocks(home, calendar, backups.daily),
    waitingMocks: () => waitingMocks(home),
    drafts: openDrafts(home, clock),
    backups,
    prompts: promptsOn(screen, clock, out),
    banks: banksIn(home, build),
    // Loaded once a command asks for them: few do.
    get decks() {
      return openDecks();
    },
    figures: openFigures(join(home, 'cache', 'figures.json'), build),
    files: openFiles(),
    fileSets: fileSetsWith(backups.daily),
    get results() {
      return resultFiles;
    },
    get run() {
      return openRunner(env);
    },
    get sound() {
      return openSound(home, { env });
    },
    lexicon: () => (lexicon ??= readLexicon(join(PACKAGE, 'lexicon', 'words.bin'))),
    docs: join(PACKAGE, 'docs'),
  };
}

/** Piped text often ends up on a terminal, so it has no controls either. */
function failureLines({ message, hint }: Failure): string {
  const columns = talkColumns() ?? UNCUT;
  const parts = [['prep: ', message] as const, ...(hint ? [['      ', hint] as const] : [])];
  return parts.map(([marker, text]) => `${hangText(marker, clean(text), columns)}\n`).join('');
}

function report(error: unknown): number {
  if (error instanceof Failure) {
    writeTalk(failureLines(error));
    return error.exit;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeTalk(
    `${text}\nprep: this is a bug in prep; nothing that was stored is lost. Please report the lines above.\n`,
  );
  return 70;
}

export async function main(): Promise<void> {
  try {
    const help = {
      show: (text: string, pages: boolean) =>
        writePage(wrapLines(text, dataColumns() ?? UNCUT), process.env, pages),
      columns: () => dataColumns() ?? 80,
    };
    process.exitCode = await runProgram(process.argv.slice(2), {
      version: manifest.version,
      makeContext,
      help,
    });
  } catch (error) {
    process.exitCode = report(error);
  }
  // Nothing is open any more: taking the engine down piece by piece would only take time.
  if (process.getActiveResourcesInfo().length === 0) process.exit();
}
