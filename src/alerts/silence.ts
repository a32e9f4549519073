/** Silence until the behaviour changes: what an alert was like when it was silenced or closed, and what in it ends that. */
import type { ReopenCause } from '../contract/act.ts';
import type { Alert } from '../contract/alert.ts';
import type { SilenceEnd } from '../contract/desk.ts';
import type { DeskAlert } from './desk-alert.ts';
import { gravity } from './severity.ts';

/** 0 over it now, 1 within half an hour, 2 within an hour, 3 further, 4 none in reach. */
export type Nearness = 0 | 1 | 2 | 3 | 4;

const HALF_HOUR_MIN = 30;
const HOUR_MIN = 60;

export function nearnessOf(alert: Pick<Alert, 'assetsAtRisk'>): Nearness {
  const next = alert.assetsAtRisk[0];
  if (next === undefined) return 4;
  if (next.minutesTo === 0) return 0;
  return next.minutesFrom <= HALF_HOUR_MIN ? 1 : next.minutesFrom <= HOUR_MIN ? 2 : 3;
}

/** The alert as it was when it was silenced, or closed. */
export interface SilencedAs {
  readonly severity: Alert['severity'];
  readonly kind: string;
  readonly signs: readonly string[];
  readonly crossed: readonly string[];
  readonly nextAssetId: string | undefined;
  readonly nearness: Nearness;
}

export function silencedAs({ head, crossed }: DeskAlert): SilencedAs {
  return {
    severity: head.severity,
    kind: head.kind,
    signs: signsOf(head),
    crossed,
    nextAssetId: head.assetsAtRisk[0]?.assetId,
    nearness: nearnessOf(head),
  };
}

/** What ends the silence now; undefined while the behaviour is the one that was silenced. Getting better ends nothing. */
export function silenceEnd(was: SilencedAs, now: DeskAlert): SilenceEnd | undefined {
  const { head } = now;
  if (head.status === 'withdrawn') return 'withdrawn';
  if (head.status !== 'open') return undefined;
  if (gravity(head.severity) < gravity(was.severity)) return 'graver';
  if (head.kind !== was.kind || signsOf(head).some((sign) => !was.signs.includes(sign))) return 'other-behaviour';
  return assetChange(was, now);
}

/**
 * What opens it again by itself, had it been closed as it was: graver, or high and over or near another asset. A behaviour that
 * is another one and no graver does not: an officer has judged the ship, not only what it did.
 */
export function reopenCause(was: SilencedAs, now: DeskAlert): ReopenCause | undefined {
  const { head } = now;
  if (head.status !== 'open') return undefined;
  if (gravity(head.severity) < gravity(was.severity)) return 'graver';
  return head.severity === 'high' ? assetChange(was, now) : undefined;
}

function assetChange(was: SilencedAs, { head, crossed }: DeskAlert): 'asset-crossed' | 'asset-nearer' | undefined {
  if (crossed.some((assetId) => !was.crossed.includes(assetId))) return 'asset-crossed';
  const nextAssetId = head.assetsAtRisk[0]?.assetId;
  if (nextAssetId === undefined) return undefined;
  return nextAssetId !== was.nextAssetId || nearnessOf(head) < was.nearness ? 'asset-nearer' : undefined;
}

/** The independent signs that speak for it, sorted. */
export function signsOf(alert: Pick<Alert, 'speaksFor'>): string[] {
  return [...new Set(alert.speaksFor.flatMap((f) => (f.sign === undefined ? [] : [f.sign])))].sort();
}
