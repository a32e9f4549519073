/** Who has the watch in this browser: asked once a shift, kept so that a reload does not ask again. */
import { useSyncExternalStore } from 'react';
import { readShift, type ShiftOfficer } from './shift.ts';

const STORED = 'merivaht.officer';
const listeners = new Set<() => void>();
let officer: ShiftOfficer | undefined = load();

function load(): ShiftOfficer | undefined {
  try {
    return readShift(localStorage.getItem(STORED), Date.now());
  } catch {
    // Storage is refused: asked again after a reload.
    return undefined;
  }
}

export const currentOfficer = (): ShiftOfficer | undefined => officer;

export function setOfficer(next: ShiftOfficer | undefined): void {
  officer = next;
  try {
    if (next === undefined) localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, JSON.stringify(next));
  } catch {
    // Storage is refused: kept until the page goes.
  }
  for (const listener of [...listeners]) listener();
}

export function useOfficer(): ShiftOfficer | undefined {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, currentOfficer);
}
