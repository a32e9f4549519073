/** Assign: from now on it is somebody's. */
import { doAct } from '../../../state/do-act.ts';
import { isInThePast } from '../../../state/in-the-past.ts';
import { handlingOf, sayTooLate, shipOf, words } from './target.ts';

/** `was` is whom it was assigned to when the officer began to choose. */
export async function assign(alertId: string, to: string, was: string | undefined): Promise<boolean> {
  if (isInThePast()) return false;
  const t = words();
  const now = handlingOf(alertId)?.assigned;
  if (now !== undefined && now.to !== was) {
    sayTooLate(t('late-assigned', { ship: shipOf(alertId), to: now.to, officer: now.officerName }));
    return false;
  }
  const done = t('done-assigned', { ship: shipOf(alertId), to });
  return doAct({ body: { kind: 'assign', alertId, to }, done, canUndo: true });
}
