/**
 * How far one source's event time has come, and what of it is not believed yet: a jump forward needs three vessels, so that one
 * wrong clock does not make all others late. Also what the source is counted by.
 */
import { PositionBatch } from '../ais/position-batch.ts';
import { batchOf, columnsOf, type PositionColumns } from '../ais/position-columns.ts';
import type { StaticReport } from '../ais/static-report.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import { MINUTE_MS } from '../geo/units.ts';

/** What is shown of a source. */
export interface SourceStatistics {
  /** Newest event time that is believed; -1 before the first. */
  readonly newestMs: number;
  /** Rows that came when event time had passed them already. */
  readonly late: number;
  /** Rows that wait for event time to pass them, or to be believed. */
  readonly waiting: number;
  /** Rows that went out before their time because too many waited. */
  readonly early: number;
  readonly untimed: number;
  readonly setAside: ReadonlyMap<RejectReason, number>;
  /** Distinct vessels of the last ten minutes by the watch's clock. */
  readonly vesselsHeard: number;
}

/** As a snapshot holds it. */
export interface SourceTimeData {
  readonly isUp: boolean;
  readonly newestMs: number;
  readonly newestAtMs: number;
  readonly heardAtMs: number;
  readonly late: number;
  readonly early: number;
  readonly untimed: number;
  readonly setAside: ReadonlyMap<RejectReason, number>;
  readonly setAsideOffset: number;
  readonly heard: ReadonlyMap<number, number>;
  readonly suspects: PositionColumns;
  readonly suspectIdentities: readonly StaticReport[];
  readonly suspectsSinceMs: number;
  readonly goneOn: number;
  readonly untimedIdentities: readonly StaticReport[];
}

/** Farther forward than the watch's clock has gone on by so much is a jump. */
const JUMP_MS = 10 * MINUTE_MS;
const VESSELS_TO_BELIEVE = 3;
/** Where a source hears fewer vessels, so many rows of one time bear each other out; and so many at the old time contradict. */
const ROWS_TO_BELIEVE = 100;
/** After so long by the watch's clock what is not believed is decided. */
const DECIDE_AFTER_MS = 10 * MINUTE_MS;
const HEARD_FOR_MS = 10 * MINUTE_MS;
const MAX_HEARD = 200_000;
const MAX_UNTIMED = 10_000;

export class SourceTime {
  isUp = true;
  /** NaN before the first row. */
  newestMs = Number.NaN;
  /** By the watch's clock: when something last came. */
  heardAtMs = Number.NEGATIVE_INFINITY;
  late = 0;
  early = 0;
  untimed = 0;
  readonly setAside = new Map<RejectReason, number>();
  readonly suspects: PositionBatch;
  suspectIdentities: StaticReport[] = [];
  /** Identities from before the first time. */
  untimedIdentities: StaticReport[] = [];
  #newestAtMs = Number.NEGATIVE_INFINITY;
  #setAsideOffset = -1;
  #suspectsSinceMs = Number.NaN;
  /** Believed rows since the first suspect. */
  #goneOn = 0;
  /** When each vessel was last heard by the watch's clock, the longest ago first. */
  readonly #heard: Map<number, number>;

  constructor(data?: SourceTimeData) {
    this.suspects = data === undefined ? new PositionBatch(ROWS_TO_BELIEVE) : batchOf(data.suspects, ROWS_TO_BELIEVE);
    this.#heard = new Map(data?.heard);
    if (data === undefined) return;
    this.isUp = data.isUp;
    this.newestMs = data.newestMs;
    this.heardAtMs = data.heardAtMs;
    this.late = data.late;
    this.early = data.early;
    this.untimed = data.untimed;
    for (const [reason, times] of data.setAside) this.setAside.set(reason, times);
    this.suspectIdentities = [...data.suspectIdentities];
    this.untimedIdentities = [...data.untimedIdentities];
    this.#newestAtMs = data.newestAtMs;
    this.#setAsideOffset = data.setAsideOffset;
    this.#suspectsSinceMs = data.suspectsSinceMs;
    this.#goneOn = data.goneOn;
  }

