/**
 * Eagle S and Estlink 2, 25 December 2024. Times and speeds after the police's account of the pre-trial investigation
 * (mtvuutiset.fi 9210012, 9215760; demokraatti.fi 2025-08-25; err.ee 1609779405); what is computed or guessed says so.
 */
import type { LonLat } from '../geo/position.ts';
import { HOUR_MS, MINUTE_MS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import { EAST, HELSINKI_TALLINN, WEST } from './gulf-lanes.ts';
import { anchoredShip, type Day, driftingShip, ferry, laneShip, nameMaker, trawler } from './ordinary-traffic.ts';
import { RouteMover } from './route-mover.ts';
import type { Scenario, SimulatedShip } from './scenario.ts';

const at = (hour: number, minute: number): number => Date.UTC(2024, 11, 25, hour, minute);
const DAY: Day = { fromMs: at(0, 0), toMs: at(24, 0) };

const UST_LUGA_WEST: readonly LonLat[] = [
  [28.3, 59.79],
  [27.7, 59.86],
  [27.0, 59.9],
  [26.41, 59.885],
  [25.9, 59.865],
  [25.4, 59.855],
  [25.0, 59.86],
  [24.75, 59.865],
  [24.4, 59.85],
  [24.0, 59.8],
];
const ESTLINK_2: LonLat = [26.41, 59.885];

function eagleS(random: SeededRandom): SimulatedShip['mover'] {
  // The fall begins some fourteen minutes before the cable: tau of a laden 229 m ship gives 9.3 kn at 10:23 and 9.2 at 10:26.
  return new RouteMover(
    {
      route: UST_LUGA_WEST,
      fromMs: at(5, 20),
      toMs: DAY.toMs,
      passes: { atMs: at(10, 26), position: ESTLINK_2 },
      orders: [
        { atMs: at(5, 20), speedKn: 12.1, tauMin: 5 },
        { atMs: at(10, 12), speedKn: 9.05, tauMin: 4.5 },
        { atMs: at(10, 40), speedKn: 8.5, tauMin: 6 },
        { atMs: at(11, 2), speedKn: 6.1, tauMin: 12 },
        { atMs: at(11, 49), speedKn: 0.4, tauMin: 5 },
        { atMs: at(12, 55), speedKn: 7.6, tauMin: 4 },
        { atMs: at(13, 30), speedKn: 9.6, tauMin: 15 },
        { atMs: at(14, 20), speedKn: 10.6, tauMin: 15 },
        { atMs: at(16, 50), speedKn: 0.2, tauMin: 8 },
      ],
      leewayDeg: [
        { fromMs: at(0, 0), deg: 0.5 },
        { fromMs: at(10, 14), deg: 4.5 },
        { fromMs: at(16, 55), deg: 1 },
      ],
      noiseSd: 0.012,
    },
    random,
  );
}

function decoys(random: SeededRandom): SimulatedShip[] {
  const calm = random.fork('decoys');
  const earlier = new RouteMover(
    {
      route: UST_LUGA_WEST,
      fromMs: at(4, 40),
      toMs: DAY.toMs,
      passes: { atMs: at(10, 18), position: ESTLINK_2 },
      orders: [{ atMs: at(4, 40), speedKn: 11.4, tauMin: 5 }],
      noiseSd: 0.012,
      offsetM: 500,
    },
    calm,
  );
  return [
    {
      name: 'PAPER LANTERN',
      shipType: 70,
      lengthM: 168,
      beamM: 27,
      draughtM: 8.9,
      destination: 'FOR ORDERS',
      flag: 'HK',
      mover: earlier,
      truth: {
        role: 'decoy',
        behaviour: 'crossed Estlink 2 eight minutes earlier',
        why: 'No change of speed. The real ship was suspected at first and cleared.',
        drags: [],
      },
    },
    driftingShip('SLOW RIVER', [26.6, 59.79], 2600, DAY, calm, {
      truth: {
        role: 'decoy',
        behaviour: 'drifts for hours south of the lanes, near Estlink 2, waiting for its port',
        why: 'A tanker that waits: the coast guard knew of it. At most a note in the drawer.',
        drags: [],
      },
    }),
    laneShip('SUNDAY PASSAGE', WEST, at(3, 30), DAY, calm, {
      serviceKn: 12.6,
      lengthM: 142,
      shipType: 70,
      orders: (kn) => [
        { atMs: at(9, 5), speedKn: kn * 0.74, tauMin: 4, rampMin: 28 },
        { atMs: at(10, 55), speedKn: kn, tauMin: 4, rampMin: 20 },
      ],
      truth: {
        role: 'decoy',
        behaviour: 'slows by a quarter over half an hour to meet its arrival time',
        why: 'An engine order in steps: the ramp is far longer than an anchor needs.',
        drags: [],
      },
    }),
    laneShip('TURNING TIDE', EAST, at(5, 10), DAY, calm, {
      serviceKn: 13.4,
      lengthM: 155,
      shipType: 70,
      orders: (kn) => [
        { atMs: at(12, 30), speedKn: 6.2, tauMin: 5 },
        { atMs: at(12, 47), speedKn: kn, tauMin: 5 },
      ],
      truth: {
        role: 'decoy',
        behaviour: 'slows to 6 kn for a quarter of an hour for a pilot',
        why: 'Short, and it comes back to its pace.',
        drags: [],
      },
    }),
  ];
}

function traffic(random: SeededRandom): SimulatedShip[] {
  const name = nameMaker(random);
  const ships: SimulatedShip[] = [];
  for (let i = 0; i < 13; i++)
    ships.push(
      laneShip(name(), WEST, DAY.fromMs - 8 * HOUR_MS + i * 2.2 * HOUR_MS + random.between(0, HOUR_MS), DAY, random),
    );
  for (let i = 0; i < 12; i++)
    ships.push(
      laneShip(name(), EAST, DAY.fromMs - 8 * HOUR_MS + i * 2.4 * HOUR_MS + random.between(0, HOUR_MS), DAY, random),
    );
  for (let i = 0; i < 4; i++) ships.push(laneShip(name(), UST_LUGA_WEST, at(1, 0) + i * 5 * HOUR_MS, DAY, random));
  for (let i = 0; i < 4; i++)
    ships.push(
      ferry(
        `MORNING STAR ${i + 1}`,
        HELSINKI_TALLINN,
        DAY.fromMs - (i * 85 + 40) * MINUTE_MS,
        random.between(17, 25),
        DAY,
        random,
      ),
    );
  const waiting: readonly LonLat[] = [
    [24.62, 59.52],
    [24.55, 59.5],
    [24.68, 59.5],
    [27.78, 59.47],
    [27.9, 59.5],
    [28.15, 59.72],
    [28.22, 59.7],
    [25.25, 60.08],
    [28.3, 59.68],
  ];
  for (const anchor of waiting) ships.push(anchoredShip(name(), anchor, DAY, random));
  ships.push(
    trawler(name(), [23.1, 59.62], DAY, random),
    trawler(name(), [25.9, 59.68], DAY, random),
    trawler(name(), [22.6, 59.2], DAY, random, true),
  );
  return ships;
}

export const EAGLE_S: Scenario = {
  id: 'eagle-s',
  title: 'Gulf of Finland, 25 December 2024: Eagle S',
  what: 'A reconstruction, from published facts, of the day on which the tanker Eagle S dragged its anchor over Estlink 2 and four telecom cables.',
  outcome:
    "Helsinki District Court dismissed the case against the captain and two mates in October 2025 for lack of jurisdiction; the owners' liability was not decided there.",
  firstMmsi: 290_000_001,
  fromMs: DAY.fromMs,
  toMs: DAY.toMs,
  stations: [
    { name: 'Helsinki', position: [24.95, 60.15], rangeM: 80_000 },
    { name: 'Porkkala', position: [24.4, 59.98], rangeM: 75_000 },
    { name: 'Kotka', position: [26.95, 60.45], rangeM: 80_000 },
    { name: 'Hanko', position: [22.97, 59.82], rangeM: 80_000 },
    { name: 'Naissaar', position: [24.5, 59.58], rangeM: 75_000 },
    { name: 'Kunda', position: [26.53, 59.52], rangeM: 75_000 },
    { name: 'Sillamae', position: [27.75, 59.42], rangeM: 75_000 },
    { name: 'Ristna', position: [22.06, 58.94], rangeM: 75_000 },
  ],
  faults: [
    {
      assetId: 'estlink-2',
      atMs: at(10, 26),
      ship: 'EAGLE S SIM',
      source: 'Fingrid: trip of 658 MW at 12:26 local time',
    },
    { assetId: 'telecom-1', atMs: at(16, 4), ship: 'EAGLE S SIM', source: 'police: first of four telecom cables' },
    { assetId: 'telecom-4', atMs: at(16, 44), ship: 'EAGLE S SIM', source: 'police: last of four telecom cables' },
  ],
  sources: [
    {
      fact: 'enters the Finnish zone 10:23 UTC at 9.3 to 9.1 kn; over Estlink 2 10:25 to 10:27 at 9.3 to 8.8 kn; engine stopped 11:49; four cables 16:04 to 16:44; chain hove up about 16:50',
      url: 'https://www.mtvuutiset.fi/artikkeli/nain-tapahtumat-etenivat-eagle-s-lla-hetki-hetkelta/9210012',
      kind: 'stated',
    },
    {
      fact: '8.5 kn at 11:00, 6.3 kn at 11:35, 7.5 kn at about 13:05',
      url: 'https://eadaily.com/en/ampnews/2024/12/26/a-tanker-with-russian-oil-got-stuck-in-finnish-waters-due-to-a-power-cable-rupture',
      kind: 'stated',
    },
    {
      fact: 'slowed by a quarter a few minutes before the cable',
      url: 'https://www.verkkouutiset.fi/a/tama-suomen-ja-viron-valisen-sahkoyhteyden-katkeamisesta-tiedetaan-nyt/',
      kind: 'stated',
    },
    {
      fact: 'pace of 12.1 kn before: 9.1 kn over 0.75',
      url: 'https://www.verkkouutiset.fi/a/tama-suomen-ja-viron-valisen-sahkoyhteyden-katkeamisesta-tiedetaan-nyt/',
      kind: 'computed',
    },
    {
      fact: 'the anchor reached the seabed between 10:12 and 10:23; way from Ust-Luga; speeds between 13:30 and 16:00 (needed to cover the distance); heading held 4 degrees off the course',
      url: 'https://gcaptain.com/baltic-sea-cable-probe-finnish-investigators-suspect-shadow-tanker-eagle-s-dragged-anchor-for-60-miles',
      kind: 'estimate',
    },
  ],
  ships: (random) => [
    {
      name: 'EAGLE S SIM',
      realMmsi: 518998865,
      realName: 'EAGLE S',
      imo: 9329760,
      callsign: 'SIM1',
      shipType: 80,
      lengthM: 229,
      beamM: 33,
      draughtM: 12.9,
      destination: 'PORT SAID',
      flag: 'CK',
      mover: eagleS(random.fork('eagle-s')),
      truth: {
        role: 'culprit',
        behaviour: 'under-way drag',
        drags: [{ fromAt: '2024-12-25T10:12:00Z', toAt: '2024-12-25T16:50:00Z' }],
      },
    },
    ...decoys(random.fork('decoys')),
    ...traffic(random.fork('traffic')),
  ],
};
