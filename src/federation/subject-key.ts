/** One text for one subject: what books are keyed by. */
import type { Subject } from '../contract/record.ts';

export function subjectKey(subject: Subject): string {
  switch (subject.class) {
    case 'alert':
      return `alert ${subject.theatreId} ${subject.alertId}`;
    case 'watch-list':
      return `watch-list ${subject.listId}`;
    case 'asset-state':
      return `asset-state ${subject.theatreId} ${subject.assetId}`;
    case 'vessel':
      return `vessel ${subject.mmsi}`;
  }
}
