/** Nobody acts on what is past. */
import { translator } from '../i18n/translate.ts';
import { showToast } from './toasts.ts';
import { getView } from './view-state.ts';

/** True where time travel is on, and said so. */
export function isInThePast(): boolean {
  const { atMs, language } = getView();
  if (atMs === undefined) return false;
  showToast({ kind: 'too-late', text: translator(language, 'ui')('in-the-past') });
  return true;
}
