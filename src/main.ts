// The real context, the program, and every failure into an exit code. The only file that knows commands and machine.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../package.json' with { type: 'json' };
import { runProgram, type GlobalOptions } from './cli.ts';
import type { Context } from './context.ts';
import { Failure } from './core/failure.ts';
import { openBackups } from './io/backups.ts';
import { openBanks } from './io/banks.ts';
import { openClock } from './io/clock.ts';
import { openConfig } from './io/config.ts';
import { openDecks } from './io/decks.ts';
import { openDrafts } from './io/drafts.ts';
import { openFigures } from './io/figures.ts';
import { openFiles } from './io/files.ts';
import { homeFolder, probeFolder } from './io/folder.ts';
import { openJournal } from './io/journal.ts';
import { waitingMocks } from './io/mocks-waiting.ts';
import { openRandom } from './io/random.ts';
import { openResultFiles } from './io/result-files.ts';
import { openRunner } from './io/runner.ts';
import { openSound } from './io/sound.ts';
import {
  helpColumns,
  isInteractive,
  openOut,
  openScreen,
  talkColumns,
  writeData,
  writeTalk,
} from './io/terminal.ts';

/** The folder that holds `package.json`, `dist` and `questions`. */
const PACKAGE = join(import.meta.dirname, '..');

/** Names this build: what another one cached is not used. The loader's text changes with every piece of the program. */
const buildName = (): string => `${manifest.version}-${statSync(join(PACKAGE, 'dist', 'main.js')).mtimeMs}`;

/** How talk is wrapped where people read it. */
type Wrap = (text: string, columns: number) => string;

function makeContext({ color = true, ...options }: GlobalOptions, wrapLines: Wrap): Context {
  const env = process.env;
  const build = buildName();
  const home = homeFolder(options.home, env);
  const clock = openClock(env);
  const backups = openBackups(home, clock);
  const config = openConfig(home, backups.newestSound, backups.daily);
  const calendar = () => clock.calendar(config.read().config.settings);
  const screen = openScreen(env, { color: color && !options.json, plain: options.plain ?? false });
  return {
    env,
    home,
    version: manifest.version,
    runtime: `Node ${process.versions.node} on ${process.platform}`,
    launch: [process.execPath, join(PACKAGE, 'bin', 'prep.js')],
    probeHome: () => probeFolder(home),
    clock,
    random: openRandom(env),
    out: openOut(options.quiet ?? false, wrapLines),
    screen,
    get interactive() {
      return isInteractive();
    },
    config,
    journal: openJournal(home, build, calendar, backups.daily),
    mocks: async () => (await import('./io/mocks.ts')).openMocks(home, calendar, backups.daily),
    waitingMocks: () => waitingMocks(home),
    drafts: openDrafts(home),
    backups,
    prompts: async (plain) => {
      if (plain) return (await import('./io/plain-prompts.ts')).openPlainPrompts();
      const { openPrompts, reflowOf } = await import('./io/prompts.ts');
      const { promptViews } = await import('./screens/prompt-views.ts');
      return openPrompts(screen, clock, promptViews(screen), reflowOf(env));
    },
    banks: openBanks(
      {
        cacheFolder: join(home, 'cache'),
        own: join(home, 'questions'),
        shipped: join(PACKAGE, 'questions'),
        build,
      },
      () => import('./formats/banks/index.ts'),
    ),
    decks: openDecks(),
    figures: openFigures(join(home, 'cache', 'figures.json'), build),
    files: openFiles(),
    fileSets: {
      write: async (folder, changes) =>
        (await import('./io/file-sets.ts')).writeFileSet(folder, changes, backups.daily),
      compare: async (folder, path, content) =>
        (await import('./io/file-sets.ts')).compareFile(folder, path, content),
    },
    results: openResultFiles(env, calendar),
    run: openRunner(env),
    trainer: async () => (await import('./io/optimizer.ts')).openTrainer(home, PACKAGE),
    sound: openSound(home, { env }),
  };
}

/** A failure as it is written: cleaned, wrapped where people read it, a line each for what and remedy where programs do. */
async function failureLines({ message, hint }: Failure): Promise<string> {
  const parts = [['prep: ', message] as const, ...(hint ? [['      ', hint] as const] : [])];
  const columns = talkColumns();
  if (columns === undefined) {
    // What a pipe takes is often shown on a terminal in the end.
    const { stripControls } = await import('./core/controls.ts');
    return parts.map(([marker, text]) => `${marker}${stripControls(text)}\n`).join('');
  }
  const { clean, hangText } = await import('./screens/width.ts');
  return parts.map(([marker, text]) => `${hangText(marker, clean(text), columns)}\n`).join('');
}

async function report(error: unknown): Promise<number> {
  if (error instanceof Failure) {
    writeTalk(await failureLines(error));
    return error.exit;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writeTalk(
    `${text}\nprep: this is a bug in prep; nothing that was stored is lost. Please report the lines above.\n`,
  );
  return 70;
}

async function main(): Promise<void> {
  try {
    const help = { write: writeData, columns: helpColumns };
    const { wrapLines } = await import('./screens/width.ts');
    process.exitCode = await runProgram(process.argv.slice(2), {
      version: manifest.version,
      makeContext: (options) => makeContext(options, wrapLines),
      help,
    });
  } catch (error) {
    process.exitCode = await report(error);
  }
}

void main();
