/** The pages of the console as links. */
import { useText } from '../../i18n/use-text.ts';
import { pages } from '../../state/view-hash.ts';
import { setView, useView } from '../../state/view-state.ts';

export function PageNav() {
  const t = useText('shell');
  const { page } = useView();
  return (
    <nav className="mv-nav" aria-label={t('pages')}>
      {pages.map((each) => (
        <button
          key={each}
          type="button"
          className="mv-nav-item"
          aria-current={each === page ? 'page' : undefined}
          onClick={() => setView({ page: each })}
        >
          {t(`page-${each}`)}
        </button>
      ))}
    </nav>
  );
}
