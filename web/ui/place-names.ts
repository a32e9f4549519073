/** What places are called in the language of the page: English where they have no name in it, their id where they are not known. */
import type { PlaceName } from '../../src/contract/live.ts';
import type { Language } from '../i18n/languages.ts';

export function placeNames(
  places: Readonly<Record<string, PlaceName>>,
  language: Language,
): (placeId: string) => string {
  return (placeId) => {
    const place = Object.hasOwn(places, placeId) ? places[placeId] : undefined;
    return place?.[language] ?? place?.en ?? wordsOfId(placeId);
  };
}

/** "anchorage-tallinn-bay" to "Tallinn Bay". */
function wordsOfId(placeId: string): string {
  return placeId
    .split('-')
    .slice(placeId.includes('-') ? 1 : 0)
    .map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`)
    .join(' ');
}
