/** Says over what is shown that it is the past, and leads back. */
import './not-now.css';
import { useText } from '../i18n/use-text.ts';
import { setView, useView } from '../state/view-state.ts';
import { Time } from './time.tsx';

export function NotNow() {
  const t = useText('time-travel');
  const { atMs } = useView();
  if (atMs === undefined) return null;
  return (
    <div className="mv-not-now" role="status">
      <strong>
        {t('not-now')} <Time at={atMs} precision="date" />
      </strong>
      <span>{t('no-acts')}</span>
      <button type="button" onClick={() => setView({ atMs: undefined })}>
        {t('back-to-now')}
      </button>
    </div>
  );
}
