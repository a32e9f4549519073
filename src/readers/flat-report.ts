/**
 * Objects that hold a position or an identity in plain members: Digitraffic's GeoJSON features, metadata and MQTT messages
 * (https://www.digitraffic.fi/en/marine-traffic/), gpsd's JSON, Global Fishing Watch's segment lines.
 */
import { FLAG_ACCURATE, FLAG_AIRCRAFT, FLAG_CLASS_B, FLAG_LONG_RANGE } from '../ais/position-batch.ts';
import { dimensions, identityText, imoNumber, type Mutable } from './identity-fields.ts';
import { type JsonObject, type JsonReport, numberOf, objectOf } from './json-report.ts';
import { navStatusOf } from './nav-status-table.ts';
import { noPosition } from './position-fields.ts';
import { shipTypeOf } from './ship-type-table.ts';
import { timeOfText } from './time-text.ts';

/** Message types that tell of the sending vessel; the positions in others are of base stations, aids, weather or areas. */
const VESSEL_TYPES: ReadonlySet<number> = new Set([1, 2, 3, 5, 9, 18, 19, 24, 27]);
/** Epochs below this are no epoch: Digitraffic's `timestamp` of a feature is the second of the UTC minute. */
const MIN_EPOCH = 100_000_000;

/** GeoJSON of cables and coasts has features too; a vessel's has an MMSI. */
export function isVesselFeature(feature: JsonObject): boolean {
  return feature.mmsi !== undefined || objectOf(feature.properties)?.mmsi !== undefined;
}

/** A GeoJSON feature: identity and motion in `properties`, `mmsi` there or beside them. */
export function readFeature(feature: JsonObject): JsonReport {
  const geometry = objectOf(feature.geometry);
  const properties = objectOf(feature.properties) ?? {};
  const coordinates = geometry?.type === 'Point' && Array.isArray(geometry.coordinates) ? geometry.coordinates : [];
  const [lon, lat] = coordinates as unknown[];
  return readFlat({ mmsi: feature.mmsi, ...properties, lon, lat });
}

/** The first of the names that has a value. */
const first = (object: JsonObject, ...names: readonly string[]): unknown => {
  for (const name of names) if (object[name] !== undefined && object[name] !== null) return object[name];
  return undefined;
};

export function readFlat(object: JsonObject): JsonReport {
  // gpsd writes the message number as `type`; elsewhere `type` is the ship's.
  const isGpsd =
    object.class === 'AIS' || object.shiptype_text !== undefined || object.tagblock_timestamp !== undefined;
  const type = isGpsd ? numberOf(object.type) : Number.NaN;
  const messageType = type >= 1 && type <= 27 ? Math.floor(type) : 0;
  // gpsd's unscaled positions are in 1/10,000 minute: not what the members are read as here.
  if (object.scaled === false) return { messageType, fault: 'row-malformed' };
  if (messageType > 0 && !VESSEL_TYPES.has(messageType)) return { messageType };
  const mmsi = numberOf(first(object, 'mmsi', 'MMSI', 'ssvid'));
  const time = timeOf(object);
  if (time.isWrong) return { messageType, mmsi, fault: 'time-malformed' };
  const report: Mutable<JsonReport> = { messageType, mmsi, timeMs: time.ms };
  const identity = identityOf(object, isGpsd);
  if (Object.keys(identity).length > 0) report.identity = identity;
  const lonMember = first(object, 'lon', 'longitude', 'LON', 'lng');
  const latMember = first(object, 'lat', 'latitude', 'LAT');
  if (lonMember === undefined || latMember === undefined) {
    if (object.lon === null || object.lat === null) report.fault = 'position-not-available';
    else if (report.identity === undefined && messageType === 0 && !Number.isNaN(mmsi)) report.fault = 'row-malformed';
    return report;
  }
  const motion = { lon: numberOf(lonMember), lat: numberOf(latMember) };
  if (Number.isNaN(motion.lon) || Number.isNaN(motion.lat)) return { messageType, mmsi, fault: 'row-malformed' };
  const isAccurate = first(object, 'posAcc', 'pos_acc', 'accuracy');
  report.position = {
    ...noPosition(),
    ...motion,
    timeMs: time.ms,
    mmsi,
    messageType,
    speedKn: numberOf(first(object, 'sog', 'speed', 'SOG')),
    courseDeg: numberOf(first(object, 'cog', 'course', 'COG')),
    headingDeg: numberOf(first(object, 'heading', 'true_heading', 'HEADING')),
    navStatus: navStatusOf(String(first(object, 'navStat', 'nav_stat', 'nav_status', 'status') ?? '')),
    flags: flagsOf(messageType) | (isAccurate === true || isAccurate === 1 ? FLAG_ACCURATE : 0),
  };
  if (messageType === 27 && report.position.speedKn >= 63) report.position.speedKn = Number.NaN;
  return report;
}

function flagsOf(messageType: number): number {
  if (messageType === 18 || messageType === 19) return FLAG_CLASS_B;
  if (messageType === 27) return FLAG_LONG_RANGE;
  return messageType === 9 ? FLAG_AIRCRAFT : 0;
}

/** The time of the fix; NaN where none is given. A small number is a second of the minute, which says nothing here. */
function timeOf(object: JsonObject): { readonly ms: number; readonly isWrong: boolean } {
  const value = first(object, 'timestampExternal', 'timestamp', 'time', 'time_utc', 'date_time_utc', 'datetime');
  const isSecondOfMinute = typeof value === 'number' && value >= 0 && value < 64;
  if (value === undefined || isSecondOfMinute) return { ms: Number.NaN, isWrong: false };
  if (typeof value === 'number' && value < MIN_EPOCH) return { ms: Number.NaN, isWrong: true };
  const ms = typeof value === 'string' || typeof value === 'number' ? timeOfText(String(value)) : Number.NaN;
  return { ms, isWrong: Number.isNaN(ms) };
}

function identityOf(object: JsonObject, isGpsd: boolean): NonNullable<JsonReport['identity']> {
  const values: Mutable<NonNullable<JsonReport['identity']>> = {};
  const name = identityText(first(object, 'name', 'shipname', 'ship_name'));
  if (name !== undefined) values.name = name;
  const callsign = identityText(first(object, 'callSign', 'callsign', 'call_sign'));
  if (callsign !== undefined) values.callsign = callsign;
  const destination = identityText(object.destination);
  if (destination !== undefined) values.destination = destination;
  const imo = imoNumber(object.imo);
  if (imo !== undefined) values.imo = imo;
  const type = first(object, 'shipType', 'ship_type', 'shiptype') ?? (isGpsd ? undefined : object.type);
  const shipType = typeof type === 'string' || typeof type === 'number' ? shipTypeOf(String(type)) : undefined;
  if (shipType !== undefined) values.shipType = shipType;
  const draught = numberOf(object.draught);
  // gpsd's scaled draught is in metres, Digitraffic's in tenths of one.
  if (draught > 0) values.draughtTenthM = Math.round(isGpsd ? draught * 10 : draught);
  const ends = [
    first(object, 'referencePointA', 'refA', 'to_bow'),
    first(object, 'referencePointB', 'refB', 'to_stern'),
    first(object, 'referencePointC', 'refC', 'to_port'),
    first(object, 'referencePointD', 'refD', 'to_starboard'),
  ].map(numberOf);
  Object.assign(values, dimensions(ends, numberOf(object.length), numberOf(object.width)));
  return values;
}
