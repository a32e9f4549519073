/** What the node is: its theatres and officers. Asked again after each start of the server. */
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type NodeInfo, nodeInfo } from '../../src/contract/views.ts';
import { getJson } from './api.ts';
import { liveStore, useLive } from './use-live.ts';
import { setView, useView } from './view-state.ts';

export const nodeQuery = (boot: string | undefined) => ({
  queryKey: ['node', boot ?? ''],
  queryFn: (): Promise<NodeInfo> => getJson('/api/node', nodeInfo),
  placeholderData: (before: NodeInfo | undefined) => before,
  // A page that was opened before its server goes on asking.
  retry: true,
});

/** Also connects the live store to the theatre that is shown, the first one where none is. */
export function useNode(): NodeInfo | undefined {
  const boot = useLive((s) => s.boot);
  const { theatreId } = useView();
  const node = useQuery(nodeQuery(boot)).data;
  useEffect(() => {
    if (node === undefined) return;
    liveStore.knowTheatres(node.theatres);
    const known = node.theatres.some((t) => t.theatreId === theatreId);
    const first = node.theatres[0]?.theatreId;
    if (!known && first !== undefined) setView({ theatreId: first });
    else if (theatreId !== undefined) liveStore.connect(theatreId);
  }, [node, theatreId]);
  return node;
}
