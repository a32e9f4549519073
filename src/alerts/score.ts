/**
 * Log-odds of an alert: the prior and what its factors add (naive Bayes, whose one assumption is independence; see
 * `correlated-factors-table.ts` for where it fails). Exposure is urgency, not evidence, and adds nothing.
 */
import type { AlertFactor } from '../contract/alert.ts';
import { evidenceClass } from './correlated-factors-table.ts';

/** Larger step first; of equal ones what speaks against, then by id and text, so that the order is total. */
function isStronger(a: AlertFactor, b: AlertFactor): boolean {
  const difference = Math.abs(b.milliNats) - Math.abs(a.milliNats) || a.milliNats - b.milliNats;
  if (difference !== 0) return difference < 0;
  return a.id < b.id || (a.id === b.id && a.text < b.text);
}

const classOf = (factor: AlertFactor): string =>
  factor.group === 'exposure' ? `exposure/${factor.id}` : evidenceClass(factor);

/**
 * Factors of all findings of an episode as one list: of each class of correlated ones only the strongest, since two
 * detectors that see one fall of speed have not seen two things. The same for any order of the lists; by weight, then id.
 */
export function combineFactors(lists: readonly (readonly AlertFactor[])[]): AlertFactor[] {
  const strongest = new Map<string, AlertFactor>();
  for (const list of lists)
    for (const factor of list) {
      const known = strongest.get(classOf(factor));
      if (known === undefined || isStronger(factor, known)) strongest.set(classOf(factor), factor);
    }
  return [...strongest.values()].sort((a, b) => (isStronger(a, b) ? -1 : 1));
}

/** Sum of the prior and of all factors but exposure, in milli-nats. */
export function evidenceMilliNats(priorMilliNats: number, factors: readonly AlertFactor[]): number {
  return factors.reduce((sum, f) => (f.group === 'exposure' ? sum : sum + f.milliNats), priorMilliNats);
}

/** How many different independent signs weigh at least this much. */
export function independentSigns(factors: readonly AlertFactor[], signMilliNats: number): number {
  return new Set(factors.filter((f) => f.sign !== undefined && f.milliNats >= signMilliNats).map((f) => f.sign)).size;
}
