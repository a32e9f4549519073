/**
 * What a fix costs: `node bench/tracks.ts [--vessels N] [--reports N]`. `TrackKeeper.accept` on seeded traffic, as a ratio to
 * the least that any program does: a Map with the last position of each vessel as an object. In turns, warmed up, five runs.
 */
import { parseArgs } from 'node:util';
import { PositionBatch } from '../src/ais/position-batch.ts';
import { seededRandom } from '../src/lib/seeded-random.ts';
import { TrackKeeper } from '../src/tracks/track-keeper.ts';
import { inTurns, print } from './measure.ts';

const { values } = parseArgs({
  options: { vessels: { type: 'string', default: '5000' }, reports: { type: 'string', default: '200' } },
});
const vessels = Number(values.vessels);
const reports = Number(values.reports);
const STEP_MS = 10_000;
const START_MS = Date.parse('2024-12-25T12:00:00Z');

/** Every vessel once each ten seconds, on a straight course at 6 to 18 knots with a little noise in what it reports. */
function traffic(): PositionBatch {
  const random = seededRandom(1);
  const batch = new PositionBatch(vessels * reports);
  const ships = Array.from({ length: vessels }, (_, v) => {
    const [speedKn, courseDeg] = [random.between(6, 18), random.between(0, 360)];
    const degrees = (speedKn * 1852 * STEP_MS) / 3_600_000 / 111_120;
    const [lon, lat] = [random.between(18, 29), random.between(55, 64)];
    const course = (courseDeg * Math.PI) / 180;
    const [dLat, dLon] = [degrees * Math.cos(course), (degrees * Math.sin(course)) / Math.cos((lat * Math.PI) / 180)];
    return {
      mmsi: 230_000_000 + v * 11,
      lon,
      lat,
      dLon,
      dLat,
      speedKn,
      courseDeg,
      offsetMs: random.integer(0, 9) * 1000,
    };
  });
  for (let k = 0; k < reports; k++)
    for (const ship of ships) {
      const n = batch.length++;
      batch.timeMs[n] = START_MS + k * STEP_MS + ship.offsetMs;
      batch.mmsi[n] = ship.mmsi;
      batch.lon[n] = ship.lon + k * ship.dLon;
      batch.lat[n] = ship.lat + k * ship.dLat;
      batch.sogTenthKn[n] = Math.round(ship.speedKn * 10) + random.integer(-1, 1);
      batch.cogTenthDeg[n] = Math.floor(ship.courseDeg * 10);
      batch.headingDeg[n] = Math.floor(ship.courseDeg);
    }
  return batch;
}

interface LastPosition {
  readonly timeMs: number;
  readonly lon: number;
  readonly lat: number;
  readonly speedKn: number;
  readonly courseDeg: number;
}

const batch = traffic();
let fixes = 0;
let last = 0;

const times = inTurns({
  'a Map of last positions': () => {
    const positions = new Map<number, LastPosition>();
    for (let i = 0; i < batch.length; i++)
      positions.set(batch.mmsi[i]!, {
        timeMs: batch.timeMs[i]!,
        lon: batch.lon[i]!,
        lat: batch.lat[i]!,
        speedKn: batch.sogTenthKn[i]! / 10,
        courseDeg: batch.cogTenthDeg[i]! / 10,
      });
    last = positions.size;
  },
  'TrackKeeper.accept': () => {
    const keeper = new TrackKeeper();
    for (let i = 0; i < batch.length; i++) keeper.accept(batch, i);
    fixes = keeper.statistics.fixes;
  },
  'TrackKeeper.accept, tick a minute': () => {
    const keeper = new TrackKeeper();
    let tickMs = START_MS + 60_000;
    for (let i = 0; i < batch.length; i++) {
      if (batch.timeMs[i]! >= tickMs + STEP_MS) {
        keeper.tick(tickMs);
        tickMs += 60_000;
      }
      keeper.accept(batch, i);
    }
  },
});
console.log(`${batch.length} reports of ${last} vessels, ${fixes} accepted; Node ${process.version}`);
print(times, batch.length);
