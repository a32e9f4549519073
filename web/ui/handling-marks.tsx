/** How an alert is handled, as a sign and a word each. */
import type { Handling } from '../../src/contract/desk.ts';
import { useText } from '../i18n/use-text.ts';
import { reasonText } from './reason-text.ts';
import { timeText } from './time-text.ts';

export function HandlingMarks({ handling, sounds }: { readonly handling: Handling; readonly sounds: boolean }) {
  const t = useText('handling');
  const marks: (readonly [sign: string, word: string])[] = [];
  if (sounds) marks.push(['♪', t('sounds')]);
  if (handling.acknowledged !== undefined) marks.push(['✓', handling.acknowledged.officerName]);
  if (handling.silenced !== undefined) marks.push(['∅', t('silenced')]);
  if (handling.silenceEnded !== undefined && handling.silenced === undefined) marks.push(['!', t('silence-ended')]);
  if (handling.assigned !== undefined) marks.push(['→', handling.assigned.to]);
  if (handling.reopened !== undefined && handling.closed === undefined) {
    const { officerName: officer, reason, at } = handling.reopened;
    const { utc } = timeText(Date.parse(at), 'UTC');
    marks.push(['↺', t('reopened', { officer, reason: reasonText(t, reason), at: utc })]);
  }
  if (handling.closed !== undefined) marks.push(['■', t('closed')]);
  if (handling.logCount > 0) marks.push(['≡', t('logged', { count: handling.logCount })]);
  return (
    <span className="mv-marks">
      {marks.map(([sign, word]) => (
        <span key={sign} className="mv-mark">
          <span aria-hidden="true">{sign}</span> {word}
        </span>
      ))}
    </span>
  );
}
