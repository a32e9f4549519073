/** What was done, what failed, what came too late; with its way back. */
import { Button, CloseButton } from '@mantine/core';
import { useText } from '../../i18n/use-text.ts';
import { useTiny } from '../../state/tiny-store.ts';
import { dismissToast, toasts } from '../../state/toasts.ts';

const SIGNS = { done: '✓', failed: '✕', 'too-late': '⌛' } as const;

export function Toasts() {
  const t = useText('ui');
  const shown = useTiny(toasts);
  return (
    <div className="mv-toasts" aria-live="polite">
      {shown.map((toast) => (
        <div key={toast.id} className="mv-toast" data-kind={toast.kind}>
          <span aria-hidden="true">{SIGNS[toast.kind]}</span>
          <div>
            <strong>{toast.text}</strong>
            {toast.detail === undefined ? null : (
              <div className="mv-quiet" lang="en">
                {toast.detail}
              </div>
            )}
          </div>
          {toast.action === undefined ? null : (
            <Button
              size="compact-xs"
              onClick={() => {
                dismissToast(toast.id);
                toast.action?.run();
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <CloseButton size="sm" aria-label={t('close')} onClick={() => dismissToast(toast.id)} />
        </div>
      ))}
    </div>
  );
}
