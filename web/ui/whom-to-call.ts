/** Whom to call about an asset at this hour. */
import type { Contact } from '../../src/contract/act.ts';
import { timeText } from './time-text.ts';

/** "08:00-20:00", "22:00-06:00" over midnight, "00:00-24:00" for always; the end is not included. */
export function isInHours(hours: string, localTime: string): boolean {
  const [from = '', to = ''] = hours.split('-');
  if (from === to) return true;
  return from < to ? localTime >= from && localTime < to : localTime >= from || localTime < to;
}

/** "12:04" on the wall clock of a zone; midnight where the time is not known yet. */
export function localTimeOf(atMs: number, timeZone: string): string {
  if (!Number.isFinite(atMs)) return '00:00';
  return /(\d\d:\d\d) UTC/.exec(timeText(atMs, timeZone).local)?.[1] ?? '00:00';
}

export interface Reachable<C extends Contact> {
  readonly contact: C;
  readonly isNow: boolean;
}

/** Those of the asset, then those of no asset in particular; who is there now stands first. */
export function contactsFor<C extends Contact>(
  contacts: readonly C[],
  assetId: string,
  atMs: number,
  timeZone: string,
): Reachable<C>[] {
  const localTime = localTimeOf(atMs, timeZone);
  const own = contacts.filter((c) => c.assets.includes(assetId));
  const general = contacts.filter((c) => c.assets.length === 0);
  const all = [...own, ...general].map((contact) => ({ contact, isNow: isInHours(contact.hours, localTime) }));
  return [...all.filter((r) => r.isNow), ...all.filter((r) => !r.isNow)];
}
