/** What a node is called in the language of the page: its state's name, with its own where a state has several. */
import type { Language } from '../i18n/languages.ts';

const names = new Map<Language, Intl.DisplayNames>();

function namesIn(language: Language): Intl.DisplayNames {
  let found = names.get(language);
  if (found === undefined) {
    found = new Intl.DisplayNames([language], { type: 'region', fallback: 'code' });
    names.set(language, found);
  }
  return found;
}

/** "Estonia", "Eesti", "エストニア"; "Finland (gofrep)" for FI-gofrep. */
export function nodeName(nodeId: string, language: Language): string {
  const [country = '', ...rest] = nodeId.split('-');
  let name: string | undefined;
  try {
    name = namesIn(language).of(country);
  } catch {
    // No code of a state: shown as it is.
    return nodeId;
  }
  return rest.length === 0 ? (name ?? country) : `${name ?? country} (${rest.join('-')})`;
}
