/** Puts labels of marks along an axis into lanes, so that none lies over another. */

export interface LaneLabel {
  /** Where the mark stands, in pixels. */
  readonly x: number;
  readonly width: number;
}

export interface LanePlace {
  /** 0 is the first lane; undefined: there was no room, and the label is left out (the mark stays). */
  readonly lane: number | undefined;
  /** Left edge of the label. */
  readonly left: number;
}

/**
 * Each label begins at its mark, or ends there where it would leave the right edge. Labels come in order of `x` and take the
 * lowest lane that is free.
 */
export function placeInLanes(labels: readonly LaneLabel[], right: number, lanes: number, gap = 6): LanePlace[] {
  const taken: [left: number, right: number][][] = Array.from({ length: lanes }, () => []);
  return labels.map(({ x, width }) => {
    const left = x + width > right ? Math.max(0, x - width) : x;
    const lane = taken.findIndex((spans) => spans.every(([a, b]) => left >= b + gap || left + width + gap <= a));
    if (lane < 0) return { lane: undefined, left };
    taken[lane]!.push([left, left + width]);
    return { lane, left };
  });
}
