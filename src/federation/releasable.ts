/** What can be released, as the gate and the rules look at it: alerts, own watch-lists, and vessels as own alerts know them. */
import type { DataClass } from '../contract/label.ts';
import { type Severity, severities } from '../contract/alert.ts';
import type { ReleaseRule, Subject, WatchList } from '../contract/record.ts';
import { redacted } from './redact.ts';
import type { OwnAlert } from './own-alerts.ts';

export interface Releasable {
  readonly subject: Subject;
  readonly dataClass: DataClass;
  readonly personal: boolean;
  /** Whether a standing rule's vessels and severity take it in. */
  matches(rule: ReleaseRule): boolean;
  cut(fields: 'all' | readonly string[]): { readonly document: Record<string, unknown>; readonly withheld: string[] };
  /** What makes a later version a correction that follows to whoever had an earlier one. */
  readonly gist: readonly string[];
  /** Still going on: what a new rule lets go. */
  readonly isCurrent: boolean;
}

/** Named beside an alert's own fields. */
const CLOSED_AS = 'closedAs';
/** Shorter ones are mostly owner-operated (design, chapter 9). */
const PERSONAL_BELOW_M = 24;
/** ITU-R M.1371 ship types: fishing, sailing, pleasure craft. */
const PERSONAL_TYPES: readonly number[] = [30, 36, 37];

const isAtLeast = (severity: Severity, least: Severity): boolean =>
  severities.indexOf(severity) <= severities.indexOf(least);

/** Unknown length is not small: a rule for merchant ships must not fall silent where a ship does not say how long it is. */
export function isPersonal(vessel: OwnAlert['alert']['vessel']): boolean {
  const { lengthM, shipType } = vessel;
  if (lengthM !== undefined && lengthM > 0) return lengthM < PERSONAL_BELOW_M;
  return shipType !== undefined && PERSONAL_TYPES.includes(shipType);
}

export function releasableAlert({ theatreId, alert, closedAs }: OwnAlert): Releasable {
  return {
    subject: { class: 'alert', theatreId, alertId: alert.id },
    dataClass: 'alert',
    personal: isPersonal(alert.vessel),
    matches: (rule) =>
      isAtLeast(alert.severity, rule.minSeverity) &&
      (rule.vessels === 'all' || rule.vessels.includes(alert.vessel.mmsi)),
    cut(fields) {
      const { document, withheld } = redacted(alert, fields);
      if (fields !== 'all' && !fields.includes(CLOSED_AS)) return { document, withheld: [...withheld, CLOSED_AS] };
      return { document: closedAs === undefined ? document : { ...document, [CLOSED_AS]: closedAs }, withheld };
    },
    gist: ['status', 'severity', 'withdrawnBecause', CLOSED_AS],
    isCurrent: alert.status === 'open',
  };
}

export function releasableList(list: WatchList): Releasable {
  return {
    subject: { class: 'watch-list', listId: list.listId },
    dataClass: 'watch-list',
    personal: false,
    matches: () => true,
    cut: (fields) => redacted(list, fields),
    gist: ['version'],
    isCurrent: true,
  };
}

/** A vessel as the newest own alert of it says who it is. */
export function releasableVessel({ alert }: OwnAlert): Releasable {
  return {
    subject: { class: 'vessel', mmsi: alert.vessel.mmsi },
    dataClass: 'vessel',
    personal: isPersonal(alert.vessel),
    matches: (rule) => rule.vessels === 'all' || rule.vessels.includes(alert.vessel.mmsi),
    cut: (fields) => redacted(alert.vessel, fields),
    gist: [],
    isCurrent: false,
  };
}
