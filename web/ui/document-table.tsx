/** A document that goes to a partner or came from one, field by field, and what is left out of it. */
import './sharing.css';
import '../i18n/add-later-texts.ts';
import { hasText, type Translate } from '../i18n/translate.ts';
import { useText } from '../i18n/use-text.ts';
import { documentRows } from './document-rows.ts';

interface Props {
  readonly document: Readonly<Record<string, unknown>>;
  readonly withheld: readonly string[];
  readonly label: string;
}

export function DocumentTable({ document, withheld, label }: Props) {
  const fieldName = useFieldName();
  const t = useText('sharing');
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys */}
      <section className="mv-document-scroll" aria-label={label} tabIndex={0}>
        <table className="mv-document">
          <tbody>
            {documentRows(document).map(({ field, text }) => (
              <tr key={field}>
                <th scope="row">{fieldName(field)}</th>
                <td lang="en">{text}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mv-withheld">
        <strong>{t('withheld')}</strong>{' '}
        {withheld.length === 0 ? t('withheld-nothing') : withheld.map(fieldName).join(', ')}
      </p>
    </>
  );
}

/** A field of an alert or a list in the language of the page; one that is not known stands as it is. */
export function useFieldName(): (field: string) => string {
  const t = useText('sharing');
  return (field) => {
    const key = `field-${field}`;
    return hasText('sharing', key) ? t(key as Parameters<Translate<'sharing'>>[0]) : field;
  };
}
