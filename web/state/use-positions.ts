/** The positions of the moment that is travelled to, as a table of their own. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { readPositionFrame } from '../../src/contract/position-frame.ts';
import { ApiError, getBytes, theatrePath } from './api.ts';
import { PositionTable } from './position-table.ts';
import { takeClasses } from './take-classes.ts';
import { useLive } from './use-live.ts';
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
    return table;
  },
  enabled: theatreId !== undefined && atMs !== undefined,
  // Large, and of no use once the reader has gone on.
  gcTime: 30_000,
});

/** Undefined while nothing is travelled to. What was shown stays until the next moment has come. */
export function useTravelledPositions(): {
  readonly table: PositionTable | undefined;
  /** Another one when the same table says more than before. */
  readonly revision: number;
  readonly error: Error | null;
} {
  const { theatreId, atMs } = useView();
  const { data, error } = useQuery({
    ...positionsAtQuery(theatreId, atMs),
    placeholderData: (before: PositionTable | undefined) => (atMs === undefined ? undefined : before),
  });
  const now = useLive((s) => s.positions);
  const isHeard = useLive((s) => s.positions.size > 0);
  const revision = useMemo(() => {
    if (data !== undefined && isHeard) takeClasses(data, now);
    return isHeard ? 1 : 0;
  }, [data, now, isHeard]);
  return { table: atMs === undefined ? undefined : data, revision, error };
}
