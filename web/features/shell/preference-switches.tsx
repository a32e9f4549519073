/** Language and palette. */
import { NativeSelect } from '@mantine/core';
import { languageNames, languages } from '../../i18n/languages.ts';
import { useText } from '../../i18n/use-text.ts';
import { palettes } from '../../state/view-hash.ts';
import { setView, useView } from '../../state/view-state.ts';

export function PreferenceSwitches() {
  const t = useText('shell');
  const { language, palette } = useView();
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('language')}
        value={language}
        data={languages.map((each) => ({ value: each, label: languageNames[each] }))}
        onChange={({ currentTarget }) => setView({ language: languages.find((l) => l === currentTarget.value)! })}
      />
      <NativeSelect
        size="xs"
        aria-label={t('palette')}
        value={palette}
        data={palettes.map((each) => ({ value: each, label: t(`palette-${each}`) }))}
        onChange={({ currentTarget }) => setView({ palette: palettes.find((p) => p === currentTarget.value)! })}
      />
    </>
  );
}
