/**
 * Fiction, for partners: the ship of the Eagle S reconstruction passes the Taiwan Strait and does nothing. It never did: it
 * shows that a partner's word of a ship is there when the ship comes, and that it raises no alarm by itself.
 */
import type { LonLat } from '../geo/position.ts';
import { laneShip } from './ordinary-traffic.ts';
import type { Scenario } from './scenario.ts';
import { EAGLE_S } from './scenario-eagle-s.ts';
import { HONG_TAI_58 } from './scenario-hong-tai-58.ts';

const STRAIT_SOUTH: readonly LonLat[] = [
  [119.8, 24.95],
  [119.45, 24.5],
  [119.1, 23.9],
  [119.0, 23.3],
  [118.8, 22.9],
  [118.6, 22.5],
];

export const QUIET_PASSAGE: Scenario = {
  id: 'quiet-passage',
  title: 'A quiet passage of the Taiwan Strait',
  what: 'Fiction: a ship that partners know from another sea sails through the Taiwan Strait and does nothing.',
  outcome: 'Nothing happened.',
  isFiction: true,
  // The ship of that scenario, which comes first in it.
  firstMmsi: EAGLE_S.firstMmsi,
  fromMs: HONG_TAI_58.fromMs,
  toMs: HONG_TAI_58.toMs,
  stations: HONG_TAI_58.stations,
  faults: [],
  sources: [],
  ships: (random) => [
    laneShip(
      'EAGLE S SIM',
      STRAIT_SOUTH,
      HONG_TAI_58.fromMs - 4.2 * 3_600_000,
      { fromMs: HONG_TAI_58.fromMs, toMs: HONG_TAI_58.toMs },
      random,
      { serviceKn: 11.2, shipType: 80, lengthM: 229 },
    ),
  ],
};
