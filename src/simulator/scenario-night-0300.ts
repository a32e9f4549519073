/**
 * Three in the morning, all at once. FICTION: a storm in which ships slow and anchors drag, a disturbance of satellite
 * positions, a receiver that goes silent, and among them one ship that drags its anchor under way over a pipeline.
 */
import type { LonLat } from '../geo/position.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { AnchoredMover } from './anchored-mover.ts';
import { DisturbedMover } from './disturbed-mover.ts';
import { DraggingMover } from './dragging-mover.ts';
import { EAST, HELSINKI_TALLINN, WEST } from './gulf-lanes.ts';
import { anchoredShip, type Day, ferry, laneShip, nameMaker } from './ordinary-traffic.ts';
import { PhasesMover } from './phases-mover.ts';
import { RouteMover } from './route-mover.ts';
import type { Scenario, SimulatedShip } from './scenario.ts';

/** UTC; the watch's own clocks show two hours more. */
const at = (hour: number, minute: number): number => Date.UTC(2025, 10, 14, hour, minute);
const DAY: Day = { fromMs: at(-4, 0), toMs: at(3, 10) };
const STORM: Day = { fromMs: at(0, 40), toMs: at(2, 40) };
const DISTURBED: Day = { fromMs: at(0, 50), toMs: at(2, 25) };
/** The receiver in the west; a ship at anchor there is unheard for less than an hour. */
const UNHEARD: Day = { fromMs: at(0, 45), toMs: at(1, 38) };
const OVER_THE_PIPELINE_MS = at(1, 24);
const PIPELINE: LonLat = [24.15, 59.674];

const roundShip = (random: SeededRandom) => ({
  lengthM: Math.round(random.between(110, 200)),
  beamM: 26,
  draughtM: 8.4,
});
const truth = (behaviour: string): SimulatedShip['truth'] => ({ role: 'traffic', behaviour, drags: [] });
const inStorm = ({ lon, lat }: { readonly lon: number; readonly lat: number }): boolean =>
  lon > 25.35 && lon < 26.6 && lat > 59.6 && lat < 60.1;

/** Ships on the lanes, one each fifty minutes; those that the storm finds in its area make four fifths until it is over. */
function lanes(random: SeededRandom, name: () => string): SimulatedShip[] {
  const ships: SimulatedShip[] = [];
  for (const [side, lane] of [
    ['west', WEST],
    ['east', EAST],
  ] as const)
    for (let i = 0; i < 28; i++) {
      const own = `${side}-${i}`;
      const departMs = DAY.fromMs - 18 * HOUR_MS + i * 50 * MINUTE_MS + random.fork(own).between(0, 15 * MINUTE_MS);
      const shipName = name();
      const calm = laneShip(shipName, lane, departMs, DAY, random.fork(own));
      const { mover } = calm;
      if (mover.fromMs >= mover.toMs) continue;
      const isThere = mover.fromMs < STORM.fromMs && mover.toMs > STORM.fromMs && inStorm(mover.at(STORM.fromMs));
      const hitMs = STORM.fromMs + random.fork(`${own}-hit`).between(0, 8 * MINUTE_MS);
      const orders = (kn: number) => [
        { atMs: hitMs, speedKn: kn * 0.79, tauMin: 4 },
        { atMs: STORM.toMs, speedKn: kn, tauMin: 6 },
      ];
      ships.push(
        isThere
          ? laneShip(shipName, lane, departMs, DAY, random.fork(own), { orders, truth: truth('slowed by the storm') })
          : calm,
      );
    }
  return ships;
}

/** Ships at anchor south of the lanes, 7 to 9 km from the pipelines, whose anchors do not hold. */
function dragging(random: SeededRandom, name: () => string): SimulatedShip[] {
  return Array.from({ length: 20 }, (_, i) => {
    const own = random.fork(`dragging-${i}`);
    const fromMs = STORM.fromMs + own.between(2, 35) * MINUTE_MS;
    const windFromDeg = own.between(176, 200);
    const mover = new DraggingMover(
      {
        ...DAY,
        anchor: [25.42 + 0.045 * i, 59.748 + 0.0006 * i + own.between(-0.006, 0.006)],
        radiusM: own.between(180, 260),
        windFromDeg,
        drag: {
          fromMs,
          toMs: fromMs + own.between(55, 85) * MINUTE_MS,
          speedKn: own.between(0.75, 1.25),
          courseDeg: (windFromDeg + 180 + own.between(-12, 12)) % 360,
        },
      },
      own,
    );
    return {
      name: name(),
      shipType: own.pick([70, 80]),
      ...roundShip(own),
      destination: 'FOR ORDERS',
      mover,
      truth: truth('drags at anchor in the storm, far from any asset'),
    };
  });
}

/** Ships at anchor north of Gogland whose receivers are led in circles. */
function disturbed(random: SeededRandom, name: () => string): SimulatedShip[] {
  return Array.from({ length: 13 }, (_, i) => {
    const own = random.fork(`disturbed-${i}`);
    const lon = 26.98 + 0.035 * i;
    const anchor: LonLat = [lon, 60.062 + (lon - 27) * 0.14 + own.between(-0.004, 0.004)];
    const held = new AnchoredMover(
      { ...DAY, anchor, radiusM: own.between(180, 250), windFromDeg: own.between(220, 250) },
      own,
    );
    const mover = new DisturbedMover(
      held,
      {
        fromMs: DISTURBED.fromMs + own.between(0, 12) * MINUTE_MS,
        toMs: DISTURBED.toMs - own.between(0, 12) * MINUTE_MS,
        radiusM: own.between(800, 1000),
        speedKn: own.between(2.1, 2.6),
        jumps: 0.18,
      },
      own,
    );
    return {
      name: name(),
      shipType: own.pick([70, 80]),
      ...roundShip(own),
      destination: 'FOR ORDERS',
      mover,
      truth: truth('holds at anchor; its positions are disturbed'),
    };
  });
}

