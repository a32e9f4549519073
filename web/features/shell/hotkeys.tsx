/** The keys of the console. */
import { useEffect } from 'react';
import { dialog, openDialog } from '../../state/dialogs.ts';
import { queueCursor, stepCursor } from '../../state/queue-cursor.ts';
import { closePanel, openAlert, setView } from '../../state/view-state.ts';
import { acknowledge } from '../alert/actions/acknowledge.ts';
import { silence } from '../alert/actions/silence.ts';
import { rowOf, targetAlertId } from '../alert/actions/target.ts';
import { type Command, hotkeyOf } from './hotkey-of.ts';

export function Hotkeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target instanceof HTMLElement ? event.target : document.body;
      const command = hotkeyOf({
        key: event.key,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        repeat: event.repeat,
        targetTag: target.tagName.toLowerCase(),
        isEditable: target.isContentEditable,
        // Escape has closed the dialog by now, and was meant for nothing else.
        isDialogOpen: dialog.get() !== undefined || target.closest('[role="dialog"]') !== null,
      });
      if (command === undefined) return;
      event.preventDefault();
      run(command);
    };
    globalThis.addEventListener('keydown', onKey);
    return () => globalThis.removeEventListener('keydown', onKey);
  }, []);
  return null;
}

function run(command: Command): void {
  const alertId = targetAlertId();
  switch (command) {
    case 'next':
      stepCursor(1);
      break;
    case 'previous':
      stepCursor(-1);
      break;
    case 'open': {
      const cursor = queueCursor.get();
      if (cursor !== undefined && rowOf(cursor) !== undefined) openAlert(cursor);
      break;
    }
    case 'leave':
      closePanel();
      break;
    case 'acknowledge':
      if (alertId !== undefined) void acknowledge(alertId);
      break;
    case 'silence':
      if (alertId !== undefined) void silence(alertId);
      break;
    case 'assign':
      if (alertId !== undefined) openDialog({ kind: 'assign', alertId });
      break;
    case 'vhf':
    case 'phone':
    case 'unit':
      openDialog({ kind: command, alertId });
      break;
    case 'hand-over':
      setView({ page: 'hand-over' });
      break;
    case 'help':
      openDialog({ kind: 'help' });
      break;
  }
}
