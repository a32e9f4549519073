/** Says that the node did not answer the last time, and of when what is shown is. */
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';
import type { AskedPartners } from '../state/partners-query.ts';
import { Time } from './time.tsx';

export function StaleNote({ asked }: { readonly asked: AskedPartners }) {
  const t = useText('sharing');
  if (!asked.isOld) return null;
  return (
    <p className="mv-note mv-note-past" role="alert">
      {t('is-old')} <Time at={asked.heardMs} precision="second" />
    </p>
  );
}
