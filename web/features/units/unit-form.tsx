/** Enters or changes an own unit. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type OwnUnit, readiness, unitKinds } from '../../../src/contract/act.ts';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { newId } from '../../ui/new-id.ts';
import { positionText } from '../../ui/units.ts';
import { readUnit } from './read-unit.ts';

interface Props {
  readonly unit: OwnUnit | undefined;
  onDone(): void;
}

export function UnitForm({ unit, onDone }: Props) {
  const t = useText('units');
  const ui = useText('ui');
  const [form, setForm] = useState({
    id: unit?.id ?? newId('unit'),
    name: unit?.name ?? '',
    kind: unit?.kind ?? unitKinds[0],
    position: unit === undefined ? '' : positionText(unit.position[0], unit.position[1]),
    speedKn: unit === undefined ? '' : String(unit.speedTenthKn / 10),
    readiness: unit?.readiness ?? readiness[1],
    call: unit?.call ?? '',
  });
  const read = readUnit(form);
  const set = (patch: Partial<typeof form>): void => setForm((before) => ({ ...before, ...patch }));
  const isBad = (field: 'position' | 'speedKn'): boolean =>
    form[field] !== '' && 'wrong' in read && read.wrong.includes(field);
  return (
    <form
      className="mv-form"
      onSubmit={(event) => {
        event.preventDefault();
        if ('wrong' in read) return;
        void doAct({ body: { kind: 'unit-set', unit: read.unit }, done: t('done-set', { unit: read.unit.name }) }).then(
          (isDone) => {
            if (isDone) onDone();
          },
        );
      }}
    >
      <TextInput
        label={t('unit')}
        value={form.name}
        maxLength={200}
        onChange={({ currentTarget }) => set({ name: currentTarget.value })}
      />
      <NativeSelect
        label={t('kind')}
        value={form.kind}
        data={unitKinds.map((k) => ({ value: k, label: t(`kind-${k}`) }))}
        onChange={({ currentTarget }) => set({ kind: unitKinds.find((k) => k === currentTarget.value)! })}
      />
      <TextInput
        label={t('position')}
        description={t('position-how')}
        error={isBad('position') ? t('position-bad') : undefined}
        value={form.position}
        maxLength={60}
        onChange={({ currentTarget }) => set({ position: currentTarget.value })}
      />
      <TextInput
        label={t('speed-kn')}
        inputMode="decimal"
        error={isBad('speedKn') ? t('speed-bad') : undefined}
        value={form.speedKn}
        maxLength={6}
        onChange={({ currentTarget }) => set({ speedKn: currentTarget.value })}
      />
      <NativeSelect
        label={t('readiness')}
        value={form.readiness}
        data={readiness.map((r) => ({ value: r, label: t(`readiness-${r}`) }))}
        onChange={({ currentTarget }) => set({ readiness: readiness.find((r) => r === currentTarget.value)! })}
      />
      <TextInput
        label={t('call')}
        value={form.call}
        maxLength={200}
        onChange={({ currentTarget }) => set({ call: currentTarget.value })}
      />
      <div className="mv-buttons">
        <Button type="submit" disabled={'wrong' in read}>
          {ui('save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  );
}
