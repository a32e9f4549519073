/** A severity by shape, word and colour: none of them alone. */
import type { Severity } from '../../src/contract/alert.ts';
import { useText } from '../i18n/use-text.ts';

const SHAPES: Readonly<Record<Severity, React.ReactNode>> = {
  high: (
    <>
      <path d="M8 1 15.5 15H.5Z" fill="currentColor" />
      <path d="M8 6v4.5M8 12v1.5" stroke="var(--mv-surface)" strokeWidth="1.8" />
    </>
  ),
  actionable: <path d="M8 1 15 8 8 15 1 8Z" fill="none" stroke="currentColor" strokeWidth="2" />,
  watch: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="2" strokeDasharray="3 2" />,
};

export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const t = useText('ui');
  return (
    <span className="mv-severity" data-severity={severity}>
      <svg viewBox="0 0 16 16" width="15" height="15" aria-hidden="true">
        {SHAPES[severity]}
      </svg>
      {t(`severity-${severity}`)}
    </span>
  );
}
