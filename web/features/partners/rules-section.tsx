/** What goes to a partner by itself: rules in force. Two set one, one person takes one back. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PartnerView } from '../../../src/contract/partner-views.ts';
import type { ReleaseRule } from '../../../src/contract/record.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { useFieldName } from '../../ui/document-table.tsx';
import { LabelMark } from '../../ui/label-mark.tsx';
import { Time } from '../../ui/time.tsx';
import { RuleForm } from './rule-form.tsx';

export function RulesSection({ partner }: { readonly partner: PartnerView }) {
  const t = useText('partners');
  const { language } = useView();
  const [isNew, setNew] = useState(false);
  const rules = partner.rules.filter((rule) => rule.inForce);
  const canSet = partner.state === 'active' || partner.state === 'suspended';
  return (
    <section aria-label={t('rules')}>
      <h3>{t('rules')}</h3>
      <p className="mv-quiet">{t('rules-what', { partner: nodeName(partner.nodeId, language) })}</p>
      {rules.length === 0 ? <p className="mv-note">{t('rules-none')}</p> : null}
      <ul className="mv-cards">
        {rules.map((rule) => (
          <Rule key={rule.ruleId} rule={rule} />
        ))}
      </ul>
      {!canSet ? null : isNew ? (
        <RuleForm partner={partner} onDone={() => setNew(false)} />
      ) : (
        <Button size="xs" variant="default" onClick={() => setNew(true)}>
          {t('rule-new')}
        </Button>
      )}
    </section>
  );
}

function Rule({ rule }: { readonly rule: ReleaseRule }) {
  const t = useText('partners');
  const ui = useText('ui');
  const sharing = useText('sharing');
  const fieldName = useFieldName();
  return (
    <li className="mv-card">
      <strong>
        {sharing(`class-${rule.class}`)}
        {rule.class === 'alert' ? `, ${t('rule-from', { severity: ui(`severity-${rule.minSeverity}`) })}` : ''}
      </strong>{' '}
      <span className="mv-quiet">{rule.ruleId}</span>
      <br />
      {rule.fields === 'all'
        ? sharing('fields-all')
        : `${sharing('fields-some')}: ${rule.fields.map(fieldName).join(', ')}`}
      . {rule.vessels === 'all' ? t('rule-vessels-all') : `${t('rule-vessels')} ${rule.vessels.join(', ')}`}.{' '}
      <LabelMark label={rule.label} />{' '}
      {rule.label.expiresAt === undefined ? null : (
        <>
          {t('rule-until')} <Time at={rule.label.expiresAt} precision="date" />
        </>
      )}{' '}
      <ConfirmButton
        label={t('rule-back')}
        question={t('rule-back-sure')}
        onConfirm={() =>
          void doPartnerAct({
            body: { kind: 'set-rule', rule: { ...rule, inForce: false } },
            done: t('done-rule-back'),
          })
        }
      />
    </li>
  );
}
