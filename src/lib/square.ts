/** x * x. `**` and `Math.pow` are banned in pure folders: their last bits differ between engine versions. */
export function square(x: number): number {
  return x * x;
}
