/** Everything officers did, newest first; and the month's table of what became of alerts. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { z } from 'zod';
import { act } from '../../../src/contract/act.ts';
import { useText } from '../../i18n/use-text.ts';
import { getJson, theatrePath } from '../../state/api.ts';
import { openDialog } from '../../state/dialogs.ts';
import { queryClient } from '../../state/query-client.ts';
import { useLive } from '../../state/use-live.ts';
import { openAlert, useView } from '../../state/view-state.ts';
import { ActList } from '../../ui/act-list.tsx';
import { LoadState } from '../../ui/load-state.tsx';
import { Page } from '../../ui/page.tsx';
import { FalseAlarms } from './false-alarms.tsx';

const A_PAGE = 100;

export function LogbookPage() {
  const t = useText('logbook');
  const { theatreId } = useView();
  const actCount = useLive((s) => s.state?.actCount);
  const query = useInfiniteQuery({
    queryKey: ['acts', theatreId],
    queryFn: ({ pageParam }) =>
      getJson(theatrePath(`acts?limit=${A_PAGE}${pageParam === '' ? '' : `&before=${pageParam}`}`), z.array(act)),
    initialPageParam: '',
    getNextPageParam: (last) => (last.length < A_PAGE ? undefined : last[last.length - 1]?.actId),
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another count is the reason to ask again
  useEffect(() => {
    void queryClient.invalidateQueries({ queryKey: ['acts'] });
  }, [actCount]);
  return (
    <Page title={t('title')}>
      <div className="mv-buttons">
        <Button size="xs" onClick={() => openDialog({ kind: 'vhf' })}>
          {t('vhf-title')} (V)
        </Button>
        <Button size="xs" onClick={() => openDialog({ kind: 'phone' })}>
          {t('phone-title')} (P)
        </Button>
        <Button size="xs" onClick={() => openDialog({ kind: 'unit' })}>
          {t('unit-title')} (U)
        </Button>
        <Button size="xs" onClick={() => openDialog({ kind: 'note' })}>
          {t('note-title')}
        </Button>
      </div>
      <LoadState query={query} />
      {query.data === undefined ? null : (
        <ActList acts={query.data.pages.flat()} ifNone={t('empty')} onAlert={openAlert} />
      )}
      {query.hasNextPage ? (
        <Button size="xs" variant="default" onClick={() => void query.fetchNextPage()}>
          {t('older')}
        </Button>
      ) : null}
      <FalseAlarms />
    </Page>
  );
}
