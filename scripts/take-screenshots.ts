/**
 * `node scripts/take-screenshots.ts` starts the demonstration, the night of 03:00 and two partners, opens the console in Chromium, and
 * writes the pictures of the documentation to docs/images/. Words after it name pictures to take. What has changed is
 * looked at before it is committed.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { ActBody } from '../src/contract/act.ts';
import type { TheatreState } from '../src/contract/live.ts';
import type { NodeInfo } from '../src/contract/views.ts';
import {
  alertOf,
  buildConsole,
  goToPage,
  launchBrowser,
  openFirstHigh,
  queueOf,
  rowOf,
  runTo,
  skip,
  takeTheWatch,
  until,
  untilTrue,
} from '../test/console.contract.ts';
import { peered, twoNodes } from '../test/two-nodes.contract.ts';
import { getJson, postJson, startWatch, type WatchProcess } from '../test/watch-process.contract.ts';

const IMAGES = 'docs/images';
const DESKTOP = { width: 1440, height: 900 };
/** Eight minutes after the first high alert of the demonstration. */
const DEMO_AT = '2024-12-25T10:45:00Z';
const NIGHT_AT = '2025-11-14T03:00:00Z';

const wanted = process.argv.slice(2);
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

if (skip !== false) throw new Error(skip);
const folder = mkdtempSync(join(tmpdir(), 'merivaht-pictures-'));
let browser: Browser | undefined;
try {
  buildConsole();
  mkdirSync(IMAGES, { recursive: true });
  browser = await launchBrowser();
  if (wanted.length !== 1 || wanted[0] !== 'partners') await demonstration(browser);
  if (isWanted('console-0300')) await night(browser);
  if (isWanted('partners')) await partners(browser);
} finally {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
}

async function demonstration(chromium: Browser): Promise<void> {
  await onWatch(['--demo', '--data', join(folder, 'demo')], DEMO_AT, async ({ url }) => {
    const page = await openPage(chromium, url);
    await openFirstHigh(page);
    await takeTheWatch(page);
    await goToPage(page, 'Own units');
    await enterUnit(page);
    await rowOf(page, 'EAGLE S SIM').click();
    await take(page, 'console-alert');
    await page.getByRole('combobox', { name: 'Palette' }).selectOption('day');
    await take(page, 'console-day');
    await alertOf(page).getByRole('button', { name: 'Estlink 2' }).first().click();
    await page.getByRole('article', { name: 'Cable or pipeline' }).getByText('Crossings, newest first').waitFor();
    await page.getByRole('combobox', { name: 'Palette' }).selectOption('night');
    await take(page, 'console-asset');
    await page.setViewportSize({ width: 820, height: 1180 });
    await rowOf(page, 'EAGLE S SIM').click();
    await take(page, 'console-tablet');
    await page.setViewportSize(DESKTOP);
    await page.getByRole('combobox', { name: 'Language' }).selectOption('ja');
    await take(page, 'console-japanese');
    await page.getByRole('combobox').nth(2).selectOption('et');
    await take(page, 'console-estonian');
    await sheet(chromium, url);
  });
}

async function enterUnit(page: Page): Promise<void> {
  const units = page.getByRole('region', { name: 'Own units', exact: true });
  await units.getByRole('button', { name: 'Enter a unit' }).click();
  await units.getByRole('textbox', { name: 'Unit' }).fill('Cutter (example)');
  await units.getByRole('textbox', { name: 'Position' }).fill('59-38.0N 025-48.0E');
  await units.getByRole('textbox', { name: 'Speed, knots' }).fill('24');
  await units.getByRole('button', { name: 'Save' }).click();
  await units.getByRole('cell', { name: 'Cutter (example)' }).waitFor();
}

/** What a watch has done by its end, in short. */
async function actSomewhat(url: string): Promise<void> {
  const { officers } = await getJson<NodeInfo>(`${url}/api/node`);
  const theatre = `${url}/api/theatres/gulf-of-finland`;
  const { queue, books } = await getJson<TheatreState>(`${theatre}/state`);
  const eagle = queue.rows.find((row) => row.alert.severity === 'high')!.alert;
  const stay = queue.rows.find((row) => row.alert.severity === 'watch')!.alert;
  const bodies: readonly ActBody[] = [
    { kind: 'acknowledge', alertId: eagle.id },
    {
      kind: 'vhf-call',
      alertId: eagle.id,
      mmsi: eagle.vessel.mmsi,
      channel: '16',
      text: eagle.vhfText,
      answered: true,
      reply: 'Both anchors are home, we look again.',
    },
    { kind: 'unit-tasked', alertId: eagle.id, unitId: books.units[0]!.id, task: 'Look at the anchors from near.' },
    { kind: 'silence', alertId: stay.id },
    { kind: 'ice-set', ice: { state: 'new-ice', from: '2024-12-25T06:00:00Z', note: 'East of Gogland only.' } },
  ];
  for (const body of bodies) {
    const response = await postJson(`${theatre}/acts`, { actId: randomUUID(), officer: officers[0]!.officerId, body });
    if (response.status !== 201) throw new Error(await response.text());
  }
}

