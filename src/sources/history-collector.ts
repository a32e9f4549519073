/** What readers put into: counts everything, gives untimed records invented times where asked, and hands the rest to be ordered. */
import { PositionBatch } from '../ais/position-batch.ts';
import type { ReportSink } from '../ais/report-sink.ts';
import type { StaticReport } from '../ais/static-report.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import { PositionHistogram } from '../infrastructure/choose-region.ts';
import type { EventTimeOrder } from './event-time-order.ts';

export interface InventedTimes {
  readonly startMs: number;
  readonly ratePerS: number;
}

export interface CollectorOptions {
  readonly order: EventTimeOrder;
  readonly invented: InventedTimes | undefined;
  /** Records later than this are set aside as in the future. */
  readonly latestMs: number;
}

/** AIS was mandated from 2000 on (SOLAS V/19). */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const MAX_SAMPLES = 3;
/** Untimed identities that are kept until a time comes; the newest count. */
const MAX_WAITING = 100_000;
const ENOUGH_VESSELS = 3;

export class HistoryCollector implements ReportSink {
  readonly positions = new PositionBatch(1);
  readonly histogram = new PositionHistogram();
  readonly rejectedByReason = new Map<RejectReason, number>();
  readonly samples = new Map<RejectReason, string[]>();
  readonly messageTypes = new Map<number, number>();
  records = 0;
  positionCount = 0;
  untimed = 0;
  timed = 0;
  marker: string | undefined;
  hasInvented = false;
  readonly #options: CollectorOptions;
  #untimedSeen = 0;
  /** Source and offset of the record that was last given an invented time, or whose time was last set aside. */
  #invented = '';
  #setAside = '';
  /** Time of the newest timed record of the source being read: untimed identities belong near it. */
  #lastTimeMs = Number.NaN;
  #waiting: StaticReport[] = [];
  /** Identities of sources without any time: they are known from the beginning. */
  #timeless: StaticReport[] = [];
  #firstTimeMs = Number.POSITIVE_INFINITY;
  readonly #firstVessels = new Set<number>();

  constructor(options: CollectorOptions) {
    this.#options = options;
  }

  /** A new source begins. */
  begin(): void {
    this.#lastTimeMs = Number.NaN;
  }

  /** The source has ended: identities that waited for a first time never got one. */
  end(): void {
    this.#timeless = [...this.#timeless, ...this.#waiting].slice(-MAX_WAITING);
    this.#waiting = [];
  }

  /** All sources have ended: a table of vessels without any time takes effect with the first record of all. */
  finish(): void {
    if (this.#firstTimeMs === Number.POSITIVE_INFINITY) return;
    for (const report of this.#timeless) this.#options.order.addIdentity({ ...report, timeMs: this.#firstTimeMs });
    this.#timeless = [];
  }

  /** True when the accepted positions are of fewer than `n` vessels (at most 3 are told apart). */
  hasFewerVesselsThan(n: number): boolean {
    return this.#firstVessels.size < n;
  }

  appended(): void {
    this.positionCount++;
    let timeMs = this.positions.timeMs[0]!;
    if (Number.isNaN(timeMs)) {
      const given = this.#invent(this.positions.source[0]!, this.positions.offset[0]!);
      if (given === undefined) {
        this.untimed++;
        this.positions.clear();
        return;
      }
      timeMs = given;
      this.positions.timeMs[0] = timeMs;
    }
    if (this.#isPlausible(timeMs, this.positions.source[0]!, this.positions.offset[0]!)) {
      this.timed++;
      if (this.#firstVessels.size < ENOUGH_VESSELS) this.#firstVessels.add(this.positions.mmsi[0]!);
      this.#note(timeMs);
      this.histogram.add(this.positions.lon[0]!, this.positions.lat[0]!);
      this.#options.order.add(this.positions, 0);
    }
    this.positions.clear();
  }

  identity(report: StaticReport): void {
    const timeMs = report.timeMs ?? this.#invent(report.source, report.offset) ?? this.#lastTimeMs;
    if (Number.isNaN(timeMs)) {
      // Bounded: who ships are before anything has a time; the newest of them matter.
      this.#waiting.push(report);
      if (this.#waiting.length > 2 * MAX_WAITING) this.#waiting = this.#waiting.slice(-MAX_WAITING);
      return;
    }
    if (!this.#isPlausible(timeMs, report.source, report.offset)) return;
    if (report.timeMs !== undefined) this.#note(timeMs);
    this.#options.order.addIdentity({ ...report, timeMs });
  }

  rejected(reason: RejectReason, sample: string): void {
    this.rejectedByReason.set(reason, (this.rejectedByReason.get(reason) ?? 0) + 1);
    const samples = this.samples.get(reason) ?? [];
    if (samples.length < MAX_SAMPLES && sample !== '') this.samples.set(reason, [...samples, sample]);
  }

  counted(messageType: number): void {
    this.records++;
    this.messageTypes.set(messageType, (this.messageTypes.get(messageType) ?? 0) + 1);
  }

  simulated(marker: string): void {
    this.marker ??= marker;
  }

  /** The n-th untimed record gets the n-th time; who and where in one record get the same. */
  #invent(source: number, offset: number): number | undefined {
    const { invented } = this.#options;
    if (invented === undefined) return undefined;
    this.hasInvented = true;
    const record = `${source} ${offset}`;
    if (record !== this.#invented) this.#untimedSeen++;
    this.#invented = record;
    return Math.round(invented.startMs + ((this.#untimedSeen - 1) * 1000) / invented.ratePerS);
  }

  #isPlausible(timeMs: number, source: number, offset: number): boolean {
    if (timeMs >= EARLIEST_MS && timeMs <= this.#options.latestMs) return true;
    // Who and where in one record are set aside once.
    const record = `${source} ${offset}`;
    if (record === this.#setAside) return false;
    this.#setAside = record;
    this.rejected(timeMs < EARLIEST_MS ? 'time-before-ais' : 'time-in-future', '');
    return false;
  }

  #note(timeMs: number): void {
    this.#lastTimeMs = timeMs;
    if (timeMs < this.#firstTimeMs) this.#firstTimeMs = timeMs;
    if (this.#waiting.length > 0) this.#release();
  }

  #release(): void {
    for (const report of this.#waiting) this.#options.order.addIdentity({ ...report, timeMs: this.#lastTimeMs });
    this.#waiting = [];
  }
}
