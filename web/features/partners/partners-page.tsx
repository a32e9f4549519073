/** Partners: who they are, what they sent us, lists, and questions between us. */
import '../../ui/sharing.css';
import '../../ui/card.css';
import { useQuery } from '@tanstack/react-query';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { usePartners } from '../../state/partners-query.ts';
import { partnerParts } from '../../state/view-hash.ts';
import { setView, useView } from '../../state/view-state.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { StaleNote } from '../../ui/stale-note.tsx';
import { ListsPart } from './lists-part.tsx';
import { cardQuery } from './own-card.ts';
import { OwnCard } from './own-card-line.tsx';
import { partCounts } from './part-counts.ts';
import { PartnersPart } from './partners-part.tsx';
import { QuestionsPart } from './questions-part.tsx';
import { ReceivedPart } from './received-part.tsx';

export function PartnersPage() {
  const t = useText('partners');
  const asked = usePartners();
  const { state } = asked;
  return (
    <Page title={t('title')}>
      {asked.isOld ? null : <LoadState query={asked.query} />}
      <StaleNote asked={asked} />
      {state === undefined ? null : state.self === undefined ? <NoIdentity /> : <Parts state={state} />}
    </Page>
  );
}

/** Without a card nobody can be a partner: what to do about it. */
function NoIdentity() {
  const t = useText('partners');
  return (
    <div className="mv-note">
      <p>
        <strong>{t('no-identity')}</strong>
      </p>
      <p>
        {t('no-identity-how')} <code>merivaht partner card</code>
      </p>
      <p className="mv-quiet">{t('no-identity-alone')}</p>
    </div>
  );
}

function Parts({ state }: { readonly state: PartnersState }) {
  const t = useText('partners');
  const { part = 'partners' } = useView();
  const card = useQuery(cardQuery);
  const counts = partCounts(state);
  return (
    <>
      <OwnCard self={state.self!} card={card} />
      <nav className="mv-parts" aria-label={t('parts')}>
        {partnerParts.map((each) => (
          <button
            key={each}
            type="button"
            className="mv-nav-item"
            aria-current={each === part ? 'page' : undefined}
            onClick={() => setView({ part: each, pick: undefined })}
          >
            {t(`part-${each}`)} ({counts[each]})
          </button>
        ))}
      </nav>
      {part === 'partners' ? <PartnersPart state={state} own={card.data} /> : null}
      {part === 'received' ? <ReceivedPart state={state} /> : null}
      {part === 'lists' ? <ListsPart state={state} /> : null}
      {part === 'questions' ? <QuestionsPart state={state} /> : null}
    </>
  );
}
