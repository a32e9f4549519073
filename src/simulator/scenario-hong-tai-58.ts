/**
 * Hong Tai 58 and the cable Taiwan-Penghu No. 3 (TPKM-3), 24 February 2025. The ship lay from 22 February with six shackles
 * of chain out in a no-anchoring zone off Beimen, Tainan; the anchor did not hold and the ship drifted in a zig-zag
 * (vesseltracker.com, taipeitimes.com 2025-03-02). Its exact way was not published: it is drawn within what is known.
 */
import type { LonLat } from '../geo/position.ts';
import { HOUR_MS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { anchoredShip, type Day, driftingShip, ferry, laneShip, nameMaker, trawler } from './ordinary-traffic.ts';
import { PhasesMover } from './phases-mover.ts';
import { RouteMover } from './route-mover.ts';
import type { Scenario, SimulatedShip } from './scenario.ts';
import { WanderMover } from './wander-mover.ts';

const at = (hour: number, minute: number): number => Date.UTC(2025, 1, 24, hour, minute);
const DAY: Day = { fromMs: at(0, 0), toMs: at(24, 0) };

/** Published: about 5 nm off Beimen, 6 nm north-west of Jiangjun fishing port. Estimated from that to about a mile. */
const CENTRE: LonLat = [120.01, 23.28];

const COAST_NORTH: readonly LonLat[] = [
  [120.12, 22.45],
  [119.98, 22.85],
  [119.86, 23.2],
  [119.9, 23.6],
  [120.1, 24.05],
  [120.35, 24.4],
  [120.6, 24.75],
];
const COAST_SOUTH: readonly LonLat[] = [
  [120.5, 24.8],
  [120.25, 24.45],
  [119.98, 24.08],
  [119.78, 23.62],
  [119.74, 23.2],
  [119.85, 22.82],
  [120.0, 22.42],
];
const STRAIT_NORTH: readonly LonLat[] = [
  [118.9, 22.5],
  [119.15, 23.0],
  [119.3, 23.3],
  [119.35, 23.9],
  [119.7, 24.5],
  [120.0, 24.9],
];
const STRAIT_SOUTH: readonly LonLat[] = [
  [119.8, 24.95],
  [119.45, 24.5],
  [119.1, 23.9],
  [119.0, 23.3],
  [118.8, 22.9],
  [118.6, 22.5],
];
const BUDAI_MAGONG: readonly LonLat[] = [
  [120.13, 23.375],
  [120.08, 23.385],
  [119.75, 23.49],
  [119.62, 23.545],
  [119.575, 23.56],
];
const KAOHSIUNG_MAGONG: readonly LonLat[] = [
  [120.25, 22.61],
  [120.18, 22.68],
  [119.85, 23.15],
  [119.62, 23.48],
  [119.575, 23.555],
];

function hongTai(random: SeededRandom): SimulatedShip['mover'] {
  const zigzag = new WanderMover(
    {
      fromMs: DAY.fromMs,
      toMs: at(20, 10),
      centre: CENTRE,
      radiusM: 2600,
      speedKn: [0.5, 1.7],
      crabDeg: [45, 100],
      navStatus: 0,
      // At the moment of the fault over the cable: the drawn route passes here.
      through: [
        { atMs: at(18, 20), position: [120.022, 23.268] },
        { atMs: at(19, 0), position: [120.01, 23.28] },
        { atMs: at(19, 40), position: [120.0, 23.292] },
      ],
    },
    random,
  );
  const end = zigzag.at(at(20, 9));
  const toAnping: readonly LonLat[] = [
    [end.lon, end.lat],
    [120.03, 23.2],
    [120.08, 23.03],
    [120.14, 22.97],
  ];
  return new PhasesMover([
    zigzag,
    new RouteMover(
      {
        route: toAnping,
        fromMs: at(20, 10),
        toMs: DAY.toMs,
        orders: [
          { atMs: at(20, 10), speedKn: 1, tauMin: 8 },
          { atMs: at(20, 15), speedKn: 7.5, tauMin: 8 },
        ],
      },
      random,
    ),
  ]);
}

function decoys(random: SeededRandom): SimulatedShip[] {
  return [
    anchoredShip('QUIET HARBOUR', [120.21, 22.585], DAY, random, {
      lengthM: 96,
      shipType: 70,
      truth: {
        role: 'decoy',
        behaviour: 'at anchor off Kaohsiung, holding',
        why: 'An anchorage, and its swing circle does not move.',
        drags: [],
      },
    }),
    anchoredShip('PATIENT HERON', [120.03, 23.36], DAY, random, {
      lengthM: 82,
      shipType: 70,
      truth: {
        role: 'decoy',
        behaviour: 'at anchor on the coast near the cables, holding',
        why: 'Its swing circle stays where it is: an anchor that holds.',
        drags: [],
      },
    }),
    {
      ...trawler('LUCKY NET 18', [119.86, 23.33], DAY, random),
      truth: {
        role: 'decoy',
        behaviour: 'trawls near the cable',
        why: 'A fishing vessel on its ground, at trawling speed with reversals.',
        drags: [],
      },
    },
    laneShip('GENTLE SLOPE', COAST_NORTH, at(2, 0), DAY, random, {
      serviceKn: 11.8,
      shipType: 70,
      lengthM: 118,
      orders: (kn) => [
        { atMs: at(4, 40), speedKn: kn * 0.76, tauMin: 4, rampMin: 26 },
        { atMs: at(6, 30), speedKn: kn, tauMin: 4, rampMin: 15 },
      ],
      truth: {
        role: 'decoy',
        behaviour: 'slows by a quarter over half an hour to meet its arrival time',
        why: 'An engine order in steps.',
        drags: [],
      },
    }),
  ];
}

function traffic(random: SeededRandom): SimulatedShip[] {
  const name = nameMaker(random);
  const ships: SimulatedShip[] = [];
  for (const [lane, n] of [
    [COAST_NORTH, 9],
    [COAST_SOUTH, 9],
    [STRAIT_NORTH, 6],
    [STRAIT_SOUTH, 6],
  ] as const)
    for (let i = 0; i < n; i++)
      ships.push(
        laneShip(
          name(),
          lane,
          DAY.fromMs - 9 * HOUR_MS + (i * 32 * HOUR_MS) / n + random.between(0, HOUR_MS),
          DAY,
          random,
        ),
      );
  ships.push(
    ferry('ISLAND SWALLOW', BUDAI_MAGONG, at(0, 30), 21, DAY, random),
    ferry('ISLAND TERN', KAOHSIUNG_MAGONG, at(1, 0), 18, DAY, random),
  );
  const anchors: readonly LonLat[] = [
    [120.19, 22.56],
    [120.22, 22.61],
    [120.17, 22.63],
    [120.05, 23.8],
    [120.08, 23.77],
    [120.36, 24.3],
    [120.4, 24.27],
  ];
  for (const anchor of anchors) ships.push(anchoredShip(name(), anchor, DAY, random));
  const grounds: readonly LonLat[] = [
    [119.95, 23.05],
    [119.7, 23.3],
    [119.95, 23.48],
    [120.05, 23.18],
    [119.4, 23.7],
    [120.0, 24.2],
  ];
  for (const [i, ground] of grounds.entries())
    ships.push(trawler(`FISHER ${101 + i}`, ground, DAY, random, i % 2 === 0));
  ships.push(driftingShip('SOUTHERN LULL', [119.2, 22.7], 4000, DAY, random));
  return ships;
}

export const HONG_TAI_58: Scenario = {
  id: 'hong-tai-58',
  title: 'Taiwan Strait, 24 February 2025: Hong Tai 58',
  what: 'A reconstruction, from published facts, of the day on which the cargo ship Hong Tai 58, its anchor not holding in a no-anchoring zone, cut the cable Taiwan-Penghu No. 3.',
  outcome: 'The captain was convicted by the Tainan District Court on 12 June 2025 and sentenced to three years.',
  firstMmsi: 290_100_001,
  fromMs: DAY.fromMs,
  toMs: DAY.toMs,
  stations: [
    { name: 'Kaohsiung', position: [120.27, 22.62], rangeM: 85_000 },
    { name: 'Jiangjun', position: [120.07, 23.21], rangeM: 85_000 },
    { name: 'Magong', position: [119.57, 23.56], rangeM: 85_000 },
    { name: 'Mailiao', position: [120.16, 23.79], rangeM: 80_000 },
    { name: 'Taichung', position: [120.5, 24.29], rangeM: 85_000 },
  ],
  faults: [
    {
      assetId: 'tpkm-3',
      atMs: at(19, 0),
      ship: 'HONG TAI 58 SIM',
      source: 'Chunghwa Telecom: cut reported at 03:00 Taiwan time, 25 February',
    },
  ],
  sources: [
    {
      fact: 'in the no-anchoring zone from 22 February 21:30 Taiwan time; six shackles, about 160 m, of chain out; the anchor did not set; zig-zag drift; cut reported 19:00 UTC on 24 February; coast guard on the scene 18:30 UTC',
      url: 'https://www.vesseltracker.com/en/Ships/Hongtai58-I3407827.html',
      kind: 'stated',
    },
    {
      fact: 'flag Togo, hull name Hong Tai 168, a second MMSI',
      url: 'https://www.taipeitimes.com/News/front/archives/2025/03/02/2003832732',
      kind: 'stated',
    },
    {
      fact: 'centre of the drift 23.28 N 120.01 E, to about a mile',
      url: 'https://www.vesseltracker.com/en/Ships/Hongtai58-I3407827.html',
      kind: 'estimate',
    },
    {
      fact: 'speed of 0.5 to 1.7 kn, turns of the zig-zag, heading against course, navigational status, way to Anping afterwards',
      url: 'https://www.taipeitimes.com/News/front/archives/2025/03/02/2003832732',
      kind: 'estimate',
    },
  ],
  ships: (random) => [
    {
      name: 'HONG TAI 58 SIM',
      realMmsi: 671756000,
      realName: 'HONG TAI 58',
      callsign: 'SIM2',
      shipType: 70,
      lengthM: 90,
      beamM: 14,
      draughtM: 5.2,
      destination: 'BUSAN',
      flag: 'TG',
      mover: hongTai(random.fork('hong-tai')),
      truth: {
        role: 'culprit',
        behaviour: 'anchored drag in a no-anchoring zone',
        drags: [{ fromAt: '2025-02-24T00:00:00Z', toAt: '2025-02-24T20:10:00Z' }],
      },
    },
    ...decoys(random.fork('decoys')),
    ...traffic(random.fork('traffic')),
  ],
};
