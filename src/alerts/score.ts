/** Log-odds of an alert: the prior and what its factors add. Exposure is urgency, not evidence, and adds nothing. */
import type { AlertFactor } from '../contract/alert.ts';

/**
 * Factors of all findings of an episode as one list: of each id the newest, and of each independent sign only its strongest
 * step, since two detectors that see one fall of speed have not seen two things. Ordered by weight, then id.
 */
export function combineFactors(lists: readonly (readonly AlertFactor[])[]): AlertFactor[] {
  const byId = new Map<string, AlertFactor>();
  for (const list of lists) for (const factor of list) byId.set(factor.id, factor);
  const strongest = new Map<string, AlertFactor>();
  const kept: AlertFactor[] = [];
  for (const factor of byId.values()) {
    if (factor.sign === undefined) {
      kept.push(factor);
      continue;
    }
    const known = strongest.get(factor.sign);
    if (known === undefined || Math.abs(factor.milliNats) > Math.abs(known.milliNats))
      strongest.set(factor.sign, factor);
  }
  return [...kept, ...strongest.values()].sort(
    (a, b) => Math.abs(b.milliNats) - Math.abs(a.milliNats) || (a.id < b.id ? -1 : 1),
  );
}

/** Sum of the prior and of all factors but exposure, in milli-nats. */
export function evidenceMilliNats(priorMilliNats: number, factors: readonly AlertFactor[]): number {
  return factors.reduce((sum, f) => (f.group === 'exposure' ? sum : sum + f.milliNats), priorMilliNats);
}

/** How many different independent signs weigh at least this much. */
export function independentSigns(factors: readonly AlertFactor[], signMilliNats: number): number {
  return new Set(factors.filter((f) => f.sign !== undefined && f.milliNats >= signMilliNats).map((f) => f.sign)).size;
}
