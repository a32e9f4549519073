/** Simulated traffic is said to be so wherever it is shown, and a real case with its outcome. */
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../state/use-live.ts';

export function ReconstructionBanner() {
  const t = useText('shell');
  const reconstruction = useLive((s) => s.info?.reconstruction);
  if (reconstruction === undefined) return null;
  return (
    <aside className="mv-reconstruction" aria-label={t('reconstruction')}>
      <strong>{t('reconstruction')}</strong>{' '}
      <span lang="en">
        {reconstruction.title}. {reconstruction.what}
      </span>{' '}
      <strong>{t('outcome')}</strong> <span lang="en">{reconstruction.outcome}</span>
    </aside>
  );
}
