/** What officers did, one line an act, newest first: who, when, what, and the words. */
import type { Act } from '../../src/contract/act.ts';
import { useText } from '../i18n/use-text.ts';
import { useView } from '../state/view-state.ts';
import { actDetail, actText } from './act-text.ts';
import { Time } from './time.tsx';

interface Props {
  readonly acts: readonly Act[];
  /** What stands in place of an empty list. */
  readonly ifNone: string;
  /** Where an act is about an alert, a way to it. */
  readonly onAlert?: ((alertId: string) => void) | undefined;
}

export function ActList({ acts, ifNone, onAlert }: Props) {
  const t = useText('logbook');
  const { language } = useView();
  if (acts.length === 0) return <p className="mv-note">{ifNone}</p>;
  return (
    <ol className="mv-acts">
      {acts.map((act) => {
        const { said, reply } = actDetail(act.body);
        const alertId = 'alertId' in act.body ? act.body.alertId : undefined;
        return (
          <li key={act.actId} data-kind={act.body.kind}>
            <div>
              <Time at={act.dataAt} precision="date" /> <strong>{act.officerName}</strong> {actText(act.body, language)}{' '}
              {alertId === undefined || onAlert === undefined ? null : (
                <button type="button" className="mv-link" onClick={() => onAlert(alertId)}>
                  {t('to-alert')}
                </button>
              )}
            </div>
            {said === undefined || said === '' ? null : <blockquote>{said}</blockquote>}
            {reply === undefined || reply === '' ? null : (
              <blockquote>
                {t('reply')}: {reply}
              </blockquote>
            )}
          </li>
        );
      })}
    </ol>
  );
}
