/** Comparison with gpsd's unscaled JSON, field by field: what it calls things, and how its values are written. For tests. */
import type { DecodedMessage } from './decode-message.ts';
import { CHANNEL_AREA, type Field, MESSAGES } from './message-tables.ts';

/** gpsd's name to ours, where they differ; `TYPE:name` where only one type does. */
const NAMES: Readonly<Record<string, string>> = {
  speed: 'speedKn',
  course: 'courseDeg',
  heading: 'headingDeg',
  shipname: 'name',
  shiptype: 'shipType',
  ais_version: 'aisVersion',
  to_bow: 'toBowM',
  to_stern: 'toSternM',
  to_port: 'toPortM',
  to_starboard: 'toStarboardM',
  draught: 'draughtM',
  alt: 'altitudeM',
  seqno: 'sequence',
  dest_mmsi: 'destMmsi',
  cs: 'carrierSense',
  msg22: 'message22',
  aid_type: 'aidType',
  off_position: 'offPosition',
  virtual_aid: 'virtual',
  channel_a: 'channelA',
  channel_b: 'channelB',
  power: 'lowPower',
  band_a: 'bandA',
  band_b: 'bandB',
  zonesize: 'zoneSize',
  ne_lon: 'neLon',
  ne_lat: 'neLat',
  sw_lon: 'swLon',
  sw_lat: 'swLat',
  stationtype: 'stationType',
  quiet: 'quietMin',
  vendorid: 'vendor',
  mothership_mmsi: 'mothershipMmsi',
  type1_1: 'type1First',
  offset1_1: 'offset1First',
  type1_2: 'type1Second',
  offset1_2: 'offset1Second',
  type2_1: 'type2First',
  offset2_1: 'offset2First',
  dest1: 'dest1Mmsi',
  dest2: 'dest2Mmsi',
  app_id: 'appId',
  '21:name': 'name',
  '16:mmsi1': 'mmsi1',
};

/** Not compared, with the reason. */
export const NOT_COMPARED: Readonly<Record<string, string>> = {
  class: 'says that it is AIS',
  device: 'where gpsd read it',
  scaled: 'always false here',
  status_text: 'words for a number',
  shiptype_text: 'words for a number',
  epfd_text: 'words for a number',
  aid_type_text: 'words for a number',
  stationtype_text: 'words for a number',
  gnss: 'our field is its opposite, compared apart',
};

export interface FieldComparison {
  readonly field: string;
  readonly expected: unknown;
  readonly ours: unknown;
  readonly isEqual: boolean;
}

const fieldsOf = (type: number): Field[] => {
  const table = MESSAGES[type]!;
  return [
    ...table.common,
    ...(table.layouts ?? []).flatMap((l) => l.fields),
    ...CHANNEL_AREA.corners,
    ...CHANNEL_AREA.addresses,
  ];
};

/** Our value as the number on the wire. */
function raw(type: number, name: string, value: unknown): unknown {
  const field = fieldsOf(type).find((f) => f.name === name);
  if (value === undefined) return field?.na ?? (field?.kind === 't' ? '' : undefined);
  if (typeof value !== 'number') return value;
  return Math.round(value * (field?.per ?? 1));
}

const two = (n: unknown, absent: number): string => String(n ?? absent).padStart(2, '0');

/** gpsd writes bits as count and hexadecimal digits, the last one padded on its right. */
function hexBits(bits: string): string {
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '0');
  let hex = '';
  for (let i = 0; i < padded.length; i += 4) hex += Number.parseInt(padded.slice(i, i + 4), 2).toString(16);
  return `${bits.length}:${hex}`;
}

/** Of messages with application content only what every such message has is compared: the content is not ours to decode. */
const COMMON_OF_BINARY = new Set([
  'type',
  'repeat',
  'mmsi',
  'seqno',
  'dest_mmsi',
  'retransmit',
  'dac',
  'fid',
  'data',
  'addressed',
  'structured',
]);
const isBinary = (type: number): boolean => type === 6 || type === 8 || type === 25 || type === 26;

/** All fields of one gpsd object against our message; unknown fields of application messages are left out and listed. */
export function compareWithGpsd(
  expected: Readonly<Record<string, unknown>>,
  m: DecodedMessage,
): { compared: FieldComparison[]; left: string[] } {
  const compared: FieldComparison[] = [];
  const left: string[] = [];
  const known = new Set([...fieldsOf(m.type).map((f) => f.name), 'type', 'repeat', 'mmsi']);
  for (const [field, value] of Object.entries(expected)) {
    if (field in NOT_COMPARED) continue;
    if (isBinary(m.type) && !COMMON_OF_BINARY.has(field)) {
      left.push(field);
      continue;
    }
    let ours: unknown;
    const name = NAMES[`${m.type}:${field}`] ?? NAMES[field] ?? field;
    if (field === 'eta') ours = `${two(m.month, 0)}-${two(m.day, 0)}T${two(m.hour, 24)}:${two(m.minute, 60)}Z`;
    else if (field === 'timestamp')
      ours = `${String(m.year ?? 0).padStart(4, '0')}-${two(m.month, 0)}-${two(m.day, 0)}T${two(m.hour, 24)}:${two(m.minute, 60)}:${two(m.second, 60)}Z`;
    else if (field === 'data' && typeof m.data === 'string') ours = hexBits(m.data);
    else if (field === 'name' && m.type === 21) ours = `${m.name ?? ''}${m.nameExtension ?? ''}`;
    else if (known.has(name)) ours = raw(m.type, name, m[name]);
    else {
      left.push(field);
      continue;
    }
    const isEqual =
      ours === value ||
      (typeof value === 'boolean' ? ours === value : typeof ours === 'boolean' && Number(ours) === value);
    compared.push({ field, expected: value, ours, isEqual });
  }
  return { compared, left };
}
