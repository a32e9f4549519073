/** All that is kept of one vessel: what a track shows, and what the next report is judged by. */
import type { StaticReport } from '../ais/static-report.ts';
import type { Fix } from './fix.ts';
import { isAnotherShip, mergeIdentity, NO_IDENTITY, type VesselIdentity } from './identity.ts';
import { countChanges, NO_CHANGES } from './identity-changes.ts';
import { MinuteRing } from './minute-ring.ts';
import { OwnPace } from './own-pace.ts';
import { Plausibility } from './plausibility.ts';
import { PositionBase } from './speed-from-positions.ts';
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

export class VesselState implements Track {
  readonly mmsi: number;
  identity: VesselIdentity;
  isClassB = false;
  isLongRange = false;
  firstHeardMs = -1;
  lastSogTenthKn = -1;
  /** Since when the last position has been the same one. */
  placeSinceMs = -1;
  identityChanges = NO_CHANGES;
  readonly base = new PositionBase();
  readonly minutes = new MinuteRing();
  readonly ownPace = new OwnPace();
  readonly plausibility = new Plausibility();
  /** Two fixes that change places, so that no report allocates one. */
  #last = noFix();
  #previous = noFix();
  isHeard = false;

  constructor(mmsi: number, identity: VesselIdentity = { ...NO_IDENTITY, mmsi }) {
    this.mmsi = mmsi;
    this.identity = identity;
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
    // Two ships that share an MMSI take turns with their identities, too: that says nothing new.
    return isOther && !this.isShared;
  }
}
