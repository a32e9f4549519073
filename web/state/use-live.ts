/** The live store of this page, and how a component reads from it. */
import { useSyncExternalStore } from 'react';
import { browserWorld } from './browser-world.ts';
import { type LiveSnapshot, LiveStore } from './live-store.ts';

export const liveStore = new LiveStore(browserWorld);

/** `select` picks a part and makes nothing new: what it gives is compared by identity. */
export function useLive<T>(select: (snapshot: LiveSnapshot) => T): T {
  return useSyncExternalStore(liveStore.subscribe, () => select(liveStore.snapshot));
}
