/** Partners as the node knows them: one document, asked for every two seconds, sent only when it says something new. */
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { type PartnersState, partnersState } from '../../src/contract/partner-views.ts';
import { getJsonIfNew } from './api.ts';
import { type KnownPartners, PARTNERS_KEY } from './known-ships.ts';
import { queryClient } from './query-client.ts';
import { liveStore } from './use-live.ts';

export const PARTNERS_EVERY_MS = 2000;

/** With which revision to ask, given what is kept and the start of the server that is on now. */
export function partnersPath(before: KnownPartners | undefined, boot: string | undefined): string {
  const isOfNow = before !== undefined && before.boot === boot && before.state.self !== undefined;
  return isOfNow ? `/api/partners?since=${before.state.revision}` : '/api/partners';
}

async function askPartners(): Promise<KnownPartners> {
  const before = queryClient.getQueryData<KnownPartners>(PARTNERS_KEY);
  const { boot } = liveStore.snapshot;
  const fresh = await getJsonIfNew(partnersPath(before, boot), partnersState);
  return fresh === undefined ? before! : { boot, state: fresh };
}

const partnersQuery = { queryKey: PARTNERS_KEY, queryFn: askPartners };

/** Asks again and again; once a page, in the shell. */
export function usePartnersPoll(): PartnersState | undefined {
  return useQuery({ ...partnersQuery, refetchInterval: PARTNERS_EVERY_MS, refetchIntervalInBackground: true }).data
    ?.state;
}

export interface AskedPartners {
  readonly state: PartnersState | undefined;
  readonly query: UseQueryResult<KnownPartners>;
  /** The node did not answer last time: what is shown is of `heardMs`. */
  readonly isOld: boolean;
  readonly heardMs: number;
}

export function usePartners(): AskedPartners {
  const query = useQuery({ ...partnersQuery, staleTime: Number.POSITIVE_INFINITY });
  return {
    state: query.data?.state,
    query,
    isOld: query.data !== undefined && (query.isError || query.failureCount > 0),
    heardMs: query.dataUpdatedAt,
  };
}
