/** A programmer's mistake: stops the program. Bad data is never asserted, it is counted. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`);
}

/** Use at the end of a `switch` over a union, so that a new member fails to compile. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
