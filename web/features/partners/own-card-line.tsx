/** Who this node is to its partners, with its card to hand over. */
import type { UseQueryResult } from '@tanstack/react-query';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { FileLink } from '../../ui/file-link.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import type { OwnCardRead } from './own-card.ts';

interface Props {
  readonly self: NonNullable<PartnersState['self']>;
  readonly card: UseQueryResult<OwnCardRead>;
}

export function OwnCard({ self, card }: Props) {
  const t = useText('partners');
  return (
    <details className="mv-fold">
      <summary>
        {t('we-are')} <strong>{self.nodeId}</strong> {self.name}
      </summary>
      <dl className="mv-facts">
        <dt>{t('endpoint')}</dt>
        <dd>{self.endpoint}</dd>
        <dt>{t('log')}</dt>
        <dd>
          {self.origin}, {t('entries', { count: self.size })}
        </dd>
        <dt>{t('root')}</dt>
        <dd className="mv-hash">{self.root}</dd>
      </dl>
      <LoadState query={card} />
      {card.data === undefined ? null : (
        <FileLink
          name={`${self.nodeId}.card.json`}
          text={JSON.stringify(card.data.signed, null, 2)}
          label={t('own-card')}
        />
      )}
    </details>
  );
}
