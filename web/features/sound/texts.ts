/** Words of the sound. */
export const texts = {
  en: {
    on: 'Sound on',
    'on-how': 'Rings for a high alert until it is acknowledged, and in another tone when the server is lost.',
    off: 'The browser blocks sound: press to hear alerts',
    'heard-high': 'HIGH alert rings',
    'heard-server-lost': 'Server lost',
  },
  et: {
    on: 'Heli sees',
    'on-how': 'Heliseb kõrge häire korral, kuni see kinnitatakse, ja teise tooniga, kui server kaob.',
    off: 'Brauser blokeerib heli: vajuta, et häireid kuulda',
    'heard-high': 'KÕRGE häire heliseb',
    'heard-server-lost': 'Server kadunud',
  },
  ja: {
    on: '音：入',
    'on-how': '「高」の警報は確認するまで鳴る。サーバー断は別の音で知らせる。',
    off: 'ブラウザが音を止めています：押すと警報音が鳴ります',
    'heard-high': '「高」の警報が鳴動中',
    'heard-server-lost': 'サーバー断',
  },
} as const;
