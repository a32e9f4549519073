/**
 * Folding: alerts with one cause in one row. A fold takes only alerts of ships that the cause touched, that began with it, and
 * whose evidence does not stand without it; what is high is never folded. The same alerts and causes give the same folds.
 */
import type { AlertFactor } from '../contract/alert.ts';
import type { Fold } from '../contract/desk.ts';
import type { Cause, CauseKind, FoldSigns } from '../detectors/cause.ts';
import type { AlertConfig } from './alert-config.ts';
import { alertConfig } from './alert-config.ts';
import type { DeskAlert } from './desk-alert.ts';
import { EXPLAINED } from './fold-causes-table.ts';
import { gravity } from './severity.ts';
import { iso } from './whole-units.ts';

/** One alert is its own row. */
const MIN_ALERTS = 2;
/** Which cause an alert goes to that several touched: the one that explains most. */
const ORDER: readonly CauseKind[] = ['disturbance', 'lost-feed', 'storm'];

/** The folds, by id; each lists its alerts in the order given. */
export function foldsOf(
  alerts: readonly DeskAlert[],
  signs: FoldSigns,
  config: AlertConfig = alertConfig(),
): readonly Fold[] {
  const byCause = new Map<Cause, DeskAlert[]>();
  const causes = [...signs.causes].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.sinceMs - b.sinceMs || (a.id < b.id ? -1 : 1),
  );
  const touched = causes.map((cause) => ({ cause, mmsis: new Set(cause.mmsis) }));
  for (const alert of alerts) {
    const found = touched.find(
      ({ cause, mmsis }) =>
        mmsis.has(alert.head.vessel.mmsi) && beganWith(alert, cause) && !standsWithout(alert, cause.kind, config),
    );
    if (found !== undefined) byCause.set(found.cause, [...(byCause.get(found.cause) ?? []), alert]);
  }
  return [...byCause]
    .filter(([, members]) => members.length >= MIN_ALERTS)
    .map(([cause, members]) => foldOf(cause, members))
    .sort((a, b) => (a.foldId < b.foldId ? -1 : 1));
}

function foldOf(cause: Cause, members: readonly DeskAlert[]): Fold {
  const worst = members.reduce((a, b) => (gravity(b.head.severity) < gravity(a.head.severity) ? b : a));
  return {
    foldId: cause.id,
    cause: cause.kind,
    since: iso(cause.sinceMs),
    severity: worst.head.severity,
    alertIds: members.map((m) => m.head.id),
    values: {
      ...cause.values,
      alerts: members.length,
      lonE5: cause.lonE5,
      latE5: cause.latE5,
      radiusM: cause.radiusM,
      ...(cause.untilMs < 0 ? {} : { until: iso(cause.untilMs) }),
    },
  };
}

function beganWith({ head }: DeskAlert, cause: Cause): boolean {
  const { leadMs, lagMs } = EXPLAINED[cause.kind];
  const onsetMs = Date.parse(head.onsetAt);
  return onsetMs >= cause.sinceMs - leadMs && (cause.untilMs < 0 || onsetMs <= cause.untilMs + lagMs);
}

/** Whether the alert would be as grave without what the cause explains: then it is a row of its own. */
export function standsWithout({ head, crossed }: DeskAlert, cause: CauseKind, config: AlertConfig): boolean {
  if (head.severity === 'high') return true;
  const { factors, kinds } = EXPLAINED[cause];
  if (!kinds.includes(head.kind)) return true;
  const isExplained = (f: AlertFactor): boolean => factors.includes(f.id);
  const hasOwnShift = head.speaksFor.some((f) => f.sign === 'course-heading-shift' && !isExplained(f));
  if (head.kind === 'drag' && hasOwnShift && crossed.length > 0) return true;
  const explained = head.speaksFor.filter(isExplained).reduce((sum, f) => sum + f.milliNats, 0);
  const floor = head.severity === 'actionable' ? config.actionableMilliNats : config.watchMilliNats;
  return head.evidenceMilliNats - explained >= floor;
}
