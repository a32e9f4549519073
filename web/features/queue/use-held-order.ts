/** Holds the order that is shown while the queue is touched, and keeps what went meanwhile so that it can still be shown. */
import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { Fold, Queue, QueueRow } from '../../../src/contract/desk.ts';
import { type HeldOrder, heldOrder, heldUntilMs, type Touch } from './hold-order.ts';

export interface Hold extends HeldOrder {
  readonly gone: ReadonlyMap<string, QueueRow | Fold>;
  pointerMoved(): void;
  pointerLeft(): void;
  keyPressed(): void;
  /** Shows the latest order now. */
  letGo(): void;
}

export function useHeldOrder(queue: Queue, resetKey: string): Hold {
  const [, again] = useReducer((n: number) => n + 1, 0);
  const touch = useRef<Touch>({});
  const shown = useRef<{ key: string; order: readonly string[] }>({ key: resetKey, order: queue.order });
  const known = useRef(new Map<string, QueueRow | Fold>());

  const until = heldUntilMs(touch.current);
  const isHeld = shown.current.key === resetKey && Date.now() < until;
  const held = heldOrder(shown.current.order, queue.order, isHeld);
  shown.current = { key: resetKey, order: held.order };
  remember(known.current, queue, held.order);

  useEffect(() => {
    if (!isHeld) return;
    const timer = setTimeout(again, until - Date.now() + 1);
    return () => clearTimeout(timer);
  }, [isHeld, until]);

  const pointerMoved = useCallback(() => {
    touch.current = { ...touch.current, pointerAtMs: Date.now() };
  }, []);
  const pointerLeft = useCallback(() => {
    touch.current = { ...touch.current, pointerAtMs: undefined };
    again();
  }, []);
  const keyPressed = useCallback(() => {
    touch.current = { ...touch.current, keyAtMs: Date.now() };
  }, []);
  const letGo = useCallback(() => {
    shown.current = { key: '', order: [] };
    again();
  }, []);
  return { ...held, gone: known.current, pointerMoved, pointerLeft, keyPressed, letGo };
}

/** Keeps the last that was known of each line that is shown, and nothing else. */
function remember(known: Map<string, QueueRow | Fold>, queue: Queue, order: readonly string[]): void {
  for (const row of queue.rows) known.set(row.alert.id, row);
  for (const fold of queue.folds) known.set(fold.foldId, fold);
  const standing = new Set([...order, ...queue.order]);
  for (const id of known.keys()) if (!standing.has(id)) known.delete(id);
}
