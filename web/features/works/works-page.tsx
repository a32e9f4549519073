/** Announced works and notices, and the state of the ice. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { DeskBooks } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { ConfirmButton } from '../../ui/confirm-button.tsx';
import { Page } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { IceForm } from './ice-form.tsx';
import { WorksForm } from './works-form.tsx';
import { worksState } from './works-state.ts';

const NONE: DeskBooks['works'] = [];

export function WorksPage() {
  const t = useText('works');
  const works = useLive((s) => s.state?.books.works) ?? NONE;
  const dataAt = useLive((s) => s.state?.clock.dataAt) ?? '';
  const [isNew, setIsNew] = useState(false);
  return (
    <Page title={t('title')}>
      <p className="mv-quiet">{t('what')}</p>
      {isNew ? (
        <WorksForm onDone={() => setIsNew(false)} />
      ) : (
        <Button size="xs" onClick={() => setIsNew(true)}>
          {t('new')}
        </Button>
      )}
      {works.length === 0 ? <p className="mv-note">{t('empty')}</p> : null}
      <ul className="mv-cards">
        {works.map((each) => {
          const state = worksState(each, dataAt);
          return (
            <li key={each.id} className="mv-card">
              <div>
                <strong>{each.title}</strong> <span className="mv-tag">{t(`state-${state}`)}</span>
              </div>
              <div>
                <Time at={each.from} precision="date" /> – <Time at={each.to} precision="date" />
              </div>
              <div>
                {each.vessels.length === 0
                  ? t('excuses-none')
                  : t('excuses', { ships: each.vessels.map((v) => v.name ?? v.mmsi).join(', ') })}
              </div>
              <div className="mv-quiet">
                {t('corners', { count: each.ring.length })} · {each.source}
              </div>
              {state === 'ended' || state === 'over' ? null : (
                <ConfirmButton
                  label={t('end')}
                  question={t('end-sure', { title: each.title })}
                  onConfirm={() =>
                    void doAct({ body: { kind: 'works-ended', worksId: each.id }, done: t('done-ended') })
                  }
                />
              )}
            </li>
          );
        })}
      </ul>
      <IceForm />
    </Page>
  );
}
