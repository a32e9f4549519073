/** The order of the queue never changes under the cursor: while somebody points at it or steps through it, it is held. */

/** Someone who has neither moved the pointer nor left for so long has gone for coffee; the queue goes on without him. */
export const POINTER_HOLDS_MS = 60_000;
export const KEYS_HOLD_MS = 6000;

/** When the queue was last touched; absent: not, or the pointer has left it. */
export interface Touch {
  readonly pointerAtMs?: number | undefined;
  readonly keyAtMs?: number | undefined;
}

/** Until when the order is held, in ms; 0: not held. */
export function heldUntilMs({ pointerAtMs, keyAtMs }: Touch): number {
  return Math.max(
    pointerAtMs === undefined ? 0 : pointerAtMs + POINTER_HOLDS_MS,
    keyAtMs === undefined ? 0 : keyAtMs + KEYS_HOLD_MS,
  );
}

export interface HeldOrder {
  /** What is shown. Rows that have gone meanwhile keep their places. */
  readonly order: readonly string[];
  /** Rows that would come, go or move if the order were let go. */
  readonly changes: number;
  /** Those that would come. */
  readonly coming: readonly string[];
}

export function heldOrder(shown: readonly string[], latest: readonly string[], isHeld: boolean): HeldOrder {
  if (!isHeld) return { order: latest, changes: 0, coming: [] };
  const before = new Map(shown.map((id, i) => [id, i]));
  const now = new Set(latest);
  const coming = latest.filter((id) => !before.has(id));
  const gone = shown.filter((id) => !now.has(id)).length;
  const places = latest.flatMap((id) => before.get(id) ?? []);
  const moved = places.length - longestRisingRun(places);
  return { order: shown, changes: coming.length + gone + moved, coming };
}

/** Length of the longest rising subsequence: what need not move. Fredman 1975, with one pile top a length. */
export function longestRisingRun(numbers: readonly number[]): number {
  const tops: number[] = [];
  for (const n of numbers) {
    let [low, high] = [0, tops.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tops[middle]! < n) low = middle + 1;
      else high = middle;
    }
    tops[low] = n;
  }
  return tops.length;
}
