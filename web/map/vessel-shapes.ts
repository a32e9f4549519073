/** The marks of vessels as plain shapes in a box of 24 by 24, bow up: one shape a class, so that colour is not needed. */
import type { vesselClasses } from '../../src/contract/position-frame.ts';

export type VesselClass = (typeof vesselClasses)[number];
export type Point = readonly [x: number, y: number];

export interface VesselShape {
  readonly outline: readonly Point[];
  /** A line across or along the mark, drawn in the colour behind it. */
  readonly mark?: readonly Point[];
  /** Only the outline is drawn. */
  readonly isHollow?: true;
}

export const SHAPE_BOX = 24;

export const vesselShapes: Readonly<Record<VesselClass, VesselShape>> = {
  /** A long hull with parallel sides. */
  cargo: { outline: [[12, 1], [17, 8], [17, 22], [7, 22], [7, 8]] },
  /** The same with a bar along its deck. */
  tanker: { outline: [[12, 1], [17, 8], [17, 19], [14, 23], [10, 23], [7, 19], [7, 8]], mark: [[12, 8], [12, 19]] },
  /** With a bar across. */
  passenger: { outline: [[12, 1], [18, 7], [18, 22], [6, 22], [6, 7]], mark: [[6, 14], [18, 14]] },
  /** An arrowhead with a deep notch. */
  'high-speed': { outline: [[12, 1], [20, 22], [12, 15], [4, 22]] },
  /** Wide, with a swallow's tail. */
  fishing: { outline: [[12, 2], [20, 12], [18, 22], [12, 17], [6, 22], [4, 12]] },
  /** A kite. */
  service: { outline: [[12, 1], [19, 12], [12, 23], [5, 12]] },
  /** Narrow and small. */
  pleasure: { outline: [[12, 4], [16, 20], [8, 20]] },
  other: { outline: [[12, 1], [19, 22], [5, 22]] },
  unknown: { outline: [[12, 2], [19, 21], [12, 17], [5, 21]], isHollow: true },
}; // biome-ignore format: tables of points
