/** The assets ahead: minutes, owner, watch state, and whom to call at this hour. */
import { Button } from '@mantine/core';
import type { Alert, AssetAtRisk } from '../../../src/contract/alert.ts';
import type { DeskBooks } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { openDialog } from '../../state/dialogs.ts';
import { useLive } from '../../state/use-live.ts';
import { useTravelling } from '../../state/use-queue.ts';
import { openAsset, useView } from '../../state/view-state.ts';
import { contactCall, contactRole } from '../../ui/contact-words.ts';
import { MinutesTo } from '../../ui/minutes-to.tsx';
import { Time } from '../../ui/time.tsx';
import { distanceText } from '../../ui/units.ts';
import { NextWatchState } from '../../ui/watch-state.tsx';
import { contactsFor } from '../../ui/whom-to-call.ts';

export function NextAssets({ alert }: { readonly alert: Alert }) {
  const t = useText('alert');
  return (
    <section aria-label={t('next')}>
      <h3>{t('next')}</h3>
      {alert.assetsAtRisk.length === 0 ? <p className="mv-quiet">{t('next-none')}</p> : null}
      <ol className="mv-next">
        {alert.assetsAtRisk.map((asset) => (
          <NextAsset key={asset.assetId} asset={asset} alertId={alert.id} />
        ))}
      </ol>
    </section>
  );
}

type Known = DeskBooks['contacts'];
const NONE: Known = [];

function NextAsset({ asset, alertId }: { readonly asset: AssetAtRisk; readonly alertId: string }) {
  const isPast = useTravelling();
  const t = useText('alert');
  const { language } = useView();
  const assetName = useAssetName();
  const contacts = useLive((s) => s.state?.books.contacts) ?? NONE;
  const dataAt = useLive((s) => s.state?.clock.dataAt);
  const timeZone = useLive((s) => s.info?.timeZone) ?? 'UTC';
  const found = dataAt === undefined ? [] : contactsFor(contacts, asset.assetId, Date.parse(dataAt), timeZone);
  return (
    <li>
      <div>
        <MinutesTo asset={asset} />{' '}
        <button type="button" className="mv-link" onClick={() => openAsset(asset.assetId)}>
          {assetName(asset.assetId)}
        </button>{' '}
        <NextWatchState asset={asset} />
      </div>
      <div className="mv-quiet">
        {t('where', { distance: distanceText(asset.distanceM), kp: (asset.kpM / 1000).toFixed(1) })} · {t('owner')}:{' '}
        {asset.owners.length === 0 ? '?' : asset.owners.join(', ')}
      </div>
      {found.length === 0 ? <div>{t('contact-none')}</div> : null}
      {found.map(({ contact, isNow }) => (
        <div key={contact.id} className="mv-contact" data-now={isNow}>
          <span>
            <strong>{isNow ? t('call-now') : t('call-not-now', { hours: contact.hours })}</strong>{' '}
            {contact.organisation}, {contactRole(contact, language)}:{' '}
            {contact.call === '' ? t('no-number') : contactCall(contact, language)}
            {contact.deputyCall === undefined ? null : ` · ${t('deputy')}: ${contact.deputyCall}`}
            {contact.placeholder ? <span className="mv-tag">{t('placeholder')}</span> : null}
            {contact.lastTestedAt === undefined ? (
              <span className="mv-quiet"> {t('never-tested')}</span>
            ) : (
              <span className="mv-quiet">
                {' '}
                {t('tested')} <Time at={contact.lastTestedAt} precision="date" />
              </span>
            )}
          </span>
          <Button
            size="compact-xs"
            disabled={isPast}
            variant="default"
            onClick={() => openDialog({ kind: 'phone', alertId, contactId: contact.id })}
          >
            {t('log-call')}
          </Button>
        </div>
      ))}
    </li>
  );
}
