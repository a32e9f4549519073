/** What the places of the theatre that is shown are called in the language of the page. */
import { useMemo } from 'react';
import type { PlaceName } from '../../src/contract/live.ts';
import { placeNames } from '../ui/place-names.ts';
import { useLive } from './use-live.ts';
import { useView } from './view-state.ts';

const NONE: Readonly<Record<string, PlaceName>> = {};

export function usePlaceName(): (placeId: string) => string {
  const places = useLive((s) => s.info?.placeNames) ?? NONE;
  const { language } = useView();
  return useMemo(() => placeNames(places, language), [places, language]);
}
