/** Logs that an own unit was tasked. */
import { NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { OwnUnit } from '../../../src/contract/act.ts';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { DialogFrame } from '../../ui/dialog-frame.tsx';
import { unitEtas } from '../../ui/unit-eta.ts';

interface Props {
  readonly alertId: string | undefined;
  readonly unitId: string | undefined;
}

const NONE: readonly OwnUnit[] = [];

export function UnitDialog({ alertId, unitId }: Props) {
  const t = useText('logbook');
  const units = useLive((s) => s.state?.books.units) ?? NONE;
  const alert = useLive((s) => s.state?.queue.rows.find((r) => r.alert.id === alertId)?.alert);
  const [chosen, setChosen] = useState(unitId ?? units[0]?.id ?? '');
  const [task, setTask] = useState('');
  const etas = alert === undefined ? [] : unitEtas(units, [alert.position.lonE5 / 1e5, alert.position.latE5 / 1e5]);
  const minutesOf = (id: string): string => {
    const minutes = etas.find((e) => e.unit.id === id)?.minutes;
    return minutes === undefined ? '' : ` (${t('eta', { minutes })})`;
  };
  return (
    <DialogFrame
      title={t('unit-title')}
      send={t('log-it')}
      canSend={chosen !== '' && task.trim() !== ''}
      onSend={() =>
        void doAct({
          body: { kind: 'unit-tasked', ...(alertId === undefined ? {} : { alertId }), unitId: chosen, task },
          done: t('done-unit'),
        })
      }
    >
      {units.length === 0 ? <p className="mv-note">{t('units-none')}</p> : null}
      <NativeSelect
        label={t('unit')}
        value={chosen}
        data={units.map((u) => ({ value: u.id, label: `${u.name}${minutesOf(u.id)}` }))}
        onChange={({ currentTarget }) => setChosen(currentTarget.value)}
      />
      <Textarea
        data-autofocus
        label={t('task')}
        value={task}
        maxLength={4000}
        onChange={({ currentTarget }) => setTask(currentTarget.value)}
      />
    </DialogFrame>
  );
}
