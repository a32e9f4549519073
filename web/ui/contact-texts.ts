/** Roles of the contacts that come with a region, and what stands for a number that has not been set. */
export const texts = {
  en: {
    'role-owner': 'owner',
    'role-coast guard': 'coast guard',
    'role-vessel traffic': 'vessel traffic',
    'role-navy': 'navy',
    'role-ministry': 'ministry',
    'role-port': 'port',
    'call-placeholder': "(placeholder: set in your node's configuration)",
  },
  et: {
    'role-owner': 'omanik',
    'role-coast guard': 'rannavalve',
    'role-vessel traffic': 'laevaliikluse juhtimine',
    'role-navy': 'merevägi',
    'role-ministry': 'ministeerium',
    'role-port': 'sadam',
    'call-placeholder': '(kohatäide: sisesta tegelik number)',
  },
  ja: {
    'role-owner': '所有者',
    'role-coast guard': '海上保安機関',
    'role-vessel traffic': '海上交通センター',
    'role-navy': '海軍・海上自衛隊',
    'role-ministry': '省庁',
    'role-port': '港',
    'call-placeholder': '（仮の値：実際の番号を登録すること）',
  },
} as const;
