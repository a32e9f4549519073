/** Close with a reason: it leaves the queue, and counts in the month's table of false alarms. */
import type { CloseReason } from '../../../../src/contract/act.ts';
import { doAct } from '../../../state/do-act.ts';
import { isInThePast } from '../../../state/in-the-past.ts';
import { handlingOf, sayTooLate, shipOf, words } from './target.ts';

export async function close(alertId: string, reason: CloseReason, note: string): Promise<boolean> {
  if (isInThePast()) return false;
  const t = words();
  const by = handlingOf(alertId)?.closed;
  if (by !== undefined) {
    sayTooLate(t('late-closed', { ship: shipOf(alertId), officer: by.officerName }));
    return false;
  }
  const done = t('done-closed', { ship: shipOf(alertId) });
  return doAct({ body: { kind: 'close', alertId, reason, note }, done, canUndo: true });
}
