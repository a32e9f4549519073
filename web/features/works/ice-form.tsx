/** The state of the ice in this theatre, with its date. */
import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useState } from 'react';
import { iceStates } from '../../../src/contract/act.ts';
import { useText } from '../../i18n/use-text.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { Time } from '../../ui/time.tsx';

export function IceForm() {
  const t = useText('works');
  const acts = useText('acts');
  const ice = useLive((s) => s.state?.books.ice);
  const dataAt = useLive((s) => s.state?.clock.dataAt);
  const [state, setState] = useState<(typeof iceStates)[number]>('none');
  const [note, setNote] = useState('');
  return (
    <section aria-label={t('ice')}>
      <h3>{t('ice')}</h3>
      {ice === undefined ? (
        <p className="mv-note">{t('ice-unknown')}</p>
      ) : (
        <p>
          <strong>{acts(`ice-${ice.state}`)}</strong>, {t('ice-since')} <Time at={ice.from} precision="date" />
          {ice.note === '' ? '' : ` – ${ice.note}`}
        </p>
      )}
      <form
        className="mv-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (dataAt === undefined) return;
          void doAct({ body: { kind: 'ice-set', ice: { state, from: dataAt, note } }, done: t('done-ice') });
        }}
      >
        <NativeSelect
          label={t('ice-now')}
          value={state}
          data={iceStates.map((each) => ({ value: each, label: acts(`ice-${each}`) }))}
          onChange={({ currentTarget }) => setState(iceStates.find((each) => each === currentTarget.value)!)}
        />
        <Textarea
          label={t('ice-note')}
          value={note}
          maxLength={4000}
          onChange={({ currentTarget }) => setNote(currentTarget.value)}
        />
        <Button type="submit" size="xs">
          {t('ice-set')}
        </Button>
      </form>
    </section>
  );
}
