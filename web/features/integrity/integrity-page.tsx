/** Identities and positions that cannot be: which, how often, of whom, and where many at once. */
import '../../ui/card.css';
import './integrity.css';
import { useQuery } from '@tanstack/react-query';
import type { IntegrityView } from '../../../src/contract/views.ts';
import { hasText } from '../../i18n/translate.ts';
import { useText } from '../../i18n/use-text.ts';
import { INTEGRITY_AGAIN_MS, integrityQuery } from '../../state/integrity-query.ts';
import { showOnMap } from '../../state/map-goal.ts';
import { useSlowClock } from '../../state/use-slow-clock.ts';
import { openVessel, useView } from '../../state/view-state.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Time } from '../../ui/time.tsx';
import { distanceText, positionText } from '../../ui/units.ts';
import { commonFirst } from './common-first.ts';

type Words = ReturnType<typeof useText<'integrity'>>;

/** Reasons are the node's own; one this page has no words for is shown as it is. */
const reasonWord = (t: Words, reason: string): string =>
  hasText('integrity', `reason-${reason}`) ? t(`reason-${reason}` as 'reason-duplicate') : reason;

export function IntegrityPage() {
  const t = useText('integrity');
  const { theatreId } = useView();
  const query = useQuery(integrityQuery(theatreId, useSlowClock(INTEGRITY_AGAIN_MS)));
  return (
    <section className="mv-integrity" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="mv-quiet">{t('what')}</p>
      <LoadState query={query} />
      {query.data === undefined ? null : (
        <>
          <Disturbances view={query.data} />
          <Doubtful view={query.data} />
          <Counts view={query.data} />
        </>
      )}
    </section>
  );
}

function Disturbances({ view }: { readonly view: IntegrityView }) {
  const t = useText('integrity');
  return (
    <>
      <h3>{t('disturbances')}</h3>
      {view.disturbances.length === 0 ? <p className="mv-quiet">{t('disturbances-none')}</p> : null}
      <ul className="mv-disturbances">
        {view.disturbances.map((each) => (
          <li key={`${each.since}${each.lonE5}`}>
            <strong>{t('vessels', { count: each.vessels })}</strong> {positionText(each.lonE5 / 1e5, each.latE5 / 1e5)},{' '}
            {t('radius', { distance: distanceText(each.radiusM) })}; {t('since')}{' '}
            <Time at={each.since} precision="date" />
            {each.until === undefined ? (
              <span className="mv-tag">{t('goes-on')}</span>
            ) : (
              <>
                {' '}
                {t('until')} <Time at={each.until} precision="date" />
              </>
            )}{' '}
            <button type="button" className="mv-link" onClick={() => showOnMap(each.lonE5 / 1e5, each.latE5 / 1e5)}>
              {t('show-on-map')}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Doubtful({ view }: { readonly view: IntegrityView }) {
  const t = useText('integrity');
  return (
    <>
      <h3>{t('in-doubt')}</h3>
      {view.vessels.length === 0 ? (
        <p className="mv-quiet">{t('in-doubt-none')}</p>
      ) : (
        <table className="mv-facts-table">
          <thead>
            <tr>
              <th scope="col">{t('vessel')}</th>
              <th scope="col">{t('reason')}</th>
              <th scope="col" className="mv-number">
                {t('times')}
              </th>
              <th scope="col">{t('last')}</th>
            </tr>
          </thead>
          <tbody>
            {commonFirst(view.vessels).map((each) => (
              <tr key={`${each.vessel.mmsi}${each.reason}`}>
                <th scope="row">
                  <button type="button" className="mv-link" onClick={() => openVessel(each.vessel.mmsi)}>
                    {each.vessel.name ?? `MMSI ${each.vessel.mmsi}`}
                  </button>
                </th>
                <td>{reasonWord(t, each.reason)}</td>
                <td className="mv-number">{each.times}</td>
                <td>
                  <Time at={each.lastAt} precision="date" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Counts({ view }: { readonly view: IntegrityView }) {
  const t = useText('integrity');
  return (
    <>
      <h3>{t('counts')}</h3>
      {view.counts.length === 0 ? (
        <p className="mv-quiet">{t('counts-none')}</p>
      ) : (
        <table className="mv-facts-table">
          <thead>
            <tr>
              <th scope="col">{t('reason')}</th>
              <th scope="col" className="mv-number">
                {t('times')}
              </th>
              <th scope="col">{t('last')}</th>
            </tr>
          </thead>
          <tbody>
            {commonFirst(view.counts).map((each) => (
              <tr key={each.reason}>
                <td>{reasonWord(t, each.reason)}</td>
                <td className="mv-number">{each.times}</td>
                <td>{each.lastAt === undefined ? '–' : <Time at={each.lastAt} precision="date" />}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
