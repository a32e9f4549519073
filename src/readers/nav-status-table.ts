/** Navigational status in words, as ITU-R M.1371-5 table 45 numbers. */
import { NAV_STATUS_ABSENT } from '../ais/position-batch.ts';

const STATUS_OF_WORDS: Readonly<Record<string, number>> = {
  underwayusingengine: 0,
  underway: 0,
  atanchor: 1,
  anchored: 1,
  notundercommand: 2,
  restrictedmaneuverability: 3,
  restrictedmanoeuvrability: 3,
  constrainedbyherdraught: 4,
  constrainedbyherdraft: 4,
  moored: 5,
  aground: 6,
  engagedinfishing: 7,
  fishing: 7,
  underwaysailing: 8,
  sailing: 8,
  reservedforfutureamendmenthsc: 9,
  reservedforfutureamendmentwig: 10,
  powerdrivenvesseltowingastern: 11,
  powerdrivenvesselpushingaheadortowingalongside: 12,
  reservedforfutureuse: 13,
  aissartisactive: 14,
  aissart: 14,
};

/** Status 0 to 14 from a number or words; NAV_STATUS_ABSENT for anything else (99 and -99 are some files' "unknown"). */
export function navStatusOf(text: string): number {
  const trimmed = text.trim();
  if (trimmed !== '' && !Number.isNaN(Number(trimmed))) {
    const code = Number(trimmed);
    return Number.isInteger(code) && code >= 0 && code <= 15 ? code : NAV_STATUS_ABSENT;
  }
  const words = trimmed.toLowerCase().replace(/\(.*\)|[^a-z]/g, '');
  return Object.hasOwn(STATUS_OF_WORDS, words) ? STATUS_OF_WORDS[words]! : NAV_STATUS_ABSENT;
}
