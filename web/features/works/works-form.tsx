/** Enters announced works: the area is read from pasted text. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { newId } from '../../ui/new-id.ts';
import { parseArea } from '../../ui/positions-in-text.ts';
import { positionText } from '../../ui/units.ts';
import { readVessels, readWorks } from './read-works.ts';

export function WorksForm({ onDone }: { onDone(): void }) {
  const t = useText('works');
  const ui = useText('ui');
  const [form, setForm] = useState(() => ({
    id: newId('works'),
    title: '',
    text: '',
    from: '',
    to: '',
    vessels: '',
    source: '',
  }));
  const set = (patch: Partial<typeof form>): void => setForm((before) => ({ ...before, ...patch }));
  const area = parseArea(form.text);
  const read = readWorks(form);
  const excused = readVessels(form.vessels).length;
  return (
    <form
      className="mv-form"
      onSubmit={(event) => {
        event.preventDefault();
        if ('wrong' in read) return;
        void doAct({ body: { kind: 'works-announced', works: read.works }, done: t('done-announced') }).then(
          (isDone) => {
            if (isDone) onDone();
          },
        );
      }}
    >
      <TextInput
        label={t('name')}
        value={form.title}
        maxLength={500}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
      />
      <Textarea
        label={t('text')}
        description={t('text-how')}
        autosize
        minRows={5}
        value={form.text}
        maxLength={4000}
        onChange={({ currentTarget }) => set({ text: currentTarget.value })}
      />
      <p className="mv-note" role="status">
        {area.ring === undefined
          ? t(`area-${area.problem ?? 'none'}`)
          : `${t('corners', { count: area.ring.length })}: ${area.positions.map(([lon, lat]) => positionText(lon, lat)).join(' – ')}`}
      </p>
      <TextInput
        type="datetime-local"
        label={t('from')}
        value={form.from}
        onChange={({ currentTarget }) => set({ from: currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={t('to')}
        value={form.to}
        onChange={({ currentTarget }) => set({ to: currentTarget.value })}
      />
      <Textarea
        label={t('vessels')}
        description={t('vessels-how')}
        value={form.vessels}
        maxLength={4000}
        onChange={({ currentTarget }) => set({ vessels: currentTarget.value })}
      />
      <p className="mv-quiet">{excused === 0 ? t('excuses-none') : t('excuses-count', { count: excused })}</p>
      <TextInput
        label={t('source')}
        value={form.source}
        maxLength={500}
        onChange={({ currentTarget }) => set({ source: currentTarget.value })}
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
