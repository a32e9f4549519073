/** Reopen what was closed. */
import { doAct } from '../../../state/do-act.ts';
import { isInThePast } from '../../../state/in-the-past.ts';
import { handlingOf, sayTooLate, shipOf, words } from './target.ts';

export async function reopen(alertId: string): Promise<boolean> {
  if (isInThePast()) return false;
  const t = words();
  const handling = handlingOf(alertId);
  if (handling !== undefined && handling.closed === undefined) {
    sayTooLate(t('late-reopened', { ship: shipOf(alertId) }));
    return false;
  }
  const done = t('done-reopened', { ship: shipOf(alertId) });
  return doAct({ body: { kind: 'reopen', alertId }, done, canUndo: true });
}
