/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'replay' },
  et: { title: 'replay' },
  ja: { title: 'replay' },
} as const;
