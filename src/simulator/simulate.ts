/** A scenario and a seed to the sentences that its stations hear, and the truth about it. Same seed, same bytes. */
import { TRUTH_SCHEMA, type Truth } from '../contract/truth.ts';
import { seededRandom } from '../lib/seeded-random.ts';
import { type HeardLine, hear } from './receiver.ts';
import type { Scenario, SimulatedShip } from './scenario.ts';

export interface SimulateOptions {
  /** Seconds between two reports of a moving vessel; 60 unless told. */
  readonly thinningS?: number;
  /** Published MMSI, IMO and names instead of unallocated ones. */
  readonly realIdentities?: boolean;
}

export interface Simulation {
  readonly marker: string;
  /** AIVDM with tag blocks, in order of receipt. */
  readonly lines: readonly string[];
  readonly truth: Truth;
}

export const MARKER_PREFIX = 'SIM-RECONSTRUCTION-';

export function simulate(scenario: Scenario, seed: number, options: SimulateOptions = {}): Simulation {
  const random = seededRandom(seed).fork(scenario.id);
  const marker = `${MARKER_PREFIX}${scenario.id}`;
  const isReal = options.realIdentities === true;
  const ships = scenario.ships(random.fork('ships')).map((ship, i) => ({
    ship,
    mmsi: (isReal ? ship.realMmsi : undefined) ?? scenario.firstMmsi + i,
    name: (isReal ? ship.realName : undefined) ?? ship.name,
  }));
  const heard: HeardLine[] = [];
  for (const { ship, mmsi, name } of ships)
    for (const line of hear(
      isReal ? ship : withoutImo(ship),
      mmsi,
      name,
      { stations: scenario.stations, thinningS: options.thinningS ?? 60, marker },
      random.fork(ship.name),
    ))
      heard.push(line);
  // A stable sort: the parts of one message stay together.
  heard.sort((a, b) => a.receivedMs - b.receivedMs);
  return { marker, lines: heard.map((h) => h.line), truth: truthOf(scenario, seed, ships) };
}

function withoutImo(ship: SimulatedShip): SimulatedShip {
  const { imo: _real, ...rest } = ship;
  return rest;
}

function truthOf(
  scenario: Scenario,
  seed: number,
  ships: readonly { ship: SimulatedShip; mmsi: number; name: string }[],
): Truth {
  const at = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
  return {
    schema: TRUTH_SCHEMA,
    scenario: scenario.id,
    seed,
    reconstruction: scenario.what,
    outcome: scenario.outcome,
    from: at(scenario.fromMs),
    to: at(scenario.toMs),
    vessels: ships.map(({ ship, mmsi, name }) => ({
      mmsi,
      name,
      ...ship.truth,
      ...(ship.flag === undefined ? {} : { flag: ship.flag }),
    })),
    faults: scenario.faults.map((fault) => {
      const culprit = ships.find(({ ship }) => ship.name === fault.ship)!;
      const motion = culprit.ship.mover.at(fault.atMs);
      return {
        assetId: fault.assetId,
        at: at(fault.atMs),
        mmsi: culprit.mmsi,
        lonE5: Math.round(motion.lon * 1e5),
        latE5: Math.round(motion.lat * 1e5),
        source: fault.source,
      };
    }),
    sources: [...scenario.sources],
  };
}
