/** Boxes of what is in sight, in degrees. */
import type { Box } from '../../src/geo/position.ts';

/** Wider on each side by a share of its size. */
export function padded([west, south, east, north]: Box, share: number): Box {
  const [x, y] = [(east - west) * share, (north - south) * share];
  return [west - x, south - y, east + x, north + y];
}

export const boxContains = (outer: Box, inner: Box): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];

/** The box round lines; undefined without a point. */
export function boxOf(lines: readonly (readonly (readonly [number, number])[])[]): Box | undefined {
  let box: [number, number, number, number] | undefined;
  for (const line of lines)
    for (const [lon, lat] of line)
      box =
        box === undefined
          ? [lon, lat, lon, lat]
          : [Math.min(box[0], lon), Math.min(box[1], lat), Math.max(box[2], lon), Math.max(box[3], lat)];
  return box;
}
