/** Opens a page in the browser of whoever sits here; where nobody does, or there is none, the address that was printed has to do. */
import { spawn } from 'node:child_process';

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['xdg-open'],
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};

export function openPage(url: string): void {
  const [program, ...words] = OPENERS[process.platform] ?? [];
  const hasScreen = process.platform !== 'linux' || 'DISPLAY' in process.env || 'WAYLAND_DISPLAY' in process.env;
  if (program === undefined || !hasScreen || process.stderr.isTTY !== true) return;
  const opener = spawn(program, [...words, url], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}
