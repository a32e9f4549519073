/** All that is kept of one vessel: what a track shows, and what the next report is judged by. */
import type { StaticReport } from '../ais/static-report.ts';
import type { Fix } from './fix.ts';
import { isAnotherShip, mergeIdentity, NO_IDENTITY, type VesselIdentity } from './identity.ts';
import { countChanges, type IdentityChanges, NO_CHANGES } from './identity-changes.ts';
import { MinuteRing, type MinuteRingData } from './minute-ring.ts';
import { OwnPace, type OwnPaceData } from './own-pace.ts';
import { Plausibility, type PlausibilityData } from './plausibility.ts';
import { PositionBase, type PositionBaseData } from './speed-from-positions.ts';
import { NONE_TOLD, type ToldIdentity, tell } from './told-identities.ts';
import type { Track } from './track.ts';

type MutableFix = { -readonly [K in keyof Fix]: Fix[K] };

const noFix = (): MutableFix => ({
  timeMs: Number.NEGATIVE_INFINITY,
  lon: Number.NaN,
  lat: Number.NaN,
  speedKn: undefined,
  courseDeg: undefined,
  headingDeg: undefined,
  navStatus: 15,
});

/** Who a vessel is and was, by its own word. */
export interface KnownIdentity {
  readonly identity: VesselIdentity;
  /** Newest given first. */
  readonly told: readonly ToldIdentity[];
}

/** A vessel as a snapshot holds it. */
export interface VesselData extends KnownIdentity {
  readonly isClassB: boolean;
  readonly isLongRange: boolean;
  readonly isHeard: boolean;
  readonly firstHeardMs: number;
  readonly lastSogTenthKn: number;
  readonly placeSinceMs: number;
  readonly identityChanges: IdentityChanges;
  readonly last: Fix;
  readonly previous: Fix;
  readonly base: PositionBaseData;
  readonly minutes: MinuteRingData;
  readonly ownPace: OwnPaceData;
  readonly plausibility: PlausibilityData;
}

export class VesselState implements Track {
  readonly mmsi: number;
  identity: VesselIdentity;
  told: readonly ToldIdentity[];
  isClassB = false;
  isLongRange = false;
  firstHeardMs = -1;
  lastSogTenthKn = -1;
  /** Since when the last position has been the same one. */
  placeSinceMs = -1;
  identityChanges = NO_CHANGES;
  readonly base: PositionBase;
  readonly minutes: MinuteRing;
  readonly ownPace: OwnPace;
  readonly plausibility: Plausibility;
  /** Two fixes that change places, so that no report allocates one. */
  #last = noFix();
  #previous = noFix();
  isHeard = false;

  /** `data` is of a vessel that goes on from a snapshot. */
  constructor(mmsi: number, known?: KnownIdentity, data?: VesselData) {
    this.mmsi = mmsi;
    this.identity = known?.identity ?? { ...NO_IDENTITY, mmsi };
    this.told = known?.told ?? NONE_TOLD;
    this.base = data === undefined ? new PositionBase() : PositionBase.restore(data.base);
    this.minutes = data === undefined ? new MinuteRing() : MinuteRing.restore(data.minutes);
    this.ownPace = data === undefined ? new OwnPace() : OwnPace.restore(data.ownPace);
    this.plausibility = data === undefined ? new Plausibility() : Plausibility.restore(data.plausibility);
    if (data === undefined) return;
    this.isClassB = data.isClassB;
    this.isLongRange = data.isLongRange;
    this.isHeard = data.isHeard;
    this.firstHeardMs = data.firstHeardMs;
    this.lastSogTenthKn = data.lastSogTenthKn;
    this.placeSinceMs = data.placeSinceMs;
    this.identityChanges = data.identityChanges;
    this.#last = { ...data.last };
    this.#previous = { ...data.previous };
  }

  static restore(data: VesselData): VesselState {
    return new VesselState(data.identity.mmsi, data, data);
  }

  save(): VesselData {
    return {
      identity: this.identity,
      told: this.told,
      isClassB: this.isClassB,
      isLongRange: this.isLongRange,
      isHeard: this.isHeard,
      firstHeardMs: this.firstHeardMs,
      lastSogTenthKn: this.lastSogTenthKn,
      placeSinceMs: this.placeSinceMs,
      identityChanges: this.identityChanges,
      last: { ...this.#last },
      previous: { ...this.#previous },
      base: this.base.save(),
      minutes: this.minutes.save(),
      ownPace: this.ownPace.save(),
      plausibility: this.plausibility.save(),
    };
  }

  get isShared(): boolean {
    return this.plausibility.isShared;
  }

  get last(): Fix {
    return this.#last;
  }

  get previous(): Fix {
    return this.#previous;
  }

  /** The object to fill with the next fix; `take` makes it the last one. */
  nextFix(): MutableFix {
    return this.#previous;
  }

  take(): void {
    const taken = this.#previous;
    this.#previous = this.#last;
    this.#last = taken;
    this.isHeard = true;
  }

  /** Takes an identity report; true if another ship goes on under the same MMSI. */
  identify(report: StaticReport): boolean {
    const merged = mergeIdentity(this.identity, report);
    const isOther = isAnotherShip(this.identity, merged);
    this.identityChanges = countChanges(this.identityChanges, this.identity, merged);
    this.identity = merged;
    if (report.timeMs !== undefined) this.told = tell(this.told, merged, report.timeMs);
    // Two ships that share an MMSI take turns with their identities, too: that says nothing new.
    return isOther && !this.isShared;
  }
}
