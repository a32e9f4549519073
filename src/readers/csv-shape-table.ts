/** CSV files known by their header line: column names, lower case, to what they hold. The first shape that fits is taken. */
import type { Field } from './column-map.ts';

export interface CsvShape {
  readonly format: string;
  readonly description: string;
  /** Columns that must be there for the shape to fit. */
  readonly needs: readonly string[];
  readonly columns: Readonly<Record<string, Field>>;
  /** Courses below 0 are 12-bit numbers that wrapped: 409.6 is to be added. */
  readonly isCourseWrapped?: boolean;
}

/** Names that many files use, for files of no known shape. Where a file has two for one field, the first in its header counts. */
const COMMON: Readonly<Record<string, Field>> = {
  mmsi: 'mmsi',
  ssvid: 'mmsi',
  userid: 'mmsi',
  time: 'time',
  timestamp: 'time',
  datetime: 'time',
  date_time: 'time',
  date_time_utc: 'time',
  timestamp_utc: 'time',
  time_utc: 'time',
  basedatetime: 'time',
  base_date_time: 'time',
  received_at: 'time',
  epoch: 'time',
  ts: 'time',
  lat: 'lat',
  latitude: 'lat',
  latitude_degrees: 'lat',
  lon: 'lon',
  long: 'lon',
  lng: 'lon',
  longitude: 'lon',
  longitude_degrees: 'lon',
  sog: 'sog',
  speed: 'sog',
  speed_knots: 'sog',
  sog_knots: 'sog',
  speed_over_ground: 'sog',
  cog: 'cog',
  course: 'cog',
  cog_degrees: 'cog',
  course_over_ground: 'cog',
  heading: 'heading',
  true_heading: 'heading',
  trueheading: 'heading',
  hdg: 'heading',
  status: 'navStatus',
  nav_status: 'navStatus',
  navstatus: 'navStatus',
  nav_stat: 'navStatus',
  navstat: 'navStatus',
  navigational_status: 'navStatus',
  imo: 'imo',
  name: 'name',
  shipname: 'name',
  ship_name: 'name',
  vesselname: 'name',
  vessel_name: 'name',
  callsign: 'callsign',
  call_sign: 'callsign',
  ship_type: 'shipType',
  shiptype: 'shipType',
  vesseltype: 'shipType',
  vessel_type: 'shipType',
  length: 'length',
  width: 'width',
  beam: 'width',
  draught: 'draught',
  draft: 'draught',
  destination: 'destination',
  to_bow: 'toBow',
  to_stern: 'toStern',
  to_port: 'toPort',
  to_starboard: 'toStarboard',
};

export const CSV_SHAPES: readonly CsvShape[] = [
  {
    format: 'csv-danish',
    description: 'Danish Maritime Authority, 22 or 26 columns',
    needs: ['timestamp', 'type of mobile', 'mmsi', 'latitude', 'longitude'],
    columns: {
      timestamp: 'time',
      'type of mobile': 'mobileType',
      mmsi: 'mmsi',
      latitude: 'lat',
      longitude: 'lon',
      'navigational status': 'navStatus',
      sog: 'sog',
      cog: 'cog',
      heading: 'heading',
      imo: 'imo',
      callsign: 'callsign',
      name: 'name',
      'ship type': 'shipType',
      width: 'width',
      length: 'length',
      draught: 'draught',
      destination: 'destination',
      a: 'toBow',
      b: 'toStern',
      c: 'toPort',
      d: 'toStarboard',
    },
  },
  {
    format: 'csv-noaa',
    description: 'NOAA MarineCadastre until 2024',
    needs: ['mmsi', 'basedatetime', 'lat', 'lon'],
    columns: { ...COMMON, transceiverclass: 'mobileType', transceiver: 'mobileType' },
    isCourseWrapped: true,
  },
  {
    format: 'csv-noaa-2025',
    description: 'NOAA MarineCadastre from 2025',
    needs: ['mmsi', 'base_date_time', 'latitude', 'longitude'],
    columns: { ...COMMON, transceiver: 'mobileType', transceiver_class: 'mobileType' },
  },
  {
    format: 'csv-decoded',
    description: 'decoded reports with msgid and targetType',
    needs: ['timestamp', 'msgid', 'targettype', 'mmsi', 'lat', 'long'],
    columns: {
      ...COMMON,
      msgid: 'messageType',
      targettype: 'mobileType',
      posacc: 'accurate',
      dimbow: 'toBow',
      dimstern: 'toStern',
      dimport: 'toPort',
      dimstarboard: 'toStarboard',
    },
  },
  {
    format: 'csv-times-ten',
    description: 'MarineTraffic style, speed and draught times ten',
    needs: ['mmsi', 'speed_knotsx10', 'lon', 'lat', 'timestamp_utc'],
    columns: { ...COMMON, speed_knotsx10: 'sogTenth', draught_metersx10: 'draughtTenth' },
  },
  {
    format: 'csv-datastories',
    description: 'DataStories, with made-up ids instead of MMSI: its rows are rejected',
    needs: ['t', 'oid', 'lon', 'lat', 'ts'],
    columns: { oid: 'mmsi', ts: 'time', lat: 'lat', lon: 'lon', speed: 'sog', course: 'cog', heading: 'heading' },
  },
  {
    format: 'csv-named',
    description: 'any other CSV whose columns have common names (mmsi, lat, lon, timestamp, sog, ...)',
    needs: [],
    columns: COMMON,
  },
];

/** Tables of vessels without positions. */
export const CSV_IDENTITY_SHAPES: readonly CsvShape[] = [
  {
    format: 'csv-identity',
    description: 'Digitraffic identities without positions, draught in tenths of a metre',
    needs: ['mmsi', 'name', 'ship_type', 'draught', 'nav_stat', 'pos_acc'],
    columns: {
      mmsi: 'mmsi',
      name: 'name',
      ship_type: 'shipType',
      draught: 'draughtTenth',
      destination: 'destination',
    },
  },
  {
    format: 'csv-identity',
    description: 'a table of vessels without positions',
    needs: ['mmsi', 'name'],
    columns: { ...COMMON, type: 'shipType' },
  },
];
