/** Silence: no sound and no push until the behaviour changes; what ends it is said with it. */
import { doAct } from '../../../state/do-act.ts';
import { isInThePast } from '../../../state/in-the-past.ts';
import { handlingOf, sayTooLate, shipOf, words } from './target.ts';

export async function silence(alertId: string): Promise<boolean> {
  if (isInThePast()) return false;
  const t = words();
  const by = handlingOf(alertId)?.silenced;
  if (by !== undefined) {
    sayTooLate(t('late-silenced', { ship: shipOf(alertId), officer: by.officerName }));
    return false;
  }
  const done = t('done-silenced', { ship: shipOf(alertId) });
  return doAct({ body: { kind: 'silence', alertId }, done, canUndo: true });
}
