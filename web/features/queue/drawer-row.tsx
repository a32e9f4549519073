/** What is beyond the budget of a watch: counted, never gone. */
import { useText } from '../../i18n/use-text.ts';
import type { QueueItem } from './queue-items.ts';
import type { LineProps } from './queue-list.tsx';

interface Props extends LineProps {
  readonly item: Extract<QueueItem, { type: 'drawer' }>;
}

export function DrawerRow({ item, tabIndex, isCursor, onChoose }: Props) {
  const t = useText('queue');
  return (
    <button
      type="button"
      className="mv-row mv-row-drawer"
      data-cursor={isCursor}
      aria-expanded={item.isOpen}
      tabIndex={tabIndex}
      onClick={onChoose}
    >
      <span aria-hidden="true">{item.isOpen ? '▾' : '▸'}</span> {t('drawer', { count: item.count })}
    </button>
  );
}
