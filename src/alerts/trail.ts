/** Where a ship went and how fast, a point a minute, bounded: what the charts of an alert are drawn from. */
import type { Alert } from '../contract/alert.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { ProfilePoint, VesselReport } from './vessel-report.ts';
import { e5, iso, tenths } from './whole-units.ts';

const MAX_SHOWN = 240;
const MAX_KEPT = 2 * MAX_SHOWN;

const minuteOf = (point: ProfilePoint): number => Math.floor(point.timeMs / MINUTE_MS);

export class Trail {
  #points: ProfilePoint[];

  constructor(points: readonly ProfilePoint[] = []) {
    this.#points = [...points];
  }

  save(): readonly ProfilePoint[] {
    return [...this.#points];
  }

  /** Adds the report's last fix, unless its minute has a point. */
  extend(report: VesselReport): void {
    const { lastHeardMs: timeMs, lon, lat, speedKn, ownPaceKn } = report;
    const point = {
      timeMs,
      lon,
      lat,
      ...(speedKn === undefined ? {} : { speedKn }),
      ...(ownPaceKn === undefined ? {} : { ownPaceKn }),
    };
    const last = this.#points[this.#points.length - 1];
    if (last !== undefined && minuteOf(point) <= minuteOf(last)) return;
    this.#points.push(point);
    // A two-day episode keeps every second point, then every fourth: ends and shape stay.
    if (this.#points.length > MAX_KEPT) this.#points = this.#points.filter((_, i) => i % 2 === 0);
  }

  since(fromMs: number): Trail {
    return new Trail(this.#points.filter((p) => p.timeMs >= fromMs));
  }

  /** As it leaves the core: at most 240 points, oldest first, the first and the last among them. */
  shown(): Alert['profile'] {
    const last = this.#points.length - 1;
    const step = Math.max(1, Math.ceil(last / (MAX_SHOWN - 1)));
    return this.#points
      .filter((_, i) => i === last || i % step === 0)
      .map((p) => ({
        at: iso(p.timeMs),
        lonE5: e5(p.lon),
        latE5: e5(p.lat),
        ...(p.speedKn === undefined ? {} : { speedTenthKn: tenths(p.speedKn) }),
        ...(p.ownPaceKn === undefined ? {} : { ownPaceTenthKn: tenths(p.ownPaceKn) }),
      }));
  }
}
