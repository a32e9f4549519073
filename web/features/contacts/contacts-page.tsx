/** Whom to call about which assets, at which hours, and when that was last tested. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Contact } from '../../../src/contract/act.ts';
import type { DeskBooks } from '../../../src/contract/desk.ts';
import { useText } from '../../i18n/use-text.ts';
import { useAssetName } from '../../state/asset-names.ts';
import { doAct } from '../../state/do-act.ts';
import { useLive } from '../../state/use-live.ts';
import { useView } from '../../state/view-state.ts';
import { contactCall, contactRole } from '../../ui/contact-words.ts';
import { Page } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { isInHours, localTimeOf } from '../../ui/whom-to-call.ts';
import { ContactForm } from './contact-form.tsx';

const NONE: DeskBooks['contacts'] = [];

export function ContactsPage() {
  const t = useText('contacts');
  const { language } = useView();
  const contacts = useLive((s) => s.state?.books.contacts) ?? NONE;
  const dataAt = useLive((s) => s.state?.clock.dataAt);
  const timeZone = useLive((s) => s.info?.timeZone) ?? 'UTC';
  const assetName = useAssetName();
  const [edited, setEdited] = useState<Contact | 'new' | undefined>(undefined);
  const localTime = localTimeOf(dataAt === undefined ? Number.NaN : Date.parse(dataAt), timeZone);
  const tested = (contact: Contact, answered: boolean): void =>
    void doAct({ body: { kind: 'contact-tested', contactId: contact.id, answered }, done: t('done-tested') });
  return (
    <Page title={t('title')}>
      <p className="mv-quiet">{t('what')}</p>
      {contacts.length === 0 ? <p className="mv-note">{t('empty')}</p> : null}
      {edited === undefined ? (
        <Button size="xs" onClick={() => setEdited('new')}>
          {t('new')}
        </Button>
      ) : (
        <ContactForm
          key={edited === 'new' ? 'new' : edited.id}
          contact={edited === 'new' ? undefined : edited}
          onDone={() => setEdited(undefined)}
        />
      )}
      <ul className="mv-cards">
        {contacts.map((contact) => (
          <li key={contact.id} className="mv-card">
            <div>
              <strong>{contact.organisation}</strong>, {contactRole(contact, language)}{' '}
              {contact.placeholder ? <span className="mv-tag">{t('placeholder')}</span> : null}{' '}
              <span className="mv-tag">{isInHours(contact.hours, localTime) ? t('there-now') : t('not-now')}</span>
            </div>
            <div>
              {contactCall(contact, language)}
              {contact.deputyCall === undefined ? null : ` · ${t('deputy')}: ${contact.deputyCall}`}
            </div>
            <div className="mv-quiet">
              {t('hours-of', { hours: contact.hours })} ·{' '}
              {contact.assets.length === 0 ? t('all-assets') : contact.assets.map(assetName).join(', ')}
            </div>
            <div>
              {contact.lastTestedAt === undefined ? (
                t('never-tested')
              ) : (
                <>
                  {t('last-tested')} <Time at={contact.lastTestedAt} precision="date" />:{' '}
                  {contact.lastTestAnswered === true ? t('answered') : t('not-answered')}
                </>
              )}
            </div>
            <div className="mv-buttons">
              <Button size="compact-xs" variant="default" onClick={() => tested(contact, true)}>
                {t('test-answered')}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => tested(contact, false)}>
                {t('test-not-answered')}
              </Button>
              <Button size="compact-xs" variant="default" onClick={() => setEdited(contact)}>
                {t('change')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </Page>
  );
}
