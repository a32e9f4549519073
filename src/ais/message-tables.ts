/**
 * The layouts of all 27 AIS messages as tables (ITU-R M.1371-5 annex 8): decoding and encoding are one loop over them.
 * `u` unsigned, `i` two's complement, `b` one bit as truth, `t` six-bit text, `d` the rest as bits, `x` spare.
 * `na` is the raw value that means "not available": it becomes absent.
 */
export type FieldKind = 'u' | 'i' | 'b' | 't' | 'd' | 'x';

export interface Field {
  readonly name: string;
  /** Width in bits; 0 for the rest of the message (`t` and `d` only). */
  readonly bits: number;
  readonly kind: FieldKind;
  /** The raw number is divided by this. */
  readonly per?: number;
  readonly na?: number;
  readonly unit?: string;
}

const u = (name: string, bits: number, more: Partial<Field> = {}): Field => ({ name, bits, kind: 'u', ...more });
const i = (name: string, bits: number, more: Partial<Field> = {}): Field => ({ name, bits, kind: 'i', ...more });
const b = (name: string): Field => ({ name, bits: 1, kind: 'b' });
const t = (name: string, bits: number): Field => ({ name, bits, kind: 't' });
const d = (name: string, bits = 0): Field => ({ name, bits, kind: 'd' });
const x = (bits: number): Field => ({ name: 'spare', bits, kind: 'x' });

/** Every message begins so. */
export const HEAD: readonly Field[] = [u('type', 6), u('repeat', 2), u('mmsi', 30)];

const speed = u('speedKn', 10, { per: 10, na: 1023, unit: 'kn' });
const course = u('courseDeg', 12, { per: 10, na: 3600, unit: 'deg' });
const heading = u('headingDeg', 9, { na: 511, unit: 'deg' });
const lon = i('lon', 28, { per: 600_000, na: 108_600_000, unit: 'deg' });
const lat = i('lat', 27, { per: 600_000, na: 54_600_000, unit: 'deg' });
const coarse = (name: string, bits: number, naDeg: number): Field =>
  i(name, bits, { per: 600, na: naDeg * 600, unit: 'deg' });
const second = u('second', 6);
const radio = u('radio', 19);
const radioWithSelector = u('radio', 20);
const dimensions: readonly Field[] = [
  u('toBowM', 9, { unit: 'm' }),
  u('toSternM', 9, { unit: 'm' }),
  u('toPortM', 6, { unit: 'm' }),
  u('toStarboardM', 6, { unit: 'm' }),
];
const eta: readonly Field[] = [
  u('month', 4, { na: 0 }),
  u('day', 5, { na: 0 }),
  u('hour', 5, { na: 24 }),
  u('minute', 6, { na: 60 }),
];

const classA: readonly Field[] = [
  u('status', 4, { na: 15 }),
  i('turn', 8, { na: -128 }),
  speed,
  b('accuracy'),
  lon,
  lat,
  course,
  heading,
  second,
  u('maneuver', 2, { na: 0 }),
  x(3),
  b('raim'),
  radio,
];

const utcReport: readonly Field[] = [
  u('year', 14, { na: 0 }),
  ...eta,
  u('second', 6, { na: 60 }),
  b('accuracy'),
  lon,
  lat,
  u('epfd', 4),
  x(10),
  b('raim'),
  radio,
];

const acknowledged = (n: number): Field[] => [u(`mmsi${n}`, 30), u(`sequence${n}`, 2)];
const reserved = (n: number): Field[] => [
  u(`offset${n}`, 12),
  u(`number${n}`, 4),
  u(`timeout${n}`, 3),
  u(`increment${n}`, 11),
];
const corners: readonly Field[] = [
  coarse('neLon', 18, 181),
  coarse('neLat', 17, 91),
  coarse('swLon', 18, 181),
  coarse('swLat', 17, 91),
];

/** Parts that a message may have, chosen by what came before them. */
export interface Layout {
  /** Whether this layout is the one, given the fields so far (head and common part). */
  readonly when?: (fields: Readonly<Record<string, unknown>>, totalBits: number) => boolean;
  readonly fields: readonly Field[];
}

export interface MessageTable {
  readonly name: string;
  /** Allowed total lengths in bits, smallest and largest, fill bits taken off. */
  readonly minBits: number;
  readonly maxBits: number;
  readonly common: readonly Field[];
  /** The first that fits follows the common part; a message may end early at the border of a field. */
  readonly layouts?: readonly Layout[];
}

