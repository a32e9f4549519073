/** Moves map, queue and charts together through the last 24 hours. */
export function TimeTravelBar() {
  return null;
}
