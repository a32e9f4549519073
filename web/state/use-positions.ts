/** The positions of the moment that is travelled to, as a table of their own. */
import { useQuery } from '@tanstack/react-query';
import { readPositionFrame } from '../../src/contract/position-frame.ts';
import { ApiError, getBytes, theatrePath } from './api.ts';
import { PositionTable } from './position-table.ts';
import { takeClasses } from './take-classes.ts';
import { liveStore } from './use-live.ts';
import { atText } from './use-queue.ts';
import { useView } from './view-state.ts';

export const positionsAtQuery = (theatreId: string | undefined, atMs: number | undefined) => ({
  queryKey: ['positions-at', theatreId ?? '', atText(atMs ?? 0)],
  queryFn: async (): Promise<PositionTable> => {
    const path = theatrePath(`positions?at=${atText(atMs ?? 0)}`);
    const frame = readPositionFrame(await getBytes(path));
    if (frame === undefined) throw new ApiError('MV-ANSWER', `${path}: no position frame`, '');
    const table = new PositionTable();
    table.merge(frame);
    takeClasses(table, liveStore.snapshot.positions);
    return table;
  },
  enabled: theatreId !== undefined && atMs !== undefined,
  // Large, and of no use once the reader has gone on.
  gcTime: 30_000,
});

/** Undefined while nothing is travelled to. What was shown stays until the next moment has come. */
export function useTravelledPositions(): { readonly table: PositionTable | undefined; readonly error: Error | null } {
  const { theatreId, atMs } = useView();
  const { data, error } = useQuery({
    ...positionsAtQuery(theatreId, atMs),
    placeholderData: (before: PositionTable | undefined) => (atMs === undefined ? undefined : before),
  });
  return { table: atMs === undefined ? undefined : data, error };
}
