// Entries that run a drill daily: cron, systemd, launchd. They only remind: `--check` prints what is due, and
// nothing if all is done.
import { plainLine } from '../../core/base/text.ts';
import { shellWord } from '../../core/base/wording.ts';
import { escapeHtml } from '../markdown/html.ts';

/** The words that run a check and, unless all is done, `show` what it is told. */
const reminding = (command: readonly string[], name: string, show: string): readonly string[] => [
  '/bin/sh',
  '-c',
  `"$@" || exec ${show} "The drill $0 is not done."`,
  plainLine(name),
  ...command,
];

const ON_MAC = `osascript -e 'on run argv' -e 'display notification (item 1 of argv) with title "prep"' -e 'end run'`;

type Scheduler = 'cron' | 'systemd' | 'launchd';

/** Escapes `%` and `$`, which have their own meanings in a systemd command line. */
const forSystemd = (word: string): string =>
  `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;

/** `%` begins a specifier in a unit. */
const described = (name: string): string => plainLine(name).replaceAll('%', '%%');

/** systemd allows few other characters in unit names, and two dashes would end an XML comment. */
const fileName = (name: string): string =>
  name.replaceAll(/[^A-Za-z0-9_.]+/g, '-').replaceAll(/^-|-$/g, '') || 'drill';

function cron(command: readonly string[], name: string): string {
  // In a crontab an unescaped % ends the command.
  const line = command.map(shellWord).join(' ').replaceAll('%', '\\%');
  return `# Add with \`crontab -e\`. At 8:30, cron mails you what is left in the drill\n# "${plainLine(name)}", until it is done.\n30 8 * * * ${line}\n`;
}

function systemd(command: readonly string[], name: string): string {
  const unit = `prep-${fileName(name)}`;
  const words = reminding(command, name, 'notify-send --app-name=prep prep');
  return `# ~/.config/systemd/user/${unit}.service
[Unit]
Description=What is left in the drill ${described(name)}

[Service]
Type=oneshot
ExecStart=${words.map(forSystemd).join(' ')}

# ~/.config/systemd/user/${unit}.timer
[Unit]
Description=Every day, what is left in the drill ${described(name)}

[Timer]
OnCalendar=*-*-* 08:30
Persistent=true

[Install]
WantedBy=timers.target

# Then: systemctl --user daemon-reload && systemctl --user enable --now ${unit}.timer
# and: journalctl --user -u ${unit} shows what is left. notify-send comes with libnotify-bin.
`;
}

function launchd(command: readonly string[], name: string): string {
  const label = `prep.${fileName(name)}`;
  const words = reminding(command, name, ON_MAC)
    .map((word) => `    <string>${escapeHtml(word)}</string>`)
    .join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Save as ~/Library/LaunchAgents/${label}.plist, then: launchctl load -w that file -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>${label}</string>
  <key>ProgramArguments</key>
  <array>
${words}
  </array>
  <key>StartCalendarInterval</key>
  <dict>
    <key>Hour</key>
    <integer>8</integer>
    <key>Minute</key>
    <integer>30</integer>
  </dict>
  <key>StandardOutPath</key>
  <string>/tmp/${label}.log</string>
</dict>
</plist>
`;
}

export const installEntry = (scheduler: Scheduler, command: readonly string[], name: string): string =>
  ({ cron, systemd, launchd })[scheduler](command, name);
