#!/usr/bin/env node
// Starts Merivaht on a Node that can run TypeScript: this one, or the Node 24 that came along as an optional dependency.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const main = join(root, 'src', 'cli', 'main.ts');
const isNew = Number(process.versions.node.split('.')[0]) >= 24;
const system = process.platform === 'win32' ? 'win' : process.platform;
const carried = join(
  root,
  'node_modules',
  `node-${system}-${process.arch}`,
  'bin',
  system === 'win' ? 'node.exe' : 'node',
);

if (isNew) {
  await import(main);
} else if (existsSync(carried)) {
  const run = spawnSync(carried, [main, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = run.status ?? 1;
} else {
  process.stderr.write(
    `merivaht: MV-NODE-TOO-OLD: this is Node ${process.versions.node}, and no Node 24 came with the packages for ${system}-${process.arch}.\n` +
      '  What to do: install Node 24 or newer, then run the same command again.\n',
  );
  process.exitCode = 2;
}
