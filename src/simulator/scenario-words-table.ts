/** What a scenario says of itself, in Estonian and Japanese; the English stands in the scenario. By scenario id. */
export interface ScenarioWords {
  readonly title: string;
  readonly what: string;
  readonly outcome: string;
}

export const SCENARIO_WORDS: Readonly<Record<string, { readonly et: ScenarioWords; readonly ja: ScenarioWords }>> = {
  'eagle-s': {
    et: {
      title: 'Soome laht, 25. detsember 2024: Eagle S',
      what: 'Avaldatud andmete järgi taastatud päev, mil tanker Eagle S lohistas ankrut üle Estlink 2 ja nelja sidekaabli.',
      outcome:
        'Helsingi ringkonnakohus jättis kapteni ja kahe tüürimehe vastu esitatud asja 2025. aasta oktoobris läbi vaatamata, sest kohtualluvust ei olnud; omaniku vastutust seal ei otsustatud.',
    },
    ja: {
      title: 'フィンランド湾、2024年12月25日：Eagle S',
      what: 'タンカーEagle SがEstlink 2と通信ケーブル4本の上で錨を引きずった日を、公表された事実から再現したもの。',
      outcome:
        'ヘルシンキ地方裁判所は2025年10月、管轄権がないとして船長と航海士2名に対する訴えを却下した。船主の責任は判断されなかった。',
    },
  },
  'hong-tai-58': {
    et: {
      title: 'Taiwani väin, 24. veebruar 2025: Hong Tai 58',
      what: 'Avaldatud andmete järgi taastatud päev, mil kaubalaev Hong Tai 58, mille ankur ankurdamiskeeluga alal ei pidanud, katkestas kaabli Taiwan-Penghu nr 3.',
      outcome:
        'Tainani ringkonnakohus mõistis kapteni 12. juunil 2025 süüdi ja karistas teda kolme aasta vangistusega.',
    },
    ja: {
      title: '台湾海峡、2025年2月24日：Hong Tai 58',
      what: '貨物船Hong Tai 58が錨泊禁止区域で走錨し、台澎第3海底ケーブルを切断した日を、公表された事実から再現したもの。',
      outcome: '台南地方法院は2025年6月12日、船長に有罪判決を下し、懲役3年を言い渡した。',
    },
  },
};
