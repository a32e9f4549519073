/** `useText('queue')` gives the words of a feature in the language that is chosen. */
import { useMemo } from 'react';
import { useView } from '../state/view-state.ts';
import type { TextName } from './all-texts.ts';
import { type Translate, translator } from './translate.ts';

export function useText<N extends TextName>(name: N): Translate<N> {
  const { language } = useView();
  return useMemo(() => translator(language, name), [language, name]);
}
