/** Why something stands as it does, marked with the language it is in. */
import { useView } from '../state/view-state.ts';
import { becauseText, type Told } from './because-text.ts';

export function Because({ told }: { readonly told: Told }) {
  const { language } = useView();
  const { text, lang } = becauseText(told, language);
  return text === '' ? null : <span lang={lang}>{text}</span>;
}
