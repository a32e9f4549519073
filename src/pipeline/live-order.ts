/**
 * Live rows in event-time order: held back until the watermark has passed them. It is what the sources that are heard have all
 * reached, less a bound for what is still on its way. Pure; its clock is the one it is told. The order in which rows go out does
 * not depend on how often they are fetched.
 */
import type { PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import { ReadySlices, type ReadySlicesData, type SliceTaker } from './ready-slices.ts';
import { type SourceStatistics, SourceTime, type SourceTimeData } from './source-time.ts';
import { WaitingRows, type WaitingRowsData } from './waiting-rows.ts';

export interface LiveOrderOptions {
  /** How long a row may be on its way: 30 s unless told. */
  readonly boundMs?: number;
  /** Rows that may wait: 2,000,000 unless told. Then the oldest go out early, a second's rows at a time. */
  readonly maxWaiting?: number;
}

/** As a snapshot holds it; the options are part of it. */
export interface LiveOrderData {
  readonly boundMs: number;
  readonly maxWaiting: number;
  readonly clockMs: number;
  readonly watermarkMs: number;
  readonly passedMs: number;
  readonly sources: ReadonlyMap<number, SourceTimeData>;
  readonly waiting: WaitingRowsData;
  readonly ready: ReadySlicesData;
}

const BOUND_MS = 30_000;
const MAX_WAITING = 2_000_000;
/** A source that sends nothing for so long is not waited for. */
const SILENT_MS = MINUTE_MS;
const SECOND_MS = 1000;
/** AIS was mandated from 2000 on (SOLAS V/19); a record may be ahead of the watch's clock by a day. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_AHEAD_MS = 24 * HOUR_MS;

export class LiveOrder {
  readonly #boundMs: number;
  readonly #maxWaiting: number;
  readonly #sources = new Map<number, SourceTime>();
  readonly #waiting: WaitingRows;
  readonly #ready: ReadySlices;
  #clockMs = Number.NEGATIVE_INFINITY;
  #watermarkMs = Number.NEGATIVE_INFINITY;
  /** What is older is late: the watermark, or farther where rows went out early. */
  #passedMs = Number.NEGATIVE_INFINITY;

  constructor(options: LiveOrderOptions = {}, data?: LiveOrderData) {
    this.#boundMs = options.boundMs ?? BOUND_MS;
    this.#maxWaiting = options.maxWaiting ?? MAX_WAITING;
    this.#waiting = data === undefined ? new WaitingRows() : WaitingRows.restore(data.waiting);
    this.#ready = data === undefined ? new ReadySlices() : ReadySlices.restore(data.ready);
    if (data === undefined) return;
    for (const [source, saved] of data.sources) this.#sources.set(source, new SourceTime(saved));
    this.#clockMs = data.clockMs;
    this.#watermarkMs = data.watermarkMs;
    this.#passedMs = data.passedMs;
  }

  static restore(data: LiveOrderData): LiveOrder {
    return new LiveOrder(data, data);
  }

  save(): LiveOrderData {
    return {
      boundMs: this.#boundMs,
      maxWaiting: this.#maxWaiting,
      clockMs: this.#clockMs,
      watermarkMs: this.#watermarkMs,
      passedMs: this.#passedMs,
      sources: new Map([...this.#sources].map(([source, time]) => [source, time.save()])),
      waiting: this.#waiting.save(),
      ready: this.#ready.save(),
    };
  }

  /** All rows before this whole second have gone out; those that still come are late. -Infinity before the first row. */
  get watermarkMs(): number {
    return this.#watermarkMs;
  }

  get statistics(): ReadonlyMap<number, SourceStatistics> {
    return new Map([...this.#sources].map(([source, time]) => [source, time.statistics(this.#waiting.rowsOf(source))]));
  }

  /** Takes row `row` of the batch, which is copied. */
  add(batch: PositionBatch, row: number): void {
    const source = this.#source(batch.source[row]!);
    source.hear(batch.mmsi[row]!, this.#clockMs);
    const timeMs = batch.timeMs[row]!;
    if (Number.isNaN(timeMs)) source.untimed++;
    else if (this.#isPlausible(source, timeMs, batch.offset[row]!)) {
      if (source.isJump(timeMs, this.#clockMs)) this.#suspect(source, batch, row);
      else this.#take(source, batch, row);
    }
    this.#move();
  }

  /** Without a time it takes the newest one of its source, or waits for the first. */
  addIdentity(report: StaticReport): void {
    const source = this.#source(report.source);
    source.hear(report.mmsi, this.#clockMs);
    const timeMs = report.timeMs ?? source.newestMs;
    if (Number.isNaN(timeMs)) source.keepUntimed(report);
    else if (this.#isPlausible(source, timeMs, report.offset)) {
      if (!source.isJump(timeMs, this.#clockMs)) this.#identify({ ...report, timeMs });
      else {
        source.suspectIdentity(report, this.#clockMs);
        if (source.mustDecide(this.#clockMs)) this.#decide(source);
      }
    }
    this.#move();
  }

  /** The watch's clock; it does not go back. */
  clock(atMs: number): void {
    if (atMs <= this.#clockMs) return;
    this.#clockMs = atMs;
    for (const source of this.#sources.values()) {
      source.clock(atMs);
      if (source.mustDecide(atMs)) this.#decide(source);
    }
    this.#move();
  }

  /** Whether a source may be waited for: not while it is down, cut or over. */
  sourceState(source: number, isHeard: boolean): void {
    const time = this.#source(source);
    time.isUp = isHeard;
    if (!isHeard && time.hasSuspects) this.#decide(time);
    this.#move();
  }

  /**
   * Gives what has become ready, in order. After each slice the tick clock is to be advanced to the watermark that comes with it,
   * and after the last to `watermarkMs`.
   */
  drain(emit: SliceTaker): void {
    this.#ready.drain(emit);
  }

  #source(source: number): SourceTime {
    let time = this.#sources.get(source);
    if (time === undefined) {
      time = new SourceTime();
      this.#sources.set(source, time);
    }
    return time;
  }

  #isPlausible(source: SourceTime, timeMs: number, offset: number): boolean {
    const isFuture = this.#clockMs !== Number.NEGATIVE_INFINITY && timeMs > this.#clockMs + LATEST_AHEAD_MS;
    if (timeMs >= EARLIEST_MS && !isFuture) return true;
    source.setAsideRecord(isFuture ? 'time-in-future' : 'time-before-ais', offset);
    return false;
  }

  /** A row whose time is believed. */
  #take(source: SourceTime, batch: PositionBatch, row: number): void {
    source.note(batch.timeMs[row]!, this.#clockMs);
    if (source.untimedIdentities.length > 0) {
      for (const report of source.untimedIdentities) this.#identify({ ...report, timeMs: source.newestMs });
      source.untimedIdentities = [];
    }
    this.#put(source, batch, row);
    if (source.mustDecide(this.#clockMs)) this.#decide(source);
  }

  #put(source: SourceTime, batch: PositionBatch, row: number): void {
    if (batch.timeMs[row]! < this.#passedMs) {
      source.late++;
      this.#ready.row(batch, row);
      return;
    }
    this.#waiting.add(batch, row);
    while (this.#waiting.rows > this.#maxWaiting) this.#makeRoom();
  }

  #identify(report: StaticReport): void {
    if (report.timeMs! < this.#passedMs) this.#ready.identity(report);
    else this.#waiting.addIdentity(report);
  }

  #suspect(source: SourceTime, batch: PositionBatch, row: number): void {
    source.suspect(batch, row, this.#clockMs);
    const believedMs = source.believable();
    if (believedMs !== undefined) {
      const { rows, identities } = source.takeSuspects();
      source.note(believedMs, this.#clockMs);
      for (const report of identities) this.addIdentity(report);
      // What lies still farther ahead than the others waits again.
      for (let i = 0; i < rows.length; i++) this.add(rows, i);
    } else if (source.mustDecide(this.#clockMs)) this.#decide(source);
  }

  /**
   * Suspects that nothing has borne out: set aside if something contradicts them or they are ahead of the watch's clock; else they
   * go out in their place, and the source's time is not moved by them.
   */
  #decide(source: SourceTime): void {
    const { isUncontradicted } = source;
    const { rows, identities } = source.takeSuspects();
    for (let i = 0; i < rows.length; i++) {
      if (isUncontradicted && rows.timeMs[i]! <= this.#clockMs) this.#put(source, rows, i);
      else source.setAsideRecord('time-isolated', rows.offset[i]!);
    }
    // Who a ship says it is holds whatever the time.
    for (const report of identities)
      if (Number.isNaN(source.newestMs)) source.keepUntimed(report);
      else this.#identify({ ...report, timeMs: source.newestMs });
  }

  #makeRoom(): void {
    const oldestMs = this.#waiting.oldestMs!;
    const early = (batch: PositionBatch, row: number): void => {
      const source = this.#source(batch.source[row]!);
      // Time must not be carried past the watch's clock for want of room.
      if (oldestMs > this.#clockMs) source.setAsideRecord('time-in-future', batch.offset[row]!);
      else {
        source.early++;
        this.#ready.row(batch, row);
      }
    };
    this.#waiting.releaseOldest({ row: early, identity: (report) => this.#ready.identity(report) });
    if (oldestMs <= this.#clockMs) this.#passedMs = Math.max(this.#passedMs, oldestMs + SECOND_MS);
  }

  #move(): void {
    let leastMs = Number.POSITIVE_INFINITY;
    let isAnyUp = false;
    let isAnyKnown = false;
    for (const { isUp, newestMs, heardAtMs } of this.#sources.values()) {
      isAnyUp ||= isUp;
      isAnyKnown ||= !Number.isNaN(newestMs);
      if (isUp && !Number.isNaN(newestMs) && this.#clockMs - heardAtMs <= SILENT_MS)
        leastMs = Math.min(leastMs, newestMs, this.#clockMs);
    }
    // Before anyone has spoken there is nothing to order; what a recording then tells may be long ago.
    if (!isAnyKnown) return;
    const reachedMs = leastMs === Number.POSITIVE_INFINITY ? this.#clockMs - SILENT_MS : leastMs;
    const watermarkMs = Math.floor((reachedMs - this.#boundMs) / SECOND_MS) * SECOND_MS;
    if (watermarkMs <= this.#watermarkMs) return;
    this.#watermarkMs = watermarkMs;
    this.#passedMs = Math.max(this.#passedMs, watermarkMs);
    this.#waiting.release(watermarkMs, this.#ready);
    // No row will come for them to stand before.
    if (!isAnyUp && this.#waiting.rows === 0) this.#ready.giveHeld();
    this.#ready.move(watermarkMs);
  }
}
