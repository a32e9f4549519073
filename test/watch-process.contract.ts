/** A real `merivaht watch` as a process of its own, for tests that talk to it, kill it and start it again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'cli', 'main.ts');
const START_TIMEOUT_MS = 90_000;

export interface WatchProcess {
  readonly url: string;
  readonly output: () => string;
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<void>;
  /** SIGTERM, and its exit status. */
  stop(): Promise<number | null>;
}

/** Starts it and resolves when it listens. Use port 0 for any free port. */
export async function startWatch(args: readonly string[]): Promise<WatchProcess> {
  const child = spawn(process.execPath, [MAIN, 'watch', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      output += text;
    });
  }
  const url = await listening(child, () => output);
  const ended = once(child, 'exit');
  return {
    url,
    output: () => output,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
      return child.exitCode;
    },
  };
}

function listening(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`did not listen within ${START_TIMEOUT_MS} ms: ${output()}`));
    }, START_TIMEOUT_MS);
    child.stdout!.on('data', () => {
      const match = /http:\/\/127\.0\.0\.1:\d+/.exec(output());
      if (match === null) return;
      clearTimeout(timer);
      resolve(match[0]);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`ended with ${code} before it listened: ${output()}`));
    });
  });
}

export async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

export async function postJson(url: string, body: unknown): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Asks again until the answer satisfies; fails with the last answer after `withinMs`. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  isGood: (value: T) => boolean,
  withinMs = 60_000,
): Promise<T> {
  const untilMs = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (isGood(value)) return value;
    if (Date.now() > untilMs) throw new Error(`${what}: still ${JSON.stringify(value)?.slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
