/** What partners released to us: theirs, marked as such, with its source's record. It raises no alarm and changes no list. */
import { NativeSelect } from '@mantine/core';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { openVessel, setView, useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { splitInbound } from './inbound-order.ts';
import { RecallsSection } from './recalls-section.tsx';
import { ReceivedItem } from './received-item.tsx';

export function ReceivedPart({ state }: { readonly state: PartnersState }) {
  const t = useText('received');
  const { pick, language } = useView();
  const from = state.partners.some((each) => each.nodeId === pick) ? pick : undefined;
  const { standing, quarantined } = splitInbound(state.inbound, from);
  const partnerOf = (nodeId: string) => state.partners.find((each) => each.nodeId === nodeId);
  return (
    <>
      <p className="mv-quiet">{t('what')}</p>
      <Recognised state={state} />
      <RecallsSection state={state} />
      <NativeSelect
        size="xs"
        style={{ maxWidth: 300 }}
        label={t('from')}
        value={from ?? ''}
        data={[
          { value: '', label: t('from-all') },
          ...state.partners.map(({ nodeId }) => ({ value: nodeId, label: nodeName(nodeId, language) })),
        ]}
        onChange={({ currentTarget }) =>
          setView({ pick: currentTarget.value === '' ? undefined : currentTarget.value })
        }
      />
      <section aria-label={t('received')}>
        <h3>{t('received')}</h3>
        {standing.length === 0 ? <p className="mv-note">{t('none')}</p> : null}
        <ul className="mv-cards">
          {standing.map((item) => (
            <ReceivedItem key={`${item.ref.origin} ${item.ref.index}`} item={item} source={partnerOf(item.from)} />
          ))}
        </ul>
      </section>
      {quarantined.length === 0 ? null : (
        <section aria-label={t('quarantine')}>
          <h3>{t('quarantine')}</h3>
          <p className="mv-note mv-note-bad">{t('quarantine-what')}</p>
          <ul className="mv-cards">
            {quarantined.map((item) => (
              <ReceivedItem key={`${item.ref.origin} ${item.ref.index}`} item={item} source={partnerOf(item.from)} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Recognised({ state }: { readonly state: PartnersState }) {
  const t = useText('received');
  const vessel = useText('vessel');
  const { language, theatreId } = useView();
  if (state.recognised.length === 0) return null;
  return (
    <section aria-label={t('recognised')}>
      <h3>{t('recognised')}</h3>
      <ul className="mv-plain">
        {state.recognised.map((ship) => (
          <li key={`${ship.theatreId} ${ship.mmsi} ${ship.from} ${ship.through}`}>
            <button
              type="button"
              className="mv-link"
              onClick={() => {
                if (ship.theatreId !== theatreId) setView({ theatreId: ship.theatreId });
                openVessel(ship.mmsi);
              }}
            >
              {ship.name ?? `MMSI ${ship.mmsi}`}
            </button>{' '}
            {vessel('known-from', { partner: nodeName(ship.from, language) })} <span lang="en">{ship.sentence}</span>{' '}
            <span className="mv-quiet">
              {vessel(`known-through-${ship.through}`)}, <Time at={ship.firstSeenAt} precision="date" />
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
