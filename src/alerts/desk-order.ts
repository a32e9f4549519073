/**
 * The order of the queue, which does not jump: open before over, by severity, what nobody has looked at first, then how near
 * the next asset is. Rows that are equal in these keep the places they had; a new one is put in by the core's rank.
 */
import { MINUTE_MS } from '../geo/units.ts';
import type { DeskAlert } from './desk-alert.ts';
import { compareAlerts } from './rank.ts';
import { SEVERITY_ORDER } from './severity.ts';
import { type Nearness, nearnessOf } from './silence.ts';

/** A row counts as near an asset for this long after it was, so that one that wavers about a border does not waver in the queue. */
export const NEAR_HELD_MS = 15 * MINUTE_MS;

/** What is kept of a row's place. */
export interface Place {
  readonly nearness: Nearness;
  /** Since when each tick has been farther; -1 while none is. */
  readonly fartherSinceMs: number;
}

export interface Ordered {
  readonly alert: DeskAlert;
  readonly isInHand: boolean;
}

/** Nearer at once; farther after it has been so for a quarter of an hour. */
export function heldPlace(held: Place | undefined, { head }: DeskAlert, tickMs: number): Place {
  const now = nearnessOf(head);
  if (held === undefined || now <= held.nearness) return { nearness: now, fartherSinceMs: -1 };
  const fartherSinceMs = held.fartherSinceMs < 0 ? tickMs : held.fartherSinceMs;
  if (tickMs - fartherSinceMs < NEAR_HELD_MS) return { nearness: held.nearness, fartherSinceMs };
  return { nearness: now, fartherSinceMs: -1 };
}

const digit = (isSo: boolean): string => (isSo ? '1' : '0');

/** Rows of one class keep their places; classes are ordered as text. */
export function classOf({ alert: { head }, isInHand }: Ordered, { nearness }: Place): string {
  const isOver = head.status !== 'open';
  const isWithdrawn = head.status === 'withdrawn';
  return `${digit(isOver)}${digit(isWithdrawn)}${SEVERITY_ORDER[head.severity]}${digit(isInHand)}${nearness}`;
}

/** One row of the order before. */
export interface Seat {
  readonly id: string;
  readonly place: Place;
  readonly class: string;
}

/** The rows in their new order, given the order before. */
export function seated(before: readonly Seat[], rows: readonly Ordered[], tickMs: number): Seat[] {
  const known = new Map(before.map((seat, i) => [seat.id, { seat, i }]));
  const classes = new Map<string, { readonly row: Ordered; readonly seat: Seat; readonly was: number }[]>();
  for (const row of rows) {
    const { id } = row.alert.head;
    const old = known.get(id);
    const place = heldPlace(old?.seat.place, row.alert, tickMs);
    const seat = { id, place, class: classOf(row, place) };
    const was = old?.seat.class === seat.class ? old.i : -1;
    classes.set(seat.class, [...(classes.get(seat.class) ?? []), { row, seat, was }]);
  }
  return [...classes.keys()].sort().flatMap((name) => {
    const members = classes.get(name)!;
    const settled = members.filter((m) => m.was >= 0).sort((a, b) => a.was - b.was);
    const fresh = members.filter((m) => m.was < 0).sort((a, b) => compareAlerts(a.row.alert.head, b.row.alert.head));
    for (const one of fresh) {
      const at = settled.findIndex((s) => compareAlerts(one.row.alert.head, s.row.alert.head) < 0);
      settled.splice(at < 0 ? settled.length : at, 0, one);
    }
    return settled.map((m) => m.seat);
  });
}
