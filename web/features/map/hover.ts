/** Which vessel the pointer is over, and where: followed by the small tip alone, so that nothing else is drawn again. */
import { type TinyStore, tinyStore, useTiny } from '../../state/tiny-store.ts';

export interface Hover {
  readonly mmsi: number;
  readonly x: number;
  readonly y: number;
}

export const hoverStore: TinyStore<Hover | undefined> = tinyStore<Hover | undefined>(undefined);
export const useHover = (): Hover | undefined => useTiny(hoverStore);
