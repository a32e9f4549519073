/** Reports to fixes and tracks: one state a vessel. What does not belong to a track is counted with its reason. */
import { FLAG_AIRCRAFT, FLAG_CLASS_B, FLAG_LONG_RANGE, type PositionBatch } from '../ais/position-batch.ts';
import type { StaticReport } from '../ais/static-report.ts';
import type { RejectReason } from '../contract/reject-reasons.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import type { Fix } from './fix.ts';
import { mergeIdentity, NO_IDENTITY, vesselClass } from './identity.ts';
import { mmsiKind } from './mmsi.ts';
import { UNDER_WAY_KN } from './own-pace.ts';
import { repeatReason } from './repeats.ts';
import { NONE_TOLD, type ToldIdentity, tell } from './told-identities.ts';
import type { Track } from './track.ts';
import { type KnownIdentity, type VesselData, VesselState } from './vessel-state.ts';

/** Identities remembered so that each counts once; beyond it the count may take one twice. The world has under a million. */
const MAX_KNOWN = 2_000_000;
const EXPIRE_MS = 24 * HOUR_MS;
/** A gap adds to the time heard by at most this much: the longest interval of a ship at anchor is 3 min, with losses. */
const HEARD_GAP_MS = 10 * MINUTE_MS;
/** 102.2 kn means "that or more" and no ship makes it. */
const MAX_SOG_TENTH_KN = 1000;

export interface TrackKeeperOptions {
  /** Called for each accepted fix; `previous` is undefined where no leg joins them (first heard, relocated, heard again after a day). */
  readonly onFix?: (track: Track, previous: Fix | undefined, fix: Fix) => void;
  readonly onRejected?: (reason: RejectReason, mmsi: number) => void;
  /** 200,000 unless told. Beyond it the vessels not heard for longest are dropped, a hundredth at a time. */
  readonly maxVessels?: number;
}

export interface TrackStatistics {
  fixes: number;
  /** Distinct MMSI with an accepted position: a vessel that was dropped after a day of silence and came back counts once. */
  vessels: number;
  /** Time heard: the gaps between successive fixes, each counted up to 10 min, and nothing else. */
  vesselMs: number;
  /** Time in which a cargo ship or tanker made at least 6 kn with a known own pace. */
  monitoredMs: number;
  /** Rows older than the vessel's newest fix; each is also counted as a duplicate. */
  late: number;
  /** Times a vessel went on at a place it cannot have sailed to. */
  relocated: number;
  droppedForRoom: number;
}

/** As a snapshot holds it: what comes first in a list was met first. */
export interface TrackKeeperData {
  readonly statistics: TrackStatistics;
  readonly vessels: readonly VesselData[];
  readonly known: Uint32Array;
  readonly identities: readonly KnownIdentity[];
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
  /**
   * Who vessels without a track are: heard of before their first position, or let go after a day of silence, since readers of
   * files tell an identity only once. Bounded like the vessels; the one told longest ago goes first.
   */
  readonly #identities = new Map<number, KnownIdentity>();
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

  /** The identities that a vessel has given, newest given first; of a vessel without a track too. */
  told(mmsi: number): readonly ToldIdentity[] {
    return this.#vessels.get(mmsi)?.told ?? this.#identities.get(mmsi)?.told ?? NONE_TOLD;
  }

