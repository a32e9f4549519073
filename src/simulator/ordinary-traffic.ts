/** Builders of the ships that are always there: on lanes, on ferry lines, at anchor, fishing. All names are fictitious. */
import type { LonLat } from '../geo/position.ts';
import { HOUR_MS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { AnchoredMover } from './anchored-mover.ts';
import { PhasesMover } from './phases-mover.ts';
import { RouteMover } from './route-mover.ts';
import type { SimulatedShip } from './scenario.ts';
import type { SpeedOrder } from './speed-series.ts';
import { WanderMover } from './wander-mover.ts';

export interface Day {
  readonly fromMs: number;
  readonly toMs: number;
}

const FIRST = [
  'AMBER',
  'NORTH',
  'SILVER',
  'BIRCH',
  'HARBOUR',
  'CORAL',
  'POLAR',
  'GRANITE',
  'HERON',
  'LINDEN',
  'MERIDIAN',
  'ORCHID',
  'PEARL',
  'QUARTZ',
  'RIVER',
  'SUMMIT',
];
const SECOND = [
  'TRADER',
  'CARRIER',
  'BREEZE',
  'HORIZON',
  'SPIRIT',
  'PIONEER',
  'BRIDGE',
  'LIGHT',
  'VENTURE',
  'CREST',
  'ARROW',
  'HARMONY',
];

/** Names that no ship of the scenario's list bears twice. */
export function nameMaker(random: SeededRandom): () => string {
  const used = new Set<string>();
  return () => {
    for (;;) {
      const name = `${random.pick(FIRST)} ${random.pick(SECOND)}`;
      if (!used.has(name)) {
        used.add(name);
        return name;
      }
    }
  };
}

const ordinary = (behaviour: string): SimulatedShip['truth'] => ({ role: 'traffic', behaviour, drags: [] });

interface Hull {
  readonly shipType: number;
  readonly lengthM: number;
  readonly beamM: number;
  readonly draughtM: number;
  readonly serviceKn: number;
}

function hull(random: SeededRandom): Hull {
  const isTanker = random.next() < 0.35;
  const lengthM = Math.round(random.between(88, isTanker ? 245 : 210));
  return {
    shipType: isTanker ? 80 : random.pick([70, 70, 79]),
    lengthM,
    beamM: Math.round(lengthM / 6.6),
    draughtM: Math.round(lengthM / 2.2) / 10,
    serviceKn: random.between(9.5, isTanker ? 13 : 15.5),
  };
}

/** A cargo ship or tanker along a lane; `orders` may change its speed on the way. */
export function laneShip(
  name: string,
  lane: readonly LonLat[],
  departMs: number,
  day: Day,
  random: SeededRandom,
  change: Partial<SimulatedShip> & {
    readonly orders?: (serviceKn: number) => readonly SpeedOrder[];
    readonly serviceKn?: number;
  } = {},
): SimulatedShip {
  const { orders, serviceKn, ...over } = change;
  const h = hull(random);
  const speedKn = serviceKn ?? h.serviceKn;
  const mover = new RouteMover(
    {
      route: lane,
      fromMs: departMs,
      toMs: Math.min(day.toMs, departMs + 40 * HOUR_MS),
      orders: [{ atMs: departMs, speedKn, tauMin: 5 }, ...(orders?.(speedKn) ?? [])],
      offsetM: random.between(0, 900),
      leewayDeg: [{ fromMs: departMs, deg: random.between(-2, 2) }],
    },
    random,
  );
  return {
    name,
    shipType: h.shipType,
    lengthM: h.lengthM,
    beamM: h.beamM,
    draughtM: h.draughtM,
    destination: 'FOR ORDERS',
    mover: clipped(mover, day),
    truth: ordinary('lane'),
    ...over,
  };
}

/** The part of a mover's life that lies in the day. */
function clipped(mover: RouteMover, day: Day): SimulatedShip['mover'] {
  return {
    fromMs: Math.max(mover.fromMs, day.fromMs),
    toMs: Math.min(mover.toMs, day.toMs),
    at: (timeMs) => mover.at(timeMs),
  };
}

/** A ferry that shuttles between two ports, with an hour alongside at each. */
export function ferry(
  name: string,
  line: readonly LonLat[],
  firstMs: number,
  speedKn: number,
  day: Day,
  random: SeededRandom,
): SimulatedShip {
  const phases: SimulatedShip['mover'][] = [];
  const back = [...line].reverse();
  let timeMs = firstMs;
  for (let trip = 0; timeMs < day.toMs; trip++) {
    const route = trip % 2 === 0 ? line : back;
    const crossing = new RouteMover(
      {
        route,
        fromMs: timeMs,
        toMs: timeMs + 8 * HOUR_MS,
        orders: [
          { atMs: timeMs, speedKn: 6, tauMin: 3 },
          { atMs: timeMs + 8 * 60_000, speedKn, tauMin: 4 },
        ],
        noiseSd: 0.02,
      },
      random,
    );
    phases.push(crossing);
    timeMs = crossing.toMs;
    const berth = route[route.length - 1]!;
    phases.push(
      new AnchoredMover(
        { fromMs: timeMs, toMs: timeMs + HOUR_MS, anchor: berth, radiusM: 8, windFromDeg: 230, navStatus: 5 },
        random,
      ),
    );
    timeMs += HOUR_MS;
  }
  const mover = new PhasesMover(phases);
  const clippedMover = {
    fromMs: Math.max(day.fromMs, firstMs),
    toMs: Math.min(day.toMs, mover.toMs),
    at: (t: number) => mover.at(t),
  };
  return {
    name,
    shipType: 60,
    lengthM: 186,
    beamM: 28,
    draughtM: 6.8,
    destination: 'SHUTTLE',
    mover: clippedMover,
    truth: ordinary('ferry'),
  };
}

export function anchoredShip(
  name: string,
  anchor: LonLat,
  day: Day,
  random: SeededRandom,
  change: Partial<SimulatedShip> = {},
): SimulatedShip {
  const h = hull(random);
  const mover = new AnchoredMover(
    { ...day, anchor, radiusM: random.between(150, 260) + h.lengthM / 2, windFromDeg: random.between(200, 260) },
    random,
  );
  return {
    name,
    shipType: h.shipType,
    lengthM: h.lengthM,
    beamM: h.beamM,
    draughtM: h.draughtM,
    destination: 'ANCHORAGE',
    mover,
    truth: ordinary('anchored'),
    ...change,
  };
}

/** A trawler on its ground: 2.5 to 4 kn, back and forth. */
export function trawler(name: string, centre: LonLat, day: Day, random: SeededRandom, isClassB = false): SimulatedShip {
  const mover = new WanderMover(
    { ...day, centre, radiusM: random.between(3500, 7000), speedKn: [2.4, 4.2], crabDeg: [-4, 4], navStatus: 7 },
    random,
  );
  return {
    name,
    shipType: 30,
    lengthM: isClassB ? 18 : 32,
    beamM: isClassB ? 5 : 8,
    draughtM: 3.5,
    destination: 'FISHING',
    isClassB,
    mover,
    truth: ordinary('fishing'),
  };
}

export function driftingShip(
  name: string,
  centre: LonLat,
  radiusM: number,
  day: Day,
  random: SeededRandom,
  change: Partial<SimulatedShip> = {},
): SimulatedShip {
  const h = hull(random);
  const mover = new WanderMover(
    { ...day, centre, radiusM, speedKn: [0.4, 1.1], crabDeg: [60, 110], navStatus: 0 },
    random,
  );
  return {
    name,
    shipType: 80,
    lengthM: h.lengthM,
    beamM: h.beamM,
    draughtM: h.draughtM,
    destination: 'WAITING ORDERS',
    mover,
    truth: ordinary('drifting'),
    ...change,
  };
}
