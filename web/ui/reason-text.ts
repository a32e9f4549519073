/** Why an alert was closed, in words; a reason that is not known yet as it is. */
import { hasText, type Translate } from '../i18n/translate.ts';

export function reasonText(t: Translate<'handling'>, reason: string): string {
  const key = `reason-${reason}`;
  return hasText('handling', key) ? t(key as Parameters<Translate<'handling'>>[0]) : reason;
}
