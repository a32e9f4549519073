/**
 * The shared causes of a theatre: receivers that went silent, disturbances of positions, storms. Looked for in this order, and
 * what the first two explain is no sign of a storm: a ship whose receiver is led in circles does not drag.
 */

import type { IntegrityView } from '../contract/views.ts';
import { HOUR_MS } from '../geo/units.ts';
import type { Cause } from './cause.ts';
import { CauseFinder, type CauseFinderData } from './cause-finder.ts';
import { CAUSE_RULES } from './cause-rules-table.ts';
import type { SeaCounts } from './sea-marks.ts';

export interface CauseBookData {
  readonly lostFeed: CauseFinderData;
  readonly disturbance: CauseFinderData;
  readonly storm: CauseFinderData;
}

/** What a ship shows for so long after it was disturbed or unheard may still come of it: a swing centre is a mean of half an hour. */
const EXPLAINED_AFTER_MS = 2 * HOUR_MS;

export class CauseBook {
  readonly #lostFeed: CauseFinder;
  readonly #disturbance: CauseFinder;
  readonly #storm: CauseFinder;

  constructor(data?: CauseBookData) {
    this.#lostFeed = new CauseFinder(CAUSE_RULES.lostFeed, data?.lostFeed);
    this.#disturbance = new CauseFinder(CAUSE_RULES.disturbance, data?.disturbance);
    this.#storm = new CauseFinder(CAUSE_RULES.storm, data?.storm);
  }

  save(): CauseBookData {
    return { lostFeed: this.#lostFeed.save(), disturbance: this.#disturbance.save(), storm: this.#storm.save() };
  }

  /** Takes one tick's merged counts; the causes as of this tick. */
  tick(tickMs: number, counts: SeaCounts): readonly Cause[] {
    this.#lostFeed.tick(tickMs, counts, () => false);
    this.#disturbance.tick(tickMs, counts, () => false);
    const explained = new Set(
      [...this.#lostFeed.causes(), ...this.#disturbance.causes()]
        .filter((c) => c.untilMs < 0 || tickMs - c.untilMs < EXPLAINED_AFTER_MS)
        .flatMap((c) => c.mmsis),
    );
    this.#storm.tick(tickMs, counts, (mmsi) => explained.has(mmsi));
    return this.causes();
  }

  causes(): readonly Cause[] {
    return [...this.#lostFeed.causes(), ...this.#disturbance.causes(), ...this.#storm.causes()];
  }
}

/** Disturbed areas as the integrity view shows them. */
export function disturbancesOf(causes: readonly Cause[]): IntegrityView['disturbances'] {
  const at = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19)}Z`;
  return causes
    .filter((c) => c.kind === 'disturbance')
    .map(({ lonE5, latE5, radiusM, mmsis, sinceMs, untilMs }) => ({
      lonE5,
      latE5,
      radiusM,
      vessels: mmsis.length,
      since: at(sinceMs),
      ...(untilMs < 0 ? {} : { until: at(untilMs) }),
    }));
}
