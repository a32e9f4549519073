/** Simulated traffic is said to be so wherever it is shown, and a real case with its outcome. */
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { reconstructionIn } from '../../ui/reconstruction-words.ts';

export function ReconstructionBanner() {
  const t = useText('shell');
  const { language } = useView();
  const reconstruction = reconstructionIn(
    useLive((s) => s.info),
    language,
  );
  if (reconstruction === undefined) return null;
  const { title, what, outcome, lang } = reconstruction;
  return (
    <aside className="mv-reconstruction" aria-label={t('reconstruction')}>
      <strong>{t('reconstruction')}</strong>{' '}
      <span lang={lang}>
        {title}
        {lang === 'ja' ? '。' : '. '}
        {what}
      </span>{' '}
      <strong>{t('outcome')}</strong> <span lang={lang}>{outcome}</span>
    </aside>
  );
}
