/** What is shown, kept in the address; language and palette are also remembered for the next visit. */
import { useSyncExternalStore } from 'react';
import { defaultView, readHash, type View, writeHash } from './view-hash.ts';

const STORED = 'merivaht.view';
const listeners = new Set<() => void>();
let view: View = readHash(location.hash, stored());

function stored(): View {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORED) ?? '{}');
    const { language, palette } = kept as { language?: string; palette?: string };
    return readHash(`?lang=${language ?? ''}&palette=${palette ?? ''}`, defaultView);
  } catch {
    // Storage is refused or holds something else: begin as on a first visit.
    return defaultView;
  }
}

function remember({ language, palette }: View): void {
  try {
    localStorage.setItem(STORED, JSON.stringify({ language, palette }));
  } catch {
    // Storage is refused: the address still holds it.
  }
}

/** On the page before anything is drawn with it: charts read their colours from there. */
function showLook({ palette, language }: View): void {
  document.documentElement.dataset.palette = palette;
  document.documentElement.lang = language;
}
showLook(view);

function take(next: View): void {
  view = next;
  showLook(next);
  for (const listener of [...listeners]) listener();
}

globalThis.addEventListener('hashchange', () => take(readHash(location.hash, view)));

export const getView = (): View => view;

/** A member set to undefined is taken out. A new page, selection or theatre can be gone back from; a new time cannot. */
export function setView(patch: Partial<View>): void {
  const next = { ...view, ...patch };
  const hash = writeHash(next);
  if (hash === writeHash(view) && hash === location.hash) return;
  const isStep = (['page', 'alertId', 'mmsi', 'assetId', 'theatreId', 'part', 'pick'] as const).some(
    (k) => next[k] !== view[k],
  );
  if (isStep && view.theatreId !== undefined) history.pushState(null, '', hash);
  else history.replaceState(null, '', hash);
  remember(next);
  take(next);
}

/** Shows one thing in the right panel; whatever was there goes. */
export const openAlert = (alertId: string): void =>
  setView({ page: 'watch', alertId, mmsi: undefined, assetId: undefined });
export const openVessel = (mmsi: number): void =>
  setView({ page: 'watch', mmsi, alertId: undefined, assetId: undefined });
export const openAsset = (assetId: string): void =>
  setView({ page: 'watch', assetId, alertId: undefined, mmsi: undefined });
export const closePanel = (): void => setView({ assetId: undefined, alertId: undefined, mmsi: undefined });

export function useView(): View {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, getView);
}
