/** Questions between partners and us, with their answers, newest first. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PartnersState, QuestionView } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { hasText, type Translate } from '../../i18n/translate.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { openVessel, useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { positionText } from '../../ui/units.ts';
import { AskForm } from './ask-form.tsx';

export function QuestionsPart({ state }: { readonly state: PartnersState }) {
  const t = useText('received');
  const [asks, setAsks] = useState(false);
  const newest = [...state.questions].sort((a, b) => (a.askedAt < b.askedAt ? 1 : -1));
  return (
    <>
      <p className="mv-quiet">{t('questions-what')}</p>
      {asks ? (
        <AskForm state={state} onDone={() => setAsks(false)} />
      ) : (
        <Button size="xs" onClick={() => setAsks(true)}>
          {t('ask')}
        </Button>
      )}
      <section aria-label={t('questions')}>
        <h3>{t('questions')}</h3>
        {newest.length === 0 ? <p className="mv-note">{t('questions-none')}</p> : null}
        <ul className="mv-cards">
          {newest.map((each) => (
            <Question key={each.questionId} question={each} us={state.self?.nodeId} />
          ))}
        </ul>
      </section>
    </>
  );
}

const SIGNS = { waiting: '…', yes: '✓', refused: '✕', 'not-watched': '∅' } as const;

function Question({ question, us }: { readonly question: QuestionView; readonly us: string | undefined }) {
  const t = useText('received');
  const sharing = useText('sharing');
  const { language } = useView();
  const isOurs = question.from === us;
  const key = `purpose-${question.purpose}`;
  const other = nodeName(isOurs ? question.to : question.from, language);
  return (
    <li className={isOurs ? 'mv-card' : 'mv-card mv-theirs'}>
      <h4>{t(isOurs ? 'we-asked' : 'they-asked', { partner: other })}</h4>
      <p>
        <Time at={question.askedAt} precision="date" />. {t('asked-what')}{' '}
        <Time at={question.fromTime} precision="date" /> – <Time at={question.untilTime} precision="date" />.{' '}
        {hasText('sharing', key) ? sharing(key as Parameters<Translate<'sharing'>>[0]) : question.purpose}.
      </p>
      <details className="mv-fold">
        <summary>{t('zone')}</summary>
        {question.ring.map(([lon, lat]) => positionText(lon, lat)).join(' – ')}
      </details>
      <p>
        <strong>
          <span aria-hidden="true">{SIGNS[question.answered]}</span> {t(`answer-${question.answered}`)}
        </strong>{' '}
        <span lang="en">{question.because}</span>{' '}
        {question.answered === 'yes' ? t('ships', { count: question.ships.length }) : ''}{' '}
        {question.truncated ? <strong>{t('truncated')}</strong> : null}
      </p>
      {question.ships.length === 0 ? null : (
        <div className="mv-table-scroll">
          <table className="mv-facts-table">
            <thead>
              <tr>
                <th scope="col">MMSI</th>
                <th scope="col">{t('entry-name')}</th>
                <th scope="col">{t('ship-first')}</th>
                <th scope="col">{t('ship-last')}</th>
              </tr>
            </thead>
            <tbody>
              {question.ships.map((ship) => (
                <tr key={ship.mmsi}>
                  <td>
                    <button type="button" className="mv-link" onClick={() => openVessel(ship.mmsi)}>
                      {ship.mmsi}
                    </button>
                  </td>
                  <td>{ship.name ?? '–'}</td>
                  <td>
                    <Time at={ship.firstAt} precision="date" />
                  </td>
                  <td>
                    <Time at={ship.lastAt} precision="date" />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </li>
  );
}
