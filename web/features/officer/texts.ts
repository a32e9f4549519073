/** Words for who has the watch. */
export const texts = {
  en: {
    title: 'Who has the watch?',
    why: 'Asked once a shift: every act carries the name of who did it. Looking needs no name.',
    none: 'This node has no officers yet.',
    observer: 'observer: looks and does not act',
    'how-to-add': 'To add somebody, run on the server:',
    change: 'Change who has the watch',
    nobody: 'Take the watch',
    'has-watch': 'Watch: {{name}}',
  },
  et: {
    title: 'Kelle käes on valve?',
    why: 'Küsitakse kord vahetuses: igal toimingul on tegija nimi. Vaatamiseks nime ei ole vaja.',
    none: 'Selles sõlmes ei ole veel valvureid.',
    observer: 'vaatleja: vaatab, kuid ei tegutse',
    'how-to-add': 'Uue inimese lisamiseks käivita serveris:',
    change: 'Muuda, kelle käes on valve',
    nobody: 'Võta valve üle',
    'has-watch': 'Valves: {{name}}',
  },
  ja: {
    title: '当直者は誰ですか？',
    why: '当直ごとに一度だけ尋ねる。すべての操作に操作者名が残る。閲覧だけなら名前は不要。',
    none: 'このノードにはまだ当直者が登録されていない。',
    observer: '閲覧者：操作はできない',
    'how-to-add': '追加するにはサーバーで次を実行：',
    change: '当直者を変更',
    nobody: '当直に就く',
    'has-watch': '当直：{{name}}',
  },
} as const;
