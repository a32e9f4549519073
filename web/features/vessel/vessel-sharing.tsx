/** What partners told of a ship: recognised, alerts they released to us, entries of lists that were adopted. Theirs, and never an alarm. */
import '../../ui/sharing.css';
import '../../i18n/add-later-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { shipKnown, usePartnersCache } from '../../state/known-ships.ts';
import { nodeName } from '../../state/node-name.ts';
import { setView, useView } from '../../state/view-state.ts';
import { LabelMark } from '../../ui/label-mark.tsx';
import { Time } from '../../ui/time.tsx';

interface Props {
  readonly mmsi: number;
  readonly imo: number | undefined;
}

export function KnownFromPartners({ mmsi, imo }: Props) {
  const t = useText('vessel');
  const { language } = useView();
  const { recognised, items } = shipKnown(usePartnersCache(), mmsi, imo);
  if (recognised.length === 0 && items.length === 0) return null;
  return (
    <section aria-label={t('known')}>
      <h3>{t('known')}</h3>
      <ul className="mv-plain">
        {recognised.map((each) => (
          <li key={`${each.from} ${each.through} ${each.firstSeenAt}`} className="mv-note mv-theirs">
            <strong>{t('known-from', { partner: nodeName(each.from, language) })}</strong>{' '}
            <span lang="en">{each.sentence}</span>{' '}
            <span className="mv-quiet">
              {t(`known-through-${each.through}`)}; {t('known-first')} <Time at={each.firstSeenAt} precision="date" />
            </span>
          </li>
        ))}
        {items.map((item) => (
          <li key={`${item.ref.origin} ${item.ref.index}`} className="mv-note mv-theirs">
            <strong>{t('told-by', { partner: nodeName(item.from, language) })}</strong>{' '}
            {typeof item.document.sentence === 'string' ? <span lang="en">{item.document.sentence}</span> : null}{' '}
            <LabelMark label={item.label} received /> <Time at={item.receivedAt} precision="date" />{' '}
            {item.document.status === 'withdrawn' ? <strong className="mv-tag">{t('told-withdrawn')}</strong> : null}{' '}
            {item.recalled ? <span className="mv-tag">{t('told-recalled')}</span> : null}{' '}
            <button
              type="button"
              className="mv-link"
              onClick={() => setView({ page: 'partners', part: 'received', pick: item.from })}
            >
              {t('told-open')}
            </button>
          </li>
        ))}
      </ul>
      <p className="mv-quiet">{t('known-note')}</p>
    </section>
  );
}

/** In place of "not read yet", where a list was adopted. */
export function AdoptedLists({ mmsi, imo }: Props) {
  const t = useText('vessel');
  const { language } = useView();
  const { entries, adoptedLists } = shipKnown(usePartnersCache(), mmsi, imo);
  if (adoptedLists === 0) return <>{t('lists-not-yet')}</>;
  if (entries.length === 0) return <>{t('lists-none', { count: adoptedLists })}</>;
  return (
    <ul className="mv-plain">
      {entries.map((entry) => (
        <li key={`${entry.from} ${entry.title} ${entry.because}`}>
          <strong>
            {t('lists-on', { list: entry.title, partner: nodeName(entry.from, language), version: entry.version })}
          </strong>{' '}
          {entry.because} <span className="mv-quiet">{t(`lists-by-${entry.by}`)}</span>
        </li>
      ))}
    </ul>
  );
}
