/**
 * A whole watch under load: `node bench/watch-load.ts [--seconds 600] [--rate 3000] [--vessels 100000] [--consoles 50]`.
 * Starts `merivaht watch` on a TCP feed of simulated vessels with so many consoles on its live stream, and prints how far it
 * lags, how long an act takes, how long after its minute a tick is judged, how long each version of an alert takes from the
 * sentence that decided it to a console (six of the ships drag), and its memory, every ten seconds and at the end;
 * then how long it takes to go on after kill -9, to stop, and to go on after that. `--assert` fails where a goal is missed;
 * give it five minutes at least, for the first minute makes room for every vessel. `--seconds 86400` is a day; `--profile DIR`
 * writes V8 profiles of its threads. Everything stays on the loopback address and ends by itself.
 */
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import type { Health } from '../src/contract/views.ts';
import { theatreFolder, theatreParts } from '../src/storage/data-folder.ts';
import { demoOfficer, readOfficers } from '../src/storage/officers.ts';
import { getJson, postJson, startWatch } from '../test/watch-process.contract.ts';
import { AlertDelays } from './alert-delays.ts';
import { Draggers } from './draggers.ts';
import { fleet } from './fleet.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '600' },
    rate: { type: 'string', default: '3000' },
    vessels: { type: 'string', default: '100000' },
    consoles: { type: 'string', default: '50' },
    profile: { type: 'string' },
    assert: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
const rate = Number(values.rate);
const vessels = Number(values.vessels);
const consoles = Number(values.consoles);
const SEND_EVERY_MS = 50;
const REPORT_EVERY_MS = 10_000;
/** A row is waited for half a minute, so that one that comes late finds its place; what is over that is ours. */
const GOALS = {
  dropped: 0,
  lagSentences: 2 * rate,
  tickP99Ms: 35_000,
  actP50Ms: 100,
  actP99Ms: 1000,
  rssMb: 3000,
  alertP99Ms: 5000,
};
const TAKE_UP_MS = 600_000;

const next = fleet({ vessels, seed: 7, speedKn: [0, 16] });

const sockets = new Set<Socket>();
const feed = createServer((socket) => {
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => sockets.delete(socket));
});
await new Promise<void>((resolve) => feed.listen(0, '127.0.0.1', resolve));
const { port } = feed.address() as { port: number };

