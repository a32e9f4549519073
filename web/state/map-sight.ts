/** The part of the sea that the map last showed: what a question to a partner takes for its zone. */
import type { Box } from '../../src/geo/position.ts';
import { type TinyStore, tinyStore } from './tiny-store.ts';

export const mapSight: TinyStore<Box | undefined> = tinyStore<Box | undefined>(undefined);
