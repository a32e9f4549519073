/** One thing a partner released to us: whose it is first, then what it says, what is withheld, and how good its source was. */

import { severities } from '../../../src/contract/alert.ts';
import type { InboundItem, PartnerView } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { useView } from '../../state/view-state.ts';
import { DocumentTable, useFieldName } from '../../ui/document-table.tsx';
import { LabelMark } from '../../ui/label-mark.tsx';
import { SeverityMark } from '../../ui/severity-mark.tsx';
import { subjectText } from '../../ui/subject-text.ts';
import { Time } from '../../ui/time.tsx';
import { shipText, textField } from './inbound-order.ts';

interface Props {
  readonly item: InboundItem;
  readonly source: PartnerView | undefined;
}

export function ReceivedItem({ item, source }: Props) {
  const t = useText('received');
  const sharing = useText('sharing');
  const { language } = useView();
  const fieldName = useFieldName();
  const name = nodeName(item.from, language);
  const severity = severities.find((each) => each === item.document.severity);
  return (
    <li className="mv-card mv-theirs" data-quarantined={item.quarantined}>
      <h4>
        {t('from-partner', { partner: name })} {shipText(item) ?? subjectText(item.subject)}
      </h4>
      <div className="mv-row-top">
        {severity === undefined ? (
          <span className="mv-tag">{sharing(`class-${item.subject.class}`)}</span>
        ) : (
          <SeverityMark severity={severity} />
        )}
        <LabelMark label={item.label} received />
        {item.version > 1 ? <span className="mv-tag">{t('version', { version: item.version })}</span> : null}
        {item.document.status === 'withdrawn' ? <strong className="mv-tag">{t('withdrawn')}</strong> : null}
        {item.recalled ? <strong className="mv-tag">{t('recalled')}</strong> : null}
        {item.quarantined ? <strong className="mv-tag">{t('quarantined')}</strong> : null}
      </div>
      {textField(item.document, 'sentence') === undefined ? null : (
        <p lang="en">{textField(item.document, 'sentence')}</p>
      )}
      <p className="mv-quiet">
        {t('received-at')} <Time at={item.receivedAt} precision="date" />; {t('claimed-at')}{' '}
        <Time at={item.claimedAt} precision="date" />.{' '}
        {item.withheld.length === 0 ? null : (
          <span>
            {sharing('withheld')} {item.withheld.map(fieldName).join(', ')}.
          </span>
        )}
      </p>
      {source === undefined ? null : (
        <p className="mv-quiet">
          {t('source-record', { ...source.record, partner: name, count: source.record.alerts })}
        </p>
      )}
      <details className="mv-fold">
        <summary>{t('all-fields')}</summary>
        <DocumentTable document={item.document} withheld={item.withheld} label={t('all-fields')} />
        <p className="mv-quiet mv-hash">
          {item.ref.origin} #{item.ref.index} {item.ref.commitment}
        </p>
      </details>
    </li>
  );
}
