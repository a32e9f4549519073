/** A real browser on a real watch, for the tests of the console: builds the page when it is old, and finds things as a person would. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import type { TheatreState } from '../src/contract/live.ts';
import { eventually, getJson, postJson, startWatch, type WatchProcess } from './watch-process.contract.ts';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const BUILT = join(ROOT, 'dist', 'web');
/** How long anything may take before a test gives up: a slow machine is no defect. */
export const PATIENCE_MS = 90_000;
const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function chromiumPath(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(':')
    .flatMap((folder) => ['chromium', 'chromium-browser', 'google-chrome'].map((name) => join(folder, name)));
  return [process.env.CHROME_PATH ?? '', '/usr/bin/chromium', ...onPath].find(
    (path) => path !== '' && existsSync(path),
  );
}

const CHROMIUM = chromiumPath();
/** For `it(name, { skip }, …)`. */
export const skip = CHROMIUM === undefined ? 'Chromium not installed' : false;

/** Builds the console unless what is built is newer than all it is built from. */
export function buildConsole(): void {
  const changedMs = ['web/**/*', 'src/{contract,geo,lib}/*.ts', 'package-lock.json']
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }))
    .reduce((newest, file) => Math.max(newest, statSync(join(ROOT, file)).mtimeMs), 0);
  const page = join(BUILT, 'index.html');
  if (existsSync(page) && statSync(page).mtimeMs > changedMs) return;
  // Beside its place and then into it, so that a page is never half built.
  const fresh = `${BUILT}-${process.pid}`;
  const built = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'),
      'build',
      '--config',
      'web/vite.config.ts',
      '--outDir',
      fresh,
    ],
    { cwd: ROOT, encoding: 'utf8' },
  );
  assert.equal(built.status, 0, `the console does not build: ${built.stdout}${built.stderr}`);
  rmSync(BUILT, { recursive: true, force: true });
  renameSync(fresh, BUILT);
}

export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: CHROMIUM!, args: BROWSER_ARGS, timeout: PATIENCE_MS });
}

export interface ConsoleOptions {
  /** Arguments of `merivaht watch`, given the folder of this test; `--data` and `--port` are added. */
  readonly args: (folder: string) => readonly string[];
  readonly width?: number;
  readonly height?: number;
  /** Runs the replay of the Gulf of Finland up to here and pauses it, before the page opens. */
  readonly pausedAt?: string;
  /** Called as soon as the watch listens. */
  readonly onWatch?: (url: string) => void;
  /** What the console may complain of, beside nothing. */
  readonly mayComplain?: RegExp;
}

/** One watch, one browser and one page for all tests of a file. */
export interface ConsoleUnderTest {
  readonly page: Page;
  readonly browser: Browser;
  readonly watch: WatchProcess;
  readonly folder: string;
  /** Kills the server without a word. */
  kill(): Promise<void>;
  /** Starts it again on the same port with the same data. */
  startAgain(): Promise<void>;
  /** Complaints of the page up to now: exceptions, errors in its log (a refused style or script among them), strange hosts. */
  readonly complaints: readonly string[];
}

/** The demonstration, held ten minutes after its first high alert. */
export const DEMONSTRATION: ConsoleOptions = { args: () => ['--demo'], pausedAt: '2024-12-25T10:45:00Z' };

export function consoleUnderTest(options: ConsoleOptions): ConsoleUnderTest {
  const { width = 1440, height = 900, mayComplain } = options;
  const complaints: string[] = [];
  let folder = '';
  let args: readonly string[] = [];
  let watch: WatchProcess | undefined;
  let browser: Browser | undefined;
  let page: Page | undefined;
  const start = async (port: string): Promise<void> => {
    watch = await startWatch([...args, '--data', join(folder, 'data'), '--port', port]);
  };
  before(async () => {
    if (skip !== false) return;
    buildConsole();
    folder = mkdtempSync(join(tmpdir(), 'merivaht-console-'));
    args = options.args(folder);
    await start('0');
    options.onWatch?.(watch!.url);
    if (options.pausedAt !== undefined) await runTo(watch!.url, options.pausedAt);
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width, height } });
    page.setDefaultTimeout(PATIENCE_MS);
    listenTo(page, complaints, mayComplain);
    await page.goto(watch!.url);
  });
  after(async () => {
    await browser?.close();
    await watch?.stop();
    if (folder !== '') rmSync(folder, { recursive: true, force: true });
  });
  return {
    get page() {
      return page!;
    },
    get browser() {
      return browser!;
    },
    get watch() {
      return watch!;
    },
    get folder() {
      return folder;
    },
    kill: async () => await watch!.kill(),
    startAgain: async () => await start(new URL(watch!.url).port),
    complaints,
  };
}

