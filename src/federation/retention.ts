/** What was released to us for so many days is deleted after them, as was agreed. */

import type { Place } from './inbound-book.ts';
import type { NodeContext } from './node-context.ts';
import type { Change } from './own-records.ts';

const DAY_MS = 86_400_000;

export function forgetOld({ state }: NodeContext, change: Change): void {
  const forget: Place[] = [];
  for (const { nodeId } of state.relations.all()) {
    const { agreement } = state.relations.standing(nodeId, change.nowMs);
    if (agreement === undefined) continue;
    const beforeMs = change.nowMs - agreement.retentionDays * DAY_MS;
    for (const subject of state.inbound.subjectsBefore(nodeId, beforeMs)) {
      forget.push(...state.inbound.placesOf(nodeId, subject));
      change.forget(nodeId, subject);
    }
  }
  if (forget.length > 0) change.beside({ forget });
}
