/** Goes on without some members: they keep what they had, and see nothing more of the case. */
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseView } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { useView } from '../../state/view-state.ts';
import { CheckList } from '../../ui/check-list.tsx';

interface Props {
  readonly view: CaseView;
  readonly us: string;
  onDone(): void;
}

export function SplitCase({ view, us, onDone }: Props) {
  const t = useText('cases');
  const ui = useText('ui');
  const sharing = useText('sharing');
  const { language } = useView();
  const others = view.members.filter((each) => each !== us);
  const [stay, setStay] = useState<readonly string[]>(others);
  const [because, setBecause] = useState('');
  const canSend = stay.length < others.length && because.trim() !== '';
  return (
    <form
      className="mv-form"
      aria-label={t('split')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!canSend) return;
        void doPartnerAct({
          body: { kind: 'split-case', caseId: view.caseId, members: [us, ...stay].sort(), because: because.trim() },
          done: t('done-split'),
        }).then((made) => {
          if (made !== undefined) onDone();
        });
      }}
    >
      <p className="mv-quiet">{t('split-what')}</p>
      <CheckList
        label={t('split-stay')}
        all={others}
        picked={stay}
        nameOf={(nodeId) => nodeName(nodeId, language)}
        onPick={setStay}
      />
      <TextInput
        label={sharing('because')}
        value={because}
        maxLength={500}
        onChange={({ currentTarget }) => setBecause(currentTarget.value)}
      />
      <div className="mv-buttons">
        <Button type="submit" disabled={!canSend}>
          {t('split')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  );
}
