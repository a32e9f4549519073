/** `merivaht watch`: sources in, a console out. Puts the parts of a node together, and takes them apart gracefully. */
import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { MerivahtError } from '../contract/errors.ts';
import { requireLoopback } from '../http/access.ts';
import { createServer } from '../http/server.ts';
import { isAloneCode } from '../node/alarms.ts';
import type { Driver } from '../node/driver.ts';
import { LiveDriver } from '../node/live-driver.ts';
import { NodeTheatre, type NodeTheatreOptions } from '../node/node-theatre.ts';
import { Partners } from '../node/partners.ts';
import { ReplayDriver } from '../node/replay-driver.ts';
import type { TheatreSetup } from '../node/theatre-setup.ts';
import { watchingNode } from '../node/watching-node.ts';
import { zoneFinder } from '../node/zone-finder.ts';
import { openSources } from '../sources/open-sources.ts';
import { parseSource } from '../sources/parse-source.ts';
import { ReplaySource } from '../sources/replay-source.ts';
import { DataFolder } from '../storage/data-folder.ts';
import { refuseUnfinishedErasures } from '../storage/erasures.ts';
import { hasIdentity, openIdentity } from '../storage/node-identity.ts';
import { demoOfficer, readOfficers } from '../storage/officers.ts';
import type { Command, Terminal } from './command.ts';
import { consoleFolder, programVersion } from './data-folder.ts';
import { demonstration, hasEnded } from './demonstration.ts';
import { listeningFile } from './partner-access.ts';
import { Progress } from './progress.ts';
import { theatreSetup } from './theatre-setups.ts';
import { WATCH_HELP, type WatchCommandOptions, watchCommandOptions } from './watch-options.ts';

interface Planned {
  readonly setup: TheatreSetup;
  readonly driver: Driver;
}

export const watchCommand: Command = {
  name: 'watch',
  summary: 'keeps the watch, with a console on this machine',
  help: WATCH_HELP,
  run: async (args, terminal) => {
    const options = watchCommandOptions(args);
    await keepWatch(options, terminal);
    return 0;
  },
};

async function keepWatch(options: WatchCommandOptions, terminal: Terminal): Promise<void> {
  // What is refused is refused before anything is made.
  requireLoopback(options.host);
  const planned = options.isDemo ? await demonstration(options.config, options.budget) : [await plan(options)];
  // A demonstration that was stopped begins anew; one that was killed goes on where it was.
  if (options.isDemo && (options.isFresh || hasEnded(options.data)))
    rmSync(options.data, { recursive: true, force: true });
  const folder = DataFolder.open(options.data);
  try {
    refuseUnfinishedErasures(folder.path);
    if (options.isDemo) rmSync(join(options.data, 'ended'), { force: true });
    await run(options, planned, folder, terminal);
    if (options.isDemo) writeFileSync(join(options.data, 'ended'), 'gracefully\n');
  } finally {
    folder.close();
  }
}

async function run(
  options: WatchCommandOptions,
  planned: readonly Planned[],
  folder: DataFolder,
  terminal: Terminal,
): Promise<void> {
  const startedAtMs = Date.now();
  const boot = randomUUID();
  const version = programVersion();
  if (options.isDemo) await demoOfficer(folder.path);
  const officers = () => readOfficers(folder.path);
  let partners: Partners | undefined;
  const theatres: NodeTheatre[] = [];
  const logging = logger();
  const log: NodeTheatreOptions['log'] = (level, what, values) => {
    if (level !== 'info' || logging.level === 'info' || logging.level === 'debug')
      logging.stream.write(`${JSON.stringify({ level, time: Date.now(), msg: what, ...values })}\n`);
  };
  const progress = new Progress(terminal.err);
  let server: ReturnType<typeof createServer> | undefined;
  try {
    const opened = await openPartners(options, folder, officers, log);
    partners = opened.partners;
    for (const { setup, driver } of planned) {
      const onProgress = (done: number, of: number): void =>
        progress.show(`${setup.info.name.en}: taking up the watch, ${done} of ${of} records`);
      const theatreFolder = folder.theatre(setup.info.theatreId);
      theatres.push(
        await NodeTheatre.open({
          setup,
          driver,
          boot,
          officers,
          log,
          folder: theatreFolder,
          onProgress,
          keepDays: options.keepDays,
          ...opened,
        }),
      );
    }
    progress.done();
    const node = watchingNode({
      version,
      boot,
      startedAtMs,
      theatres,
      officers,
      ...(partners === undefined ? {} : { partners }),
    });
    partners?.answerWith(zoneFinder(theatres));
    server = createServer(node, {
      webFolder: consoleFolder(),
      host: options.host,
      port: options.port,
      logger: logging,
      ...(options.framedBy === undefined ? {} : { framedBy: options.framedBy }),
    });
    // Before anybody can know that it listens: a signal that comes at once stops it gracefully too.
    const stopped = stopSignal();
    await listen(server, options);
    sayListening(folder.path, options, portOf(server));
    sayWhere(options, portOf(server), planned, terminal);
    await stopped;
    terminal.err.write('stopping: what has been handed in is kept\n');
  } finally {
    progress.done();
    rmSync(listeningFile(folder.path), { force: true });
    await server?.close();
    await closeAll(theatres);
    // Last: what the theatres still judged is recorded.
    await partners?.close();
  }
}

