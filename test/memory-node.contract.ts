/** For tests of the server: a node in memory, made of what real scans of the two samples gave. Nothing of HTTP in it. */
import { Readable } from 'node:stream';
import { loadLand, samplePaths } from '../src/cli/data-folder.ts';
import { Progress } from '../src/cli/progress.ts';
import { runScan, type ScanResult } from '../src/cli/run-scan.ts';
import { scanOptions } from '../src/cli/scan-options.ts';
import { ACT_SCHEMA, type Act, type ActRequest } from '../src/contract/act.ts';
import type { Alert } from '../src/contract/alert.ts';
import type { QueueRow } from '../src/contract/desk.ts';
import { MerivahtError } from '../src/contract/errors.ts';
import type { TheatreInfo, TheatreState } from '../src/contract/live.ts';
import { makePositionFrame } from '../src/contract/position-frame.ts';
import type { Health, Officer, ReplayCommand } from '../src/contract/views.ts';
import { LiveHub, type LiveSections } from '../src/http/live-hub.ts';
import type { LiveListener, WatchNode, WatchTheatre } from '../src/http/watch-node.ts';
import { handOverPage } from '../src/report/hand-over.ts';
import { handOverPdf } from '../src/report/hand-over-pdf.ts';

const silent = { write: () => true, isTTY: false } as unknown as ConstructorParameters<typeof Progress>[0];

const OFFICERS: Officer[] = [
  {
    officerId: 'mari-tamm',
    name: 'Mari Tamm',
    observer: false,
    publicKey: 'a'.repeat(43),
    addedAt: '2024-12-01T00:00:00Z',
  },
  { officerId: 'guest', name: 'Guest', observer: true, publicKey: 'b'.repeat(43), addedAt: '2024-12-01T00:00:00Z' },
];

const lonE6 = (p: { lonE5: number }): number => p.lonE5 * 10;

export class MemoryTheatre implements WatchTheatre {
  readonly info: TheatreInfo;
  readonly hub: LiveHub;
  readonly scan: ScanResult;
  readonly commands: ReplayCommand[] = [];
  /** Set: the disk refuses. */
  isStopped = false;
  readonly #acts = new Map<string, Act>();

  constructor(scan: ScanResult, boot: string) {
    this.scan = scan;
    const { region, document } = scan;
    this.info = { theatreId: region.id, name: region.name, box: region.box, timeZone: region.timeZone };
    this.hub = new LiveHub(region.id, boot, this.sections());
    this.hub.vessels(document.alerts.map((a) => a.vessel));
    this.hub.positions(this.frameOf(document.alerts));
  }

  get state(): TheatreState {
    return this.hub.state;
  }