/** Runs the replay to a moment of its data, as fast as it is judged, and lets it stand there. */
export async function runTo(url: string, to: string): Promise<void> {
  const theatre = `${url}/api/theatres/gulf-of-finland`;
  for (const command of [{ do: 'pause' }, { do: 'jump', to }]) {
    const response = await postJson(`${theatre}/replay`, command);
    assert.equal(response.status, 204, await response.text());
  }
  const isThere = ({ clock, replay }: TheatreState): boolean =>
    replay?.seekingTo === undefined && clock.dataAt === to && Date.parse(to) - Date.parse(clock.tickAt ?? '') < 120_000;
  await eventually(`the replay is at ${to}`, () => getJson<TheatreState>(`${theatre}/state`), isThere, PATIENCE_MS);
}

/** The console loads nothing from anywhere else, throws nothing, and does nothing that its security policy forbids. */
export function listenTo(page: Page, complaints: string[], mayComplain: RegExp | undefined): void {
  const complain = (text: string): void => {
    if (mayComplain?.test(text) !== true) complaints.push(text);
  };
  page.on('pageerror', (error) => complain(`thrown: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complain(`log: ${message.text()} ${message.location().url}`);
  });
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (/^(https?|wss?):$/.test(protocol) && hostname !== '127.0.0.1') complain(`asked elsewhere: ${request.url()}`);
  });
}

/** Waits until `isGood` holds of the page. */
export async function until(what: string, isGood: () => Promise<boolean>, withinMs = PATIENCE_MS): Promise<void> {
  const untilMs = Date.now() + withinMs;
  while (!(await isGood())) {
    if (Date.now() > untilMs) throw new Error(`not within ${withinMs / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Waits until an expression is true in the page. (A predicate of the page's own is refused by its security policy.) */
export async function untilTrue(page: Page, expression: string): Promise<void> {
  await until(expression, async () => (await page.evaluate(expression)) === true);
}

export const queueOf = (page: Page): Locator => page.getByRole('region', { name: 'Queue', exact: true });
export const alertOf = (page: Page): Locator => page.getByRole('article', { name: 'Alert', exact: true });
/** The rows that ships have in the queue; each begins with how grave it is. */
export const rowOf = (page: Page, ship: string): Locator =>
  queueOf(page).getByRole('button', { name: new RegExp(`^\\W*(High|Actionable|Watch)\\W+${ship}`) });

export async function goToPage(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name, exact: true }).click();
}

/** Waits for the first high alert and opens it. */
export async function openFirstHigh(page: Page): Promise<Locator> {
  const row = queueOf(page)
    .getByRole('button', { name: /^\W*High\W/ })
    .first();
  await row.click();
  const alert = alertOf(page);
  await alert.getByText('What speaks against it').waitFor();
  return alert;
}

/** The demonstration's officer takes the watch. */
export async function takeTheWatch(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Take the watch' }).click();
  return await chooseOfficer(page);
}

export async function chooseOfficer(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog', { name: 'Who has the watch?' });
  const officer = dialog.getByRole('list').getByRole('button').first();
  const name = (await officer.innerText()).trim();
  await officer.click();
  await dialog.waitFor({ state: 'hidden' });
  return name;
}

/** Waits for what the page says of something that was done. */
export async function said(page: Page, text: string | RegExp): Promise<void> {
  await page.locator('.mv-toasts').getByText(text).first().waitFor();
}
