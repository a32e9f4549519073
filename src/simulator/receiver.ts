/**
 * What shore stations hear of a fleet: range, loss, noise and quantisation of AIS, its reporting intervals thinned to one
 * report a vessel and minute as national feeds do, duplicates where stations overlap, and now and then a broken sentence.
 */
import { encodeMessage, type FieldValues } from '../ais/encode-message.ts';
import { aivdmSentences } from '../ais/encode-sentence.ts';
import { distanceM } from '../geo/local-plane.ts';
import { MINUTE_MS } from '../geo/units.ts';
import type { SeededRandom } from '../lib/seeded-random.ts';
import type { Motion } from './mover.ts';
import type { SimulatedShip, Station } from './scenario.ts';

export interface ReceiverOptions {
  readonly stations: readonly Station[];
  readonly thinningS: number;
  readonly marker: string;
}

export interface HeardLine {
  /** Receive time in ms, by which lines are ordered. */
  readonly receivedMs: number;
  readonly line: string;
}

/** 10 m where the accuracy bit is set (ITU-R M.1371): one sigma about half of that. */
const POSITION_SIGMA_M = 5;
/** ITU-R M.1371-5 table 1: at anchor or moored and below 3 kn a report each three minutes; class B below 2 kn too. */
const SLOW_INTERVAL_MS = 3 * MINUTE_MS;
const STATIC_INTERVAL_MS = 6 * MINUTE_MS;
const LOSS = 0.02;
const DUPLICATE = 0.02;
const BROKEN = 1 / 2500;

/** All that is heard of one ship, in order of its sending. */
export function* hear(
  ship: SimulatedShip,
  mmsi: number,
  name: string,
  options: ReceiverOptions,
  random: SeededRandom,
): Generator<HeardLine> {
  const { mover } = ship;
  let nextStaticMs = mover.fromMs + random.between(0, STATIC_INTERVAL_MS);
  let sequence = random.integer(0, 9);
  for (let timeMs = mover.fromMs + random.between(0, options.thinningS * 1000); timeMs < mover.toMs; ) {
    const motion = mover.at(timeMs);
    const isSlow =
      motion.speedKn < (ship.isClassB === true ? 2 : 3) &&
      (ship.isClassB === true || motion.navStatus === 1 || motion.navStatus === 5);
    const heardBy = options.stations.filter((s) => isHeard(s, motion, timeMs, random));
    if (heardBy.length > 0) {
      const messages = [position(ship, mmsi, motion, timeMs, random)];
      if (timeMs >= nextStaticMs) {
        messages.push(...identities(ship, mmsi, name));
        nextStaticMs += STATIC_INTERVAL_MS;
      }
      for (const [type, fields] of messages) {
        sequence = (sequence + 1) % 10;
        yield* sentences(
          type,
          fields,
          timeMs,
          sequence,
          options,
          heardBy.length > 1 && random.next() < DUPLICATE,
          random,
        );
      }
    }
    timeMs += isSlow
      ? SLOW_INTERVAL_MS + random.between(-2000, 2000)
      : options.thinningS * 1000 + random.between(-4000, 4000);
  }
}

/** Sure within two thirds of the range, then ever less. */
function isHeard(station: Station, motion: Motion, timeMs: number, random: SeededRandom): boolean {
  const { silent } = station;
  if (silent !== undefined && timeMs >= silent.fromMs && timeMs < silent.toMs) return false;
  const reach = distanceM(...station.position, motion.lon, motion.lat) / station.rangeM;
  if (reach > 1) return false;
  const chance = reach < 0.67 ? 1 : (1 - reach) / 0.33;
  return random.next() < chance * (1 - LOSS);
}

function position(
  ship: SimulatedShip,
  mmsi: number,
  motion: Motion,
  timeMs: number,
  random: SeededRandom,
): [number, FieldValues] {
  const noise = (): number => (random.normal() * POSITION_SIGMA_M) / 111_320;
  const common = {
    mmsi,
    accuracy: true,
    lon: motion.lon + noise() / Math.cos((motion.lat * Math.PI) / 180),
    lat: motion.lat + noise(),
    speedKn: Math.max(0, Math.round((motion.speedKn + 0.05 * random.normal()) * 10) / 10),
    courseDeg:
      (Math.round((motion.courseDeg + (motion.speedKn < 0.5 ? 40 : 0.6) * random.normal() + 720) * 10) / 10) % 360,
    headingDeg: Math.round(motion.headingDeg + 0.5 * random.normal() + 360) % 360,
    second: Math.floor(timeMs / 1000) % 60,
    raim: false,
  };
  if (ship.isClassB === true)
    return [
      18,
      {
        ...common,
        carrierSense: true,
        display: false,
        dsc: true,
        band: true,
        message22: true,
        assigned: false,
        radio: 393222,
      },
    ];
  return [1, { ...common, status: motion.navStatus, turn: 0, maneuver: undefined, radio: 0 }];
}

function identities(ship: SimulatedShip, mmsi: number, name: string): [number, FieldValues][] {
  const bow = Math.round(ship.lengthM * 0.85);
  const dims = {
    toBowM: bow,
    toSternM: ship.lengthM - bow,
    toPortM: Math.floor(ship.beamM / 2),
    toStarboardM: Math.ceil(ship.beamM / 2),
  };
  if (ship.isClassB === true)
    return [
      [24, { mmsi, part: 0, name }],
      [
        24,
        {
          mmsi,
          part: 1,
          shipType: ship.shipType,
          vendor: 'SIM',
          model: 0,
          serial: 0,
          callsign: ship.callsign ?? '',
          ...dims,
          epfd: 1,
        },
      ],
    ];
  return [
    [
      5,
      {
        mmsi,
        aisVersion: 2,
        imo: ship.imo,
        callsign: ship.callsign ?? '',
        name,
        shipType: ship.shipType,
        ...dims,
        epfd: 1,
        draughtM: ship.draughtM,
        destination: ship.destination,
        dte: false,
      },
    ],
  ];
}

function* sentences(
  type: number,
  fields: FieldValues,
  timeMs: number,
  sequence: number,
  options: ReceiverOptions,
  isDoubled: boolean,
  random: SeededRandom,
): Generator<HeardLine> {
  const message = encodeMessage(type, fields);
  for (let copy = 0; copy <= (isDoubled ? 1 : 0); copy++) {
    const receivedMs = timeMs + random.between(50, 900) + copy * random.between(200, 1500);
    const tag = `s:${options.marker},c:${Math.floor(receivedMs / 1000)}`;
    const lines = aivdmSentences(message, {
      channel: random.next() < 0.5 ? 'A' : 'B',
      sequence: (sequence + copy * 5) % 10,
      tag,
    });
    for (const line of lines) yield { receivedMs, line: random.next() < BROKEN ? broken(line, random) : line };
  }
}

/** One character of the payload changed on the way: its checksum no longer fits. */
function broken(line: string, random: SeededRandom): string {
  const at = line.lastIndexOf(',') - 1 - random.integer(0, 10);
  const other = line[at] === '0' ? '1' : '0';
  return line.slice(0, at) + other + line.slice(at + 1);
}