  save(): TrackKeeperData {
    return {
      statistics: { ...this.statistics },
      vessels: [...this.#vessels.values()].map((vessel) => vessel.save()),
      known: Uint32Array.from(this.#known),
      identities: [...this.#identities.values()],
    };
  }

  static restore(options: TrackKeeperOptions, data: TrackKeeperData): TrackKeeper {
    const keeper = new TrackKeeper(options);
    Object.assign(keeper.statistics, data.statistics);
    for (const vessel of data.vessels) keeper.#vessels.set(vessel.identity.mmsi, VesselState.restore(vessel));
    for (const mmsi of data.known) keeper.#known.add(mmsi);
    for (const known of data.identities) keeper.#identities.set(known.identity.mmsi, known);
    return keeper;
  }

  setSuspected(mmsi: number, isSuspected: boolean): void {
    this.#vessels.get(mmsi)?.ownPace.setFrozen(isSuspected);
  }

  /** Takes who a vessel says it is; kept for a vessel whose position has not been heard yet. */
  identify(report: StaticReport): void {
    const vessel = this.#vessels.get(report.mmsi);
    if (vessel !== undefined) {
      if (vessel.identify(report)) vessel.ownPace.reset();
      return;
    }
    const kind = mmsiKind(report.mmsi);
    if (kind !== 'ship' && kind !== 'craft') return;
    const known = this.#identities.get(report.mmsi);
    const identity = mergeIdentity(known?.identity ?? { ...NO_IDENTITY, mmsi: report.mmsi }, report);
    const told = known?.told ?? NONE_TOLD;
    this.#remember({ identity, told: report.timeMs === undefined ? told : tell(told, identity, report.timeMs) });
  }

  accept(batch: PositionBatch, row: number): void {
    const mmsi = batch.mmsi[row]!;
    const flags = batch.flags[row]!;
    const kind = mmsiKind(mmsi);
    if (kind === 'invalid') return this.#reject('mmsi-invalid', mmsi);
    if ((flags & FLAG_AIRCRAFT) !== 0 || (kind !== 'ship' && kind !== 'craft'))
      return this.#reject('not-a-vessel', mmsi);
    const timeMs = batch.timeMs[row]!;
    // Readers count what has no time; a row without one here would stand for ever as the vessel's newest.
    if (Number.isNaN(timeMs)) return this.#reject('time-malformed', mmsi);
    const vessel = this.#vessels.get(mmsi) ?? this.#meet(mmsi);
    const lon = batch.lon[row]!;
    const lat = batch.lat[row]!;
    if (!vessel.isHeard) return this.#keep(vessel, batch, row, undefined);
    const last = vessel.last;
    if (timeMs < last.timeMs) {
      this.statistics.late++;
      return this.#reject('duplicate', mmsi);
    }
    const repeat = repeatReason(vessel, timeMs, lon, lat, batch.sogTenthKn[row]!, flags);
    if (repeat !== undefined) return this.#reject(repeat, mmsi);
    switch (vessel.plausibility.judge(last, timeMs, lon, lat)) {
      case 'accept':
        return this.#keep(vessel, batch, row, last);
      case 'hold':
        return this.#reject('jump-impossible', mmsi);
      case 'shared':
        return this.#reject('identity-shared', mmsi);
      case 'relocate':
        this.statistics.relocated++;
        return this.#keep(vessel, batch, row, undefined);
    }
  }

  /** Closes minutes up to the tick, moves own paces on, and lets go of vessels not heard for a day. */
  tick(tickMs: number): void {
    for (const vessel of this.#vessels.values()) {
      if (tickMs - vessel.last.timeMs > EXPIRE_MS) {
        this.#letGo(vessel);
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
    const vessel = new VesselState(mmsi, this.#identities.get(mmsi));
    this.#identities.delete(mmsi);
    this.#vessels.set(mmsi, vessel);
    this.#order = undefined;
    if (this.#known.has(mmsi)) return vessel;
    this.statistics.vessels++;
    if (this.#known.size < MAX_KNOWN) this.#known.add(mmsi);
    return vessel;
  }

  #letGo(vessel: VesselState): void {
    this.#vessels.delete(vessel.mmsi);
    this.#order = undefined;
    this.#remember({ identity: vessel.identity, told: vessel.told });
  }

  #remember(known: KnownIdentity): void {
    this.#identities.delete(known.identity.mmsi);
    this.#identities.set(known.identity.mmsi, known);
    if (this.#identities.size > this.#maxVessels) this.#identities.delete(this.#identities.keys().next().value!);
  }

  #keep(vessel: VesselState, batch: PositionBatch, row: number, previous: Fix | undefined): void {
    const timeMs = batch.timeMs[row]!;
    const lon = batch.lon[row]!;
    const lat = batch.lat[row]!;
    if (previous === undefined) vessel.base.clear();
    else this.statistics.vesselMs += Math.min(HEARD_GAP_MS, timeMs - previous.timeMs);
    const fix = vessel.nextFix();
    fix.timeMs = timeMs;
    fix.lon = lon;
    fix.lat = lat;
    const sog = batch.sogTenthKn[row]!;
    fix.speedKn = sog >= 0 && sog < MAX_SOG_TENTH_KN ? sog / 10 : vessel.base.speedKn(timeMs, lon, lat);
    const cog = batch.cogTenthDeg[row]!;
    fix.courseDeg = cog >= 0 ? cog / 10 : vessel.base.courseDeg(timeMs, lon, lat);
    fix.headingDeg = batch.headingDeg[row]! >= 0 ? batch.headingDeg[row]! : undefined;
    fix.navStatus = batch.navStatus[row]!;
    vessel.lastSogTenthKn = sog;
    vessel.isClassB = (batch.flags[row]! & FLAG_CLASS_B) !== 0;
    vessel.isLongRange = (batch.flags[row]! & FLAG_LONG_RANGE) !== 0;
    if (vessel.firstHeardMs < 0) vessel.firstHeardMs = timeMs;
    if (lon !== vessel.last.lon || lat !== vessel.last.lat) vessel.placeSinceMs = timeMs;
    vessel.base.move(timeMs, lon, lat);
    vessel.minutes.add(timeMs, lon, lat, fix.speedKn, fix.courseDeg, fix.headingDeg);
    vessel.take();
    this.statistics.fixes++;
    this.#options.onFix?.(vessel, previous === undefined ? undefined : vessel.previous, vessel.last);
  }

  #reject(reason: RejectReason, mmsi: number): void {
    this.#options.onRejected?.(reason, mmsi);
  }

  /** Makes room for one in a hundred at once, longest unheard first: a flood of new identities must not sort at each. */
  #dropOldest(): void {
    const drop = Math.max(1, Math.ceil(this.#maxVessels / 100));
    const oldest = [...this.#vessels.values()].sort((a, b) => a.last.timeMs - b.last.timeMs || a.mmsi - b.mmsi);
    for (const vessel of oldest.slice(0, drop)) this.#letGo(vessel);
    this.statistics.droppedForRoom += Math.min(drop, oldest.length);
  }
}
