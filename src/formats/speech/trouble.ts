// Explains failures of audio programs: one sentence, and what to do.
import { Failure } from '../../core/base/problem.ts';
import { clipped, oneLine, stripControls } from '../../core/base/text.ts';
import { filePlace } from '../../core/speech/sound.ts';

export type Ending = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stderr: string;
};

const LONGEST_LINE = 160;

const CHATTER =
  /^(?:ALSA lib |INFO:|DEBUG:|WARNING:|Current configuration:|\[NAME\]|-\w+\s|Input #|Output #|Stream mapping|Press \[q\]|Recording WAVE|Playing WAVE|Aborted by signal|whisper_|ggml_|LOG \(|at |ffmpeg version|built with|configuration:|lib(?:av|sw|post)\w+ )/;
/** The program and its source line: `arecord: main:850: `, `[alsa @ 0x55d3a1]`, `rec FAIL sox: `. */
const ORIGIN = /^(?:[\w-]+: [\w-]+:\d+: |\[[\w#:/]+ @ 0x[\da-f]+\] |\S+ FAIL [\w-]+: )/;
const COMPLAINT =
  /error|fail|fatal|cannot|can't|could not|unable|denied|no such|not found|busy|invalid|unknown|missing/i;

/** The most informative line, without escapes; undefined for none. */
export function complaintIn(stderr: string): string | undefined {
  const lines = stripControls(stderr)
    .split('\n')
    .map(oneLine)
    .filter((line) => /\p{L}{2}/u.test(line) && !CHATTER.test(line));
  const line = (lines.find((each) => COMPLAINT.test(each)) ?? lines[0])?.replace(ORIGIN, '');
  return line && clipped(line, LONGEST_LINE).replace(/[.:\s]+$/, '');
}

const BUSY = /resource busy|device busy|already in use|in use by another|being used by another/i;
const DENIED = /permission denied|not authorized|operation not permitted|access (?:is )?denied/i;
const NO_DEVICE =
  /cannot find card|audio open failed|failed to open audio device|unknown pcm|no such (?:device|process)|audio open error|no default audio device|can not open audio device|cannot open audio device|connection refused|host is down|no such audio device|could not find audio|device not found|no input device/i;

/** `sox ended with exit code 1: no such file.` */
export function programTrouble(name: string, { code, signal, stderr }: Ending): string {
  const ending = signal === null ? `ended with exit code ${code ?? 1}` : `was ended by ${signal}`;
  const said = complaintIn(stderr);
  return `${name} ${ending}${said === undefined ? '' : `: ${said}`}.`;
}

type DeviceJob = 'recorder' | 'player';

const deviceOf = { recorder: 'microphone', player: 'loudspeaker' } as const;

const ALLOW: Readonly<Record<string, string>> = {
  darwin: 'allow it for your terminal in System Settings, Privacy & Security, Microphone',
  win32: 'allow it in Settings, Privacy, Microphone',
};

/** Errors of programs that exit with 0 although nothing was audible. */
const UNHEARD = /unknown pcm default|audio open failed|failed to open audio device/i;

export const isUnheard = ({ code, stderr }: Ending): boolean => code !== 0 || UNHEARD.test(stderr);

export function deviceTrouble(name: string, job: DeviceJob, ending: Ending, platform: string): Failure {
  const device = deviceOf[job];
  const said = complaintIn(ending.stderr);
  const quoted = said === undefined ? '' : ` (${said})`;
  const setting = `or choose another with \`prep config ${job} "…${filePlace(job)}"\``;
  const allow = ALLOW[platform] ?? '`sudo usermod -aG audio $USER`, then log in again';
  const known = [
    [BUSY, 'sound-busy', `Another program is using the ${device}`, `close that program, ${setting}`],
    [DENIED, 'sound-denied', `${name} is not allowed to use the ${device}`, allow],
    [NO_DEVICE, 'sound-device', `${name} found no ${device} it can open`, `connect one, ${setting}`],
  ] as const;
  for (const [pattern, code, message, hint] of known)
    if (pattern.test(ending.stderr)) return new Failure(code, `${message}${quoted}.`, { hint });
  return new Failure('sound-failed', programTrouble(name, ending), {
    hint: `run the program on its own to see why, ${setting}`,
  });
}
