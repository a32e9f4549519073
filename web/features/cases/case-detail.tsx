/** One case: members and who left, contributions, proposals, and the way to go on without somebody. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { CaseView, PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { refChoices, refKey } from './case-votes.ts';
import { Contribute } from './contribute.tsx';
import { ProposalCard } from './proposal-card.tsx';
import { Propose } from './propose.tsx';
import { SplitCase } from './split-case.tsx';

interface Props {
  readonly view: CaseView;
  readonly state: PartnersState;
  readonly us: string;
}

export function CaseDetail({ view, state, us }: Props) {
  const t = useText('cases');
  const { language } = useView();
  const [open, setOpen] = useState<'contribute' | 'propose' | 'split'>();
  const close = (): void => setOpen(undefined);
  const names = (nodes: readonly string[]): string => nodes.map((each) => nodeName(each, language)).join(', ');
  const refs = new Map(refChoices(state.inbound).map((each) => [each.key, each]));
  return (
    <article aria-label={view.title}>
      <h2>{view.title}</h2>
      <p className="mv-quiet">
        {view.caseId}, {t('opened')} <Time at={view.openedAt} precision="date" />
        {view.epoch === 0 ? '' : `, ${t('epoch', { epoch: view.epoch })}`}
      </p>
      {view.about === '' ? null : <blockquote>{view.about}</blockquote>}
      <p>
        {t('members')} <strong>{names(view.members)}</strong>
      </p>
      {view.left.length === 0 ? null : (
        <p className="mv-note mv-note-bad">
          <strong>{t('left', { names: names(view.left) })}</strong> {t('left-what')}
        </p>
      )}
      <p className="mv-note">
        <strong>{t('national')}</strong> {t('national-what')}
      </p>
      <section aria-label={t('proposals')}>
        <h3>{t('proposals')}</h3>
        {view.proposals.length === 0 ? <p className="mv-quiet">{t('proposals-none')}</p> : null}
        <ul className="mv-cards">
          {view.proposals.map((each) => (
            <ProposalCard key={each.proposalId} view={view} proposal={each} us={us} />
          ))}
        </ul>
      </section>
      <section aria-label={t('contributions')}>
        <h3>{t('contributions')}</h3>
        {view.contributions.length === 0 ? <p className="mv-quiet">{t('contributions-none')}</p> : null}
        <ul className="mv-plain">
          {view.contributions.map((each) => (
            <li key={`${each.by} ${each.at} ${each.note}`}>
              <strong>{nodeName(each.by, language)}</strong> <Time at={each.at} precision="date" />
              <blockquote>
                {each.note}
                {each.refs.length === 0 ? null : (
                  <ul className="mv-plain">
                    {each.refs.map((ref) => {
                      const known = refs.get(refKey(ref));
                      return (
                        <li key={refKey(ref)}>
                          →{' '}
                          {known === undefined ? null : (
                            <strong>{`${nodeName(known.from, language)}: ${known.name} `}</strong>
                          )}
                          <span className="mv-hash">
                            {ref.origin} #{ref.index}
                          </span>
                        </li>
                      );
                    })}
                  </ul>
                )}
              </blockquote>
            </li>
          ))}
        </ul>
      </section>
      {view.members.includes(us) ? (
        <div className="mv-buttons">
          <Button size="xs" variant="default" onClick={() => setOpen('contribute')}>
            {t('contribute')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpen('propose')}>
            {t('propose')}
          </Button>
          <Button size="xs" variant="default" onClick={() => setOpen('split')}>
            {t('split')}
          </Button>
        </div>
      ) : null}
      {open === 'contribute' ? <Contribute view={view} inbound={state.inbound} onDone={close} /> : null}
      {open === 'propose' ? <Propose view={view} inbound={state.inbound} onDone={close} /> : null}
      {open === 'split' ? <SplitCase view={view} us={us} onDone={close} /> : null}
    </article>
  );
}
