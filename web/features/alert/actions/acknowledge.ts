/** Acknowledge: somebody has seen it; the sound stops. */
import { doAct } from '../../../state/do-act.ts';
import { isInThePast } from '../../../state/in-the-past.ts';
import { handlingOf, sayTooLate, shipOf, words } from './target.ts';

export async function acknowledge(alertId: string): Promise<boolean> {
  if (isInThePast()) return false;
  const t = words();
  const by = handlingOf(alertId)?.acknowledged;
  if (by !== undefined) {
    sayTooLate(t('late-acknowledged', { ship: shipOf(alertId), officer: by.officerName }));
    return false;
  }
  const done = t('done-acknowledged', { ship: shipOf(alertId) });
  return doAct({ body: { kind: 'acknowledge', alertId }, done, canUndo: true });
}
