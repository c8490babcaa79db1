// Entries that run a drill daily: cron, systemd, launchd. They remind: `--check` says what waits, and says nothing when it is done.
import { shellWord } from '../core/shell-word.ts';

export const SCHEDULERS = ['cron', 'systemd', 'launchd'] as const;
export type Scheduler = (typeof SCHEDULERS)[number];

/** A word for a systemd command line, where `%` and `$` have meanings of their own. */
const forSystemd = (word: string): string =>
  `"${word.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%').replaceAll('$', '$$$$')}"`;

const forXml = (word: string): string =>
  word.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function cron(command: readonly string[], name: string): string {
  // In a crontab a % ends the command unless it is escaped.
  const line = command.map(shellWord).join(' ').replaceAll('%', '\\%');
  return `# Add with \`crontab -e\`: at 8:30 cron mails you what waits in the drill "${name}", until it is done.\n30 8 * * * ${line}\n`;
}

function systemd(command: readonly string[], name: string): string {
  return `# ~/.config/systemd/user/prep-${name}.service
[Unit]
Description=What waits in the drill ${name}

[Service]
Type=oneshot
ExecStart=${command.map(forSystemd).join(' ')}
SuccessExitStatus=1

# ~/.config/systemd/user/prep-${name}.timer
[Unit]
Description=Daily drill ${name}

[Timer]
OnCalendar=*-*-* 08:30
Persistent=true

[Install]
WantedBy=timers.target

# Then: systemctl --user daemon-reload && systemctl --user enable --now prep-${name}.timer
# and: journalctl --user -u prep-${name} shows what it said.
`;
}

function launchd(command: readonly string[], name: string): string {
  const words = command.map((word) => `    <string>${forXml(word)}</string>`).join('\n');
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Save as ~/Library/LaunchAgents/prep.${forXml(name)}.plist, then: launchctl load -w that file -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>prep.${forXml(name)}</string>
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
  <string>/tmp/prep.${forXml(name)}.log</string>
</dict>
</plist>
`;
}

const ENTRIES: Readonly<Record<Scheduler, (command: readonly string[], name: string) => string>> = {
  cron,
  systemd,
  launchd,
};

/**
 * The entry to add to `scheduler`; nothing is installed.
 * @param command words of the command to run
 * @param name of the drill
 */
export const installEntry = (scheduler: Scheduler, command: readonly string[], name: string): string =>
  ENTRIES[scheduler](command, name);
