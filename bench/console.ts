/**
 * The console under a full sea: `node bench/console.ts [--ships 16000] [--seconds 60] [--assert]`. A real watch hears so many
 * moving ships on a TCP feed, and a real Chromium shows them. Prints as JSON: how long until the shell and the queue stand,
 * how many milliseconds the page's main thread is busy for each update (one a second), with the map in sight and on a page
 * without it, its longest task, and what the page weighs. Without a graphics card the browser draws in software, and the main
 * thread waits for the drawing: `glMs`, by the browser's own trace. `scriptMs` is the console's own work; `otherMs` is all
 * that is no drawing.
 * `--assert` fails where a goal is missed. Everything stays on the loopback address and ends by itself.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { Health } from '../src/contract/views.ts';
import { buildConsole, launchBrowser, skip } from '../test/console.contract.ts';
import { eventually, getJson, startWatch } from '../test/watch-process.contract.ts';
import { fleet } from './fleet.ts';

const { values } = parseArgs({
  options: {
    ships: { type: 'string', default: '16000' },
    seconds: { type: 'string', default: '60' },
    assert: { type: 'boolean', default: false },
  },
});
const ships = Number(values.ships);
const seconds = Number(values.seconds);
/** Class A under way reports every ten seconds. */
const REPORT_EVERY_S = 10;
const SEND_EVERY_MS = 50;
const GOALS = { shellAndQueueMs: 2000, scriptMs: 30, otherMs: 300 };
/** Kilobytes, gzip. Before the queue stands; with the map, which comes after it; the map's worker; pages opened later. */
const BUDGET_KB = { first: 360, map: 330, worker: 180, later: 70 };

if (skip !== false) throw new Error(skip);
buildConsole();
const sentence = fleet({ vessels: ships, seed: 7, speedKn: [3, 18] });
const sockets = new Set<Socket>();
const feed = createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => sockets.delete(socket));
});
await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve));
const { port } = feed.address() as { port: number };
const folder = mkdtempSync(join(tmpdir(), 'merivaht-console-load-'));
const source = ['--source', `tcp://127.0.0.1:${port}`, '--region', 'gulf-of-finland'];
const watch = await startWatch([...source, '--data', folder, '--port', '0']);
let sent = 0;
const startedAtMs = Date.now();
const sender = setInterval(() => {
  if (sockets.size === 0) return;
  const due = Math.min(sent + ships, Math.floor(((Date.now() - startedAtMs) / 1000) * (ships / REPORT_EVERY_S)));
  let chunk = '';
  while (sent < due) chunk += `${sentence(sent++, Date.now())}\r\n`;
  for (const socket of sockets) socket.write(chunk, 'latin1');
}, SEND_EVERY_MS);
const browser = await launchBrowser();
try {
  await eventually(
    'all ships are heard',
    () => getJson<Health>(`${watch.url}/health`).catch(() => undefined),
    (health) => (health?.theatres[0]?.feeds[0]?.vesselsHeard ?? 0) >= ships,
    600_000,
  );
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const stood = await timeToStand(page);
  const withMap = await updates(page);
  await page.getByRole('button', { name: 'Logbook' }).click();
  const withoutMap = await updates(page);
  const report = {
    ships,
    ...stood,
    perUpdate: { withMap, withoutMap },
    kbGzip: weights(),
    budgetKb: BUDGET_KB,
    goals: GOALS,
  };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (values.assert) check(report);
} finally {
  clearInterval(sender);
  await browser.close();
  for (const socket of sockets) socket.destroy();
  feed.close();
  await watch.stop();
  rmSync(folder, { recursive: true, force: true });
}

/** From the navigation until the header, and until the queue of the server, are on the page. */
async function timeToStand(page: Page): Promise<{ shellMs: number; shellAndQueueMs: number; mapMs: number }> {
  await page.addInitScript(`
    globalThis.stood = {};
    const look = () => {
      const { stood } = globalThis;
      if (document.querySelector('.mv-brand')) stood.shell ??= performance.now();
      if (document.querySelector('.mv-count')) stood.queue ??= performance.now();
      if (document.querySelector('.mv-map-canvas canvas')) stood.map ??= performance.now();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  `);
  await page.goto(watch.url);
  const stood = (await eventually(
    'the page stands',
    () => page.evaluate('globalThis.stood') as Promise<Record<string, number>>,
    (seen) => seen.map !== undefined && seen.queue !== undefined,
    120_000,
  )) as { shell: number; queue: number; map: number };
  return {
    shellMs: Math.round(stood.shell),
    shellAndQueueMs: Math.round(Math.max(stood.shell, stood.queue)),
    mapMs: Math.round(stood.map),
  };
}

interface Update {
  readonly scriptMs: number;
  readonly otherMs: number;
  readonly [name: string]: unknown;
}

