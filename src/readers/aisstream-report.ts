/** Messages of aisstream.io, with its envelope (type, metadata with a time) or bare: https://aisstream.io/documentation */
import { FLAG_ACCURATE, FLAG_AIRCRAFT, FLAG_CLASS_B, FLAG_LONG_RANGE } from '../ais/position-batch.ts';
import { dimensions, identityText, imoNumber, type Mutable } from './identity-fields.ts';
import { type JsonObject, type JsonReport, numberOf, objectOf } from './json-report.ts';
import { navStatusOf } from './nav-status-table.ts';
import { noPosition } from './position-fields.ts';
import { timeOfText } from './time-text.ts';

/** Message names that say something about a vessel, with the flags of their positions. */
const POSITION_FLAGS: Readonly<Record<string, number>> = {
  PositionReport: 0,
  StandardClassBPositionReport: FLAG_CLASS_B,
  ExtendedClassBPositionReport: FLAG_CLASS_B,
  LongRangeAisBroadcastMessage: FLAG_LONG_RANGE,
  StandardSearchAndRescueAircraftReport: FLAG_AIRCRAFT,
};
const NAME_OF_TYPE: Readonly<Record<number, string>> = {
  1: 'PositionReport',
  2: 'PositionReport',
  3: 'PositionReport',
  5: 'ShipStaticData',
  9: 'StandardSearchAndRescueAircraftReport',
  18: 'StandardClassBPositionReport',
  19: 'ExtendedClassBPositionReport',
  24: 'StaticDataReport',
  27: 'LongRangeAisBroadcastMessage',
};

/** An object with `MessageType` and `Message`. */
export function readEnvelope(object: JsonObject): JsonReport {
  const name = String(object.MessageType);
  const message = objectOf(objectOf(object.Message)?.[name]);
  const metadata = objectOf(object.MetaData) ?? objectOf(object.Metadata);
  const time = metadata?.time_utc;
  const timeMs = typeof time === 'string' ? timeOfText(time) : Number.NaN;
  if (message === undefined) return { messageType: 0, fault: 'row-malformed' };
  const report = readMessage(name, message, timeMs);
  return time !== undefined && Number.isNaN(timeMs)
    ? { messageType: report.messageType, fault: 'time-malformed' }
    : report;
}

/** The message alone, known by its number: it has no time. */
export function readBareMessage(object: JsonObject): JsonReport {
  return readMessage(NAME_OF_TYPE[numberOf(object.MessageID)] ?? '', object, Number.NaN);
}

function readMessage(name: string, message: JsonObject, timeMs: number): JsonReport {
  const type = numberOf(message.MessageID);
  const messageType = type >= 1 && type <= 27 ? Math.floor(type) : 0;
  const mmsi = numberOf(message.UserID);
  const flags = Object.hasOwn(POSITION_FLAGS, name) ? POSITION_FLAGS[name] : undefined;
  const hasIdentity =
    name === 'ShipStaticData' || name === 'StaticDataReport' || name === 'ExtendedClassBPositionReport';
  if (flags === undefined && !hasIdentity) return { messageType };
  if (message.Valid === false) return { messageType, fault: 'row-malformed' };
  const identity = hasIdentity ? identityOf(name, message) : undefined;
  const report: Mutable<JsonReport> = { messageType, mmsi, timeMs };
  if (identity !== undefined && Object.keys(identity).length > 0) report.identity = identity;
  if (flags === undefined) return report;
  report.position = {
    ...noPosition(),
    timeMs,
    mmsi,
    messageType,
    lon: numberOf(message.Longitude),
    lat: numberOf(message.Latitude),
    speedKn: longRangeAbsent(name, numberOf(message.Sog), 63),
    courseDeg: numberOf(message.Cog),
    headingDeg: numberOf(message.TrueHeading),
    navStatus: navStatusOf(String(message.NavigationalStatus ?? '')),
    flags: flags | (message.PositionAccuracy === true ? FLAG_ACCURATE : 0),
  };
  return report;
}

/** Message 27 writes "not available" as the largest number of its shorter field (M.1371-5 table 84). */
function longRangeAbsent(name: string, value: number, absent: number): number {
  return name === 'LongRangeAisBroadcastMessage' && value >= absent ? Number.NaN : value;
}

function identityOf(name: string, message: JsonObject): NonNullable<JsonReport['identity']> {
  if (name !== 'StaticDataReport') return valuesOf(message, message.Type);
  const a = objectOf(message.ReportA);
  const b = objectOf(message.ReportB);
  return {
    ...(a?.Valid === true ? valuesOf(a, undefined) : {}),
    ...(b?.Valid === true ? valuesOf(b, b.ShipType) : {}),
  };
}

function valuesOf(part: JsonObject, type: unknown): NonNullable<JsonReport['identity']> {
  const values: Mutable<NonNullable<JsonReport['identity']>> = {};
  const name = identityText(part.Name);
  if (name !== undefined) values.name = name;
  const callsign = identityText(part.CallSign);
  if (callsign !== undefined) values.callsign = callsign;
  const destination = identityText(part.Destination);
  if (destination !== undefined) values.destination = destination;
  const imo = imoNumber(part.ImoNumber);
  if (imo !== undefined) values.imo = imo;
  const shipType = numberOf(type);
  if (shipType >= 1 && shipType <= 99) values.shipType = shipType;
  const draughtM = numberOf(part.MaximumStaticDraught);
  if (draughtM > 0) values.draughtTenthM = Math.round(draughtM * 10);
  const size = objectOf(part.Dimension);
  if (size !== undefined) {
    const ends = [size.A, size.B, size.C, size.D].map(numberOf);
    Object.assign(values, dimensions(ends, Number.NaN, Number.NaN));
  }
  const eta = objectOf(part.Eta);
  const [month, day, hour, minute] = [eta?.Month, eta?.Day, eta?.Hour, eta?.Minute].map(numberOf) as [
    number,
    number,
    number,
    number,
  ];
  if (month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour >= 0 && minute >= 0)
    values.eta = { month, day, hour, minute };
  return values;
}
