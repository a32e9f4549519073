/** The sentences of reasons in the languages of the console, for the page and for what is printed. `{{x}}` is a value. */
import type { FeedState } from './feed.ts';
import type { Reason, ReasonCode } from './reason.ts';

type Key = ReasonCode | `feed-${FeedState}`;

const en = {
  'nothing-heard-yet': 'no vessel has been heard yet',
  'heard-all-along': 'a vessel was heard along all of the route',
  'heard-nowhere': 'no vessel was heard anywhere along the route',
  'heard-in-part':
    'no vessel was heard along {{unheardKm}} of {{routeKm}} km of the route, at the longest from KP {{fromKpKm}} to {{toKpKm}}',
  'worst-hour': 'in its worst hour',
  'lost-feed-heard-it': '{{feedId}}, which heard it, is {{feed}}',
  'no-live-feed': 'no feed is live: {{feedId}} is {{feed}}',
  'messages-arrive': 'messages arrive',
  'no-message-yet': 'it is open, and no message has come yet',
  'no-message-for-a-minute': 'it is open, and no message has come for a minute',
  'cut-by-officer': 'an officer took it out',
  'connection-lost': '{{address}} cannot be reached; it is tried again',
  'source-ended': 'it is at its end, or not configured any more',
  'feed-live': 'live',
  'feed-silent': 'silent',
  'feed-down': 'down',
  'feed-cut': 'cut',
  'feed-ended': 'ended',
} satisfies Record<Key, string>;

const et: Record<Key, string> = {
  'nothing-heard-yet': 'ühtki laeva ei ole veel kuuldud',
  'heard-all-along': 'laevu kuuldi kogu trassi ulatuses',
  'heard-nowhere': 'ühtki laeva ei kuuldud kogu trassi ulatuses',
  'heard-in-part':
    '{{unheardKm}} km ulatuses trassist ({{routeKm}} km) ei kuuldud ühtki laeva, pikim lõik KP {{fromKpKm}} kuni {{toKpKm}}',
  'worst-hour': 'halvimal tunnil',
  'lost-feed-heard-it': 'allikas {{feedId}}, mis seda kuulis: {{feed}}',
  'no-live-feed': 'ükski allikas ei tööta; {{feedId}}: {{feed}}',
  'messages-arrive': 'teated tulevad',
  'no-message-yet': 'ühendus on avatud, teateid ei ole veel tulnud',
  'no-message-for-a-minute': 'ühendus on avatud, minut aega ei ole teateid tulnud',
  'cut-by-officer': 'valveohvitser lülitas selle välja',
  'connection-lost': 'ühendust ei ole: {{address}}; proovitakse uuesti',
  'source-ended': 'allikas on lõppenud või ei ole enam seadistatud',
  'feed-live': 'töötab',
  'feed-silent': 'vaikib',
  'feed-down': 'maas',
  'feed-cut': 'välja lülitatud',
  'feed-ended': 'lõppenud',
};

const ja: Record<Key, string> = {
  'nothing-heard-yet': 'まだ1隻も受信していない',
  'heard-all-along': '経路の全区間で船を受信',
  'heard-nowhere': '経路のどの区間でも船を受信していない',
  'heard-in-part': '経路{{routeKm}} kmのうち{{unheardKm}} kmで船の受信なし（最長の区間はKP {{fromKpKm}}〜{{toKpKm}}）',
  'worst-hour': '最も悪い1時間では',
  'lost-feed-heard-it': 'ここを受信していた{{feedId}}が{{feed}}',
  'no-live-feed': '稼働中の受信元なし（{{feedId}}：{{feed}}）',
  'messages-arrive': '受信中',
  'no-message-yet': '接続済み、まだ受信なし',
  'no-message-for-a-minute': '接続済み、1分間受信なし',
  'cut-by-officer': '当直士官が切り離した',
  'connection-lost': '{{address}}に接続できない。再試行中',
  'source-ended': '終端に達したか、設定から外された',
  'feed-live': '受信中',
  'feed-silent': '無音',
  'feed-down': '断',
  'feed-cut': '切断',
  'feed-ended': '終了',
};

export const REASON_WORDS = { en, et, ja } as const;
type Language = keyof typeof REASON_WORDS;

const BETWEEN: Readonly<Record<Language, string>> = { en: '; ', et: '; ', ja: '。' };
const AFTER_WORST_HOUR: Readonly<Record<Language, string>> = { en: ' ', et: ' ', ja: '、' };

/** "no feed is live: feed-0 is silent". What has no value is left open, so that it is seen. */
export function reasonSentence(reasons: readonly Reason[], language: Language): string {
  const words = REASON_WORDS[language];
  let text = '';
  for (const [i, { code, values }] of reasons.entries()) {
    const state = `feed-${values.feedState ?? ''}`;
    const all: Reason['values'] = Object.hasOwn(words, state) ? { ...values, feed: words[state as Key] } : values;
    const before = i === 0 ? '' : (reasons[i - 1]!.code === 'worst-hour' ? AFTER_WORST_HOUR : BETWEEN)[language];
    text += before + words[code].replace(/\{\{(\w+)\}\}/g, (open, name: string) => String(all[name] ?? open));
  }
  return text;
}
