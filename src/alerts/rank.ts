/** The order of the queue: severity, open before over, soonest next asset, weight of evidence, then id, so that it is total. */
import type { Alert } from '../contract/alert.ts';
import { SEVERITY_ORDER } from './severity.ts';

const STATUS_ORDER = { open: 0, ended: 1, withdrawn: 2 } as const;
const soonest = (alert: Alert): number => alert.assetsAtRisk[0]?.minutesFrom ?? Number.MAX_SAFE_INTEGER;

export function compareAlerts(a: Alert, b: Alert): number {
  return (
    SEVERITY_ORDER[a.severity] - SEVERITY_ORDER[b.severity] ||
    STATUS_ORDER[a.status] - STATUS_ORDER[b.status] ||
    soonest(a) - soonest(b) ||
    b.evidenceMilliNats - a.evidenceMilliNats ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** The alerts in order, each with its rank from 1. */
export function ranked(alerts: readonly Alert[]): Alert[] {
  return [...alerts].sort(compareAlerts).map((alert, i) => ({ ...alert, rank: i + 1 }));
}
