/** Asks a partner which ships crossed a zone: its box from the map, or corners that are typed. The partner answers as it sees fit. */
import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { purposes } from '../../../src/contract/label.ts';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { mapSight } from '../../state/map-sight.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useTiny } from '../../state/tiny-store.ts';
import { liveStore, useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { localOf } from '../../ui/local-utc.ts';
import { parseArea } from '../../ui/positions-in-text.ts';
import { boxText, type QuestionFields, readQuestion, zoneBox } from './read-question.ts';

/** Before the moment of the watch, at first. */
const FIRST_HOURS = 6;

function firstFields(to: string): QuestionFields {
  const dataAt = liveStore.snapshot.state?.clock.dataAt;
  const nowMs = dataAt === undefined ? Date.now() : Date.parse(dataAt);
  return {
    to,
    purpose: 'cable-protection',
    zone: '',
    from: localOf(nowMs - FIRST_HOURS * 3_600_000),
    until: localOf(nowMs),
  };
}

export function AskForm({ state, onDone }: { readonly state: PartnersState; onDone(): void }) {
  const t = useText('received');
  const ui = useText('ui');
  const sharing = useText('sharing');
  const works = useText('works');
  const { language } = useView();
  const active = state.partners.filter((each) => each.state === 'active');
  const [typed, setForm] = useState(() => firstFields(''));
  const to = (active.find((each) => each.nodeId === typed.to) ?? active[0])?.nodeId ?? '';
  const form = { ...typed, to };
  const box = zoneBox(
    useTiny(mapSight),
    useLive((s) => s.info?.box),
  );
  const set = (patch: Partial<QuestionFields>): void => setForm((before) => ({ ...before, ...patch }));
  const read = readQuestion(form);
  const area = parseArea(form.zone);
  if (active.length === 0) return <p className="mv-note">{t('ask-nobody')}</p>;
  return (
    <form
      className="mv-form"
      aria-label={t('ask')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!('question' in read)) return;
        void doPartnerAct({
          body: read.question,
          done: t('done-asked', { partner: nodeName(form.to, language) }),
        }).then((made) => {
          if (made !== undefined) onDone();
        });
      }}
    >
      <NativeSelect
        label={sharing('partner')}
        value={form.to}
        data={active.map(({ nodeId }) => ({ value: nodeId, label: nodeName(nodeId, language) }))}
        onChange={({ currentTarget }) => set({ to: currentTarget.value })}
      />
      <NativeSelect
        label={t('purpose')}
        value={form.purpose}
        data={purposes.map((each) => ({ value: each, label: sharing(`purpose-${each}`) }))}
        onChange={({ currentTarget }) => set({ purpose: purposes.find((each) => each === currentTarget.value)! })}
      />
      <Textarea
        label={t('zone')}
        description={t('zone-how')}
        autosize
        minRows={4}
        value={form.zone}
        maxLength={4000}
        onChange={({ currentTarget }) => set({ zone: currentTarget.value })}
      />
      <div className="mv-buttons">
        <Button
          size="compact-xs"
          variant="default"
          disabled={box === undefined}
          onClick={() => (box === undefined ? undefined : set({ zone: boxText(box) }))}
        >
          {t('zone-map')}
        </Button>
        <span className="mv-quiet" role="status">
          {area.ring === undefined
            ? works(`area-${area.problem ?? 'none'}`)
            : works('corners', { count: area.ring.length })}
        </span>
      </div>
      <TextInput
        type="datetime-local"
        label={works('from')}
        value={form.from}
        onChange={({ currentTarget }) => set({ from: currentTarget.value })}
      />
      <TextInput
        type="datetime-local"
        label={works('to')}
        value={form.until}
        onChange={({ currentTarget }) => set({ until: currentTarget.value })}
      />
      {'wrong' in read && read.wrong.includes('times') ? <p className="mv-note">{t('times-wrong')}</p> : null}
      <div className="mv-buttons">
        <Button type="submit" disabled={!('question' in read)}>
          {t('ask-send')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  );
}
