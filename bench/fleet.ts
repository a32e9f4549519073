/** A made-up fleet that really moves, as sentences without times: what a receiver in the Gulf of Finland would put out. */
import { encodeMessage } from '../src/ais/encode-message.ts';
import { aivdmSentences } from '../src/ais/encode-sentence.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';

export interface FleetOptions {
  readonly vessels: number;
  readonly seed: number;
  /** Slowest and fastest, knots. */
  readonly speedKn: readonly [number, number];
}

/** Gives the n-th sentence: of the next vessel, moved on to `nowMs`. */
export function fleet({ vessels, seed, speedKn }: FleetOptions): (n: number, nowMs: number) => string {
  const random = seededRandom(seed);
  const ships = Array.from({ length: vessels }, (_, i) => ({
    mmsi: 290_000_001 + i,
    lon: random.between(22.1, 30.4),
    lat: random.between(59, 60.8),
    courseDeg: random.between(0, 360),
    speedKn: random.between(...speedKn),
    atMs: Number.NaN,
  }));
  return (n, nowMs) => {
    const ship = ships[n % vessels]!;
    const nm = Number.isNaN(ship.atMs) ? 0 : (ship.speedKn * (nowMs - ship.atMs)) / 3_600_000;
    ship.lat += (nm / 60) * Math.cos((ship.courseDeg * Math.PI) / 180);
    ship.lon += (nm / 60 / 0.5) * Math.sin((ship.courseDeg * Math.PI) / 180);
    ship.atMs = nowMs;
    const { mmsi, lon, lat, courseDeg } = ship;
    const headingDeg = Math.round(courseDeg) % 360;
    const payload = encodeMessage(1, { mmsi, lon, lat, speedKn: ship.speedKn, courseDeg, headingDeg });
    return aivdmSentences(payload, { channel: 'A', sequence: n }).join('\r\n');
  };
}
