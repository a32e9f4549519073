/** One running node: its theatres, officers, health and figures. */
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { iso } from '../alerts/whole-units.ts';
import type { Health, Officer } from '../contract/views.ts';
import type { WatchNode, WatchTheatre } from '../http/watch-node.ts';
import { handOverSheet } from './hand-over-sheet.ts';
import type { NodeTheatre } from './node-theatre.ts';
import type { Partners } from './partners.ts';
import { theatreQuestions } from './theatre-questions.ts';

export interface WatchingNodeOptions {
  readonly version: string;
  readonly boot: string;
  readonly startedAtMs: number;
  readonly theatres: readonly NodeTheatre[];
  readonly officers: () => Promise<Officer[]>;
  readonly partners?: Partners;
}

/** Records that wait for the core before the node calls itself degraded. */
const BEHIND = 1000;

export function watchingNode(options: WatchingNodeOptions): WatchNode {
  const theatres = options.theatres.map((theatre) => asWatchTheatre(theatre, options.partners));
  const registry = metricsOf(options);
  return {
    version: options.version,
    boot: options.boot,
    theatres,
    theatre: (theatreId) => theatres.find((t) => t.info.theatreId === theatreId),
    officers: options.officers,
    ...(options.partners === undefined ? {} : { partners: options.partners }),
    health: () => healthOf(options),
    metrics: () => registry.metrics(),
  };
}

function asWatchTheatre(theatre: NodeTheatre, partners: Partners | undefined): WatchTheatre {
  const questions = theatreQuestions(theatre);
  return {
    ...questions,
    info: theatre.info,
    get state() {
      return theatre.state;
    },
    subscribe: (listener, resume) => theatre.subscribe(listener, resume),
    sendWhole: (listener) => theatre.sendWhole(listener),
    act: (request) => theatre.act(request),
    replay: (command) => theatre.replay(command),
    handOver: (language, format, to, note) => handOverSheet(theatre, { language, format, to, note }, partners),
  };
}

/** `ok` only if every feed is live and every journal on disk; `failing` where nothing is watched or kept. */
function healthOf({ version, boot, startedAtMs, theatres }: WatchingNodeOptions): Health {
  const views = theatres.map((theatre) => {
    const { feeds, alarms } = theatre.state;
    const { last, durableThrough } = theatre.flow.keeper.state;
    return {
      theatreId: theatre.info.theatreId,
      clock: theatre.clock(),
      feeds,
      alarms,
      journal: { last, durableThrough },
      coreBehind: theatre.flow.load().coreBehind,
    };
  });
  const codes = new Set(views.flatMap((v) => v.alarms.map((a) => a.code)));
  const isFailing =
    codes.has('disk-full') ||
    codes.has('all-feeds-lost') ||
    views.some((v) => v.feeds.length === 0) ||
    theatres.some((t) => t.flow.troubles().some((trouble) => trouble.what === 'core'));
  const isDegraded = codes.size > 0 || views.some((v) => v.coreBehind > BEHIND);
  return {
    status: isFailing ? 'failing' : isDegraded ? 'degraded' : 'ok',
    version,
    boot,
    startedAt: iso(startedAtMs),
    theatres: views,
  };
}

function metricsOf({ theatres, partners }: WatchingNodeOptions): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'merivaht_' });
  const gauge = (name: string, help: string, value: (theatre: NodeTheatre) => number): void => {
    new Gauge({
      name: `merivaht_${name}`,
      help,
      labelNames: ['theatre'],
      registers: [registry],
      collect() {
        for (const theatre of theatres) this.set({ theatre: theatre.info.theatreId }, value(theatre));
      },
    });
  };
  gauge('core_behind_records', 'Records handed to the core and not judged.', (t) => t.flow.load().coreBehind);
  gauge('journal_last_record', 'Number of the last record.', (t) => t.flow.keeper.state.last);
  gauge('journal_durable_record', 'Number up to which records are on disk.', (t) => t.flow.keeper.state.durableThrough);
  gauge('journal_waiting_bytes', 'Bytes that are not on disk yet.', (t) => t.flow.keeper.state.waitingBytes);
  gauge('journal_first_record', 'Number of the first record that retention left.', (t) => t.flow.keeper.firstSeq);
  gauge(
    'retention_removed_segments',
    'Segments of the journal gone by age since the start.',
    (t) => t.flow.keeper.counters.removedSegments,
  );
  gauge(
    'retention_removed_rows',
    'Versions and crossings of the store gone by age since the start.',
    (t) => t.flow.keeper.counters.removedRows,
  );
  gauge(
    'archive_restarts',
    'Threads of the archive started in place of one that died.',
    (t) => t.flow.archive.counters.restarts,
  );
  gauge(
    'archive_dropped_rows',
    'Positions that the archive could not take.',
    (t) => t.flow.archive.counters.droppedWaitingRows + t.flow.archive.counters.droppedRows,
  );
  gauge('queue_rows', 'Alerts in the queue.', (t) => t.state.queue.rows.length);
  gauge('alarms', 'Operating alarms that stand.', (t) => t.state.alarms.length);
  gauge('acts', 'Acts so far.', (t) => t.state.actCount);
  if (partners !== undefined)
    new Gauge({
      name: 'merivaht_partner_refusals',
      help: "Connections and requests turned away at the partners' door since the start.",
      labelNames: ['reason'],
      registers: [registry],
      async collect() {
        // A thread that fails is an alarm of its own; the other figures are given without it.
        const refusals = await partners.refusals().catch(() => ({}));
        for (const [reason, times] of Object.entries(refusals)) this.set({ reason }, times);
      },
    });
  new Gauge({
    name: 'merivaht_feed_messages_per_min',
    help: 'Messages of the last minute.',
    labelNames: ['theatre', 'feed'],
    registers: [registry],
    collect() {
      for (const theatre of theatres)
        for (const feed of theatre.state.feeds)
          this.set({ theatre: theatre.info.theatreId, feed: feed.feedId }, feed.messagesPerMin);
    },
  });
  return registry;
}
