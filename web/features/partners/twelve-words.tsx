/** The twelve words of both cards, to be read aloud over the telephone. */
import { useText } from '../../i18n/use-text.ts';

export function TwelveWords({ words }: { readonly words: string }) {
  const t = useText('partners');
  return (
    <section aria-label={t('words')}>
      <h3>{t('words')}</h3>
      <p className="mv-quiet">{t('words-how')}</p>
      <ol className="mv-words" lang="en">
        {words.split(' ').map((word, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand twice, and its place is what it is
          <li key={i}>{word}</li>
        ))}
      </ol>
    </section>
  );
}
