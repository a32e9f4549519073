/** A place that another part of the page wants the map to show. */
import { type TinyStore, tinyStore } from './tiny-store.ts';
import { setView } from './view-state.ts';

export interface MapGoal {
  readonly lon: number;
  readonly lat: number;
  readonly zoom: number;
}

export const mapGoal: TinyStore<MapGoal | undefined> = tinyStore<MapGoal | undefined>(undefined);

/** Goes to the watch page, whose map takes the goal up. */
export function showOnMap(lon: number, lat: number, zoom = 9): void {
  setView({ page: 'watch' });
  mapGoal.set({ lon, lat, zoom });
}
