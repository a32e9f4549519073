/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'time-travel' },
  et: { title: 'time-travel' },
  ja: { title: 'time-travel' },
} as const;
