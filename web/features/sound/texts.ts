/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'sound' },
  et: { title: 'sound' },
  ja: { title: 'sound' },
} as const;