  sections(): LiveSections {
    const { document } = this.scan;
    const done = [...this.#acts.values()];
    const rows = document.alerts.map((a) => this.#row(a, done));
    return {
      clock: { dataAt: document.to!, tickAt: document.to! },
      queue: { order: rows.map((r) => r.alert.id), rows, folds: [] },
      books: { units: [], contacts: [], works: [] },
      feeds: [],
      assets: this.scan.assets.assets.map((a) => ({
        assetId: a.id,
        name: a.name,
        kind: a.kind,
        owners: [...a.owners],
        state: 'watched',
        because: 'a vessel was heard along all of the route',
      })),
      alarms: [],
      actCount: done.length,
    };
  }

  #row({ profile: _p, crossed: _c, exposure: _e, ...head }: Alert, done: readonly Act[]): QueueRow {
    const by = (kind: string): Act | undefined =>
      done.find((a) => a.body.kind === kind && 'alertId' in a.body && a.body.alertId === head.id);
    const acknowledged = by('acknowledge');
    const who = acknowledged && {
      officer: acknowledged.officer,
      officerName: acknowledged.officerName,
      at: acknowledged.dataAt,
      actId: acknowledged.actId,
    };
    return {
      alert: head,
      handling: { logCount: by('note') === undefined ? 0 : 1, ...(who === undefined ? {} : { acknowledged: who }) },
      sounds: head.severity === 'high' && head.status === 'open' && acknowledged === undefined,
      inDrawer: head.severity === 'watch',
    };
  }

  frameOf(alerts: readonly Alert[]): ArrayBuffer {
    const { bytes, columns } = makePositionFrame(alerts.length, Date.parse(this.scan.document.to!));
    alerts.forEach((a, i) => {
      columns.mmsi[i] = a.vessel.mmsi;
      columns.lonE6[i] = lonE6(a.position);
      columns.latE6[i] = a.position.latE5 * 10;
      columns.timeS[i] = Date.parse(a.updatedAt) / 1000;
    });
    return bytes;
  }

  subscribe(listener: LiveListener, resume?: { readonly boot: string; readonly since: number }): () => void {
    return this.hub.subscribe(listener, resume);
  }

  sendWhole(listener: LiveListener): void {
    this.hub.sendWhole(listener);
  }

  async act({ actId, officer, body }: ActRequest): Promise<Act> {
    const before = this.#acts.get(actId);
    if (before !== undefined) return before;
    const known = OFFICERS.find((o) => o.officerId === officer);
    if (known === undefined) throw new MerivahtError('MV-OFFICER-UNKNOWN', `no officer ${officer}`);
    if (known.observer) throw new MerivahtError('MV-OFFICER-OBSERVES', `${known.name} observes`);
    const { alerts, to } = this.scan.document;
    if ('alertId' in body && body.alertId !== undefined && !alerts.some((a) => a.id === body.alertId))
      throw new MerivahtError('MV-ACT-REFUSED', `no alert ${body.alertId}`);
    if (this.isStopped) throw new MerivahtError('MV-JOURNAL-STOPPED', 'no space left on device');
    const kept: Act = {
      schema: ACT_SCHEMA,
      actId,
      officer,
      officerName: known.name,
      theatreId: this.info.theatreId,
      at: to!,
      dataAt: to!,
      body,
    };
    this.#acts.set(actId, kept);
    this.hub.publish(this.sections());
    return kept;
  }

  async acts({ alertId, limit }: { alertId?: string; before?: string; limit: number }): Promise<Act[]> {
    const all = [...this.#acts.values()].reverse();
    return all
      .filter((a) => alertId === undefined || ('alertId' in a.body && a.body.alertId === alertId))
      .slice(0, limit);
  }

  async alert(alertId: string, atMs?: number) {
    const alert = this.scan.document.alerts.find((a) => a.id === alertId);
    if (alert === undefined || (atMs !== undefined && atMs < Date.parse(alert.raisedAt))) return undefined;
    const row = this.state.queue.rows.find((r) => r.alert.id === alertId)!;
    return { alert, handling: row.handling, log: await this.acts({ alertId, limit: 100 }) };
  }

  async considered() {
    return [...this.scan.document.considered];
  }

  async vessel(mmsi: number) {
    const own = this.scan.document.alerts.filter((a) => a.vessel.mmsi === mmsi);
    if (own[0] === undefined) return undefined;
    return {
      vessel: own[0].vessel,
      identities: [],
      lists: 'not-yet' as const,
      alerts: own.map((a) => ({ alertId: a.id, severity: a.severity, onsetAt: a.onsetAt, status: a.status })),
      considered: [],
      crossings: [],
    };
  }

  async track(mmsi: number, fromMs: number, toMs: number) {
    return this.scan.document.alerts
      .filter((a) => a.vessel.mmsi === mmsi)
      .flatMap((a) => a.profile)
      .filter((p) => Date.parse(p.at) >= fromMs && Date.parse(p.at) <= toMs)
      .map(({ ownPaceTenthKn: _, ...point }) => point);
  }

  async asset(assetId: string) {
    const asset = this.scan.assets.assets.find((a) => a.id === assetId);
    if (asset === undefined) return undefined;
    return {
      state: this.state.assets.find((a) => a.assetId === assetId)!,
      lines: asset.lines.map((line) => line.map(([lon, lat]): [number, number] => [lon, lat])),
      lengthM: 1,
      positionSigmaM: 1,
      landings: [],
      hours: [],
      crossings: [],
    };
  }

  async crossings(filter: { assetId?: string; mmsi?: number; fromMs: number; toMs: number; limit: number }) {
    return this.scan.document.alerts
      .flatMap((a) => a.crossed.map((c) => ({ ...c, mmsi: a.vessel.mmsi })))
      .filter((c) => filter.assetId === undefined || c.assetId === filter.assetId)
      .filter((c) => filter.mmsi === undefined || c.mmsi === filter.mmsi)
      .filter((c) => Date.parse(c.at) >= filter.fromMs && Date.parse(c.at) <= filter.toMs)
      .slice(0, filter.limit);
  }

  async inZone(ring: readonly (readonly [number, number])[]) {
    const lons = ring.map((p) => p[0]);
    return this.scan.document.alerts
      .filter((a) => a.position.lonE5 / 1e5 >= Math.min(...lons) && a.position.lonE5 / 1e5 <= Math.max(...lons))
      .map((a) => ({ mmsi: a.vessel.mmsi, firstAt: a.onsetAt, lastAt: a.updatedAt }));
  }

  async queueAt(atMs: number) {
    return atMs < Date.parse(this.scan.document.from!) ? undefined : this.state.queue;
  }

  async positionsAt() {
    return this.frameOf(this.scan.document.alerts);
  }

  async search(text: string, limit: number) {
    return this.scan.document.alerts
      .filter((a) => a.vessel.name?.includes(text.toUpperCase()) === true)
      .map((a) => ({ kind: 'vessel' as const, vessel: a.vessel }))
      .slice(0, limit);
  }

  async integrity() {
    return { counts: [], vessels: [], disturbances: [] };
  }

  async falseAlarms(month: string) {
    return { month, rows: [], stillOpen: this.state.queue.order.length };
  }

  async replay(command: ReplayCommand): Promise<void> {
    if (command.do === 'speed' && command.speed === 999) throw new MerivahtError('MV-NOT-A-REPLAY', 'live');
    this.commands.push(command);
  }

  async land() {
    return {
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: {},
          geometry: { type: 'MultiPolygon', coordinates: loadLand(this.scan.region).map((ring) => [ring]) },
        },
      ],
    };
  }

