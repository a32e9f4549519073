/** Names, call signs and IMO numbers a vessel gave, newest first. */
import type { VesselCard } from '../../../src/contract/views.ts';
import { useText } from '../../i18n/use-text.ts';
import { Time } from '../../ui/time.tsx';

export function Identities({ card }: { readonly card: VesselCard }) {
  const t = useText('vessel');
  return (
    <section aria-label={t('identities')}>
      <h3>{t('identities')}</h3>
      {card.identities.length === 0 ? (
        <p className="mv-quiet">{t('identities-none')}</p>
      ) : (
        <div className="mv-table-scroll">
          <table className="mv-facts-table">
            <thead>
              <tr>
                <th scope="col">{t('from')}</th>
                <th scope="col">{t('name')}</th>
                <th scope="col">IMO</th>
                <th scope="col">{t('callsign')}</th>
              </tr>
            </thead>
            <tbody>
              {card.identities.map((each) => (
                <tr key={`${each.from}${each.name ?? ''}${each.imo ?? ''}${each.callsign ?? ''}`}>
                  <td>
                    <Time at={each.from} precision="date" />
                  </td>
                  <td>{each.name ?? '–'}</td>
                  <td>{each.imo ?? '–'}</td>
                  <td>{each.callsign ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
