/** The program: picks the command, and turns trouble into a message that says what to do. The only place that exits. */
import { MerivahtError } from '../contract/errors.ts';
import { backupCommand } from './backup-command.ts';
import type { Command } from './command.ts';
import { programVersion } from './data-folder.ts';
import { eraseCommand } from './erase-command.ts';
import { officerCommand } from './officer-command.ts';
import { partnerCommand } from './partner-command.ts';
import { restoreCommand } from './restore-command.ts';
import { scanCommand } from './scan-command.ts';
import { simulateCommand } from './simulate-command.ts';
import { watchCommand } from './watch-command.ts';

const COMMANDS: readonly Command[] = [
  watchCommand,
  scanCommand,
  simulateCommand,
  officerCommand,
  partnerCommand,
  backupCommand,
  restoreCommand,
  eraseCommand,
];

function help(): string {
  const rows = COMMANDS.map((command) => `  ${command.name.padEnd(10)} ${command.summary}`).join('\n');
  return `merivaht: a watch over undersea cables and pipelines\n\nCommands:\n${rows}\n\nmerivaht COMMAND --help says more.\n`;
}

function explain(error: unknown): number {
  if (error instanceof MerivahtError) {
    process.stderr.write(`merivaht: ${error.code}: ${error.message}\n  What to do: ${error.remedy}\n`);
    return error.exitStatus;
  }
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`merivaht: MV-INTERNAL: ${text}\n  What to do: report it with this message and the command.\n`);
  return 1;
}

async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    process.stdout.write(help());
    return name === undefined ? 2 : 0;
  }
  if (name === '--version' || name === 'version') {
    process.stdout.write(`${programVersion()}\n`);
    return 0;
  }
  const command = COMMANDS.find((c) => c.name === name);
  if (command === undefined)
    throw new MerivahtError(
      'MV-ARGUMENTS',
      `there is no command ${name}; commands are ${COMMANDS.map((c) => c.name).join(', ')}`,
    );
  if (rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(command.help);
    return 0;
  }
  return await command.run(rest, { out: process.stdout, err: process.stderr });
}

// A reader that closes the pipe early (`| head`) is no defect.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.exitCode = explain(error);
}
