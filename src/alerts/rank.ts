/** The order of the queue: severity, open before over, soonest next asset, weight of evidence, then id, so that it is total. */
import type { Alert } from '../contract/alert.ts';
import { SEVERITY_ORDER } from './severity.ts';

/** What of an alert its place depends on. */
type Rankable = Pick<Alert, 'id' | 'severity' | 'status' | 'evidenceMilliNats' | 'assetsAtRisk'>;

const soonest = (alert: Rankable): number => alert.assetsAtRisk[0]?.minutesFrom ?? Number.MAX_SAFE_INTEGER;
/** What was disproved stands below all that was not, however grave it once seemed. */
const isDisproved = (alert: Rankable): number => (alert.status === 'withdrawn' ? 1 : 0);
const isOver = (alert: Rankable): number => (alert.status === 'open' ? 0 : 1);

export function compareAlerts(a: Rankable, b: Rankable): number {
  return (
    isDisproved(a) - isDisproved(b) ||
    SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
    isOver(a) - isOver(b) ||
    soonest(a) - soonest(b) ||
    b.evidenceMilliNats - a.evidenceMilliNats ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** The alerts in order, each with its rank from 1. */
export function ranked(alerts: readonly Alert[]): Alert[] {
  return [...alerts].sort(compareAlerts).map((alert, i) => ({ ...alert, rank: i + 1 }));
}
