/** Rings for high alerts until they are acknowledged, and for a lost server; says it plainly where the browser forbids it. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { QueueRow } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../state/use-live.ts';
import { browserTones, type Tones } from './tones.ts';
import { whatSounds } from './what-sounds.ts';

const NONE: readonly QueueRow[] = [];

export function SoundControl() {
  const t = useText('sound');
  const [tones, setTones] = useState<Tones | undefined>(undefined);
  const [isAllowed, setIsAllowed] = useState(false);
  const rows = useLive((s) => s.state?.queue.rows) ?? NONE;
  const connection = useLive((s) => s.connection);
  const hasState = useLive((s) => s.state !== undefined);
  const heard = whatSounds({ connection, hasState, rows });
  useEffect(() => {
    const made = browserTones();
    setTones(made);
    setIsAllowed(made.isAllowed);
    // Any click or key on the page is as good as the button.
    const allow = (): void => void made.allow().then(setIsAllowed);
    globalThis.addEventListener('pointerdown', allow);
    globalThis.addEventListener('keydown', allow);
    return () => {
      made.play('nothing');
      globalThis.removeEventListener('pointerdown', allow);
      globalThis.removeEventListener('keydown', allow);
    };
  }, []);
  useEffect(() => tones?.play(heard), [tones, heard]);
  return (
    <span className="mv-sound" data-heard={heard} data-allowed={isAllowed}>
      {isAllowed ? (
        <span title={t('on-how')}>♪ {heard === 'nothing' ? t('on') : t(`heard-${heard}`)}</span>
      ) : (
        <Button size="xs" color="yellow" variant="default" onClick={() => void tones?.allow().then(setIsAllowed)}>
          ⚠ {t('off')}
        </Button>
      )}
    </span>
  );
}
