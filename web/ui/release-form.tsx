/** Releases one thing to one partner: what they will see stands here before it goes, and nothing else goes. */
import { NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type ReleasePreview, releasePreview } from '../../src/contract/partner-views.ts';
import type { Subject } from '../../src/contract/record.ts';
import '../i18n/add-later-texts.ts';
import { useText } from '../i18n/use-text.ts';
import { postJson } from '../state/api.ts';
import { nodeName } from '../state/node-name.ts';
import { doPartnerAct } from '../state/partner-act.ts';
import { usePartners } from '../state/partners-query.ts';
import { useView } from '../state/view-state.ts';
import { DocumentTable } from './document-table.tsx';
import { FieldPicker, type PickedFields } from './field-picker.tsx';
import { LabelMark } from './label-mark.tsx';
import { LoadState } from './load-state.tsx';
import { TwoOfficerForm } from './two-officer-form.tsx';

interface Props {
  readonly subject: Subject;
  /** What it is called. */
  readonly what: string;
  readonly fieldNames: readonly string[];
  onDone(): void;
}

export function ReleaseForm({ subject, what, fieldNames, onDone }: Props) {
  const t = useText('sharing');
  const { language } = useView();
  const partners = usePartners().state?.partners ?? [];
  const reachable = partners.filter((each) => each.state === 'active');
  const [chosen, setChosen] = useState('');
  const [fields, setFields] = useState<PickedFields>('all');
  // Whom somebody cuts off meanwhile is no longer the one that is chosen.
  const to = (reachable.find((each) => each.nodeId === chosen) ?? reachable[0])?.nodeId ?? '';
  const hasFields = fields === 'all' || fields.length > 0;
  const preview = useQuery({
    queryKey: ['release-preview', to, JSON.stringify(subject), fields],
    queryFn: () => postJson<ReleasePreview>('/api/partners/preview', { to, subject, fields }, releasePreview),
    enabled: to !== '' && hasFields,
    staleTime: 0,
  });
  if (reachable.length === 0) return <p className="mv-note">{t('nobody-active')}</p>;
  const shown = hasFields ? preview.data : undefined;
  return (
    <TwoOfficerForm
      label={t('release-what', { what })}
      send={t('release-to', { partner: nodeName(to, language) })}
      canSend={shown?.allowed === true && !preview.isFetching}
      onLeave={onDone}
      onSend={async (persons, actId) => {
        if (shown === undefined) return false;
        const made = await doPartnerAct(
          {
            body: {
              kind: 'release',
              to,
              subject,
              fields: fields === 'all' ? 'all' : [...fields],
              previewHash: shown.previewHash,
            },
            done: t('done-released', { what, partner: nodeName(to, language) }),
            persons,
          },
          actId,
        );
        if (made !== undefined) onDone();
        return made !== undefined;
      }}
    >
      <NativeSelect
        data-autofocus
        label={t('partner')}
        value={to}
        data={reachable.map(({ nodeId }) => ({ value: nodeId, label: `${nodeName(nodeId, language)} (${nodeId})` }))}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <FieldPicker all={fieldNames} fields={fields} onFields={setFields} />
      {hasFields ? <LoadState query={preview} /> : <p className="mv-note">{t('pick-a-field')}</p>}
      {shown === undefined ? null : <Preview preview={shown} partner={nodeName(to, language)} />}
    </TwoOfficerForm>
  );
}

function Preview({ preview, partner }: { readonly preview: ReleasePreview; readonly partner: string }) {
  const t = useText('sharing');
  return (
    <section className="mv-preview" data-allowed={preview.allowed} aria-label={t('preview', { partner })}>
      <h3>{t('preview', { partner })}</h3>
      {preview.allowed ? (
        <p>
          <span aria-hidden="true">✓</span> {t('gate-allows')} <LabelMark label={preview.label} />
        </p>
      ) : (
        <p className="mv-note mv-note-bad" role="alert">
          <strong>
            <span aria-hidden="true">✕</span> {t('gate-denies')}
          </strong>{' '}
          <span lang="en">{preview.because}</span>
        </p>
      )}
      <DocumentTable document={preview.document} withheld={preview.withheld} label={t('preview', { partner })} />
    </section>
  );
}
