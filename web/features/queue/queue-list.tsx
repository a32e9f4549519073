/** The lines of the queue, of which only those in view are drawn. One line can be reached by Tab; J and K move it. */
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { cursorMoves, queueCursor, queueSteps } from '../../state/queue-cursor.ts';
import { useTiny } from '../../state/tiny-store.ts';
import { openAlert } from '../../state/view-state.ts';
import { AlertRow } from './alert-row.tsx';
import { DrawerRow } from './drawer-row.tsx';
import { FoldRow } from './fold-row.tsx';
import type { QueueItem } from './queue-items.ts';
import type { Hold } from './use-held-order.ts';

const ROW_PX = 104;

interface Props {
  readonly items: readonly QueueItem[];
  readonly hold: Hold;
  onToggle(id: string): void;
}

export function QueueList({ items, hold, onToggle }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const cursor = useTiny(queueCursor);
  const moves = useTiny(cursorMoves);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (i) => items[i]!.id,
    overscan: 6,
  });
  useEffect(() => {
    queueSteps.set(items.map((item) => item.id));
  }, [items]);
  const { keyPressed } = hold;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a key moves the focus, not a new order
  useEffect(() => {
    if (moves === 0) return;
    keyPressed();
    const at = items.findIndex((item) => item.id === queueCursor.get());
    if (at < 0) return;
    rows.scrollToIndex(at);
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>('[data-cursor="true"]')?.focus());
  }, [moves]);
  const reached = items.some((item) => item.id === cursor) ? cursor : items[0]?.id;
  const choose = (item: QueueItem): void => {
    queueCursor.set(item.id);
    if (item.type === 'alert') openAlert(item.id);
    else onToggle(item.id);
  };
  return (
    <div ref={scroller} className="mv-queue-scroller">
      <ul className="mv-queue-lines" style={{ height: rows.getTotalSize(), position: 'relative' }}>
        {rows.getVirtualItems().map((line) => {
          const item = items[line.index]!;
          const common = {
            tabIndex: item.id === reached ? 0 : -1,
            isCursor: item.id === cursor,
            onChoose: () => choose(item),
          };
          return (
            <li
              key={line.key}
              ref={rows.measureElement}
              aria-posinset={line.index + 1}
              aria-setsize={items.length}
              data-index={line.index}
              className="mv-queue-line"
              style={{ transform: `translateY(${line.start}px)` }}
            >
              {item.type === 'alert' ? <AlertRow item={item} {...common} /> : null}
              {item.type === 'fold' ? <FoldRow item={item} {...common} /> : null}
              {item.type === 'drawer' ? <DrawerRow item={item} {...common} /> : null}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

export interface LineProps {
  readonly tabIndex: number;
  readonly isCursor: boolean;
  onChoose(): void;
}
