/** Which drawer an alert belongs in. High wakes someone: it takes two independent signs, and an asset in reach. */
import type { Severity } from '../contract/alert.ts';
import type { AlertConfig } from './alert-config.ts';

export interface SeverityInput {
  readonly evidenceMilliNats: number;
  readonly signs: number;
  /** An asset is under the ship, was crossed since the first sign, or will be reached in time. */
  readonly isExposed: boolean;
  /** Sparse sampling, class B or pleasure craft: nothing above watch is justified. */
  readonly isCapped: boolean;
}

const SIGNS_FOR_HIGH = 2;

/** Undefined: below the floor, not an alert. */
export function severityOf(input: SeverityInput, config: AlertConfig): Severity | undefined {
  const { evidenceMilliNats: evidence, signs, isExposed, isCapped } = input;
  if (evidence < config.watchMilliNats) return undefined;
  if (isCapped || !isExposed || evidence < config.actionableMilliNats) return 'watch';
  return evidence >= config.highMilliNats && signs >= SIGNS_FOR_HIGH ? 'high' : 'actionable';
}

export const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { high: 0, actionable: 1, watch: 2 };
const NONE = 9;

/** Smaller is graver; no severity is the least grave. */
export function gravity(severity: Severity | undefined): number {
  return severity === undefined ? NONE : SEVERITY_ORDER[severity];
}

/** A severity with its memory, so that it does not flap. */
export interface HeldSeverity {
  readonly severity: Severity | undefined;
  /** Since when each tick has been lower than `severity`; -1 while none is. */
  readonly lowerSinceMs: number;
  /** The gravest of these ticks. */
  readonly lowerSeverity: Severity | undefined;
}

export const NO_SEVERITY: HeldSeverity = { severity: undefined, lowerSinceMs: -1, lowerSeverity: undefined };

/** Rises at once; falls, after it has been lower for `lowerAfterMs` without a break, to the gravest of that time. */
export function holdSeverity(
  held: HeldSeverity,
  now: Severity | undefined,
  tickMs: number,
  lowerAfterMs: number,
): HeldSeverity {
  if (gravity(now) <= gravity(held.severity)) return { ...NO_SEVERITY, severity: now };
  const isFirst = held.lowerSinceMs < 0;
  const lowerSinceMs = isFirst ? tickMs : held.lowerSinceMs;
  const lowerSeverity = isFirst || gravity(now) < gravity(held.lowerSeverity) ? now : held.lowerSeverity;
  if (tickMs - lowerSinceMs < lowerAfterMs) return { severity: held.severity, lowerSinceMs, lowerSeverity };
  return { ...NO_SEVERITY, severity: lowerSeverity };
}
