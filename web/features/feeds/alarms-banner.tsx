/** Trouble of the node itself: above everything, in words. */
import type { Alarm } from '../../../src/contract/live.ts';
import { useText } from '../../i18n/use-text.ts';
import { useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { Time } from '../../ui/time.tsx';
import { alarmText } from './alarm-text.ts';

const NONE: readonly Alarm[] = [];

export function AlarmsBanner() {
  const t = useText('feeds');
  const { language } = useView();
  const alarms = useLive((s) => s.state?.alarms) ?? NONE;
  if (alarms.length === 0) return null;
  return (
    <div className="mv-alarms" role="alert">
      {alarms.map((alarm) => (
        <p key={`${alarm.code}${alarm.since}`}>
          <strong>⚠ {t(`alarm-${alarm.code}`)}</strong> {t('since')} <Time at={alarm.since} />{' '}
          {alarmText(alarm, language)}
        </p>
      ))}
    </div>
  );
}
