/**
 * What the watch knows about a ship beside what its detectors see: works that were announced for it, and a disturbance of
 * positions about it. Steps of the waterfall, never filters.
 */
import type { Works } from '../contract/act.ts';
import type { AlertFactor } from '../contract/alert.ts';
import type { Cause } from '../detectors/cause.ts';
import { makeFactor } from '../detectors/make-factor.ts';
import { distanceM } from '../geo/local-plane.ts';
import { isInRing } from '../geo/polygon.ts';
import { comparableText } from '../tracks/comparable-text.ts';
import type { VesselReport } from './vessel-report.ts';

type Whereabouts = Pick<VesselReport, 'mmsi' | 'identity' | 'tickMs' | 'lon' | 'lat'>;

export interface EpisodeContextData {
  readonly works: readonly Works[];
  readonly disturbances: readonly Cause[];
}

export class EpisodeContext {
  #works: readonly Works[] = [];
  #disturbances: readonly Cause[] = [];

  /** Works as the officers' acts announce them; which of them apply is asked for each ship at its time. */
  setWorks(works: readonly Works[]): void {
    this.#works = works;
  }

  setCauses(causes: readonly Cause[]): void {
    this.#disturbances = causes.filter((c) => c.kind === 'disturbance');
  }

  save(): EpisodeContextData {
    return { works: this.#works, disturbances: this.#disturbances };
  }

  restore(data: EpisodeContextData): void {
    this.#works = data.works;
    this.#disturbances = data.disturbances;
  }

  of(report: Whereabouts): AlertFactor[] {
    const context = { group: 'context' } as const;
    const factors: AlertFactor[] = [];
    const works = this.#works.find((w) => isExcused(w, report));
    if (works !== undefined)
      factors.push(
        makeFactor(
          'announced-works',
          `Works are announced for it here and now: ${works.title}.`,
          { worksId: works.id },
          context,
        ),
      );
    const disturbance = this.#disturbances.find((c) => isDisturbed(c, report));
    if (disturbance !== undefined) {
      const isOwn = disturbance.mmsis.includes(report.mmsi);
      factors.push(
        makeFactor(
          'positions-disturbed',
          isOwn
            ? 'Satellite positions are disturbed here, its own too: where it is and how fast it goes are less certain.'
            : 'Satellite positions are disturbed here; its own have shown nothing of it.',
          { vessels: disturbance.mmsis.length, own: isOwn ? 1 : 0 },
          context,
        ),
      );
    }
    return factors;
  }
}

/** Works excuse the vessels they name, in their area and time; the others that are there they do not excuse. */
export function isExcused(works: Works, { mmsi, identity, tickMs, lon, lat }: Whereabouts): boolean {
  if (tickMs < Date.parse(works.from) || tickMs >= Date.parse(works.to)) return false;
  const name = comparableText(identity.name);
  const isNamed = works.vessels.some(
    (v) => v.mmsi === mmsi || (v.mmsi === undefined && name !== undefined && comparableText(v.name) === name),
  );
  return isNamed && isInRing(works.ring, lon, lat);
}

function isDisturbed(cause: Cause, { mmsi, tickMs, lon, lat }: Whereabouts): boolean {
  if (cause.untilMs >= 0 && tickMs > cause.untilMs) return false;
  if (cause.mmsis.includes(mmsi)) return true;
  return distanceM(cause.lonE5 / 1e5, cause.latE5 / 1e5, lon, lat) <= cause.radiusM;
}
