/** The buttons of an alert, each with its key. */
import { Button } from '@mantine/core';
import type { Alert } from '../../../src/contract/alert.ts';
import type { Handling } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { openDialog } from '../../state/dialogs.ts';
import { useTravelling } from '../../state/use-queue.ts';
import { acknowledge } from './actions/acknowledge.ts';
import { reopen } from './actions/reopen.ts';
import { silence } from './actions/silence.ts';
import { unsilence } from './actions/unsilence.ts';

interface Props {
  readonly alert: Alert;
  readonly handling: Handling;
}

export function AlertActions({ alert, handling }: Props) {
  const t = useText('alert');
  const { id } = alert;
  const isPast = useTravelling();
  if (handling.closed !== undefined)
    return (
      <div className="mv-buttons">
        <Button size="xs" disabled={isPast} onClick={() => void reopen(id)}>
          {t('reopen')}
        </Button>
      </div>
    );
  return (
    <div className="mv-buttons">
      <Button size="xs" disabled={isPast || handling.acknowledged !== undefined} onClick={() => void acknowledge(id)}>
        {t('acknowledge')} (A)
      </Button>
      {handling.silenced === undefined ? (
        <Button size="xs" disabled={isPast} variant="default" title={t('silence-how')} onClick={() => void silence(id)}>
          {t('silence')} (S)
        </Button>
      ) : (
        <Button size="xs" disabled={isPast} variant="default" onClick={() => void unsilence(id)}>
          {t('unsilence')}
        </Button>
      )}
      <Button size="xs" disabled={isPast} variant="default" onClick={() => openDialog({ kind: 'assign', alertId: id })}>
        {t('assign')} (M)
      </Button>
      <Button size="xs" disabled={isPast} variant="default" onClick={() => openDialog({ kind: 'close', alertId: id })}>
        {t('close')}
      </Button>
      <Button size="xs" disabled={isPast} variant="default" onClick={() => openDialog({ kind: 'vhf', alertId: id })}>
        VHF (V)
      </Button>
      <Button size="xs" disabled={isPast} variant="default" onClick={() => openDialog({ kind: 'phone', alertId: id })}>
        {t('phone')} (P)
      </Button>
      <Button size="xs" disabled={isPast} variant="default" onClick={() => openDialog({ kind: 'unit', alertId: id })}>
        {t('unit')} (U)
      </Button>
      <Button size="xs" disabled={isPast} variant="default" onClick={() => openDialog({ kind: 'note', alertId: id })}>
        {t('note')}
      </Button>
    </div>
  );
}