/** What the main thread does while positions come, by the browser's own account. */
async function updates(page: Page): Promise<Update> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  await page.evaluate(`
    globalThis.tasks = [];
    globalThis.watched ??= new PerformanceObserver((list) => tasks.push(...list.getEntries().map((e) => e.duration)));
    watched.observe({ type: 'longtask' });
  `);
  let frames = 0;
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    if (response.opcode === 2) frames++;
  });
  await session.send('Network.enable');
  const busy = async (): Promise<{ task: number; script: number; layout: number; heap: number }> => {
    const { metrics } = await session.send('Performance.getMetrics');
    const of = (name: string): number => metrics.find((m) => m.name === name)?.value ?? 0;
    const layout = of('LayoutDuration') + of('RecalcStyleDuration');
    return { task: of('TaskDuration'), script: of('ScriptDuration'), layout, heap: of('JSHeapUsedSize') };
  };
  await browser.startTracing(page, { categories: ['gpu', '__metadata'] });
  const before = await busy();
  const fromMs = performance.now();
  await page.waitForTimeout(seconds * 1000);
  const after = await busy();
  const measuredS = (performance.now() - fromMs) / 1000;
  const gl = glOfTrace(await browser.stopTracing());
  const tasks = ((await page.evaluate('globalThis.tasks')) as number[]).sort((a, b) => a - b);
  // The map takes positions up at most once a second.
  const per = (from: number, to: number): number => Math.round(((to - from) * 1000) / measuredS);
  const busyMs = per(before.task, after.task);
  const glMs = per(0, gl.waitedS);
  return {
    measuredS: Math.round(measuredS),
    positionFrames: frames,
    busyMs,
    glMs,
    otherMs: busyMs - glMs,
    drawings: gl.waits,
    scriptMs: per(before.script, after.script),
    layoutMs: per(before.layout, after.layout),
    longTasks: {
      count: tasks.length,
      medianMs: Math.round(tasks[tasks.length >> 1] ?? 0),
      maxMs: Math.round(tasks.at(-1) ?? 0),
    },
    heapMb: Math.round(after.heap / 1e6),
  };
}

/** How long the pages' main threads waited for the process that draws. */
function glOfTrace(trace: Buffer): { waitedS: number; waits: number } {
  interface Event {
    readonly name: string;
    readonly ph: string;
    readonly pid: number;
    readonly tid: number;
    readonly dur?: number;
    readonly args?: { readonly name?: string };
  }
  const { traceEvents } = JSON.parse(trace.toString('utf8')) as { traceEvents: readonly Event[] };
  const threadOf = ({ pid, tid }: Event): string => `${pid} ${tid}`;
  const mains = new Set(
    traceEvents.filter((e) => e.name === 'thread_name' && e.args?.name === 'CrRendererMain').map(threadOf),
  );
  const waits = traceEvents.filter(
    (e) => e.ph === 'X' && e.name === 'CommandBufferProxyImpl::WaitForGetOffset' && mains.has(threadOf(e)),
  );
  return { waitedS: waits.reduce((sum, { dur = 0 }) => sum + dur, 0) / 1e6, waits: waits.length };
}

/** What the page loads before the queue stands, with the map, for the map's worker, and with pages that are opened later. */
function weights(): Record<keyof typeof BUDGET_KB, number> {
  const built = 'dist/web';
  const page = readFileSync(join(built, 'index.html'), 'utf8');
  const kb = { first: gzipSync(page).length, map: 0, worker: 0, later: 0 };
  for (const name of readdirSync(join(built, 'assets'))) {
    const size = gzipSync(readFileSync(join(built, 'assets', name))).length;
    kb[page.includes(name) ? 'first' : chunkOf(name)] += size;
  }
  for (const what of Object.keys(kb) as (keyof typeof kb)[]) kb[what] = Math.round(kb[what] / 1024);
  return kb;
}

const chunkOf = (name: string): 'map' | 'worker' | 'later' =>
  name.includes('worker') ? 'worker' : name.startsWith('map-panel') ? 'map' : 'later';

function check({
  shellAndQueueMs,
  perUpdate: { withMap },
  kbGzip,
}: {
  readonly shellAndQueueMs: number;
  readonly perUpdate: { readonly withMap: Update };
  readonly kbGzip: ReturnType<typeof weights>;
}): void {
  const missed: string[] = [];
  for (const what of ['scriptMs', 'otherMs'] as const)
    if (withMap[what] > GOALS[what]) missed.push(`${what} with the map is ${withMap[what]}`);
  if (shellAndQueueMs > GOALS.shellAndQueueMs) missed.push(`shell and queue took ${shellAndQueueMs} ms`);
  for (const [what, budget] of Object.entries(BUDGET_KB) as [keyof typeof BUDGET_KB, number][])
    if (kbGzip[what] > budget) missed.push(`${what} weighs ${kbGzip[what]} KB`);
  for (const what of missed) process.stderr.write(`MISSED: ${what}\n`);
  if (missed.length > 0) process.exitCode = 1;
}
