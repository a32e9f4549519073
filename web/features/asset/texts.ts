/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'asset' },
  et: { title: 'asset' },
  ja: { title: 'asset' },
} as const;
