/** Who has the watch: asked once a shift. Looking needs no name, acting does. */
import { Button, Modal } from '@mantine/core';
import { useText } from '../../i18n/use-text.ts';
import { closeDialog } from '../../state/dialogs.ts';
import { officerChosen } from '../../state/do-act.ts';
import { useNode } from '../../state/node.ts';
import { setOfficer } from '../../state/officer.ts';

export function OfficerDialog() {
  const t = useText('officer');
  const ui = useText('ui');
  const officers = useNode()?.officers ?? [];
  const leave = (isChosen: boolean): void => {
    closeDialog();
    officerChosen(isChosen);
  };
  return (
    <Modal
      opened
      onClose={() => leave(false)}
      lockScroll={false}
      title={t('title')}
      closeButtonProps={{ 'aria-label': ui('close') }}
    >
      <p>{t('why')}</p>
      {officers.length === 0 ? <p className="mv-note">{t('none')}</p> : null}
      <ul className="mv-plain mv-officers">
        {officers.map(({ officerId, name, observer }, i) => (
          <li key={officerId}>
            <Button
              fullWidth
              variant="default"
              disabled={observer}
              {...(i === 0 ? { 'data-autofocus': true } : {})}
              onClick={() => {
                setOfficer({ officerId, name, sinceMs: Date.now() });
                leave(true);
              }}
            >
              {name}
              {observer ? ` (${t('observer')})` : ''}
            </Button>
          </li>
        ))}
      </ul>
      <p className="mv-quiet">
        {t('how-to-add')} <code>merivaht officer add NAME</code>
      </p>
    </Modal>
  );
}
