/** What can be released, as rules and the gate look at it: alerts, own watch-lists, and vessels as own alerts know them. */
import type { Subject, WatchList } from '../contract/record.ts';
import type { NodeState } from './node-state.ts';
import { documentOfAlert, type OwnAlert } from './own-alerts.ts';
import { isPersonal, type Releasable } from './release-rules.ts';

export interface ReleasableSubject extends Releasable {
  readonly subject: Subject;
  /** Still going on: what a new rule lets go. */
  readonly isCurrent: boolean;
  /** A change of these follows even where plain updates wait. */
  readonly gist: readonly string[];
}

export function releasableAlert(own: OwnAlert): ReleasableSubject {
  const { theatreId, alert } = own;
  return {
    subject: { class: 'alert', theatreId, alertId: alert.id },
    dataClass: 'alert',
    document: documentOfAlert(own),
    mmsi: alert.vessel.mmsi,
    severity: alert.severity,
    personal: isPersonal(alert.vessel),
    exercise: false,
    isCurrent: alert.status === 'open',
    gist: ['status', 'severity', 'withdrawnBecause', 'closedAs'],
  };
}

export const releasableList = (list: WatchList): ReleasableSubject => ({
  subject: { class: 'watch-list', listId: list.listId },
  dataClass: 'watch-list',
  document: list,
  personal: false,
  exercise: false,
  isCurrent: true,
  gist: ['version'],
});

/** A vessel as the newest own alert of it says who it is. */
export const releasableVessel = ({ alert }: OwnAlert): ReleasableSubject => ({
  subject: { class: 'vessel', mmsi: alert.vessel.mmsi },
  dataClass: 'vessel',
  document: alert.vessel,
  mmsi: alert.vessel.mmsi,
  personal: isPersonal(alert.vessel),
  exercise: false,
  isCurrent: false,
  gist: [],
});

/** What a subject is now, as far as it can be released. */
export function releasableOf(state: NodeState, subject: Subject): ReleasableSubject | undefined {
  if (subject.class === 'alert') {
    const alert = state.alerts.get(subject.theatreId, subject.alertId);
    return alert === undefined ? undefined : releasableAlert(alert);
  }
  if (subject.class === 'watch-list') {
    const list = state.lists.own(subject.listId);
    return list === undefined ? undefined : releasableList(list);
  }
  if (subject.class !== 'vessel') return undefined;
  const alert = [...state.alerts.all()].findLast((own) => own.alert.vessel.mmsi === subject.mmsi);
  return alert === undefined ? undefined : releasableVessel(alert);
}
