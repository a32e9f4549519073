/** One value that components follow and anyone may set. */
import { useSyncExternalStore } from 'react';

export interface TinyStore<T> {
  get(): T;
  set(value: T): void;
  subscribe(listener: () => void): () => void;
}

export function tinyStore<T>(first: T): TinyStore<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

export function useTiny<T>(store: TinyStore<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}
