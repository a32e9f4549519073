/** Which column of a CSV holds what: the user's own map, as `--columns mmsi=MMSI,lat=LAT,lon=LON,time=TIME` writes it. */
import { MerivahtError } from '../contract/errors.ts';

/** What a column can hold, with what it means. */
export const FIELDS = {
  mmsi: 'the nine-digit identity; needed',
  time: 'ISO 8601, DD/MM/YYYY HH:MM:SS, or epoch in seconds or ms; UTC unless it says otherwise',
  lat: 'latitude, degrees north; needed',
  lon: 'longitude, degrees east; needed',
  sog: 'speed over ground, knots',
  sogTenth: 'speed over ground, tenths of a knot',
  cog: 'course over ground, degrees',
  heading: 'true heading, degrees',
  navStatus: 'navigational status, number or words',
  accurate: 'position accuracy: 1 or true is better than 10 m',
  mobileType: 'Class A, Class B, Base Station, AtoN, ...',
  messageType: 'AIS message number',
  name: 'name of the vessel',
  callsign: 'radio call sign',
  imo: 'IMO number, with or without the letters',
  shipType: 'ship type, number or words',
  toBow: 'metres from the antenna to the bow',
  toStern: 'metres from the antenna to the stern',
  toPort: 'metres from the antenna to port',
  toStarboard: 'metres from the antenna to starboard',
  length: 'length, metres',
  width: 'width, metres',
  draught: 'draught, metres',
  draughtTenth: 'draught, tenths of a metre',
  destination: 'destination',
} as const satisfies Record<string, string>;

export type Field = keyof typeof FIELDS;

/** Field to the name of its column, as the user wrote it. */
export type ColumnMap = ReadonlyMap<Field, string>;

const NEEDED: readonly Field[] = ['mmsi', 'lat', 'lon'];
const MAX_TEXT = 4096;

const isField = (name: string): name is Field => Object.hasOwn(FIELDS, name);
const invalid = (what: string): MerivahtError => new MerivahtError('MV-COLUMNS-INVALID', what);

/** Reads `field=column` pairs separated by commas. MV-COLUMNS-INVALID says which pair is wrong and what is allowed. */
export function parseColumnMap(text: string): ColumnMap {
  if (text.length > MAX_TEXT) throw invalid(`the column map is longer than ${MAX_TEXT} characters`);
  const map = new Map<Field, string>();
  for (const pair of text.split(',')) {
    const equals = pair.indexOf('=');
    const field = pair.slice(0, Math.max(0, equals)).trim();
    const column = pair.slice(equals + 1).trim();
    if (equals < 0 || field === '' || column === '') throw invalid(`"${pair.trim()}" is no field=column pair`);
    if (!isField(field)) throw invalid(`there is no field "${field}"; fields are ${Object.keys(FIELDS).join(', ')}`);
    if (map.has(field)) throw invalid(`field "${field}" is given twice`);
    map.set(field, column);
  }
  const missing = NEEDED.filter((field) => !map.has(field));
  if (missing.length > 0) throw invalid(`the map does not say which column is ${missing.join(', ')}`);
  return map;
}
