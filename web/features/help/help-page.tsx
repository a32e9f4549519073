/** The keys, and the few things one must know. */
import { Kbd } from '@mantine/core';
import { useText } from '../../i18n/use-text.ts';
import { Page } from '../../ui/page.tsx';
import { KEYS } from './keys.ts';

export function HelpPage() {
  const t = useText('help');
  return (
    <Page title={t('title')}>
      <HelpContent />
    </Page>
  );
}

export function HelpContent() {
  const t = useText('help');
  return (
    <>
      <h3>{t('keys')}</h3>
      <table className="mv-table">
        <tbody>
          {KEYS.map(({ keys, text }) => (
            <tr key={text}>
              <td>
                {keys.map((key) => (
                  <Kbd key={key}>{key}</Kbd>
                ))}
              </td>
              <td>{t(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>{t('know')}</h3>
      <ul>
        <li>{t('know-order')}</li>
        <li>{t('know-silence')}</li>
        <li>{t('know-no-data')}</li>
        <li>{t('know-sound')}</li>
        <li>{t('know-partners')}</li>
        <li>{t('know-against')}</li>
        <li>{t('know-approximate')}</li>
      </ul>
    </>
  );
}
