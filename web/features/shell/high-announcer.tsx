/** Says a new high alert to those who hear the page instead of seeing it. */
import { useEffect, useRef, useState } from 'react';
import type { QueueRow } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { rowSentence } from '../../ui/alert-sentence.ts';

const NONE: readonly QueueRow[] = [];

export function HighAnnouncer() {
  const t = useText('shell');
  const { language } = useView();
  const assetName = useAssetName();
  const rows = useLive((s) => s.state?.queue.rows) ?? NONE;
  const told = useRef(new Set<string>());
  // What was said in another language is not left standing in this one.
  const [said, setSaid] = useState({ text: '', language });
  useEffect(() => {
    const fresh = rows.filter((row) => row.sounds && !told.current.has(row.alert.id));
    if (fresh.length === 0) return;
    told.current = new Set(rows.filter((row) => row.sounds).map((row) => row.alert.id));
    const text = fresh.map((row) => `${t('new-high')} ${rowSentence(row, language, assetName)}`).join(' ');
    setSaid({ text, language });
  }, [rows, language, assetName, t]);
  return (
    <div className="mv-only-heard" role="alert" aria-live="assertive">
      {said.language === language ? said.text : ''}
    </div>
  );
}
