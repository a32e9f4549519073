/** The partners at the left, the one that is picked beside them. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { setView, useView } from '../../state/view-state.ts';
import { AddCard } from './add-card.tsx';
import type { OwnCardRead } from './own-card.ts';
import { PartnerDetail } from './partner-detail.tsx';
import { inOrder, pickedOf } from './relation.ts';
import { RelationMark } from './relation-mark.tsx';

interface Props {
  readonly state: PartnersState;
  readonly own: OwnCardRead | undefined;
}

export function PartnersPart({ state, own }: Props) {
  const t = useText('partners');
  const { pick, language } = useView();
  const [adds, setAdds] = useState(false);
  const partners = inOrder(state.partners);
  const picked = pickedOf(partners, pick);
  return (
    <div className="mv-partners">
      <div>
        <ul className="mv-picks" aria-label={t('part-partners')}>
          {partners.map((each) => (
            <li key={each.nodeId}>
              <button
                type="button"
                className="mv-pick"
                aria-current={!adds && each === picked ? 'true' : undefined}
                onClick={() => {
                  setAdds(false);
                  setView({ pick: each.nodeId });
                }}
              >
                <strong>{nodeName(each.nodeId, language)}</strong> <span className="mv-quiet">{each.nodeId}</span>
                <br />
                <RelationMark state={each.state} />
              </button>
            </li>
          ))}
        </ul>
        <div className="mv-buttons">
          <Button size="xs" variant="default" onClick={() => setAdds(true)}>
            {t('add-card')}
          </Button>
        </div>
      </div>
      {adds ? (
        <AddCard
          onDone={(nodeId) => {
            setAdds(false);
            if (nodeId !== undefined) setView({ pick: nodeId });
          }}
        />
      ) : picked === undefined ? (
        <p className="mv-note">{t('nobody')}</p>
      ) : (
        <PartnerDetail key={picked.nodeId} partner={picked} state={state} own={own} />
      )}
    </div>
  );
}