  async assetsGeoJson() {
    return {
      type: 'FeatureCollection',
      features: this.scan.assets.assets.map((a) => ({
        type: 'Feature',
        properties: { id: a.id },
        geometry: { type: 'MultiLineString', coordinates: a.lines },
      })),
    };
  }

  async handOver(language: 'en' | 'et' | 'ja', format: 'html' | 'pdf', to: string, note: string) {
    const { queue, books, assets, clock } = this.state;
    const input = {
      language,
      theatre: this.info,
      dataAt: clock.dataAt,
      queue,
      books,
      assets,
      acts: [...this.#acts.values()],
      from: 'Mari Tamm',
      to,
      note,
      programVersion: '0.0.0',
    };
    return format === 'pdf' ? handOverPdf(input) : new TextEncoder().encode(handOverPage(input));
  }
}

export class MemoryNode implements WatchNode {
  readonly version = '0.0.0-test';
  readonly boot: string;
  readonly theatres: readonly MemoryTheatre[];
  status: Health['status'] = 'ok';

  constructor(scans: readonly ScanResult[], boot: string) {
    this.boot = boot;
    this.theatres = scans.map((scan) => new MemoryTheatre(scan, boot));
  }

  theatre(theatreId: string): MemoryTheatre | undefined {
    return this.theatres.find((t) => t.info.theatreId === theatreId);
  }

  async officers(): Promise<Officer[]> {
    return OFFICERS;
  }

  health(): Health {
    return {
      status: this.status,
      version: this.version,
      boot: this.boot,
      startedAt: '2024-12-25T00:00:00Z',
      theatres: this.theatres.map((t) => ({
        theatreId: t.info.theatreId,
        clock: t.state.clock,
        feeds: [],
        alarms: [],
        journal: { last: 1, durableThrough: 1 },
        coreBehind: 0,
      })),
    };
  }

  async metrics(): Promise<string> {
    return '# TYPE merivaht_records_total counter\nmerivaht_records_total 1\n';
  }
}

/** The two samples, scanned. */
export async function scanSamples(): Promise<ScanResult[]> {
  const scans: ScanResult[] = [];
  for (const path of samplePaths())
    scans.push(
      await runScan(
        scanOptions([path]),
        Readable.from([]),
        Date.parse('2026-01-01T00:00:00Z'),
        new Progress(silent, true),
      ),
    );
  return scans;
}
