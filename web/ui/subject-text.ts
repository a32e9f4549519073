/** What a thing that was released is called in a list: the id that both nodes know. */
import type { Subject } from '../../src/contract/record.ts';

export function subjectText(subject: Subject): string {
  switch (subject.class) {
    case 'alert':
      return `${subject.alertId} (${subject.theatreId})`;
    case 'watch-list':
      return subject.listId;
    case 'asset-state':
      return `${subject.assetId} (${subject.theatreId})`;
    case 'vessel':
      return `MMSI ${subject.mmsi}`;
  }
}

export const subjectKey = (subject: Subject): string => `${subject.class} ${subjectText(subject)}`;
