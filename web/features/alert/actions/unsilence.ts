/** End a silence by hand. */
import { doAct } from '../../../state/do-act.ts';
import { isInThePast } from '../../../state/in-the-past.ts';
import { handlingOf, sayTooLate, shipOf, words } from './target.ts';

export async function unsilence(alertId: string): Promise<boolean> {
  if (isInThePast()) return false;
  const t = words();
  const handling = handlingOf(alertId);
  if (handling !== undefined && handling.silenced === undefined) {
    sayTooLate(t('late-unsilenced', { ship: shipOf(alertId) }));
    return false;
  }
  const done = t('done-unsilenced', { ship: shipOf(alertId) });
  return doAct({ body: { kind: 'unsilence', alertId }, done, canUndo: true });
}
