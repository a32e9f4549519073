/** Says without a sound that a ship is here of which a partner told, and that a partner was cut off by itself. Keeps partners asked for. */
import '../../ui/sharing.css';
import { CloseButton } from '@mantine/core';
import { useState } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { nodeName } from '../../state/node-name.ts';
import { usePartnersPoll } from '../../state/partners-query.ts';
import { setView, useView } from '../../state/view-state.ts';
import { caughtKey, newEquivocations, newRecognised, recognisedKey } from './recognised-news.ts';

export function RecognisedNotice() {
  const t = useText('shell');
  const ui = useText('ui');
  const { language } = useView();
  const state = usePartnersPoll();
  const [seen, setSeen] = useState<ReadonlySet<string>>(new Set());
  const putAway = (...keys: string[]): void => setSeen(new Set([...seen, ...keys]));
  const { shown, more } = newRecognised(state?.recognised ?? [], seen);
  const caught = newEquivocations(state?.equivocations ?? [], seen);
  return (
    <div aria-live="polite">
      {caught.map((each) => (
        <div key={caughtKey(each)} className="mv-known mv-note-bad">
          <strong>{t('caught', { partner: nodeName(each.partner, language) })}</strong>
          <button
            type="button"
            className="mv-link"
            onClick={() => setView({ page: 'partners', part: 'partners', pick: each.partner })}
          >
            {t('caught-open')}
          </button>
          <CloseButton size="sm" aria-label={ui('close')} onClick={() => putAway(caughtKey(each))} />
        </div>
      ))}
      {shown.map((ship) => (
        <div key={recognisedKey(ship)} className="mv-known">
          <span>
            <span aria-hidden="true">◈</span>{' '}
            {t('recognised', { ship: ship.name ?? `MMSI ${ship.mmsi}`, partner: nodeName(ship.from, language) })}
          </span>
          <button
            type="button"
            className="mv-link"
            onClick={() =>
              setView({
                page: 'watch',
                theatreId: ship.theatreId,
                mmsi: ship.mmsi,
                alertId: undefined,
                assetId: undefined,
              })
            }
          >
            {t('recognised-open')}
          </button>
          <CloseButton size="sm" aria-label={ui('close')} onClick={() => putAway(recognisedKey(ship))} />
        </div>
      ))}
      {more === 0 ? null : (
        <button
          type="button"
          className="mv-link"
          onClick={() => setView({ page: 'partners', part: 'received', pick: undefined })}
        >
          {t('recognised-more', { count: more })}
        </button>
      )}
    </div>
  );
}
