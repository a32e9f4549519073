/** What an alarm means in the language of the page: the server writes English, the others are made from its code and values. */
import type { Alarm } from '../../../src/contract/live.ts';
import type { Language } from '../../i18n/languages.ts';
import { translator } from '../../i18n/translate.ts';

const MIB = 1024 * 1024;
/** Why a node that has a card is kept without partners. */
const CLOSED_CODES = [
  'MV-CARD-OLD', 'MV-CARD-INVALID', 'MV-IDENTITY-OPEN', 'MV-LOG-OLDER', 'MV-LOG-BROKEN',
] as const; // biome-ignore format: a list reads better in lines

export function alarmText({ code, text, values: v }: Alarm, language: Language): string {
  if (language === 'en') return text;
  const t = translator(language, 'feeds');
  switch (code) {
    case 'disk-full':
      return t('alarm-text-disk-full', { because: v.because ?? '' });
    case 'journal-behind':
      return t('alarm-text-journal-behind', { mib: Math.round(Number(v.waitingBytes ?? 0) / MIB) });
    case 'core-behind':
      return v.stopped === undefined
        ? t('alarm-text-core-behind', { records: v.records ?? 0 })
        : t('alarm-text-core-stopped', { because: v.stopped });
    case 'all-feeds-lost':
      return t('alarm-text-all-feeds-lost', { feeds: v.feeds ?? 0 });
    case 'feed-lost':
      return t('alarm-text-feed-lost', { feedIds: v.feedIds ?? v.feeds ?? 0 });
    case 'archive-failed': {
      const parts = String(v.what ?? '').split(', ');
      const known = (['store', 'archive', 'snapshot'] as const).filter((part) => parts.includes(part));
      return t('alarm-text-archive-failed', { what: known.map((part) => t(`part-${part}`)).join(', ') });
    }
    case 'partners-closed': {
      const code = CLOSED_CODES.find((each) => each === v.code);
      const remedy = code === undefined ? '' : t(`remedy-${code}`);
      return t('alarm-text-partners-closed', { code: v.code ?? '', remedy });
    }
    case 'partners-failed':
      return t('alarm-text-partners-failed', { because: v.because ?? '' });
  }
}