const data = mkdtempSync(join(tmpdir(), 'merivaht-load-'));
await demoOfficer(data);
const [officer] = await readOfficers(data);
const args = ['--source', `tcp://127.0.0.1:${port}`, '--region', 'gulf-of-finland', '--data', data, '--port', '0'];
const watch = await startWatch(
  args,
  values.profile === undefined ? {} : { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${values.profile}`] },
);
const base = `${watch.url}/api/theatres/gulf-of-finland`;
let frames = 0;
let positionFrames = 0;
/** Their anchors go so long before: an alert is raised ten minutes after, for so long a fall must last. */
const DRAG_BEFORE_MS = 10.5 * 60_000;
const startedAtMs = Date.now();
const delays = new AlertDelays(startedAtMs);
const draggers = new Draggers(startedAtMs - DRAG_BEFORE_MS, Math.min(60_000, (seconds * 1000) / 8), 11);
let bytes = 0;
const pages = Array.from({ length: consoles }, (_, i) => {
  const page = new WebSocket(`${base.replace('http', 'ws')}/live`);
  page.on('message', (message: Buffer, isBinary: boolean) => {
    frames++;
    bytes += message.length;
    if (isBinary) positionFrames++;
    else if (i === 0) delays.heard(JSON.parse(message.toString('utf8')), Date.now());
  });
  page.on('error', () => {});
  return page;
});

let sent = 0;
// What they did before is told in one go.
while (sockets.size === 0) await new Promise((resolve) => setTimeout(resolve, 50));
const sender = setInterval(() => {
  const due = Math.floor(((Date.now() - startedAtMs) / 1000) * rate);
  let chunk = draggers.until(Date.now());
  while (sent < due) chunk += `${next(sent++, Date.now())}\r\n`;
  delays.sent(Date.now());
  for (const socket of sockets) socket.write(chunk, 'latin1');
}, SEND_EVERY_MS);

const actsMs: number[] = [];
const ticksMs: number[] = [];
let lastTick = '';
const acting = setInterval(async () => {
  const fromMs = performance.now();
  const body = { kind: 'note', text: 'load' };
  const response = await postJson(`${base}/acts`, { actId: crypto.randomUUID(), officer: officer!.officerId, body });
  if (response.ok) actsMs.push(performance.now() - fromMs);
}, 500);
const ticking = setInterval(async () => {
  const { theatres } = await getJson<Health>(`${watch.url}/health`).catch(() => ({ theatres: [] }));
  const tickAt = theatres[0]?.clock.tickAt;
  if (tickAt === undefined || tickAt === lastTick) return;
  if (lastTick !== '') ticksMs.push(Date.now() - Date.parse(tickAt));
  lastTick = tickAt;
}, 250);

const at = (list: readonly number[], share: number): number =>
  Math.round([...list].sort((a, b) => a - b)[Math.floor(share * (list.length - 1))] ?? Number.NaN);

/** Processor time of all threads since the last report, as so many processors. */
let cpuBefore = { seconds: 0, atMs: startedAtMs };
function cores(metrics: string): number {
  const seconds = Number(/^merivaht_process_cpu_seconds_total (\S+)/m.exec(metrics)?.[1] ?? 0);
  const atMs = Date.now();
  const used = ((seconds - cpuBefore.seconds) * 1000) / (atMs - cpuBefore.atMs);
  cpuBefore = { seconds, atMs };
  return Math.round(used * 100) / 100;
}

const perSecond = (n: number): number =>
  Math.round((10_000 * n) / (Date.now() - startedAtMs) / Math.max(1, consoles)) / 10;

async function report() {
  const health = (await (await fetch(`${watch.url}/health`)).json()) as Health;
  const metrics = await (await fetch(`${watch.url}/metrics`)).text();
  const rss = Number(/^merivaht_process_resident_memory_bytes (\S+)/m.exec(metrics)?.[1] ?? 0);
  const theatre = health.theatres[0]!;
  const figures = {
    seconds: Math.round((Date.now() - startedAtMs) / 1000),
    sent: sent + draggers.messages,
    received: theatre.feeds[0]?.messages ?? 0,
    dropped: theatre.feeds[0]?.dropped ?? 0,
    coreBehindRecords: theatre.coreBehind,
    rssMb: Math.round(rss / 1e6),
    cpuCores: cores(metrics),
    actMs: { p50: at(actsMs, 0.5), p99: at(actsMs, 0.99), n: actsMs.length },
    alerts: delays.figures,
    tickAfterItsMinuteMs: { p50: at(ticksMs, 0.5), p99: at(ticksMs, 0.99), n: ticksMs.length },
    consoles: {
      open: pages.filter((p) => p.readyState === WebSocket.OPEN).length,
      frames,
      positionFramesEachASecond: perSecond(positionFrames),
      mb: Math.round(bytes / 1e6),
    },
    status: health.status,
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
  return figures;
}

const reporting = setInterval(() => void report().catch(() => {}), REPORT_EVERY_MS);
await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
for (const timer of [sender, acting, ticking, reporting]) clearInterval(timer);
await new Promise((resolve) => setTimeout(resolve, 1000));
const last = await report();
for (const page of pages) page.terminate();
for (const socket of sockets) socket.destroy();

/** How long it takes, in seconds. */
async function timed<T>(work: () => Promise<T>): Promise<readonly [number, T]> {
  const fromMs = performance.now();
  const result = await work();
  return [Math.round((performance.now() - fromMs) / 100) / 10, result];
}
// A profile is written by a process that ends by itself.
const isKilled = values.profile === undefined;
if (isKilled) await watch.kill();
else await watch.stop();
const [goOnS, again] = await timed(() => startWatch(args, { withinMs: TAKE_UP_MS }));
const [stopS] = await timed(() => again.stop());
const [startS, third] = await timed(() => startWatch(args, { withinMs: TAKE_UP_MS }));
await third.stop();
process.stdout.write(
  `${JSON.stringify({ [isKilled ? 'goesOnAfterKillS' : 'goesOnAfterStopS']: goOnS, stopsInS: stopS, startsAfterStopS: startS })}\n`,
);
feed.close();
const folder = theatreParts(theatreFolder(data, 'gulf-of-finland'));
process.stdout.write(`${JSON.stringify({ onDiskMb: sizes(folder) })}\n`);
rmSync(data, { recursive: true, force: true });

function sizes(parts: Readonly<Record<string, string>>): Record<string, number> {
  const megabytes = (path: string): number => {
    const { size } = statSync(path);
    if (!statSync(path).isDirectory()) return size / 1e6;
    return readdirSync(path).reduce((sum, name) => sum + megabytes(join(path, name)), 0);
  };
  return Object.fromEntries(Object.entries(parts).map(([name, path]) => [name, Math.round(megabytes(path))]));
}

if (values.assert) {
  const missed = [
    last.dropped > GOALS.dropped && `${last.dropped} dropped`,
    last.sent - last.received > GOALS.lagSentences && `${last.sent - last.received} sentences behind`,
    !(last.alerts.afterTheDecidingSentenceMs.p99 <= GOALS.alertP99Ms) && `alerts ${JSON.stringify(last.alerts)}`,
    !(last.tickAfterItsMinuteMs.p99 <= GOALS.tickP99Ms) &&
      `a tick ${last.tickAfterItsMinuteMs.p99} ms after its minute`,
    !(last.actMs.p50 <= GOALS.actP50Ms && last.actMs.p99 <= GOALS.actP99Ms) && `acts ${JSON.stringify(last.actMs)}`,
    last.rssMb > GOALS.rssMb && `${last.rssMb} MB`,
    last.consoles.open < consoles && `${last.consoles.open} consoles left`,
  ].filter((text) => text !== false);
  for (const text of missed) process.stderr.write(`goal missed: ${text}\n`);
  process.exitCode = missed.length > 0 ? 1 : 0;
}
