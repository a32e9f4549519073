/** Joint cases: what several nodes look at together and decide together. Each carries out by itself what it will. */
import '../../ui/sharing.css';
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { usePartners } from '../../state/partners-query.ts';
import { setView, useView } from '../../state/view-state.ts';
import { LoadState } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { StaleNote } from '../../ui/stale-note.tsx';
import { CaseDetail } from './case-detail.tsx';
import { OpenCase } from './open-case.tsx';

export function CasesPage() {
  const t = useText('cases');
  const partners = useText('partners');
  const asked = usePartners();
  const { state } = asked;
  return (
    <Page title={t('title')}>
      <p className="mv-quiet">{t('what')}</p>
      {asked.isOld ? null : <LoadState query={asked.query} />}
      <StaleNote asked={asked} />
      {state === undefined ? null : state.self === undefined ? (
        <div className="mv-note">
          <p>
            <strong>{partners('no-identity')}</strong>
          </p>
          <p>
            {partners('no-identity-how')} <code>merivaht partner card</code>
          </p>
        </div>
      ) : (
        <Cases state={state} us={state.self.nodeId} />
      )}
    </Page>
  );
}

function Cases({ state, us }: { readonly state: PartnersState; readonly us: string }) {
  const t = useText('cases');
  const { pick } = useView();
  const [isNew, setNew] = useState(false);
  const newest = [...state.cases].sort((a, b) => (a.openedAt < b.openedAt ? 1 : -1));
  const picked = newest.find((each) => each.caseId === pick) ?? newest[0];
  return (
    <div className="mv-partners">
      <div>
        <ul className="mv-picks" aria-label={t('title')}>
          {newest.map((each) => (
            <li key={each.caseId}>
              <button
                type="button"
                className="mv-pick"
                aria-current={!isNew && each === picked ? 'true' : undefined}
                onClick={() => {
                  setNew(false);
                  setView({ pick: each.caseId });
                }}
              >
                <strong>{each.title}</strong>
                <br />
                <span className="mv-quiet">{each.members.join(', ')}</span>
              </button>
            </li>
          ))}
        </ul>
        <div className="mv-buttons">
          <Button size="xs" variant="default" onClick={() => setNew(true)}>
            {t('open')}
          </Button>
        </div>
      </div>
      {isNew ? (
        <OpenCase
          state={state}
          us={us}
          onDone={(caseId) => {
            setNew(false);
            if (caseId !== undefined) setView({ pick: caseId });
          }}
        />
      ) : picked === undefined ? (
        <p className="mv-note">{t('none')}</p>
      ) : (
        <CaseDetail key={picked.caseId} view={picked} state={state} us={us} />
      )}
    </div>
  );
}
