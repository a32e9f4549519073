/** The text to read on VHF, word for word, to copy or to log. Always English: Standard Marine Communication Phrases. */
import { Button } from '@mantine/core';
import { useRef, useState } from 'react';
import type { Alert } from '../../../src/contract/alert.ts';
import { useText } from '../../i18n/use-text.ts';
import { openDialog } from '../../state/dialogs.ts';
import { useTravelling } from '../../state/use-queue.ts';
import { copyText } from './copy-text.ts';

export function VhfText({ alert }: { readonly alert: Alert }) {
  const t = useText('alert');
  const isPast = useTravelling();
  const text = useRef<HTMLQuoteElement>(null);
  const [copied, setCopied] = useState<'yes' | 'selected' | undefined>(undefined);
  return (
    <section aria-label={t('vhf')}>
      <h3>{t('vhf')}</h3>
      <blockquote ref={text} className="mv-vhf" lang="en">
        {alert.vhfText}
      </blockquote>
      <div className="mv-buttons">
        <Button
          size="xs"
          variant="default"
          onClick={() => void copyText(alert.vhfText, text.current).then((ok) => setCopied(ok ? 'yes' : 'selected'))}
        >
          {t('copy')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={isPast}
          onClick={() => openDialog({ kind: 'vhf', alertId: alert.id })}
        >
          {t('log-vhf')} (V)
        </Button>
        <span role="status">{copied === undefined ? '' : t(copied === 'yes' ? 'copied' : 'copy-selected')}</span>
      </div>
    </section>
  );
}
