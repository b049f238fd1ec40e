import * as vscode from 'vscode'
import { readSettings } from '../../platform/settings.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { sitePath } from '../../model/site/site-path.ts'
import { fileOf } from '../../platform/document-file.ts'
import { t } from '../../platform/t.ts'
import { type Site, siteOf } from '../../platform/site.ts'
import { back, stepPick } from '../../platform/step-pick.ts'

type Choice = 'site' | 'document'

const key = 'fluxkit.sites'

/**
 * Where images of a site's pages go: to the folder that the site serves, or beside the page. A user is asked once per
 * site; a setting that names a folder is an answer too.
 *
 * @returns The folder of the site; `undefined` for the usual one
 */
export async function siteImages(
  document: vscode.TextDocument | undefined,
  state: vscode.Memento,
): Promise<vscode.Uri | undefined> {
  const site = document && (await siteOf(document))
  if (document === undefined || site === undefined || isDecided(document)) return undefined
  const known = state.get<Readonly<Record<string, Choice>>>(key, {})
  const name = site.folder.toString()
  const choice = site.name === '' ? 'site' : (known[name] ?? (await choose(site)))
  if (choice !== undefined && site.name !== '') await state.update(key, { ...known, [name]: choice })
  return choice === 'site' ? site.folder.with({ path: site.images }) : undefined
}

/** Does a setting say where the images of the document go? */
function isDecided(document: vscode.TextDocument): boolean {
  const file = fileOf(document)
  const destinations = Object.keys(readSettings.copyFilesDestination(file))
  return readSettings.outputDirectory(file) !== '' || (document.languageId === 'markdown' && destinations.length > 0)
}

/** @returns `undefined` when it was dismissed: asked again next time */
async function choose(site: Site): Promise<Choice | undefined> {
  const folder = vscode.workspace.asRelativePath(site.folder.with({ path: site.images }))
  const link = sitePath(site, `${site.images}/fox.png`) ?? ''
  const items: readonly (vscode.QuickPickItem & { readonly choice: Choice })[] = [
    {
      label: `$(globe) ${folder}`,
      detail: t('linksFromRoot', { link }),
      choice: 'site',
    },
    {
      label: `$(file) ${t('nextToDocument')}`,
      detail: t('linksRelative', { link: `images/${basename(link)}` }),
      choice: 'document',
    },
  ]
  const title = t('siteQuestion', { site: site.name })
  const answer = await stepPick(items, { title, placeholder: t('askedOncePerSite') })
  return answer === undefined || answer === back ? undefined : answer.choice
}
