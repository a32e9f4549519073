/** Stands for a part of the page that the first load leaves out, until it is there. */
import { type ReactNode, Suspense } from 'react';
import { useText } from '../i18n/use-text.ts';

export function Later({ children }: { readonly children: ReactNode }) {
  const t = useText('ui');
  return <Suspense fallback={<p className="mv-note mv-load">{t('loading')}</p>}>{children}</Suspense>;
}
