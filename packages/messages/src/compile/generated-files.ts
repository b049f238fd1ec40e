import { type App, appSections, type LanguageFile } from './language-file.ts'
import { manifestTexts } from './manifest-texts.ts'
import { renderApp } from './render.ts'

/** Every generated file: path below the root of the repository, and text. */
export function generatedFiles(files: Readonly<Record<string, LanguageFile>>): ReadonlyMap<string, string> {
  const apps = Object.keys(appSections) as App[]
  return new Map([
    ...apps.flatMap((app) =>
      [...renderApp(app, files)].map(
        ([name, text]) => [`packages/messages/src/generated/${app}/${name}`, text] as const,
      ),
    ),
    ...manifestTexts(files),
  ])
}
