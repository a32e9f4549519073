/** How large the marks of vessels are: small where thousands are in sight, so that each is still one of its own. */

/** [zoom, size of a mark as a share of its picture]. */
const SIZES = [[4, 0.32], [6, 0.5], [8, 0.78], [11, 1], [14, 1.2]] as const; // biome-ignore format: a table

/** Straight between the steps of `SIZES`. */
export function sizeAt(zoom: number): number {
  const next = SIZES.findIndex(([at]) => zoom < at);
  if (next === 0) return SIZES[0][1];
  if (next < 0) return SIZES.at(-1)![1];
  const [[fromZoom, from], [toZoom, to]] = [SIZES[next - 1]!, SIZES[next]!];
  return from + ((zoom - fromZoom) / (toZoom - fromZoom)) * (to - from);
}
