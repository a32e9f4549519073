/** Words that several features use: severities, states, common buttons. */
export const texts = {
  en: {
    'severity-high': 'High', 'severity-actionable': 'Actionable', 'severity-watch': 'Watch',
    watched: 'watched', degraded: 'degraded', 'not-watched': 'not watched', unknown: 'unknown',
    close: 'Close', cancel: 'Cancel', save: 'Save', undo: 'Undo', loading: 'Loading …', retry: 'Try again',
  },
  et: {
    'severity-high': 'Kõrge', 'severity-actionable': 'Tegutse', 'severity-watch': 'Jälgi',
    watched: 'valve all', degraded: 'valve puudulik', 'not-watched': 'valveta', unknown: 'teadmata',
    close: 'Sulge', cancel: 'Loobu', save: 'Salvesta', undo: 'Võta tagasi', loading: 'Laadin …', retry: 'Proovi uuesti',
  },
  ja: {
    'severity-high': '高', 'severity-actionable': '要対応', 'severity-watch': '注視',
    watched: '監視中', degraded: '監視低下', 'not-watched': '監視なし', unknown: '不明',
    close: '閉じる', cancel: '取消', save: '保存', undo: '元に戻す', loading: '読み込み中…', retry: '再試行',
  },
} as const; // biome-ignore format: lists of words
