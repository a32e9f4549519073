/**
 * The queue that is shown: the live one, or the one of the moment time travel stands at. While travelling nothing may be
 * acted on; `travelling` says so.
 */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type Queue, queue } from '../../src/contract/desk.ts';
import { getJson, theatrePath } from './api.ts';
import { useLive } from './use-live.ts';
import { useView } from './view-state.ts';

/** As the node reads times in a query: ISO 8601, whole seconds. */
export const atText = (atMs: number): string =>
  `${new Date(Math.floor(atMs / 1000) * 1000).toISOString().slice(0, 19)}Z`;

export const queueAtQuery = (theatreId: string | undefined, atMs: number) => ({
  queryKey: ['queue-at', theatreId ?? '', atText(atMs)],
  queryFn: (): Promise<Queue> => getJson(theatrePath(`queue?at=${atText(atMs)}`), queue),
});

export interface ShownQueue {
  /** Absent until the node has answered. */
  readonly queue: Queue | undefined;
  /** The moment it is of; absent: now, and acting is possible. */
  readonly atMs: number | undefined;
  /** The queue of another moment is still shown, while this one is fetched. */
  readonly waiting: boolean;
  readonly error: Error | null;
}

export function useShownQueue(): ShownQueue {
  const live = useLive((s) => s.state?.queue);
  const { theatreId, atMs } = useView();
  const travelled = useQuery({
    ...queueAtQuery(theatreId, atMs ?? 0),
    enabled: atMs !== undefined && theatreId !== undefined,
    placeholderData: keepPreviousData,
  });
  if (atMs === undefined) return { queue: live, atMs, waiting: live === undefined, error: null };
  return { queue: travelled.data, atMs, waiting: travelled.isFetching, error: travelled.error };
}

/** Only the queue; `useShownQueue` also says of which moment and whether it waits. */
export const useQueue = (): Queue | undefined => useShownQueue().queue;

/** Whether the page shows another moment than now: acting is disabled then. */
export const useTravelling = (): boolean => useView().atMs !== undefined;
