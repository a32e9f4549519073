/** An alert as the desk keeps it: its head, and which assets it crossed. Charts and crossings in full stay with the core. */
import type { Alert } from '../contract/alert.ts';
import type { AlertHead } from '../contract/desk.ts';

export interface DeskAlert {
  readonly head: AlertHead;
  /** Ids of assets crossed since the first sign, each once, in order. */
  readonly crossed: readonly string[];
}

export function deskAlert(alert: Alert): DeskAlert {
  const { profile: _profile, crossed, exposure: _exposure, ...head } = alert;
  return { head, crossed: [...new Set(crossed.map((c) => c.assetId))] };
}
