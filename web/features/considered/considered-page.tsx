/** Ships that looked suspicious and were not alerted, with the reason: what the watch saw and let go. */
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { considered } from '../../../src/contract/alert.ts';
import { hasText } from '../../i18n/translate.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson, theatrePath } from '../../state/api.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { openVessel, useView } from '../../state/view-state.ts';
import { reasonText, shipPhrase } from '../../ui/alert-sentence.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { newestFirst } from './newest-first.ts';

export function ConsideredPage() {
  const t = useText('considered');
  const { theatreId, language } = useView();
  const assetName = useAssetName();
  const query = useQuery({
    queryKey: ['considered', theatreId],
    queryFn: () => getJson(theatrePath('considered'), z.array(considered)),
    // The stream does not carry these.
    refetchInterval: 10_000,
  });
  return (
    <Page title={t('title')}>
      <p className="mv-quiet">{t('what')}</p>
      <LoadState query={query} />
      {query.data?.length === 0 ? <p className="mv-note">{t('empty')}</p> : null}
      <ul className="mv-cards">
        {newestFirst(query.data ?? []).map((one) => (
          <li key={`${one.vessel.mmsi}/${one.kind}/${one.reason}`} className="mv-card" data-mmsi={one.vessel.mmsi}>
            <div>
              <button type="button" className="mv-link" onClick={() => openVessel(one.vessel.mmsi)}>
                {shipPhrase(one.vessel, language)}
              </button>{' '}
              <span className="mv-tag">
                {hasText('considered', `kind-${one.kind}`) ? t(`kind-${one.kind}` as 'kind-drag') : one.kind}
              </span>{' '}
              <span className="mv-tag">{t('not-alerted')}</span>
            </div>
            <div>
              <strong>{t('why')}</strong> {reasonText(one.reason, one.text, language)}
            </div>
            <div className="mv-quiet">
              <Time at={one.firstAt} precision="date" />
              {one.lastAt === one.firstAt ? null : (
                <>
                  {' '}
                  – <Time at={one.lastAt} precision="date" />
                </>
              )}{' '}
              · {t('times', { count: one.times })}
              {one.nearestAssetId === undefined ? '' : ` · ${t('near', { asset: assetName(one.nearestAssetId) })}`}
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