  save(): SourceTimeData {
    return {
      isUp: this.isUp,
      newestMs: this.newestMs,
      newestAtMs: this.#newestAtMs,
      heardAtMs: this.heardAtMs,
      late: this.late,
      early: this.early,
      untimed: this.untimed,
      setAside: new Map(this.setAside),
      setAsideOffset: this.#setAsideOffset,
      heard: new Map(this.#heard),
      suspects: columnsOf(this.suspects),
      suspectIdentities: [...this.suspectIdentities],
      suspectsSinceMs: this.#suspectsSinceMs,
      goneOn: this.#goneOn,
      untimedIdentities: [...this.untimedIdentities],
    };
  }

  statistics(waiting: number): SourceStatistics {
    return {
      newestMs: Number.isNaN(this.newestMs) ? -1 : this.newestMs,
      late: this.late,
      waiting: waiting + this.suspects.length,
      early: this.early,
      untimed: this.untimed,
      setAside: new Map(this.setAside),
      vesselsHeard: this.#heard.size,
    };
  }

  hear(mmsi: number, clockMs: number): void {
    this.heardAtMs = clockMs;
    this.#heard.delete(mmsi);
    this.#heard.set(mmsi, clockMs);
    if (this.#heard.size > MAX_HEARD) this.#heard.delete(this.#heard.keys().next().value!);
  }

  clock(clockMs: number): void {
    for (const [mmsi, atMs] of this.#heard) {
      if (clockMs - atMs < HEARD_FOR_MS) break;
      this.#heard.delete(mmsi);
    }
  }

  get hasSuspects(): boolean {
    return this.suspects.length > 0 || this.suspectIdentities.length > 0;
  }

  /** Farther forward than the source can have come, as far as is known. */
  isJump(timeMs: number, clockMs: number): boolean {
    if (clockMs === Number.NEGATIVE_INFINITY) return false;
    // The clock of the first word is all there is to hold it against.
    if (Number.isNaN(this.newestMs)) return timeMs > clockMs + JUMP_MS;
    return timeMs > this.newestMs + Math.max(0, clockMs - this.#newestAtMs) + JUMP_MS;
  }

  /** Takes the time of a row that is believed. */
  note(timeMs: number, clockMs: number): void {
    if (this.hasSuspects) this.#goneOn++;
    if (timeMs <= this.newestMs) return;
    this.newestMs = timeMs;
    this.#newestAtMs = clockMs;
  }

  suspect(batch: PositionBatch, row: number, clockMs: number): void {
    this.#beginSuspicion(clockMs);
    this.suspects.copyFrom(batch, row);
  }

  suspectIdentity(report: StaticReport, clockMs: number): void {
    this.#beginSuspicion(clockMs);
    this.suspectIdentities.push(report);
  }

  /** The time that is to be believed now: reached by three vessels, or by so many rows that nothing contradicts. */
  believable(): number | undefined {
    const newest = new Map<number, number>();
    const { suspects } = this;
    for (let i = 0; i < suspects.length; i++)
      newest.set(suspects.mmsi[i]!, Math.max(newest.get(suspects.mmsi[i]!) ?? 0, suspects.timeMs[i]!));
    if (newest.size >= VESSELS_TO_BELIEVE) return [...newest.values()].sort((a, b) => b - a)[VESSELS_TO_BELIEVE - 1]!;
    return suspects.isFull && this.#goneOn === 0 ? Math.min(...suspects.timeMs.slice(0, suspects.length)) : undefined;
  }

  /** The source went on at its old time for long, there is no room, or it has been too long. */
  mustDecide(clockMs: number): boolean {
    if (!this.hasSuspects) return false;
    const isFull = this.suspects.isFull || this.suspectIdentities.length >= ROWS_TO_BELIEVE;
    return isFull || this.#goneOn >= ROWS_TO_BELIEVE || clockMs - this.#suspectsSinceMs >= DECIDE_AFTER_MS;
  }

  /** Nothing came at the old time since the first suspect. */
  get isUncontradicted(): boolean {
    return this.#goneOn === 0;
  }

  /** Gives the suspects and forgets them. */
  takeSuspects(): { readonly rows: PositionBatch; readonly identities: readonly StaticReport[] } {
    const taken = { rows: batchOf(columnsOf(this.suspects)), identities: this.suspectIdentities };
    this.suspects.clear();
    this.suspectIdentities = [];
    this.#suspectsSinceMs = Number.NaN;
    this.#goneOn = 0;
    return taken;
  }

  /** Counts a record once, though it may hold who and where. */
  setAsideRecord(reason: RejectReason, offset: number): void {
    if (offset === this.#setAsideOffset) return;
    this.#setAsideOffset = offset;
    this.setAside.set(reason, (this.setAside.get(reason) ?? 0) + 1);
  }

  /** Bounded: the newest count. */
  keepUntimed(report: StaticReport): void {
    this.untimedIdentities.push(report);
    if (this.untimedIdentities.length > MAX_UNTIMED) this.untimedIdentities.shift();
  }

  #beginSuspicion(clockMs: number): void {
    if (!this.hasSuspects) this.#suspectsSinceMs = clockMs;
  }
}