/** Ships at anchor in the west that shift their berths while nobody hears them. */
function unheard(random: SeededRandom, name: () => string): SimulatedShip[] {
  return Array.from({ length: 7 }, (_, i) => {
    const own = random.fork(`unheard-${i}`);
    const lon = 23.08 + 0.04 * i;
    const from: LonLat = [lon, 59.558 + (lon - 23.2) * 0.13 + own.between(-0.004, 0.004)];
    const to: LonLat = [from[0] + own.pick([-1, 1]) * own.between(0.028, 0.04), from[1] + own.between(0.004, 0.012)];
    const wind = { windFromDeg: own.between(210, 240), radiusM: own.between(180, 250) };
    const leaveMs = UNHEARD.fromMs + own.between(4, 8) * MINUTE_MS;
    const way = new RouteMover(
      {
        route: [from, to],
        fromMs: leaveMs,
        toMs: leaveMs + 40 * MINUTE_MS,
        orders: [{ atMs: leaveMs, speedKn: 5, tauMin: 2 }],
      },
      own,
    );
    const mover = new PhasesMover([
      new AnchoredMover({ fromMs: DAY.fromMs, toMs: leaveMs, anchor: from, ...wind }, own),
      way,
      new AnchoredMover({ fromMs: way.toMs, toMs: DAY.toMs, anchor: to, ...wind }, own),
    ]);
    return {
      name: name(),
      shipType: own.pick([70, 80]),
      ...roundShip(own),
      destination: 'FOR ORDERS',
      mover,
      truth: truth('shifts its berth while the receiver is silent'),
    };
  });
}

/** The one that matters: falls to seven tenths of its pace a quarter of an hour before the pipeline, its bow off its course. */
function culprit(random: SeededRandom): SimulatedShip {
  const fromMs = at(1, 7);
  return {
    name: 'LONG NIGHT',
    shipType: 80,
    lengthM: 183,
    beamM: 32,
    draughtM: 11.2,
    destination: 'FOR ORDERS',
    mover: new RouteMover(
      {
        route: WEST,
        fromMs: DAY.fromMs,
        toMs: DAY.toMs,
        passes: { atMs: OVER_THE_PIPELINE_MS, position: PIPELINE },
        orders: [
          { atMs: DAY.fromMs, speedKn: 12.4, tauMin: 5 },
          { atMs: fromMs, speedKn: 8.8, tauMin: 3 },
        ],
        leewayDeg: [
          { fromMs: DAY.fromMs, deg: 0.5 },
          { fromMs: fromMs + 2 * MINUTE_MS, deg: 7 },
        ],
        noiseSd: 0.012,
      },
      random,
    ),
    truth: {
      role: 'culprit',
      behaviour: 'under-way drag',
      drags: [{ fromAt: new Date(fromMs).toISOString(), toAt: new Date(DAY.toMs).toISOString() }],
    },
  };
}

function others(random: SeededRandom, name: () => string): SimulatedShip[] {
  const ships = [0, 1].map((i) =>
    ferry(`MIDNIGHT STAR ${i + 1}`, HELSINKI_TALLINN, DAY.fromMs - (i * 85 + 40) * MINUTE_MS, 19, DAY, random),
  );
  const roads: readonly LonLat[] = [
    [24.62, 59.52],
    [24.55, 59.5],
    [27.78, 59.47],
    [28.22, 59.7],
    [25.25, 60.08],
  ];
  for (const anchor of roads) ships.push(anchoredShip(name(), anchor, DAY, random));
  return ships;
}

export const NIGHT_0300: Scenario = {
  id: 'night-0300',
  title: 'FICTION: Gulf of Finland, three in the morning',
  what: 'FICTION, no real night and no real ship: a storm, a disturbance of satellite positions, a receiver gone silent, and one ship that drags its anchor over a pipeline, all within two hours.',
  outcome: 'None: it is made up, to try a watch with. No ship, owner, state or failure is meant.',
  isFiction: true,
  firstMmsi: 290_200_001,
  fromMs: DAY.fromMs,
  toMs: DAY.toMs,
  stations: [
    { name: 'Helsinki', position: [24.95, 60.15], rangeM: 80_000 },
    { name: 'Kotka', position: [26.95, 60.45], rangeM: 80_000 },
    { name: 'Naissaar', position: [24.5, 59.58], rangeM: 62_000 },
    { name: 'Kunda', position: [26.53, 59.52], rangeM: 75_000 },
    { name: 'Sillamae', position: [27.75, 59.42], rangeM: 75_000 },
    { name: 'Hanko', position: [22.97, 59.82], rangeM: 80_000, silent: UNHEARD },
  ],
  faults: [{ assetId: 'balticconnector', atMs: OVER_THE_PIPELINE_MS, ship: 'LONG NIGHT', source: 'fiction' }],
  sources: [],
  ships: (random) => {
    const name = nameMaker(random.fork('names'));
    return [
      culprit(random.fork('culprit')),
      ...dragging(random, name),
      ...disturbed(random, name),
      ...unheard(random, name),
      ...lanes(random, name),
      ...others(random.fork('others'), name),
    ];
  },
};