/** A node with a card speaks with its partners; one without has none. */
async function openPartners(
  options: WatchCommandOptions,
  folder: DataFolder,
  officers: NodeTheatreOptions['officers'],
  log: NodeTheatreOptions['log'],
): Promise<Pick<NodeTheatreOptions, 'partners' | 'aloneBecause'>> {
  if (!hasIdentity(folder.path)) return {};
  try {
    const { endpoint } = await openIdentity(folder.path);
    const url = new URL(endpoint);
    const port = options.partnerPort ?? Number(url.port === '' ? 443 : url.port);
    return { partners: await Partners.open({ folder: folder.path, host: options.partnerHost, port, officers, log }) };
  } catch (error) {
    if (!(error instanceof MerivahtError) || !isAloneCode(error.code)) throw error;
    const { code, message, remedy } = error;
    log('error', 'this watch is kept without partners', { code, message, remedy });
    return { aloneBecause: { kind: 'closed', code: error.code } };
  }
}

/** For `merivaht partner`, which then asks this process. */
function sayListening(folder: string, options: WatchCommandOptions, port: number): void {
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  writeFileSync(
    listeningFile(folder),
    `${JSON.stringify({ schema: 'merivaht.listening/1', url, pid: process.pid })}\n`,
    {
      mode: 0o600,
    },
  );
}

/** Each, whatever another says; then throws what the first of them said. */
async function closeAll(theatres: readonly NodeTheatre[]): Promise<void> {
  const closed = await Promise.allSettled(theatres.map((theatre) => theatre.close()));
  const failed = closed.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function plan(options: WatchCommandOptions): Promise<Planned> {
  const { assets, config, budget } = options;
  const setup = theatreSetup({ region: options.region!, assets, config, ...(budget === undefined ? {} : { budget }) });
  const [first] = options.sources.map(parseSource);
  if (options.sources.length > 1 || first?.kind !== 'replay')
    return { setup, driver: new LiveDriver(openSources(options.sources)) };
  const source = await ReplaySource.open(first.path, first.address);
  return {
    setup,
    driver: new ReplayDriver({ source, feedId: first.feedId, beginMs: source.fromMs, speed: first.speed }),
  };
}

async function listen(server: ReturnType<typeof createServer>, { host, port }: WatchCommandOptions): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new MerivahtError('MV-PORT-IN-USE', `port ${port} on ${host} is taken`, { cause });
    throw cause;
  }
}

function portOf(server: ReturnType<typeof createServer>): number {
  const [address] = server.addresses();
  return (address as AddressInfo).port;
}

function sayWhere(options: WatchCommandOptions, port: number, planned: readonly Planned[], terminal: Terminal): void {
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  const lines = ['', `Merivaht keeps the watch. Open http://${host}:${port} in a browser; Ctrl-C stops.`];
  for (const { setup } of planned) {
    const { name, reconstruction } = setup.info;
    lines.push(`  ${name.en}${reconstruction === undefined ? '' : `: RECONSTRUCTION, ${reconstruction.title}`}`);
  }
  lines.push(`Kept in ${options.data}`, '');
  terminal.out.write(`${lines.join('\n')}\n`);
}

/** Structured lines on standard error, quiet unless asked: MERIVAHT_LOG=info. */
function logger() {
  const levels = ['fatal', 'error', 'warn', 'info', 'debug'] as const;
  const level = levels.find((l) => l === process.env.MERIVAHT_LOG) ?? 'warn';
  return { level, stream: process.stderr };
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
}
