/** One proposal: what came of it and why, who said what, and our vote. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseView } from '../../../src/contract/partner-views.ts';
import type { CaseVote } from '../../../src/contract/shared-case.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { CHOICE_SIGNS, choices, mayVote, OUTCOME_SIGNS, type Proposal, tally, voteRows } from './case-votes.ts';

interface Props {
  readonly view: CaseView;
  readonly proposal: Proposal;
  readonly us: string;
}

export function ProposalCard({ view, proposal, us }: Props) {
  const t = useText('cases');
  const { language } = useView();
  const counted = tally(proposal);
  const { rule } = proposal;
  return (
    <li className="mv-card">
      <h4>{proposal.action}</h4>
      <p>
        <strong
          className="mv-relation"
          data-state={proposal.outcome === 'passed' ? 'active' : proposal.outcome === 'open' ? 'proposed' : 'suspended'}
        >
          <span aria-hidden="true">{OUTCOME_SIGNS[proposal.outcome]}</span> {t(`outcome-${proposal.outcome}`)}
        </strong>
        {': '}
        <span lang="en">{proposal.because}</span>
      </p>
      <p>
        {t('proposed-by', { partner: nodeName(proposal.by, language) })}{' '}
        {t(`rule-${rule.kind}`, { k: rule.kind === 'k-of-n' ? rule.k : 0, count: view.members.length })}. {t('until')}{' '}
        <Time at={proposal.expiresAt} precision="date" />. {t('tally', counted)}
      </p>
      {proposal.reason === '' ? null : <blockquote>{proposal.reason}</blockquote>}
      <div className="mv-table-scroll">
        <table className="mv-facts-table">
          <thead>
            <tr>
              <th scope="col">{t('member')}</th>
              <th scope="col">{t('vote')}</th>
              <th scope="col">{t('vote-reason')}</th>
              <th scope="col">{t('vote-at')}</th>
            </tr>
          </thead>
          <tbody>
            {voteRows(view.members, proposal).map(({ nodeId, votes }) =>
              votes.length === 0 ? (
                <tr key={nodeId}>
                  <td>{nodeName(nodeId, language)}</td>
                  <td className="mv-quiet" colSpan={3}>
                    {t('not-voted')}
                  </td>
                </tr>
              ) : (
                votes.map((vote) => (
                  <tr key={`${nodeId} ${vote.at} ${vote.choice}`}>
                    <td>{nodeName(nodeId, language)}</td>
                    <td>
                      <span className={vote.counts ? 'mv-choice' : 'mv-choice mv-void'}>
                        <span aria-hidden="true">{CHOICE_SIGNS[vote.choice]}</span> {t(`choice-${vote.choice}`)}
                      </span>{' '}
                      {vote.counts ? null : <strong>{t('void')}</strong>}
                    </td>
                    <td>
                      {vote.reason}
                      {vote.counts ? null : (
                        <div className="mv-quiet" lang="en">
                          {vote.because}
                        </div>
                      )}
                    </td>
                    <td>
                      <Time at={vote.at} precision="date" />
                    </td>
                  </tr>
                ))
              ),
            )}
          </tbody>
        </table>
      </div>
      {mayVote(view, proposal, us) ? <OwnVote view={view} proposal={proposal} /> : null}
    </li>
  );
}

/** One vote: it cannot be changed, since a second one makes both void. */
function OwnVote({ view, proposal }: Omit<Props, 'us'>) {
  const t = useText('cases');
  const [reason, setReason] = useState('');
  const [asked, setAsked] = useState<CaseVote['choice']>();
  const ui = useText('ui');
  const send = (choice: CaseVote['choice']): void =>
    void doPartnerAct({
      body: { kind: 'vote', caseId: view.caseId, proposalId: proposal.proposalId, choice, reason: reason.trim() },
      done: t('done-voted', { choice: t(`choice-${choice}`) }),
    });
  return (
    <form
      className="mv-buttons"
      aria-label={t('our-vote')}
      onSubmit={(event) => {
        event.preventDefault();
        if (asked !== undefined) send(asked);
        setAsked(undefined);
      }}
    >
      <TextInput
        size="xs"
        label={t('our-reason')}
        value={reason}
        maxLength={4000}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
      {asked === undefined ? (
        choices.map((each) => (
          <Button key={each} size="xs" variant="default" onClick={() => setAsked(each)}>
            <span aria-hidden="true">{CHOICE_SIGNS[each]}&nbsp;</span> {t(`do-${each}`)}
          </Button>
        ))
      ) : (
        <span className="mv-confirm">
          {t('vote-sure', { choice: t(`choice-${asked}`) })}{' '}
          <Button size="compact-xs" type="submit" autoFocus>
            {ui('yes')}
          </Button>
          <Button size="compact-xs" variant="default" onClick={() => setAsked(undefined)}>
            {ui('no')}
          </Button>
        </span>
      )}
    </form>
  );
}
