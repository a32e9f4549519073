/** Watch-lists, own and partners': a partner's counts for something here only once a person has adopted it. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { newId } from '../../ui/new-id.ts';
import { ListCard } from './list-card.tsx';
import { ListForm } from './list-form.tsx';

export function ListsPart({ state }: { readonly state: PartnersState }) {
  const t = useText('received');
  const [isNew, setNew] = useState(false);
  const us = state.self?.nodeId ?? '';
  const own = state.lists.filter((each) => each.from === us);
  const theirs = state.lists.filter((each) => each.from !== us);
  return (
    <>
      <p className="mv-quiet">{t('lists-what')}</p>
      <section aria-label={t('lists-theirs')}>
        <h3>{t('lists-theirs')}</h3>
        {theirs.length === 0 ? <p className="mv-note">{t('lists-theirs-none')}</p> : null}
        <ul className="mv-cards">
          {theirs.map((each) => (
            <ListCard key={`${each.from} ${each.list.listId}`} held={each} isOwn={false} />
          ))}
        </ul>
      </section>
      <section aria-label={t('lists-own')}>
        <h3>{t('lists-own')}</h3>
        {own.length === 0 ? <p className="mv-note">{t('lists-own-none')}</p> : null}
        <ul className="mv-cards">
          {own.map((each) => (
            <ListCard key={each.list.listId} held={each} isOwn />
          ))}
        </ul>
        {isNew ? (
          <ListForm first={{ listId: newId('list'), title: '', version: 1, lines: '' }} onDone={() => setNew(false)} />
        ) : (
          <Button size="xs" variant="default" onClick={() => setNew(true)}>
            {t('list-new')}
          </Button>
        )}
      </section>
    </>
  );
}
