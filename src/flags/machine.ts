// The flags of what is about prep itself: settings, the state of things, backups.
import type { Definition } from '../flags.ts';

/** Commands about prep and this machine. */
export const MACHINE: Readonly<Record<string, Definition>> = {
  config: {
    define: (command) =>
      command
        .description('settings: show all, show one, change one')
        .argument('[name]', 'setting, or "banks"')
        .argument('[value...]', 'its new value')
        .option('--unset', 'back to the default'),
    load: async () => (await import('../commands/config.ts')).config,
  },
  doctor: {
    define: (command) => command.description('what works on this machine, and how to get the rest'),
    load: async () => (await import('../commands/doctor.ts')).doctor,
  },
  restore: {
    define: (command) =>
      command
        .description('go back to a backup of the config file; the present one is kept aside')
        .argument('[day]', 'the backup to take (else the newest sound one)')
        .option('--list', 'list the backups')
        .option('--dry-run', 'only say what would be lost'),
    load: async () => (await import('../commands/restore.ts')).restore,
  },
  completion: {
    define: (command) =>
      command
        .description('print the completion script of a shell')
        .addArgument(
          command.createArgument('<shell>', 'your shell').choices(['bash', 'zsh', 'fish', 'powershell']),
        ),
    // The program answers this one itself, as only it knows the whole tree.
    load: () => Promise.reject(new Error('unreachable')),
  },
};
