/** Says above everything that the server is lost, and that it is back. */
import { useEffect, useRef } from 'react';
import { translator } from '../../i18n/translate.ts';
import { useText } from '../../i18n/use-text.ts';
import { queryClient } from '../../state/query-client.ts';
import { showToast } from '../../state/toasts.ts';
import { useLive } from '../../state/use-live.ts';
import { getView } from '../../state/view-state.ts';

export function LostServer() {
  const t = useText('shell');
  const connection = useLive((s) => s.connection);
  const was = useRef(connection);
  useEffect(() => {
    if (was.current === 'stale' && connection === 'live') {
      showToast({ kind: 'done', text: translator(getView().language, 'shell')('server-back') });
      void queryClient.invalidateQueries();
    }
    was.current = connection;
  }, [connection]);
  if (connection !== 'stale') return null;
  return (
    <div className="mv-lost" role="alert">
      {t('server-lost')}
    </div>
  );
}
