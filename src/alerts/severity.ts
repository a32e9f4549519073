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

/** Undefined: below the floor, not an alert. */
export function severityOf(input: SeverityInput, config: AlertConfig): Severity | undefined {
  const { evidenceMilliNats: evidence, signs, isExposed, isCapped } = input;
  if (evidence < config.watchMilliNats) return undefined;
  if (isCapped || !isExposed || evidence < config.actionableMilliNats) return 'watch';
  return evidence >= config.highMilliNats && signs >= 2 ? 'high' : 'actionable';
}

export const SEVERITY_ORDER: Readonly<Record<Severity, number>> = { high: 0, actionable: 1, watch: 2 };