const is =
  (name: string, value: unknown) =>
  (fields: Readonly<Record<string, unknown>>): boolean =>
    fields[name] === value;
const isAuxiliary = (fields: Readonly<Record<string, unknown>>): boolean =>
  Math.floor(Number(fields.mmsi) / 10_000_000) === 98;

const binaryLayouts = (tail: readonly Field[]): readonly Layout[] =>
  [true, false].flatMap((addressed) =>
    [true, false].map(
      (structured): Layout => ({
        when: (f) => f.addressed === addressed && f.structured === structured,
        fields: [
          ...(addressed ? [u('destMmsi', 30), x(2)] : []),
          ...(structured ? [u('dac', 10), u('fid', 6)] : []),
          d('data'),
          ...tail,
        ],
      }),
    ),
  );

/** By message type. */
export const MESSAGES: Readonly<Record<number, MessageTable>> = {
  1: { name: 'position report, class A', minBits: 168, maxBits: 168, common: classA },
  2: { name: 'position report, class A, assigned', minBits: 168, maxBits: 168, common: classA },
  3: { name: 'position report, class A, interrogated', minBits: 168, maxBits: 168, common: classA },
  4: { name: 'base station report', minBits: 168, maxBits: 168, common: utcReport },
  5: {
    name: 'ship static and voyage data',
    minBits: 420,
    maxBits: 426,
    common: [
      u('aisVersion', 2),
      u('imo', 30, { na: 0 }),
      t('callsign', 42),
      t('name', 120),
      u('shipType', 8, { na: 0 }),
      ...dimensions,
      u('epfd', 4),
      ...eta,
      u('draughtM', 8, { per: 10, na: 0, unit: 'm' }),
      t('destination', 120),
      b('dte'),
      x(1),
    ],
  },
  6: {
    name: 'addressed binary message',
    minBits: 88,
    maxBits: 1008,
    common: [u('sequence', 2), u('destMmsi', 30), b('retransmit'), x(1), u('dac', 10), u('fid', 6), d('data')],
  },
  7: { name: 'binary acknowledge', minBits: 72, maxBits: 168, common: [x(2), ...[1, 2, 3, 4].flatMap(acknowledged)] },
  8: {
    name: 'binary broadcast message',
    minBits: 56,
    maxBits: 1008,
    common: [x(2), u('dac', 10), u('fid', 6), d('data')],
  },
  9: {
    name: 'search and rescue aircraft position',
    minBits: 168,
    maxBits: 168,
    common: [
      u('altitudeM', 12, { na: 4095, unit: 'm' }),
      u('speedKn', 10, { na: 1023, unit: 'kn' }),
      b('accuracy'),
      lon,
      lat,
      course,
      second,
      u('regional', 8),
      b('dte'),
      x(3),
      b('assigned'),
      b('raim'),
      radioWithSelector,
    ],
  },
  10: { name: 'UTC inquiry', minBits: 72, maxBits: 72, common: [x(2), u('destMmsi', 30), x(2)] },
  11: { name: 'UTC response', minBits: 168, maxBits: 168, common: utcReport },
  12: {
    name: 'addressed safety message',
    minBits: 72,
    maxBits: 1008,
    common: [u('sequence', 2), u('destMmsi', 30), b('retransmit'), x(1), t('text', 0)],
  },
  13: { name: 'safety acknowledge', minBits: 72, maxBits: 168, common: [x(2), ...[1, 2, 3, 4].flatMap(acknowledged)] },
  14: { name: 'safety broadcast message', minBits: 40, maxBits: 1008, common: [x(2), t('text', 0)] },
  15: {
    name: 'interrogation',
    minBits: 88,
    maxBits: 168,
    common: [
      x(2),
      u('mmsi1', 30),
      u('type1First', 6),
      u('offset1First', 12),
      x(2),
      u('type1Second', 6),
      u('offset1Second', 12),
      x(2),
      u('mmsi2', 30),
      u('type2First', 6),
      u('offset2First', 12),
      x(2),
    ],
  },
  16: {
    name: 'assigned mode command',
    minBits: 96,
    maxBits: 168,
    common: [x(2), u('mmsi1', 30), u('offset1', 12), u('increment1', 10)],
    layouts: [
      { when: (_, bits) => bits >= 144, fields: [u('mmsi2', 30), u('offset2', 12), u('increment2', 10)] },
      { fields: [x(4)] },
    ],
  },
  17: {
    name: 'GNSS broadcast',
    minBits: 80,
    maxBits: 816,
    common: [x(2), coarse('lon', 18, 181), coarse('lat', 17, 91), x(5), d('data')],
  },
  18: {
    name: 'position report, class B',
    minBits: 168,
    maxBits: 168,
    common: [
      u('reserved', 8),
      speed,
      b('accuracy'),
      lon,
      lat,
      course,
      heading,
      second,
      u('regional', 2),
      b('carrierSense'),
      b('display'),
      b('dsc'),
      b('band'),
      b('message22'),
      b('assigned'),
      b('raim'),
      radioWithSelector,
    ],
  },
  19: {
    name: 'position report, class B, extended',
    minBits: 312,
    maxBits: 318,
    common: [
      u('reserved', 8),
      speed,
      b('accuracy'),
      lon,
      lat,
      course,
      heading,
      second,
      u('regional', 4),
      t('name', 120),
      u('shipType', 8, { na: 0 }),
      ...dimensions,
      u('epfd', 4),
      b('raim'),
      b('dte'),
      b('assigned'),
      x(4),
    ],
  },
  20: { name: 'data link management', minBits: 70, maxBits: 168, common: [x(2), ...[1, 2, 3, 4].flatMap(reserved)] },
  21: {
    name: 'aid to navigation',
    minBits: 270,
    maxBits: 368,
    common: [
      u('aidType', 5),
      t('name', 120),
      b('accuracy'),
      lon,
      lat,
      ...dimensions,
      u('epfd', 4),
      second,
      b('offPosition'),
      u('regional', 8),
      b('raim'),
      b('virtual'),
      b('assigned'),
      x(1),
      t('nameExtension', 0),
    ],
  },
  22: {
    name: 'channel management',
    minBits: 168,
    maxBits: 168,
    common: [
      x(2),
      u('channelA', 12),
      u('channelB', 12),
      u('txrx', 4),
      b('lowPower'),
      d('area', 70),
      b('addressed'),
      b('bandA'),
      b('bandB'),
      u('zoneSize', 3),
      x(23),
    ],
  },
  23: {
    name: 'group assignment',
    minBits: 160,
    maxBits: 168,
    common: [
      x(2),
      ...corners,
      u('stationType', 4),
      u('shipType', 8),
      x(22),
      u('txrx', 2),
      u('interval', 4),
      u('quietMin', 4),
      x(6),
    ],
  },
  24: {
    name: 'static data report',
    minBits: 158,
    maxBits: 168,
    common: [u('part', 2)],
    layouts: [
      { when: is('part', 0), fields: [t('name', 120), x(8)] },
      {
        when: (f) => f.part === 1 && isAuxiliary(f),
        fields: [
          u('shipType', 8, { na: 0 }),
          t('vendor', 18),
          u('model', 4),
          u('serial', 20),
          t('callsign', 42),
          u('mothershipMmsi', 30),
          x(6),
        ],
      },
      {
        when: is('part', 1),
        fields: [
          u('shipType', 8, { na: 0 }),
          t('vendor', 18),
          u('model', 4),
          u('serial', 20),
          t('callsign', 42),
          ...dimensions,
          u('epfd', 4),
          x(2),
        ],
      },
      { fields: [d('data')] },
    ],
  },
  25: {
    name: 'single slot binary message',
    minBits: 40,
    maxBits: 168,
    common: [b('addressed'), b('structured')],
    layouts: binaryLayouts([]),
  },
  26: {
    name: 'multiple slot binary message',
    minBits: 60,
    maxBits: 1064,
    common: [b('addressed'), b('structured')],
    layouts: binaryLayouts([radioWithSelector]),
  },
  27: {
    name: 'long range position report',
    minBits: 96,
    maxBits: 168,
    common: [
      b('accuracy'),
      b('raim'),
      u('status', 4, { na: 15 }),
      coarse('lon', 18, 181),
      coarse('lat', 17, 91),
      u('speedKn', 6, { na: 63, unit: 'kn' }),
      u('courseDeg', 9, { na: 511, unit: 'deg' }),
      b('notCurrent'),
      x(1),
    ],
  },
};

/** The 70 bits of message 22's area, by its addressed flag: two corners, or two addresses. */
export const CHANNEL_AREA = { corners, addresses: [u('dest1Mmsi', 30), x(5), u('dest2Mmsi', 30), x(5)] } as const;
