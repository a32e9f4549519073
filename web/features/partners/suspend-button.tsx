/** Cuts a partner off: X asks, Enter does it. One person is enough, and nothing has to be typed. */
import { useEffect, useState } from 'react';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { dialog } from '../../state/dialogs.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { suspendKey } from './suspend-key.ts';

export function SuspendButton({ partner }: { readonly partner: PartnerView }) {
  const t = useText('partners');
  const ui = useText('ui');
  const { language } = useView();
  const [asks, setAsks] = useState(false);
  const [because, setBecause] = useState('');
  const canSuspend = partner.state === 'active';
  useEffect(() => {
    if (!canSuspend) return;
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      const isTyped = target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
      const does = suspendKey(event, isTyped, dialog.get() !== undefined || target.closest('[role="dialog"]') !== null);
      if (does === 'ask') {
        event.preventDefault();
        setAsks(true);
      } else if (does === 'leave') setAsks(false);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [canSuspend]);
  if (!canSuspend) return null;
  const name = nodeName(partner.nodeId, language);
  if (!asks)
    return (
      <button type="button" className="mv-danger" title={t('suspend-what')} onClick={() => setAsks(true)}>
        {t('suspend', { partner: name })} (X)
      </button>
    );
  return (
    <form
      className="mv-danger-asks"
      onSubmit={(event) => {
        event.preventDefault();
        setAsks(false);
        void doPartnerAct({
          body: { kind: 'suspend', partner: partner.nodeId, because: because.trim() || t('suspend-reason') },
          done: t('done-suspended', { partner: name }),
        });
      }}
    >
      <strong>{t('suspend-sure', { partner: name })}</strong>
      {/* biome-ignore lint/a11y/noAutofocus: two key presses cut a partner off */}
      <button type="submit" className="mv-danger" autoFocus>
        {t('suspend-yes')}
      </button>
      <button type="button" className="mv-chip" onClick={() => setAsks(false)}>
        {ui('no')}
      </button>
      <input
        className="mv-input"
        aria-label={t('suspend-because')}
        placeholder={t('suspend-because')}
        value={because}
        maxLength={500}
        onChange={({ currentTarget }) => setBecause(currentTarget.value)}
      />
    </form>
  );
}
