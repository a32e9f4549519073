/** Opens a case with partners. */
import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { CheckList } from '../../ui/check-list.tsx';

interface Props {
  readonly state: PartnersState;
  readonly us: string;
  onDone(caseId: string | undefined): void;
}

export function OpenCase({ state, us, onDone }: Props) {
  const t = useText('cases');
  const ui = useText('ui');
  const { language } = useView();
  const [title, setTitle] = useState('');
  const [about, setAbout] = useState('');
  const [members, setMembers] = useState<readonly string[]>([]);
  const active = state.partners.filter((each) => each.state === 'active').map((each) => each.nodeId);
  const canOpen = title.trim() !== '' && members.length > 0;
  return (
    <section aria-label={t('open')}>
      <h3>{t('open')}</h3>
      <form
        className="mv-form"
        onSubmit={(event) => {
          event.preventDefault();
          if (!canOpen) return;
          void doPartnerAct({
            body: { kind: 'open-case', title: title.trim(), about: about.trim(), members: [us, ...members].sort() },
            done: t('done-opened', { title: title.trim() }),
          }).then((made) => {
            if (made !== undefined) onDone(made.made);
          });
        }}
      >
        <TextInput
          label={t('case-title')}
          value={title}
          maxLength={300}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
        <Textarea
          label={t('about')}
          autosize
          minRows={3}
          value={about}
          maxLength={4000}
          onChange={({ currentTarget }) => setAbout(currentTarget.value)}
        />
        {active.length === 0 ? (
          <p className="mv-note">{t('nobody-active')}</p>
        ) : (
          <CheckList
            label={t('with')}
            all={active}
            picked={members}
            nameOf={(nodeId) => nodeName(nodeId, language)}
            onPick={setMembers}
          />
        )}
        <p className="mv-quiet">{t('members-see')}</p>
        <div className="mv-buttons">
          <Button type="submit" disabled={!canOpen}>
            {t('open')}
          </Button>
          <Button variant="default" onClick={() => onDone(undefined)}>
            {ui('cancel')}
          </Button>
        </div>
      </form>
    </section>
  );
}
