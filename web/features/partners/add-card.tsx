/** Takes in a partner's card: what it says of itself first, then the node verifies it. The relation is only proposed by that. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { PasteOrFile } from '../../ui/paste-or-file.tsx';
import { Time } from '../../ui/time.tsx';
import { readCard } from './read-card.ts';

/** `nodeId` of the partner that was added. */
export function AddCard({ onDone }: { onDone(nodeId: string | undefined): void }) {
  const t = useText('partners');
  const ui = useText('ui');
  const { language } = useView();
  const [text, setText] = useState('');
  const read = readCard(text);
  return (
    <section aria-label={t('add-card')}>
      <h2>{t('add-card')}</h2>
      <p className="mv-quiet">{t('add-card-how')}</p>
      <form
        className="mv-form"
        onSubmit={(event) => {
          event.preventDefault();
          if ('problem' in read) return;
          const { nodeId } = read.card;
          void doPartnerAct({
            body: { kind: 'add-card', card: read.signed },
            done: t('done-added', { partner: nodeName(nodeId, language) }),
          }).then((made) => {
            if (made !== undefined) onDone(nodeId);
          });
        }}
      >
        <PasteOrFile label={t('card')} text={text} onText={setText} />
        {'problem' in read ? (
          <p className="mv-note" role="status">
            {t(`card-${read.problem}`)}
          </p>
        ) : (
          <dl className="mv-facts" aria-label={t('card')}>
            <dt>{t('node')}</dt>
            <dd>
              {read.card.nodeId}, {nodeName(read.card.nodeId, language)}
            </dd>
            <dt>{t('name')}</dt>
            <dd>{read.card.name}</dd>
            <dt>{t('endpoint')}</dt>
            <dd>{read.card.endpoint}</dd>
            <dt>{t('valid')}</dt>
            <dd>
              <Time at={read.card.issuedAt} precision="date" /> – <Time at={read.card.validUntil} precision="date" />
            </dd>
          </dl>
        )}
        <div className="mv-buttons">
          <Button type="submit" disabled={'problem' in read}>
            {t('add')}
          </Button>
          <Button variant="default" onClick={() => onDone(undefined)}>
            {ui('cancel')}
          </Button>
        </div>
      </form>
    </section>
  );
}
