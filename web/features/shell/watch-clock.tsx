/** The clock of the watch: now, or the replay's. */
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../state/use-live.ts';
import { Time } from '../../ui/time.tsx';

export function WatchClock() {
  const t = useText('shell');
  const dataAt = useLive((s) => s.state?.clock.dataAt);
  const connection = useLive((s) => s.connection);
  return (
    <div className="mv-clock" title={t('clock')}>
      {dataAt === undefined ? '--:--' : <Time at={dataAt} precision="second" />}
      <span className="mv-connection">{t(`connection-${connection}`)}</span>
    </div>
  );
}
