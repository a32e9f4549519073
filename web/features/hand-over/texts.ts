/** Words of this feature, in each language. */
export const texts = {
  en: { title: 'hand-over' },
  et: { title: 'hand-over' },
  ja: { title: 'hand-over' },
} as const;
