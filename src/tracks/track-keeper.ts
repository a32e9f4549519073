/** Reports to fixes and tracks: one state a vessel. What does not belong to a track is counted with its reason. */
import { FLAG_AIRCRAFT, FLAG_CLASS_B, FLAG_LONG_RANGE, type PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import { bearingDeg, distanceM } from '../geo/local-plane.ts';
import { HOUR_MS, KNOT_MPS, MINUTE_MS } from '../geo/units.ts';
import type { Fix } from './fix.ts';
import { mergeIdentity, vesselClass } from './identity.ts';
import { mmsiKind } from './mmsi.ts';
import { UNDER_WAY_KN } from './own-pace.ts';
import type { Track } from './track.ts';
import { VesselState } from './vessel-state.ts';

/** The same report heard by several receivers comes within seconds. */
const DUPLICATE_MS = 10_000;
/** A vessel that moves cannot be at the same place for so long: an old position is being repeated. */
const STALE_MS = 5 * MINUTE_MS;
const STALE_KN = 2;
/** Speed from positions needs a base: shorter ones measure the noise. */
const MIN_BASE_MS = 30_000;
const EXPIRE_MS = 24 * HOUR_MS;
/** A gap adds to the time heard by at most this much: the longest interval of a ship at anchor is 3 min, with losses. */
const HEARD_GAP_MS = 10 * MINUTE_MS;
/** 102.2 kn means "that or more" and no ship makes it. */
const MAX_SOG_TENTH_KN = 1000;

export interface TrackKeeperOptions {
  /** Called for each accepted fix; `previous` is undefined where no leg joins them (first heard, relocated, long silence). */
  readonly onFix?: (track: Track, previous: Fix | undefined, fix: Fix) => void;
  readonly onRejected?: (reason: RejectReason) => void;
  /** Beyond it the vessel not heard for longest is dropped. */
  readonly maxVessels?: number;
}

export interface TrackStatistics {
  fixes: number;
  /** Vessels heard: a vessel that was dropped after a day of silence and came back counts once. */
  vessels: number;
  vesselMs: number;
  /** Time in which a cargo ship or tanker made at least 6 kn with a known own pace. */
  monitoredMs: number;
  late: number;
  relocated: number;
  droppedForRoom: number;
}

export class TrackKeeper {
  readonly statistics: TrackStatistics = {
    fixes: 0,
    vessels: 0,
    vesselMs: 0,
    monitoredMs: 0,
    late: 0,
    relocated: 0,
    droppedForRoom: 0,
  };
  readonly #options: TrackKeeperOptions;
  readonly #maxVessels: number;
  readonly #vessels = new Map<number, VesselState>();
  readonly #known = new Set<number>();
  /** Identity heard before the first position, bounded like the vessels. */
  readonly #identities = new Map<number, StaticReport[]>();
  #order: number[] | undefined;

  constructor(options: TrackKeeperOptions = {}) {
    this.#options = options;
    this.#maxVessels = options.maxVessels ?? 200_000;
  }

  get(mmsi: number): Track | undefined {
    return this.#vessels.get(mmsi);
  }

  /** All tracks by rising MMSI. */
  *tracks(): Iterable<Track> {
    this.#order ??= [...this.#vessels.keys()].sort((a, b) => a - b);
    for (const mmsi of this.#order) yield this.#vessels.get(mmsi)!;
  }

  setSuspected(mmsi: number, isSuspected: boolean): void {
    this.#vessels.get(mmsi)?.ownPace.setFrozen(isSuspected);
  }

  identify(report: StaticReport): void {
    const vessel = this.#vessels.get(report.mmsi);
    if (vessel !== undefined) {
      if (vessel.identify(report)) vessel.ownPace.reset();
      return;
    }
    const kind = mmsiKind(report.mmsi);
    if (kind !== 'ship' && kind !== 'craft') return;
    const waiting = this.#identities.get(report.mmsi) ?? [];
    waiting.push(report);
    if (waiting.length > 4) waiting.shift();
    if (this.#identities.size < this.#maxVessels || this.#identities.has(report.mmsi))
      this.#identities.set(report.mmsi, waiting);
  }

  accept(batch: PositionBatch, row: number): void {
    const mmsi = batch.mmsi[row]!;
    const flags = batch.flags[row]!;
    const kind = mmsiKind(mmsi);
    if (kind === 'invalid') return this.#reject('mmsi-invalid');
    if ((flags & FLAG_AIRCRAFT) !== 0 || (kind !== 'ship' && kind !== 'craft')) return this.#reject('not-a-vessel');
    const vessel = this.#vessels.get(mmsi) ?? this.#meet(mmsi);
    const timeMs = batch.timeMs[row]!;
    const lon = batch.lon[row]!;
    const lat = batch.lat[row]!;
    if (!vessel.isHeard) return this.#keep(vessel, batch, row, undefined);
    const last = vessel.last;
    const gapMs = timeMs - last.timeMs;
    if (gapMs < 0) {
      this.statistics.late++;
      return this.#reject('duplicate');
    }
    const isSamePlace = lon === last.lon && lat === last.lat;
    const sog = batch.sogTenthKn[row]!;
    if (isSamePlace && gapMs <= DUPLICATE_MS && sog === vessel.lastSogTenthKn) return this.#reject('duplicate');
    // Message 27 repeats in tenths of a minute what was sent finer a moment ago.
    if ((flags & FLAG_LONG_RANGE) !== 0 && gapMs < HOUR_MS && !vessel.isLongRange) return this.#reject('duplicate');
    if (isSamePlace && sog > STALE_KN * 10 && gapMs >= STALE_MS) return this.#reject('repeat-stale');
    switch (vessel.plausibility.judge(last, timeMs, lon, lat)) {
      case 'accept':
        return this.#keep(vessel, batch, row, last);
      case 'hold':
        return this.#reject('jump-impossible');
      case 'shared':
        return this.#reject('identity-shared');
      case 'relocate':
        this.statistics.relocated++;
        vessel.ownPace.reset();
        return this.#keep(vessel, batch, row, undefined);
    }
  }

  /** Closes minutes up to the tick, moves own paces on, and lets go of vessels not heard for a day. */
  tick(tickMs: number): void {
    for (const [mmsi, vessel] of this.#vessels) {
      if (tickMs - vessel.last.timeMs > EXPIRE_MS) {
        this.#vessels.delete(mmsi);
        this.#order = undefined;
        continue;
      }
      vessel.minutes.advance(tickMs);
      vessel.ownPace.tick(tickMs, vessel.minutes);
      const kind = vesselClass(vessel.identity.shipType);
      const isHeard = tickMs - vessel.last.timeMs <= HEARD_GAP_MS;
      if (
        isHeard &&
        (kind === 'cargo' || kind === 'tanker') &&
        vessel.ownPace.speedKn !== undefined &&
        (vessel.last.speedKn ?? 0) >= UNDER_WAY_KN
      )
        this.statistics.monitoredMs += MINUTE_MS;
    }
  }

  #meet(mmsi: number): VesselState {
    if (this.#vessels.size >= this.#maxVessels) this.#dropOldest();
    const vessel = new VesselState(mmsi);
    for (const report of this.#identities.get(mmsi) ?? []) vessel.identity = mergeIdentity(vessel.identity, report);
    this.#identities.delete(mmsi);
    this.#vessels.set(mmsi, vessel);
    this.#order = undefined;
    if (!this.#known.has(mmsi)) {
      this.#known.add(mmsi);
      this.statistics.vessels++;
    }
    return vessel;
  }

  #keep(vessel: VesselState, batch: PositionBatch, row: number, previous: Fix | undefined): void {
    const timeMs = batch.timeMs[row]!;
    const lon = batch.lon[row]!;
    const lat = batch.lat[row]!;
    if (previous !== undefined) this.statistics.vesselMs += Math.min(HEARD_GAP_MS, timeMs - previous.timeMs);
    const fix = vessel.nextFix();
    fix.timeMs = timeMs;
    fix.lon = lon;
    fix.lat = lat;
    const sog = batch.sogTenthKn[row]!;
    fix.speedKn = sog >= 0 && sog < MAX_SOG_TENTH_KN ? sog / 10 : speedFromPositions(vessel, timeMs, lon, lat);
    const cog = batch.cogTenthDeg[row]!;
    fix.courseDeg = cog >= 0 ? cog / 10 : courseFromPositions(vessel, timeMs, lon, lat);
    fix.headingDeg = batch.headingDeg[row]! >= 0 ? batch.headingDeg[row]! : undefined;
    fix.navStatus = batch.navStatus[row]!;
    vessel.lastSogTenthKn = sog;
    vessel.isClassB = (batch.flags[row]! & FLAG_CLASS_B) !== 0;
    vessel.isLongRange = (batch.flags[row]! & FLAG_LONG_RANGE) !== 0;
    if (vessel.firstHeardMs < 0) vessel.firstHeardMs = timeMs;
    if (vessel.baseMs < 0 || timeMs - vessel.baseMs >= MIN_BASE_MS) vessel.setBase(timeMs, lon, lat);
    vessel.minutes.add(timeMs, lon, lat, fix.speedKn, fix.courseDeg, fix.headingDeg);
    vessel.take();
    this.statistics.fixes++;
    this.#options.onFix?.(vessel, previous === undefined ? undefined : vessel.previous, vessel.last);
  }

  #reject(reason: RejectReason): void {
    this.#options.onRejected?.(reason);
  }

  #dropOldest(): void {
    let oldest: VesselState | undefined;
    for (const vessel of this.#vessels.values())
      if (oldest === undefined || vessel.last.timeMs < oldest.last.timeMs) oldest = vessel;
    if (oldest !== undefined) this.#vessels.delete(oldest.mmsi);
    this.#order = undefined;
    this.statistics.droppedForRoom++;
  }
}

/** From the base at least half a minute ago; undefined while there is none. */
function speedFromPositions(vessel: VesselState, timeMs: number, lon: number, lat: number): number | undefined {
  const baseMs = timeMs - vessel.baseMs;
  if (vessel.baseMs < 0 || baseMs < MIN_BASE_MS || baseMs > HEARD_GAP_MS * 3) return undefined;
  const knots = distanceM(vessel.baseLon, vessel.baseLat, lon, lat) / (baseMs / 1000) / KNOT_MPS;
  return Math.round(knots * 10) / 10;
}

function courseFromPositions(vessel: VesselState, timeMs: number, lon: number, lat: number): number | undefined {
  const baseMs = timeMs - vessel.baseMs;
  if (vessel.baseMs < 0 || baseMs < MIN_BASE_MS || baseMs > HEARD_GAP_MS * 3) return undefined;
  if (distanceM(vessel.baseLon, vessel.baseLat, lon, lat) < 50) return undefined;
  return Math.round(bearingDeg(vessel.baseLon, vessel.baseLat, lon, lat) * 10) / 10;
}