/** The sheet as it leaves the printer: an A4 at 96 dots an inch. */
async function sheet(chromium: Browser, url: string): Promise<void> {
  if (!isWanted('hand-over')) return;
  await actSomewhat(url);
  const page = await chromium.newPage({ viewport: { width: 794, height: 1123 } });
  const note = encodeURIComponent('Helsinki Traffic answers on channel 60. Ask the cutter at noon.');
  await page.goto(`${url}/api/theatres/gulf-of-finland/hand-over?language=en&format=html&to=Next%20watch&note=${note}`);
  await page.screenshot({ path: join(IMAGES, 'hand-over.png') });
  await page.close();
  say('hand-over');
}

async function night(chromium: Browser): Promise<void> {
  const recording = join(folder, 'night.nmea');
  const args = ['src/cli/main.ts', 'simulate', 'night-0300', '--seed', '1', '--out', recording];
  if (spawnSync(process.execPath, args, { stdio: 'inherit' }).status !== 0) throw new Error('no night was made');
  const source = ['--source', `replay:${recording}?speed=60`, '--region', 'gulf-of-finland'];
  await onWatch([...source, '--data', join(folder, 'night')], NIGHT_AT, async ({ url }) => {
    const page = await openPage(chromium, url);
    await rowOf(page, 'LONG NIGHT').click();
    await take(page, 'console-0300');
  });
}

async function partners(chromium: Browser): Promise<void> {
  const nodes = await twoNodes(join(folder, 'partners'), undefined);
  try {
    await peered(nodes);
    const page = await openPage(chromium, nodes.tallinn.url);
    await takeTheWatch(page);
    await goToPage(page, 'Partners');
    await page.getByRole('article', { name: 'Finland', exact: true }).getByText('● active').waitFor();
    for (const close of await page.locator('.mv-toast button:last-child').all()) await close.click();
    // Not until it stands still: how long ago the log was verified goes on.
    await page.screenshot({ path: join(IMAGES, 'partners.png') });
    say('partners');
  } finally {
    await Promise.allSettled([nodes.tallinn.stop(), nodes.helsinki.stop()]);
  }
}

async function onWatch(
  args: readonly string[],
  at: string,
  use: (watch: WatchProcess) => Promise<void>,
): Promise<void> {
  const watch = await startWatch([...args, '--port', '0']);
  try {
    await runTo(watch.url, at);
    await postJson(`${watch.url}/api/theatres/gulf-of-finland/replay`, { do: 'speed', speed: 1 });
    await use(watch);
  } finally {
    await watch.stop();
  }
}

async function openPage(chromium: Browser, url: string): Promise<Page> {
  const page = await chromium.newPage({ viewport: DESKTOP });
  page.setDefaultTimeout(60_000);
  await page.goto(url);
  await queueOf(page).waitFor();
  return page;
}

/** When nothing is being fetched, no message lies over the page, and two pictures in a row are the same. */
async function take(page: Page, name: string): Promise<void> {
  if (!isWanted(name)) return;
  for (const close of await page.locator('.mv-toast button:last-child').all()) await close.click();
  await page.mouse.move(5, 5);
  await untilTrue(page, `document.querySelector('[aria-busy="true"], .mv-toast') === null`);
  let before: Uint8Array = new Uint8Array();
  await until(`${name} stands still`, async () => {
    await page.waitForTimeout(1500);
    const now = await page.screenshot();
    const isStill = now.equals(before);
    before = now;
    return isStill;
  });
  await page.screenshot({ path: join(IMAGES, `${name}.png`) });
  say(name);
}

function say(name: string): void {
  const path = join(IMAGES, `${name}.png`);
  process.stdout.write(`${path} ${Math.round(statSync(path).size / 1024)} KB\n`);
}
