/** A real `merivaht watch` as a process of its own, for tests that talk to it, kill it and start it again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MAIN = join(dirname(fileURLToPath(import.meta.url)), '..', 'src', 'cli', 'main.ts');
const START_TIMEOUT_MS = 90_000;

export interface WatchProcess {
  readonly url: string;
  readonly pid: number;
  /** What it said on both outputs. */
  readonly output: () => string;
  /** SIGKILL: no chance to tidy up. */
  kill(): Promise<void>;
  /** SIGTERM, and its exit status. */
  stop(): Promise<number | null>;
}

export interface StartOptions {
  /** Node's own, as `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
  /** 90 s unless told: a watch with a long journal may take longer to take it up. */
  readonly withinMs?: number;
}

/** Starts it and resolves when it listens. Use port 0 for any free port. */
export async function startWatch(args: readonly string[], options: StartOptions = {}): Promise<WatchProcess> {
  const { child, output, ended } = begin(args, options);
  const url = await listening(child, output, options.withinMs ?? START_TIMEOUT_MS);
  return {
    url,
    pid: child.pid!,
    output,
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

/** For one that is to be refused: its exit status and what it said. Killed where it listens instead. */
export async function runWatch(args: readonly string[]): Promise<{ status: number | null; output: string }> {
  const { child, output, ended } = begin(args, {});
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  child.stdout!.on('data', () => {
    if (LISTENS.test(output())) child.kill('SIGKILL');
  });
  await ended;
  clearTimeout(timer);
  return { status: child.exitCode, output: output() };
}

const LISTENS = /http:\/\/127\.0\.0\.1:\d+/;

function begin(args: readonly string[], { nodeOptions = [] }: StartOptions) {
  const child: ChildProcess = spawn(process.execPath, [...nodeOptions, MAIN, 'watch', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8');
    stream.on('data', (text: string) => {
      said += text;
    });
  }
  return { child, output: () => said, ended: once(child, 'close') };
}

function listening(child: ChildProcess, output: () => string, withinMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`did not listen within ${withinMs} ms: ${output()}`));
    }, withinMs);
    child.stdout!.on('data', () => {
      const match = LISTENS.exec(output());
      if (match === null) return;
      clearTimeout(timer);
      resolve(match[0]);
    });
    child.once('close', (code) => {
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
  ask: () => T | Promise<T>,
  isGood: (value: T) => boolean,
  withinMs = 60_000,
): Promise<T> {
  const untilMs = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (isGood(value)) return value;
    if (Date.now() > untilMs) throw new Error(`${what}: still ${JSON.stringify(value)?.slice(0, 500)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
