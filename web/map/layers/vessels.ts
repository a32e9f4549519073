/**
 * How a vessel is drawn: which mark, turned whither, how faint. All vessels together are one array of bytes for the graphics
 * card (`packVessels`), which `vessel-gl-layer.ts` draws: as features, so many would cost ten times the script, and three
 * drawings of the map. Which vessel lies under the pointer is looked up in the position table (`nearest-vessel.ts`).
 */
import {
  ABSENT_U16,
  POSITION_DOUBTFUL,
  type PositionColumns,
  vesselClasses,
} from '../../../src/contract/position-frame.ts';
import { type Box, isInBox } from '../../../src/geo/position.ts';
import { mercator } from '../mercator.ts';

/** Marks turn in steps of 5 degrees: at their size the eye sees no less. */
const TURN_DEG = 5;
const TURNS = 360 / TURN_DEG;
/** Below this a ship's course says nothing. */
const AT_REST_TENTH_KN = 5;
/** Not heard for so long: drawn faint. */
export const FAINT_AFTER_S = 15 * 60;
/** Not heard for so long: no longer on the map, though still in the list and on its card. */
export const GONE_AFTER_S = 6 * 3600;
const FAINT = 102;

/** Names of the marks' pictures, in the order of their cells in the atlas. */
export const vesselIcons: readonly string[] = [
  ...vesselClasses.flatMap((each) => [`way-${each}`, `rest-${each}`]),
  'doubt',
];
/** The cell of the mark of doubt, which stands beside a vessel's own. */
export const DOUBT_CELL = vesselIcons.length - 1;

export interface VesselMark {
  readonly icon: string;
  readonly turnDeg: number;
}

/** How row `i` is drawn. */
export function markOf(columns: PositionColumns, i: number): VesselMark {
  const turn = turnOf(columns, i);
  return { icon: vesselIcons[cellOf(columns, i, turn)]!, turnDeg: turn === undefined ? 0 : turn * TURN_DEG };
}

/** Steps clockwise from north; undefined at rest. */
function turnOf(columns: PositionColumns, i: number): number | undefined {
  const direction = columns.speedTenthKn[i]! < AT_REST_TENTH_KN ? undefined : directionDeg(columns, i);
  return direction === undefined ? undefined : Math.round(direction / TURN_DEG) % TURNS;
}

function cellOf(columns: PositionColumns, i: number, turn: number | undefined): number {
  const vesselClass = columns.vesselClass[i]!;
  // A class this console does not know yet is drawn as unknown, the first.
  return (vesselClass < vesselClasses.length ? vesselClass : 0) * 2 + (turn === undefined ? 1 : 0);
}

/** Where its bow points; where it goes if it does not say. */
export function directionDeg(columns: PositionColumns, i: number): number | undefined {
  const heading = columns.headingDeg[i]!;
  if (heading < 360) return heading;
  const course = columns.courseTenthDeg[i]!;
  return course === ABSENT_U16 || course >= 3600 ? undefined : course / 10;
}

/** Of one mark: float32 east and south of the origin on the unit square of Mercator, then cell, turn, opacity, nothing. */
export const MARK_BYTES = 12;

export interface PackedVessels {
  /** All vessels, then all marks of doubt. */
  readonly bytes: ArrayBuffer;
  readonly vessels: number;
  readonly doubts: number;
  /** Near the marks: single precision from here is finer than a pixel at every zoom. */
  readonly origin: readonly [x: number, y: number];
}

/** Vessels in `box`, heard until `nowS` (seconds since 1970). */
export function packVessels(columns: PositionColumns, nowS: number, box: Box): PackedVessels {
  const rows = new Uint32Array(columns.count);
  let vessels = 0;
  let doubts = 0;
  for (let i = 0; i < columns.count; i++) {
    if (nowS - columns.timeS[i]! > GONE_AFTER_S) continue;
    if (!isInBox(box, columns.lonE6[i]! / 1e6, columns.latE6[i]! / 1e6)) continue;
    rows[vessels++] = i;
    if ((columns.flags[i]! & POSITION_DOUBTFUL) !== 0) doubts++;
  }
  const origin = mercator((box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
  const bytes = new ArrayBuffer((vessels + doubts) * MARK_BYTES);
  const floats = new Float32Array(bytes);
  const small = new Uint8Array(bytes);
  let doubt = vessels;
  for (let n = 0; n < vessels; n++) {
    const i = rows[n]!;
    const [x, y] = mercator(columns.lonE6[i]! / 1e6, columns.latE6[i]! / 1e6);
    const turn = turnOf(columns, i);
    const opacity = nowS - columns.timeS[i]! > FAINT_AFTER_S ? FAINT : 255;
    const write = (at: number, cell: number, steps: number): void => {
      floats[at * 3] = x - origin[0];
      floats[at * 3 + 1] = y - origin[1];
      small[at * MARK_BYTES + 8] = cell;
      small[at * MARK_BYTES + 9] = steps;
      small[at * MARK_BYTES + 10] = opacity;
    };
    write(n, cellOf(columns, i, turn), turn ?? 0);
    if ((columns.flags[i]! & POSITION_DOUBTFUL) !== 0) write(doubt++, DOUBT_CELL, 0);
  }
  return { bytes, vessels, doubts, origin };
}
