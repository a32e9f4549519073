/** How an alert is handled, by whom and since when, each with a way back. */
import type { Handling } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { undoAct } from '../../state/do-act.ts';
import { reasonText } from '../../ui/reason-text.ts';
import { Time } from '../../ui/time.tsx';

interface Line {
  readonly key: string;
  readonly text: string;
  readonly who: { readonly officerName: string; readonly at: string; readonly actId: string };
}

export function HandlingList({ handling }: { readonly handling: Handling }) {
  const t = useText('handling');
  const alert = useText('alert');
  const ui = useText('ui');
  const { acknowledged, silenced, silenceEnded, assigned, closed, reopened } = handling;
  const lines: Line[] = [];
  if (acknowledged !== undefined) lines.push({ key: 'a', text: t('acknowledged'), who: acknowledged });
  if (silenced !== undefined)
    lines.push({ key: 's', text: `${t('silenced')} (${alert('silence-how')})`, who: silenced });
  if (assigned !== undefined) lines.push({ key: 'm', text: t('assigned', { to: assigned.to }), who: assigned });
  if (closed !== undefined) lines.push({ key: 'c', text: `${t('closed')}: ${closed.note}`, who: closed });
  if (lines.length === 0 && silenceEnded === undefined && reopened === undefined) return null;
  return (
    <ul className="mv-plain mv-handling">
      {lines.map(({ key, text, who }) => (
        <li key={key}>
          {text} – {who.officerName}, <Time at={who.at} />{' '}
          <button type="button" className="mv-link" onClick={() => void undoAct(who.actId)}>
            {ui('undo')}
          </button>
        </li>
      ))}
      {reopened === undefined ? null : (
        <li>
          {t('closed')}: {reasonText(t, reopened.reason)} – {reopened.officerName}, <Time at={reopened.at} />.{' '}
          <strong>
            {t('open-again')} <Time at={reopened.reopenedAt} />: {t(`end-${reopened.because}`)}
          </strong>
        </li>
      )}
      {silenceEnded === undefined ? null : (
        <li>
          {t('silence-ended')}: {t(`end-${silenceEnded.because}`)}, <Time at={silenceEnded.at} />
        </li>
      )}
    </ul>
  );
}
