/** Points and segments on a local plane in metres. */

export interface Nearest {
  /** 0 at the start of the segment, 1 at its end. */
  readonly share: number;
  readonly distance: number;
}

/** Where on the segment A-B the origin comes nearest. Coordinates are metres from the origin. */
export function nearestToOrigin(ax: number, ay: number, bx: number, by: number): Nearest {
  const dx = bx - ax;
  const dy = by - ay;
  const length2 = dx * dx + dy * dy;
  const share = length2 === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length2));
  const x = ax + share * dx;
  const y = ay + share * dy;
  return { share, distance: Math.sqrt(x * x + y * y) };
}

/**
 * Where segment P-Q meets segment A-B: shares of both, or undefined. Half open at their ends (0 <= share < 1), so that a
 * path through a shared vertex meets once. Parallel segments, even overlapping ones, do not meet: nothing is crossed.
 */
export function meet(
  px: number,
  py: number,
  qx: number,
  qy: number,
  ax: number,
  ay: number,
  bx: number,
  by: number,
): { readonly onPath: number; readonly onSegment: number } | undefined {
  const rx = qx - px;
  const ry = qy - py;
  const sx = bx - ax;
  const sy = by - ay;
  const cross = rx * sy - ry * sx;
  if (cross === 0) return undefined;
  const onPath = ((ax - px) * sy - (ay - py) * sx) / cross;
  const onSegment = ((ax - px) * ry - (ay - py) * rx) / cross;
  if (onPath < 0 || onPath >= 1 || onSegment < 0 || onSegment >= 1) return undefined;
  return { onPath, onSegment };
}
