/**
 * Ships that drag their anchors over the cables of the Gulf of Finland, each at its time, as sentences with times: so that a load
 * brings alerts whose way can be timed. They lie far from each other and on other courses, for ships that slow together are weather.
 */
import { encodeMessage } from '../src/ais/encode-message.ts';
import { aivdmSentences } from '../src/ais/encode-sentence.ts';
import { MINUTE_MS } from '../src/geo/units.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';

/** Long enough for a pace of their own: two hours of steady legs are what it rests on at most. */
const BEFORE_MS = 120 * MINUTE_MS;
const REPORT_EVERY_MS = 10_000;
const PACE_KN = 11;
/** As of the Eagle S (December 2024): from 11 to about 8 knots within minutes, on a straight course. */
const DRAGGED_SHARE = 0.72;
const FALL_MS = 4 * MINUTE_MS;
const SIZE = { toBowM: 180, toSternM: 40, toPortM: 16, toStarboardM: 16 };
const FIRST_MMSI = 291_000_001;

interface Dragger {
  readonly mmsi: number;
  /** Where it is when its anchor goes. */
  readonly lon: number;
  readonly lat: number;
  readonly courseDeg: number;
  readonly onsetMs: number;
}

/** In the middle of the sea, a degree apart, so that cables lie ahead of each whichever way it goes. */
const PLACES = [
  [22.6, 59.35, 75],
  [23.7, 59.6, 255],
  [24.9, 59.75, 75],
  [26.1, 59.95, 255],
  [27.2, 59.9, 80],
  [28.3, 60.05, 260],
] as const;

export class Draggers {
  readonly #ships: readonly Dragger[];
  readonly #random;
  #sentMs: number;
  /** So far; an identity takes two sentences. */
  messages = 0;

  /** Their anchors go one after the other from `fromMs` on, `everyMs` apart. */
  constructor(fromMs: number, everyMs: number, seed: number) {
    this.#random = seededRandom(seed);
    this.#ships = PLACES.map(([lon, lat, courseDeg], i) => ({
      mmsi: FIRST_MMSI + i,
      lon,
      lat,
      courseDeg,
      onsetMs: fromMs + i * everyMs,
    }));
    this.#sentMs = fromMs - BEFORE_MS;
  }

  /** What they send up to `nowMs`, in order. */
  until(nowMs: number): string {
    const lines: string[] = [];
    for (; this.#sentMs + REPORT_EVERY_MS <= nowMs; this.#sentMs += REPORT_EVERY_MS) {
      const atMs = this.#sentMs + REPORT_EVERY_MS;
      const isIdentityDue = Math.floor(atMs / (6 * MINUTE_MS)) !== Math.floor(this.#sentMs / (6 * MINUTE_MS));
      for (const ship of this.#ships) {
        this.messages += isIdentityDue ? 2 : 1;
        if (isIdentityDue) lines.push(...identity(ship, atMs));
        lines.push(...this.#position(ship, atMs));
      }
    }
    return lines.map((line) => `${line}\r\n`).join('');
  }

  #position({ mmsi, lon, lat, courseDeg, onsetMs }: Dragger, atMs: number): string[] {
    const nm = wayNm(atMs - onsetMs);
    const bearing = (courseDeg * Math.PI) / 180;
    const fields = {
      mmsi,
      lat: lat + (nm / 60) * Math.cos(bearing),
      lon: lon + ((nm / 60) * Math.sin(bearing)) / Math.cos((lat * Math.PI) / 180),
      speed: PACE_KN * shareOf(atMs - onsetMs) + this.#random.between(-0.1, 0.1),
      course: courseDeg,
      heading: courseDeg,
      status: 0,
    };
    return sentences(1, fields, atMs);
  }
}

/** Of its pace, so long after its anchor went. */
const shareOf = (sinceMs: number): number =>
  sinceMs <= 0 ? 1 : Math.max(DRAGGED_SHARE, 1 - (1 - DRAGGED_SHARE) * (sinceMs / FALL_MS));

/** Nautical miles from where its anchor went; negative before. */
function wayNm(sinceMs: number): number {
  if (sinceMs <= 0) return (PACE_KN * sinceMs) / 3_600_000;
  const falling = Math.min(sinceMs, FALL_MS);
  const meanShare = (1 + shareOf(falling)) / 2;
  return (PACE_KN * (meanShare * falling + DRAGGED_SHARE * (sinceMs - falling))) / 3_600_000;
}

function identity({ mmsi }: Dragger, atMs: number): string[] {
  const name = `LOAD ${mmsi % 1000}`;
  return sentences(5, { mmsi, name, shipType: 80, ...SIZE, draughtM: 12 }, atMs);
}

function sentences(type: 1 | 5, fields: Parameters<typeof encodeMessage>[1], atMs: number): string[] {
  const tag = `c:${Math.floor(atMs / 1000)}`;
  return aivdmSentences(encodeMessage(type, fields), { channel: 'A', sequence: Math.floor(atMs / 1000) % 10, tag });
}
