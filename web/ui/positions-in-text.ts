/** Positions out of pasted text: a NAVTEX message or a notice, however it writes degrees and minutes. */
import { KNOT_MPS } from '../../src/geo/units.ts';
import { METRES_A_MILE } from './units.ts';

export type LonLat = [lon: number, lat: number];

export interface ParsedArea {
  readonly positions: readonly LonLat[];
  /** Three positions or more, or a circle about one; absent: no area could be read. */
  readonly ring?: readonly LonLat[];
  readonly problem?: 'none' | 'too-few' | 'out-of-range';
}

/** "59-25.5N", "59 25.5 N", "59°25.5'N", "59-25-30N", "59.425N". Decimal commas are taken, too. */
const NUMBER = String.raw`(\d{1,3})(?:[.,](\d+))?(?:\s*[-–°º\s]\s*(\d{1,2})(?:[.,](\d+))?(?:\s*[-–'′’\s]\s*(\d{1,2})(?:[.,](\d+))?)?)?\s*['′’"″”]*\s*`;
const PAIR = new RegExp(`${NUMBER}([NS])[\\s,;:/-]*${NUMBER}([EW])`, 'gi');
/** "WITHIN 1.5 NM OF", "RADIUS 500 M". */
const RADIUS = /(?:within|radius(?:\s+of)?)\s+(\d+(?:[.,]\d+)?)\s*(nm|nautical miles?|miles?|metres?|meters?|m\b|km)/i;
const CIRCLE_POINTS = 24;
/** A ring of the contract holds no more. */
const MAX_POINTS = 200;
const METRES_A_DEGREE = 60 * KNOT_MPS * 3600;

const decimal = (whole: string | undefined, part: string | undefined): number =>
  whole === undefined ? 0 : Number(`${whole}.${part ?? '0'}`);

/** Degrees, or undefined where minutes or seconds are 60 or more. */
function degrees(parts: readonly (string | undefined)[]): number | undefined {
  const minutes = decimal(parts[2], parts[3]);
  const seconds = decimal(parts[4], parts[5]);
  if (minutes >= 60 || seconds >= 60) return undefined;
  return decimal(parts[0], parts[1]) + minutes / 60 + seconds / 3600;
}

/** Latitude first, as sailors write it; [lon, lat] out. In the order of the text; a ring closed by its first position is opened. */
export function parseArea(text: string): ParsedArea {
  const positions: LonLat[] = [];
  for (const match of text.matchAll(PAIR)) {
    const lat = degrees(match.slice(1, 7));
    const lon = degrees(match.slice(8, 14));
    if (lat === undefined || lon === undefined || lat > 90 || lon > 180) return { positions, problem: 'out-of-range' };
    positions.push([/w/i.test(match[14]!) ? -lon : lon, /s/i.test(match[7]!) ? -lat : lat]);
  }
  const [first, last] = [positions[0], positions[positions.length - 1]];
  if (first === undefined || last === undefined) return { positions, problem: 'none' };
  const isClosed = positions.length > 1 && first[0] === last[0] && first[1] === last[1];
  const open = isClosed ? positions.slice(0, -1) : positions;
  if (open.length >= 3) return { positions: open, ring: open.slice(0, MAX_POINTS) };
  const radiusM = radiusOf(text);
  if (open.length === 1 && radiusM !== undefined) return { positions: open, ring: circle(first, radiusM) };
  return { positions: open, problem: 'too-few' };
}

function radiusOf(text: string): number | undefined {
  const match = RADIUS.exec(text);
  if (match === null) return undefined;
  const size = Number(match[1]!.replace(',', '.'));
  const unit = match[2]!.toLowerCase();
  if (unit === 'km') return size * 1000;
  return unit === 'm' || unit.startsWith('met') ? size : size * METRES_A_MILE;
}

function circle([lon, lat]: LonLat, radiusM: number): LonLat[] {
  const narrower = Math.max(0.01, Math.cos((lat * Math.PI) / 180));
  return Array.from({ length: CIRCLE_POINTS }, (_, i): LonLat => {
    const turn = (2 * Math.PI * i) / CIRCLE_POINTS;
    const east = (Math.sin(turn) * radiusM) / METRES_A_DEGREE / narrower;
    return [round(lon + east), round(lat + (Math.cos(turn) * radiusM) / METRES_A_DEGREE)];
  });
}

const round = (deg: number): number => Math.round(deg * 1e6) / 1e6;
