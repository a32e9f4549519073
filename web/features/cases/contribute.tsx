/** Adds to a case: a note, and references to records. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { CaseView, PartnersState } from '../../../src/contract/partner-views.ts';
import { useText } from '../../i18n/use-text.ts';
import { doPartnerAct } from '../../state/partner-act.ts';
import { refChoices } from './case-votes.ts';
import { RefPicker } from './ref-picker.tsx';

interface Props {
  readonly view: CaseView;
  readonly inbound: PartnersState['inbound'];
  onDone(): void;
}
/** A contribution of the contract cites no more. */
const MAX_REFS = 20;

export function Contribute({ view, inbound, onDone }: Props) {
  const t = useText('cases');
  const ui = useText('ui');
  const [note, setNote] = useState('');
  const [picked, setPicked] = useState<readonly string[]>([]);
  const canSend = (note.trim() !== '' || picked.length > 0) && picked.length <= MAX_REFS;
  return (
    <form
      className="mv-form"
      aria-label={t('contribute')}
      onSubmit={(event) => {
        event.preventDefault();
        if (!canSend) return;
        const refs = refChoices(inbound)
          .filter((each) => picked.includes(each.key))
          .map((each) => each.ref);
        void doPartnerAct({
          body: { kind: 'contribute', caseId: view.caseId, note: note.trim(), refs },
          done: t('done-contributed'),
        }).then((made) => {
          if (made !== undefined) onDone();
        });
      }}
    >
      <Textarea
        autoFocus
        label={t('note')}
        autosize
        minRows={2}
        value={note}
        maxLength={4000}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <RefPicker inbound={inbound} picked={picked} onPick={setPicked} />
      <div className="mv-buttons">
        <Button type="submit" disabled={!canSend}>
          {t('contribute')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {ui('cancel')}
        </Button>
      </div>
    </form>
  );
}
