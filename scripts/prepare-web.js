/**
 * Builds the console when packages are installed from a clone. Plain JavaScript, so that it runs where no Node 24 could be
 * installed; without the development packages there is nothing to build with, and that is no failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
const needed = [vite, join(root, 'node_modules', 'react'), join(root, 'node_modules', '@mantine', 'core')];

if (needed.every((path) => existsSync(path))) {
  const built = spawnSync(process.execPath, [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  });
  process.exitCode = built.status ?? 1;
} else process.stdout.write('The console is not built: its development packages are not installed.\n');
