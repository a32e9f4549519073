/** How a relation with a partner stands, as signs and order; and how fresh what was verified of its log is. */
import type { RelationState } from '../../../src/contract/agreement.ts';
import type { PartnerView } from '../../../src/contract/partner-views.ts';

/** Beside the word, so that colour says nothing alone. */
export const RELATION_SIGNS: Readonly<Record<RelationState, string>> = {
  active: '●',
  proposed: '○',
  suspended: '⛔',
  revoked: '✕',
};

const ORDER: Readonly<Record<RelationState, number>> = { suspended: 0, active: 1, proposed: 2, revoked: 3 };

/** What is cut off first: somebody did that, or something. Then by node, so that the order does not jump. */
export function inOrder(partners: readonly PartnerView[]): PartnerView[] {
  return [...partners].sort((a, b) => ORDER[a.state] - ORDER[b.state] || (a.nodeId < b.nodeId ? -1 : 1));
}

/** The one that is picked, else the first. */
export const pickedOf = (partners: readonly PartnerView[], pick: string | undefined): PartnerView | undefined =>
  partners.find((each) => each.nodeId === pick) ?? partners[0];

/** A partner is asked every second or so: what is older than this has trouble. */
const OLD_MS = 60_000;

export interface Freshness {
  readonly unit: 'never' | 'seconds' | 'minutes' | 'hours' | 'days';
  readonly count: number;
  readonly isOld: boolean;
}

/** Clocks of the node and the reader may differ by a little: what is ahead is now. */
export function freshness(verifiedAt: string | undefined, nowMs: number): Freshness {
  if (verifiedAt === undefined) return { unit: 'never', count: 0, isOld: true };
  const ageMs = Math.max(0, nowMs - Date.parse(verifiedAt));
  const isOld = ageMs > OLD_MS;
  const seconds = Math.floor(ageMs / 1000);
  if (seconds < 120) return { unit: 'seconds', count: seconds, isOld };
  if (seconds < 7200) return { unit: 'minutes', count: Math.floor(seconds / 60), isOld };
  if (seconds < 172_800) return { unit: 'hours', count: Math.floor(seconds / 3600), isOld };
  return { unit: 'days', count: Math.floor(seconds / 86_400), isOld };
}

/** Reasons for which openings were set aside, most often first. */
export const refusedRows = (refused: Readonly<Record<string, number>>): (readonly [reason: string, count: number])[] =>
  Object.entries(refused).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
